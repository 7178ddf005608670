"""The police portals of Đắk Lắk, as far as public material names their addresses."""

from __future__ import annotations

from crawler.sources import Source

SOURCES = (
    Source(
        name="dak_lak",
        province="tỉnh Đắk Lắk",
        domain="congan.daklak.gov.vn",
        family="liferay",
        start_pages=("https://congan.daklak.gov.vn/",),
        seen="https://congan.daklak.gov.vn/laws/detail/… and /documents/10181/… in public code: Liferay's addresses",
    ),
)
