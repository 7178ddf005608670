"""The police portals of Đà Nẵng, as far as public material names their addresses."""

from __future__ import annotations

from crawler.sources import Source

SOURCES = (
    Source(
        name="da_nang",
        province="thành phố Đà Nẵng",
        domain="congan.danang.gov.vn",
        start_pages=("https://congan.danang.gov.vn/",),
        seen="https://congan.danang.gov.vn in several public lists of portals",
    ),
    Source(
        name="quang_nam",
        province="tỉnh Quảng Nam cũ",
        domain="congan.quangnam.gov.vn",
        start_pages=("https://congan.quangnam.gov.vn/",),
        seen="https://congan.quangnam.gov.vn/Portals/0/PX03/… in public code",
        archive_of="da_nang",
    ),
)
