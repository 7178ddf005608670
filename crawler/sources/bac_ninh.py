"""The police portals of Bắc Ninh, as far as public material names their addresses."""

from __future__ import annotations

from crawler.sources import Source

SOURCES = (
    Source(
        name="bac_ninh",
        province="tỉnh Bắc Ninh",
        domain="conganbacninh.gov.vn",
        start_pages=("https://conganbacninh.gov.vn/",),
        seen="https://conganbacninh.gov.vn linked from a public page's code",
    ),
    Source(
        name="bac_giang",
        province="tỉnh Bắc Giang cũ",
        domain="congan.bacgiang.gov.vn",
        start_pages=("https://congan.bacgiang.gov.vn/",),
        seen="congan.bacgiang.gov.vn named as an official source in public code",
        archive_of="bac_ninh",
    ),
)
