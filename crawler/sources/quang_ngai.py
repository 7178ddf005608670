"""The police portals of Quảng Ngãi, as far as public material names their addresses."""

from __future__ import annotations

from crawler.sources import Source

SOURCES = (
    Source(
        name="quang_ngai",
        province="tỉnh Quảng Ngãi",
        domain="congan.quangngai.gov.vn",
        family="liferay",
        start_pages=("https://congan.quangngai.gov.vn/",),
        seen="https://congan.quangngai.gov.vn/documents/8878324/9231653/… in public documents: Liferay's addresses",
    ),
    Source(
        name="kon_tum",
        province="tỉnh Kon Tum cũ",
        domain="congan.kontum.gov.vn",
        start_pages=("https://congan.kontum.gov.vn/",),
        seen="https://congan.kontum.gov.vn/upload/105000/20220603/… in public code",
        archive_of="quang_ngai",
    ),
)
