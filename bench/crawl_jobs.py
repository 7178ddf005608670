"""The jobs of ``bench.crawl``, each in a process of its own: ``python -m bench.crawl_jobs ours|scrapy|pace ...``; JSON on stdout."""

from __future__ import annotations

import json
import os
import resource
import sys
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from typing import Any
from urllib.parse import urlsplit

from archive.crawl_log import Visit
from archive.store import Archive
from crawler.crawl import crawl
from crawler.errors import NotAnArticle
from crawler.extract import extract
from crawler.fetch import Fetcher, Limits
from crawler.sources import Source
from tests.crawl_child import source_of

Result = dict[str, Any]


def _memory() -> float:
    """The most memory this process ever held, in MiB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


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


def ours(base: str, data: Path) -> Result:
    """Crawl the whole site into an archive; ``memory`` is the most held after each thousand addresses."""
    memory: list[float] = []
    count = 0

    def visited(line: Visit) -> None:
        nonlocal count
        count += 1
        if count % 1000 == 0:
            memory.append(round(_memory(), 1))
            print(f"{count} addresses, {memory[-1]} MiB", file=sys.stderr, flush=True)

    def work() -> int:
        with Archive.open(data) as archive:
            return crawl(archive, [source_of(base)], visited=visited).outcomes["new"]

    return {**_timed(work), "urls": count, "memory": memory}


def scrapy(base: str, data: Path) -> Result:
    """Crawl the same site with Scrapy: same extraction, its own links, its items as JSON Lines; robots.txt kept."""
    from scrapy import Spider
    from scrapy.crawler import CrawlerProcess
    from scrapy.linkextractors import LinkExtractor

    source: Source = source_of(base)
    links = LinkExtractor(allow_domains=[urlsplit(base).netloc])

    class Portal(Spider):
        """Follows every link and keeps every article."""

        name = "portal"
        start_urls = list(source.start_pages)

        def parse(self, response: Any, **known: Any) -> Any:
            """Keep an article, follow the links."""
            kind = response.headers.get("Content-Type", b"").decode()
            try:
                article = extract(response.body, response.url, kind, source)
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


@dataclass
class Seen:
    """What a server saw of its client: seconds from the end of an answer to the next request, and connections."""

    gaps: list[float] = field(default_factory=list)
    open: int = 0
    most_open: int = 0
    connections: int = 0
    last: float = 0.0
    lock: threading.Lock = field(default_factory=threading.Lock)


def _server(seen: Seen) -> ThreadingTCPServer:
    class Answer(StreamRequestHandler):
        def handle(self) -> None:
            with seen.lock:
                seen.open += 1
                seen.connections += 1
                seen.most_open = max(seen.most_open, seen.open)
            while self.rfile.readline():
                arrived = time.monotonic()
                while self.rfile.readline().strip():
                    pass
                with seen.lock:
                    if seen.last:
                        seen.gaps.append(arrived - seen.last)
                    seen.last = time.monotonic()
                self.wfile.write(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 2\r\n\r\nok")
            with seen.lock:
                seen.open -= 1

    server = ThreadingTCPServer(("127.0.0.1", 0), Answer)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    return server


def pace(requests: int, delay: float) -> Result:
    """Ask one host so many times with a delay in seconds: the smallest gap and the most connections its server saw."""
    seen = Seen()
    server = _server(seen)
    port = int(server.server_address[1])
    with closing(Fetcher(limits=Limits(delay=delay), ports=(port,), allow_loopback=True)) as fetcher:
        for number in range(requests):
            fetcher.fetch(f"http://127.0.0.1:{port}/{number}")
    server.shutdown()
    server.server_close()
    return {
        "requests": len(seen.gaps) + 1,
        "delay": delay,
        "least": min(seen.gaps),
        "open": seen.most_open,
        "connections": seen.connections,
    }


if __name__ == "__main__":
    if sys.argv[1] == "pace":
        result = pace(int(sys.argv[2]), float(sys.argv[3]))
    else:
        result = {"ours": ours, "scrapy": scrapy}[sys.argv[1]](sys.argv[2], Path(sys.argv[3]))
    print(json.dumps(result))
