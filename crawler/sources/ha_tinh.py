"""The police portal of Hà Tĩnh. No selectors: its markup was not seen, the generic extractor reads it."""

from __future__ import annotations

from crawler.sources import Source

HA_TINH = Source(
    name="ha_tinh",
    province="tỉnh Hà Tĩnh",
    domain="conganhatinh.gov.vn",
    family="laravel",
    start_pages=("https://conganhatinh.gov.vn/",),
    sitemaps=("https://conganhatinh.gov.vn/sitemap.xml",),
)
