"""The police portals of Cà Mau, as far as public material names their addresses."""

from __future__ import annotations

from crawler.sources import Source

SOURCES = (
    Source(
        name="ca_mau",
        province="tỉnh Cà Mau",
        domain="congan.camau.gov.vn",
        start_pages=("https://congan.camau.gov.vn/",),
        seen="https://congan.camau.gov.vn/ch40/7679-….mhtml cited in public code",
    ),
)
