"""The police portals of Gia Lai, as far as public material names their addresses."""

from __future__ import annotations

from crawler.sources import Source

SOURCES = (
    Source(
        name="gia_lai",
        province="tỉnh Gia Lai",
        domain="congan.gialai.gov.vn",
        start_pages=("http://congan.gialai.gov.vn/",),
        seen="http://congan.gialai.gov.vn/ in the public code of an editor's settings",
    ),
)
