"""The police portals of Hải Phòng, as far as public material names their addresses."""

from __future__ import annotations

from crawler.sources import Source

SOURCES = (
    Source(
        name="hai_phong",
        province="thành phố Hải Phòng",
        domain="congan.haiphong.gov.vn",
        start_pages=("https://congan.haiphong.gov.vn/",),
        seen="https://congan.haiphong.gov.vn/Tin-An-ninh-trat-tu/… in public code",
    ),
)
