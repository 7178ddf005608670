"""What crawls of test portals start from: sources, and clocks that never wait."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from crawler.http.fetcher import Clock
from crawler.sources.sample import sample_source
from crawler.sources.source import Source

START = datetime(2026, 6, 1, 3, 0, tzinfo=UTC)


def source_of(base: str) -> Source:
    """A source as an admin declares it: the address of the front page, nothing else."""
    parts = urlsplit(base)
    return Source(
        name="portal",
        domain="127.0.0.1",
        start_pages=(f"{base}/",),
        allow_loopback=True,
        ports=(parts.port or 80,),
        delay=0.0,
    )


def at(moment: datetime) -> Clock:
    """A clock that stands still and never waits."""
    return Clock(sleep=lambda seconds: None, now=lambda: moment)


def big_site_source(base: str) -> Source:
    """The source of a big site."""
    return replace(sample_source(base), start_pages=(f"{base}/tin-tuc",), feeds=(), sitemaps=(), family="")
