"""The jobs of ``bench.crawling.report``, each in a process of its own: ``python -m bench.crawling.jobs ours|scrapy BASE DATA``; JSON on stdout."""

from __future__ import annotations

import json
import os
import resource
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from archive.articles.archive import Archive
from archive.crawling.crawl_log import Visit
from crawler.crawl import crawl
from crawler.errors import NotAnArticle
from crawler.extraction.extract import extract_article
from crawler.sources.source import Source
from tests.support.crawling import big_site_source

Result = dict[str, Any]


def _memory() -> float:
    """The most memory this process ever held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _beside() -> float:
    """The most memory that one of the processes it started and that still run ever held, in MiB; Linux tells."""
    held = [0.0]
    for pid in Path("/proc/self/task").joinpath(str(os.getpid()), "children").read_text().split():
        with suppress(OSError):
            lines = Path(f"/proc/{pid}/status").read_text().splitlines()
            held += [int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")]
    return max(held)


def _processor() -> float:
    """The processor time of this process and of those it started that have ended, in seconds."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def _timed(work: Callable[[], int]) -> Result:
    """Run ``work`` (it returns how many articles it stored) and return articles, seconds, processor seconds and MiB."""
    begun, processor = time.monotonic(), _processor()
    articles = work()
    return {
        "articles": articles,
        "s": time.monotonic() - begun,
        "cpu": _processor() - processor,
        "mib": _memory(),
    }


def ours(base: str, data: Path, limit: int | None = None, delay: float = 0.0) -> Result:
    """Crawl the site into an archive; ``memory`` is the most held after each thousand addresses."""
    memory: list[float] = []
    count, beside = 0, 0.0

    def visited(line: Visit) -> None:
        nonlocal count, beside
        count += 1
        if count % 100 == 0:
            beside = max(beside, _beside())
        if count % 1000 == 0:
            memory.append(round(_memory(), 1))
            print(f"{count} addresses, {memory[-1]} MiB", file=sys.stderr, flush=True)

    def work() -> int:
        source = replace(big_site_source(base), delay=delay)
        with Archive.open(data) as archive:
            return crawl(archive, [source], limit=limit, visited=visited).outcomes["new"]

    return {**_timed(work), "urls": count, "memory": memory, "beside": beside}


def scrapy(base: str, data: Path) -> Result:
    """Crawl the same site with Scrapy: same extraction, its own links, its items as JSON Lines; robots.txt kept."""
    from scrapy import Spider
    from scrapy.crawler import CrawlerProcess
    from scrapy.linkextractors import LinkExtractor

    source: Source = big_site_source(base)
    links = LinkExtractor(allow_domains=[urlsplit(base).netloc])

    class Portal(Spider):
        """Follows every link and keeps every article."""

        name = "portal"
        start_urls = list(source.start_pages)

        def parse(self, response: Any, **known: Any) -> Any:
            """Keep an article, follow the links."""
            kind = response.headers.get("Content-Type", b"").decode()
            try:
                article = extract_article(response.body, response.url, kind, source)
            except NotAnArticle:
                article = None
            if article is not None:
                yield {
                    "url": article.url,
                    "title": article.title,
                    "lead": article.lead,
                    "body": article.body,
                    "published": str(article.published),
                }
            for link in links.extract_links(response):
                yield response.follow(link, self.parse)

    data.mkdir(parents=True, exist_ok=True)
    feed = data / "items.jsonl"
    process = CrawlerProcess(
        {
            "ROBOTSTXT_OBEY": True,
            "LOG_LEVEL": "ERROR",
            "FEEDS": {str(feed): {"format": "jsonlines", "encoding": "utf-8"}},
            "TELNETCONSOLE_ENABLED": False,
            "DOWNLOAD_DELAY": 0,
        }
    )

    def work() -> int:
        process.crawl(Portal)
        process.start()
        return len(feed.read_text("utf-8").splitlines())

    return _timed(work)


def main() -> None:
    """Run the job that the arguments name: JOB BASE DATA [LIMIT [DELAY]]."""
    job, base, data, *rest = sys.argv[1:]
    if job == "scrapy":
        result = scrapy(base, Path(data))
    else:
        result = ours(base, Path(data), int(rest[0]) if rest else None, float(rest[1]) if len(rest) > 1 else 0.0)
    print(json.dumps(result))


if __name__ == "__main__":
    main()
