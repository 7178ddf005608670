"""The police portals of Lào Cai, as far as public material names their addresses."""

from __future__ import annotations

from crawler.sources import Source

SOURCES = (
    Source(
        name="lao_cai",
        province="tỉnh Lào Cai",
        domain="congan.laocai.gov.vn",
        start_pages=("https://congan.laocai.gov.vn/",),
        seen="https://congan.laocai.gov.vn named as the province's police portal in public code",
    ),
    Source(
        name="yen_bai",
        province="tỉnh Yên Bái cũ",
        domain="congan.yenbai.gov.vn",
        start_pages=("https://congan.yenbai.gov.vn/",),
        seen="congan.yenbai.gov.vn named as a host in public code",
        archive_of="lao_cai",
    ),
)
