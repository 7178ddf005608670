"""The police portals of Cần Thơ, as far as public material names their addresses."""

from __future__ import annotations

from crawler.sources import Source

SOURCES = (
    Source(
        name="can_tho",
        province="thành phố Cần Thơ",
        domain="congan.cantho.gov.vn",
        start_pages=("https://congan.cantho.gov.vn/",),
        seen="https://congan.cantho.gov.vn/hoat-dong-cua-luc-luong-cong-an/… in public code",
    ),
)
