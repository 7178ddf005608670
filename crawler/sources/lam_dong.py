"""The police portals of Lâm Đồng, as far as public material names their addresses."""

from __future__ import annotations

from crawler.sources import Source

SOURCES = (
    Source(
        name="lam_dong",
        province="tỉnh Lâm Đồng",
        domain="congan.lamdong.gov.vn",
        start_pages=("https://congan.lamdong.gov.vn/",),
        seen="https://congan.lamdong.gov.vn/UpLoaded/files/luat/68_2020_QH14.pdf cited in public code",
    ),
)
