"""The police portals of Sơn La, as far as public material names their addresses."""

from __future__ import annotations

from crawler.sources import Source

SOURCES = (
    Source(
        name="son_la",
        province="tỉnh Sơn La",
        domain="congan.sonla.gov.vn",
        family="wordpress",
        start_pages=("https://congan.sonla.gov.vn/",),
        seen="https://congan.sonla.gov.vn/wp-content/uploads/2022/05/… in public code: WordPress's addresses",
    ),
)
