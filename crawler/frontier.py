"""When each address is visited again, over the frontier kept in the archive."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from archive.frontier_table import Frontier, FrontierUrl
from crawler.canonical import canonical, same_site
from crawler.fetch import Clock
from crawler.rhythm import Learnt, plan
from crawler.sources import Source

DEEP_PAGES = timedelta(hours=6)
LONGEST_RETRY = timedelta(days=7)


@dataclass(slots=True)
class Queue:
    """The addresses of one source during one crawl; what must be looked at in every crawl is due again at its end."""

    table: Frontier
    source: Source
    clock: Clock
    revisit: timedelta
    _every_time: list[str] = field(default_factory=list)

    def start(self) -> bool:
        """Give back what a killed crawl held, and queue the start addresses. Tells whether a request was cut off."""
        cut_off = self.table.release_all(self.source.name) > 0
        starts = [(url, "sitemap", 0) for url in self.source.sitemaps]
        starts += [(url, "feed", 0) for url in self.source.feeds]
        starts += [(url, "listing", 0) for url in self.source.start_pages]
        self.table.add(self.source.name, starts, now=self.clock.now())
        return cut_off

    def take(self) -> FrontierUrl | None:
        """Return the next address that is due, None when the crawl is complete."""
        return self.table.take(self.source.name, self.clock.now())

    def done(
        self,
        item: FrontierUrl,
        outcome: str,
        etag: str | None = None,
        modified: str | None = None,
        *,
        learnt: Learnt | None = None,
    ) -> None:
        """Close an address that was visited, and plan its next visit by its rhythm."""
        now = self.clock.now()
        planned = plan(item, outcome, learnt or Learnt(), now, self.revisit)
        if (item.kind != "article" and item.depth == 0) or planned.wait == timedelta(0):
            self._every_time.append(item.url)
        self.table.done(
            self.source.name,
            item.url,
            outcome,
            etag=etag,
            last_modified=modified,
            next_visit=None if planned.wait is None else now + (planned.wait or DEEP_PAGES),
            visited=now,
            news=planned.news,
            watched=planned.watched,
        )

    def announced(self, sitemaps: Iterable[str]) -> int:
        """Queue the sitemaps that a robots.txt names, those of the same site; return how many were new."""
        mine = [canonical(url) for url in sitemaps]
        rows = [(url, "sitemap", 0) for url in mine if url and same_site(url, self.source.domain)]
        return self.table.add(self.source.name, rows, now=self.clock.now())

    def failed(self, item: FrontierUrl, outcome: str) -> None:
        """Close an address that failed: tried again after an hour, then ever later, at last once a week."""
        again = self.clock.now() + min(LONGEST_RETRY, timedelta(hours=2 ** min(item.tries, 10)))
        self.table.failed(self.source.name, item.url, outcome, again)

    def postpone(self, url: str, until: datetime) -> None:
        """Leave everything at the URL's host until a moment."""
        parts = urlsplit(url)
        self.table.postpone(self.source.name, f"{parts.scheme}://{parts.netloc}", until)

    def finish(self) -> None:
        """Make the front pages, feeds and sitemaps due for the next crawl."""
        now = self.clock.now()
        for url in self._every_time:
            self.table.done(self.source.name, url, "waiting", next_visit=now)
        self._every_time.clear()
