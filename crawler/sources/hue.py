"""The police portals of Huế, as far as public material names their addresses."""

from __future__ import annotations

from crawler.sources import Source

SOURCES = (
    Source(
        name="thua_thien_hue",
        province="tỉnh Thừa Thiên Huế cũ",
        domain="congan.thuathienhue.gov.vn",
        start_pages=("http://congan.thuathienhue.gov.vn/",),
        seen="http://congan.thuathienhue.gov.vn/tin-tuc-su-kien/… cited in public code, before the province became a city",
        archive_of="hue",
    ),
)
