"""The police portals of Quảng Ninh, as far as public material names their addresses."""

from __future__ import annotations

from crawler.sources import Source

SOURCES = (
    Source(
        name="quang_ninh",
        province="tỉnh Quảng Ninh",
        domain="conganquangninh.gov.vn",
        start_pages=("https://conganquangninh.gov.vn/",),
        feeds=("https://conganquangninh.gov.vn/rss/",),
        seen="https://conganquangninh.gov.vn/tin-antt-va-canh-bao-toi-pham/ and its feed /rss/ in public code",
    ),
)
