"""The police portals of Thanh Hóa, as far as public material names their addresses."""

from __future__ import annotations

from crawler.sources import Source

SOURCES = (
    Source(
        name="thanh_hoa",
        province="tỉnh Thanh Hóa",
        domain="conganthanhhoa.gov.vn",
        start_pages=("https://conganthanhhoa.gov.vn/",),
        seen="https://conganthanhhoa.gov.vn/de-an-06/….html cited in public reports",
    ),
)
