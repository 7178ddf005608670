"""The police portals of Lạng Sơn, as far as public material names their addresses."""

from __future__ import annotations

from crawler.sources import Source

SOURCES = (
    Source(
        name="lang_son",
        province="tỉnh Lạng Sơn",
        domain="congan.langson.gov.vn",
        start_pages=("https://congan.langson.gov.vn/",),
        seen="https://congan.langson.gov.vn/9688/pho-bien-giao-duc-phap-luat/68/… cited in a public report",
    ),
)
