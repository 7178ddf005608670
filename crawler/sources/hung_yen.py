"""The police portals of Hưng Yên, as far as public material names their addresses."""

from __future__ import annotations

from crawler.sources import Source

SOURCES = (
    Source(
        name="hung_yen",
        province="tỉnh Hưng Yên",
        domain="congan.hungyen.gov.vn",
        start_pages=("https://congan.hungyen.gov.vn/",),
        seen="https://congan.hungyen.gov.vn/…-c218065.html in public code",
    ),
    Source(
        name="thai_binh",
        province="tỉnh Thái Bình cũ",
        domain="congan.thaibinh.gov.vn",
        start_pages=("http://congan.thaibinh.gov.vn/",),
        seen="http://congan.thaibinh.gov.vn/Gop-y in public code",
        archive_of="hung_yen",
    ),
)
