"""When each address is visited again, over the frontier kept in the archive."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import timedelta

from archive.frontier_table import Frontier, FrontierUrl
from crawler.canonical import canonical, same_site
from crawler.fetch import Clock
from crawler.sources import Source

DEEP_PAGES = timedelta(hours=6)
RETRIES = 5
MISSING = timedelta(days=1)  # a portal that is being moved answers 404 for an hour: one such answer is not the end


@dataclass(slots=True)
class Queue:
    """The addresses of one source during one crawl; what must be looked at in every crawl is due again at its end."""

    table: Frontier
    source: Source
    clock: Clock
    revisit: timedelta
    _every_time: list[str] = field(default_factory=list)

    def start(self) -> None:
        """Give back what a killed crawl held, and queue the start addresses."""
        self.table.release_all(self.source.name)
        starts = [(url, "sitemap", 0) for url in self.source.sitemaps]
        starts += [(url, "feed", 0) for url in self.source.feeds]
        self.table.add(self.source.name, [*starts, *((url, "listing", 0) for url in self.source.start_pages)])

    def take(self) -> FrontierUrl | None:
        """Return the next address that is due, None when the crawl is complete."""
        return self.table.take(self.source.name, self.clock.now())

    def done(self, item: FrontierUrl, outcome: str, etag: str | None = None, modified: str | None = None) -> None:
        """Close an address that was visited, and plan its next visit."""
        wait = self.revisit if item.kind == "article" else DEEP_PAGES
        if item.kind == "article" and outcome == "missing":
            wait = max(wait, MISSING)
        if (item.kind != "article" and item.depth <= 1) or not wait:
            self._every_time.append(item.url)
        again = self.clock.now() + (wait or DEEP_PAGES)
        self.table.done(item.url, outcome, etag=etag, last_modified=modified, next_visit=again)

    def announced(self, sitemaps: Iterable[str]) -> int:
        """Queue the sitemaps that a robots.txt names, those of the same site; return how many were new."""
        mine = [canonical(url) for url in sitemaps]
        rows = [(url, "sitemap", 0) for url in mine if url and same_site(url, self.source.domain)]
        return self.table.add(self.source.name, rows)

    def failed(self, item: FrontierUrl, outcome: str) -> None:
        """Close an address that failed: tried again after an hour, then ever later, at most five times."""
        again = self.clock.now() + timedelta(hours=2**item.tries) if item.tries < RETRIES else None
        self.table.failed(item.url, outcome, again)

    def finish(self) -> None:
        """Make the front pages, feeds and sitemaps due for the next crawl."""
        now = self.clock.now()
        for url in self._every_time:
            self.table.done(url, "waiting", next_visit=now)
        self._every_time.clear()
