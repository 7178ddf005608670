"""The police portals of Quảng Trị, as far as public material names their addresses."""

from __future__ import annotations

from crawler.sources import Source

SOURCES = (
    Source(
        name="quang_tri",
        province="tỉnh Quảng Trị",
        domain="congan.quangtri.gov.vn",
        start_pages=("https://congan.quangtri.gov.vn/",),
        seen="https://congan.quangtri.gov.vn/ in the public code of a news reader",
    ),
    Source(
        name="quang_binh",
        province="tỉnh Quảng Bình cũ",
        domain="congan.quangbinh.gov.vn",
        start_pages=("https://congan.quangbinh.gov.vn/",),
        seen="congan.quangbinh.gov.vn named as a source of documents in public code",
        archive_of="quang_tri",
    ),
)
