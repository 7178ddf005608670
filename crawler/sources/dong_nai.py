"""The police portals of Đồng Nai, as far as public material names their addresses."""

from __future__ import annotations

from crawler.sources import Source

SOURCES = (
    Source(
        name="dong_nai",
        province="tỉnh Đồng Nai",
        domain="congan.dongnai.gov.vn",
        start_pages=("http://congan.dongnai.gov.vn/",),
        seen="http://congan.dongnai.gov.vn linked from a public page's code",
    ),
)
