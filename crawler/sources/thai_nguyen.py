"""The police portals of Thái Nguyên, as far as public material names their addresses."""

from __future__ import annotations

from crawler.sources import Source

SOURCES = (
    Source(
        name="thai_nguyen",
        province="tỉnh Thái Nguyên",
        domain="congan.thainguyen.gov.vn",
        start_pages=("https://congan.thainguyen.gov.vn/",),
        seen="https://congan.thainguyen.gov.vn/tin-tuc/chuyen-doi-so/…-1478.html cited on a public page",
    ),
)
