"""The police portals of Khánh Hòa, as far as public material names their addresses."""

from __future__ import annotations

from crawler.sources import Source

SOURCES = (
    Source(
        name="khanh_hoa",
        province="tỉnh Khánh Hòa",
        domain="congan.khanhhoa.gov.vn",
        start_pages=("https://congan.khanhhoa.gov.vn/",),
        seen="https://congan.khanhhoa.gov.vn/vi/ky-nang-can-thiet-khi-lai-xe-… in public code",
    ),
)
