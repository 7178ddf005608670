"""The police portals of Tuyên Quang, as far as public material names their addresses."""

from __future__ import annotations

from crawler.sources import Source

SOURCES = (
    Source(
        name="tuyen_quang",
        province="tỉnh Tuyên Quang",
        domain="congan.tuyenquang.gov.vn",
        start_pages=("https://congan.tuyenquang.gov.vn/",),
        seen="https://congan.tuyenquang.gov.vn/vi/tin-bai/…?type=NEWS&id=163145 in public code",
    ),
)
