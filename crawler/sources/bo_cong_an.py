"""The portal of the Ministry of Public Security."""

from __future__ import annotations

from crawler.sources import Source

SOURCES = (
    Source(
        name="bo_cong_an",
        province="Bộ Công an",
        domain="bocongan.gov.vn",
        start_pages=("https://bocongan.gov.vn/",),
        seen="https://bocongan.gov.vn/bai-viet/… in public code; its older pages as https://bocongan.gov.vn/tintuc/Pages/lists.aspx?Cat=136",
    ),
)
