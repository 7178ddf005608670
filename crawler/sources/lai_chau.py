"""The police portals of Lai Châu, as far as public material names their addresses."""

from __future__ import annotations

from crawler.sources import Source

SOURCES = (
    Source(
        name="lai_chau",
        province="tỉnh Lai Châu",
        domain="congan.laichau.gov.vn",
        family="nukeviet",
        start_pages=("https://congan.laichau.gov.vn/",),
        seen="https://congan.laichau.gov.vn/thu-doan-pham-toi/…-3416.html and /uploads/news/2023_05/ in public code: NukeViet's addresses",
    ),
)
