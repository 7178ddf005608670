"""The source of the sample portal, whose address is known only at run time."""

from __future__ import annotations

from urllib.parse import urlsplit

from crawler.sources.source import Source


def sample_source(base_url: str) -> Source:
    """Return the source of the sample portal served at ``base_url`` ("http://127.0.0.1:PORT"), without delay."""
    base = base_url.rstrip("/")
    parts = urlsplit(base)
    return Source(
        name="sample",
        province="tỉnh Hồng Lam",
        domain=parts.hostname or "",
        family="laravel",
        start_pages=(f"{base}/tin-tuc",),
        feeds=(f"{base}/rss.xml",),
        sitemaps=(f"{base}/sitemap.xml",),
        status="sample",
        allow_loopback=True,
        ports=(parts.port,) if parts.port else (),
        delay=0.0,
    )
