"""The police portals of Tây Ninh, as far as public material names their addresses."""

from __future__ import annotations

from crawler.sources import Source

SOURCES = (
    Source(
        name="tay_ninh",
        province="tỉnh Tây Ninh",
        domain="congan.tayninh.gov.vn",
        start_pages=("https://congan.tayninh.gov.vn/",),
        seen="congan.tayninh.gov.vn named as a source in a public report",
    ),
)
