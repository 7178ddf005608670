"""The police portals of Nghệ An, as far as public material names their addresses."""

from __future__ import annotations

from crawler.sources import Source

SOURCES = (
    Source(
        name="nghe_an",
        province="tỉnh Nghệ An",
        domain="congan.nghean.gov.vn",
        start_pages=("https://congan.nghean.gov.vn/",),
        seen="https://congan.nghean.gov.vn/thong-tin-chuyen-de/canh-bao-toi-pham/202504/… in public code",
    ),
)
