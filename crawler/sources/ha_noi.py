"""The police portals of Hà Nội, as far as public material names their addresses."""

from __future__ import annotations

from crawler.sources import Source

SOURCES = (
    Source(
        name="ha_noi",
        province="thành phố Hà Nội",
        domain="congan.hanoi.gov.vn",
        start_pages=("https://congan.hanoi.gov.vn/",),
        seen="https://congan.hanoi.gov.vn/phan-hoi-thong-tin-bao-chi/… cited in a public report; several public lists of portals",
    ),
)
