"""Locks a source: one crawl of a portal at a time, whichever process it runs in."""

from __future__ import annotations

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from crawler.errors import CrawlRunning
from crawler.sources.source import Source


@contextmanager
def lock_source(data: Path, source: Source) -> Iterator[None]:
    """Lock the portal of ``source``: two crawls at once would be two connections. Raises CrawlRunning."""
    name = "".join(c if c.isalnum() else "_" for c in source.domain or source.name)
    handle = os.open(data / f".crawling-{name}", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CrawlRunning("crawler.already_running", source=source.name) from None
        yield
    finally:
        os.close(handle)
