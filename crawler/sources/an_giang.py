"""The police portals of An Giang, as far as public material names their addresses."""

from __future__ import annotations

from crawler.sources import Source

SOURCES = (
    Source(
        name="an_giang",
        province="tỉnh An Giang",
        domain="congan.angiang.gov.vn",
        start_pages=("https://congan.angiang.gov.vn/",),
        seen="https://congan.angiang.gov.vn/thong-tu-so-872026tt-bca-… in public code; linked from the province's pages",
    ),
)
