"""The police portals of Thành phố Hồ Chí Minh, as far as public material names their addresses."""

from __future__ import annotations

from crawler.sources import Source

SOURCES = (
    Source(
        name="ho_chi_minh",
        province="Thành phố Hồ Chí Minh",
        domain="congan.hochiminhcity.gov.vn",
        start_pages=("https://congan.hochiminhcity.gov.vn/",),
        seen="https://congan.hochiminhcity.gov.vn in several public lists of portals",
    ),
)
