"""The police portals of Hà Tĩnh, as far as public material names their addresses."""

from __future__ import annotations

from crawler.sources import Source

SOURCES = (
    Source(
        name="ha_tinh",
        province="tỉnh Hà Tĩnh",
        domain="congan.hatinh.gov.vn",
        family="laravel",
        start_pages=("https://congan.hatinh.gov.vn/",),
        seen="https://congan.hatinh.gov.vn/storage/photos/… in public code (Laravel's storage folder); it published the article this project started from",
    ),
)
