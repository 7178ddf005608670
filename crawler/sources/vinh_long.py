"""The police portals of Vĩnh Long, as far as public material names their addresses."""

from __future__ import annotations

from crawler.sources import Source

SOURCES = (
    Source(
        name="vinh_long",
        province="tỉnh Vĩnh Long",
        domain="congan.vinhlong.gov.vn",
        start_pages=("https://congan.vinhlong.gov.vn/",),
        seen="https://congan.vinhlong.gov.vn/trang/duong-day-nong.html in public code",
    ),
)
