"""When each address is visited again, over the frontier kept in the archive."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from archive.crawling.frontier import Frontier, FrontierUrl
from crawler.html.canonical_url import canonical, same_site
from crawler.http.fetcher import Clock
from crawler.scheduling.revisit import Learnt, plan
from crawler.sources.source import Source

DEEP_PAGES = timedelta(hours=6)
LONGEST_RETRY = timedelta(days=7)
LISTS_FIRST = 50
"""Lists read before the first article, so that sections are known; then they take turns.

Of endless lists only the articles show that they lead nowhere: waiting for the last list would be waiting for ever.
"""


@dataclass(slots=True)
class Queue:
    """The addresses of one source during one crawl; what must be looked at in every crawl is due again at its end."""

    table: Frontier
    source: Source
    clock: Clock
    revisit: timedelta
    _lists: int = 0
    _listed_last: bool = False

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
        turn = self._lists > LISTS_FIRST and self._listed_last
        item = self.table.take(self.source.name, self.clock.now(), articles_first=turn)
        self._listed_last = item is not None and item.kind not in ("article", "file")
        self._lists += self._listed_last
        return item

    def waiting(self) -> int:
        """Return how many addresses are due."""
        return self.table.waiting(self.source.name, self.clock.now())

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
        """Make the front pages, feeds and sitemaps due for the next crawl; with no wait between visits the articles too.

        The archive says which: what a killed crawl had visited is among them.
        """
        self.table.due_again(self.source.name, self.clock.now(), articles=not self.revisit)
