"""The police portal of Hà Tĩnh: congan.hatinh.gov.vn, which published the article this project started from.

No selectors: its markup was not seen, the generic extractor reads it. Unverified until ``source check`` has tried it.
"""

from __future__ import annotations

from crawler.sources import Source

HA_TINH = Source(
    name="ha_tinh",
    province="tỉnh Hà Tĩnh",
    domain="congan.hatinh.gov.vn",
    start_pages=("https://congan.hatinh.gov.vn/",),
    status="unverified",
)
