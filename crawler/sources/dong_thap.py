"""The police portals of Đồng Tháp, as far as public material names their addresses."""

from __future__ import annotations

from crawler.sources import Source

SOURCES = (
    Source(
        name="dong_thap",
        province="tỉnh Đồng Tháp",
        domain="congan.dongthap.gov.vn",
        start_pages=("https://congan.dongthap.gov.vn/",),
        seen="congan.dongthap.gov.vn named as a source of documents in public code",
    ),
    Source(
        name="tien_giang",
        province="tỉnh Tiền Giang cũ",
        domain="congan.tiengiang.gov.vn",
        family="liferay",
        start_pages=("https://congan.tiengiang.gov.vn/",),
        seen="https://congan.tiengiang.gov.vn/documents/2261410/29734928/… in public code: Liferay's addresses",
        archive_of="dong_thap",
    ),
)
