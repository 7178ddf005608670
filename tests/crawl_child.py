"""Crawls a site and prints each address once it is acknowledged: ``python -m tests.crawl_child DATA BASE``."""

import sys
from dataclasses import replace
from pathlib import Path

from archive.store import Archive
from crawler.crawl import crawl
from crawler.sources import Source
from crawler.sources.sample import sample_source


def source_of(base: str) -> Source:
    """The source of a big site."""
    return replace(sample_source(base), start_pages=(f"{base}/tin-tuc",), feeds=(), sitemaps=(), family="")


if __name__ == "__main__":
    with Archive.open(Path(sys.argv[1])) as archive:
        crawl(archive, [source_of(sys.argv[2])], visited=lambda line: print(line.outcome, line.url, flush=True))
