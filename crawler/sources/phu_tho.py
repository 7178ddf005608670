"""The police portals of Phú Thọ, as far as public material names their addresses."""

from __future__ import annotations

from crawler.sources import Source

SOURCES = (
    Source(
        name="phu_tho",
        province="tỉnh Phú Thọ",
        domain="congan.phutho.gov.vn",
        start_pages=("https://congan.phutho.gov.vn/",),
        seen="https://congan.phutho.gov.vn/article/… cited in public code",
    ),
    Source(
        name="hoa_binh",
        province="tỉnh Hòa Bình cũ",
        domain="congan.hoabinh.gov.vn",
        start_pages=("http://congan.hoabinh.gov.vn/",),
        seen="http://congan.hoabinh.gov.vn in the public code of a news crawler",
        archive_of="phu_tho",
    ),
)
