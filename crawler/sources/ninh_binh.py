"""The police portals of Ninh Bình, as far as public material names their addresses."""

from __future__ import annotations

from crawler.sources import Source

SOURCES = (
    Source(
        name="ninh_binh",
        province="tỉnh Ninh Bình",
        domain="congan.ninhbinh.gov.vn",
        start_pages=("https://congan.ninhbinh.gov.vn/",),
        seen="https://congan.ninhbinh.gov.vn/mot-so-diem-luu-y-ve-luat-an-ninh-mang-2025-… cited in public reports",
    ),
)
