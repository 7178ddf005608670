"""The crawl's queue over the frontier in the archive: which URL is next, and when each is due again."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from archive.canonical_url import canonicalise, is_same_site
from archive.crawling.frontier import Frontier, FrontierUrl
from crawler.http.fetcher import Clock
from crawler.scheduling.revisit import VisitFindings, plan_revisit
from crawler.sources.source import Source

DEEP_PAGES = timedelta(hours=6)
LONGEST_RETRY = timedelta(days=7)
LISTS_FIRST = 50
"""Lists read before the first article, so that sections are known; then they take turns.

Of endless lists only the articles show that they lead nowhere: waiting for the last list would be waiting for ever.
"""

SHORT = 500
"""Addresses of a crawl that is over before lists and articles would take turns."""
_SHARE = 10  # of a short crawl one address in so many is a list while articles are due


@dataclass(slots=True)
class CrawlQueue:
    """The URLs of one source during one crawl; start pages, feeds and sitemaps are due again at its end."""

    frontier: Frontier
    source: Source
    clock: Clock
    revisit: timedelta
    limit: int | None = None
    _lists: int = 0
    _listed_last: bool = False

    def open_crawl(self) -> bool:
        """Release what a killed crawl held, and queue the start URLs. Tells whether a request was cut off."""
        cut_off = self.frontier.release_all(self.source.name) > 0
        starts = [(url, "sitemap", 0) for url in self.source.sitemaps]
        starts += [(url, "feed", 0) for url in self.source.feeds]
        starts += [(url, "listing", 0) for url in self.source.start_pages]
        self.frontier.add(self.source.name, starts, now=self.clock.now())
        return cut_off

    def take_next(self) -> FrontierUrl | None:
        """Take the next URL that is due; None when the crawl is complete.

        A short crawl reads articles as soon as it knows some: what was asked for are articles, not all the lists there are.
        """
        short = self.limit is not None and self.limit <= SHORT
        turn = (
            self._lists >= max(1, (self.limit or 0) // _SHARE)
            if short
            else self._lists > LISTS_FIRST and self._listed_last
        )
        item = self.frontier.take(self.source.name, self.clock.now(), articles_first=turn)
        self._listed_last = item is not None and item.kind not in ("article", "file")
        self._lists += self._listed_last
        return item

    def count_due(self) -> int:
        """Count the URLs that are due."""
        return self.frontier.count_due(self.source.name, self.clock.now())

    def close_visited(
        self,
        item: FrontierUrl,
        outcome: str,
        etag: str | None = None,
        modified: str | None = None,
        *,
        findings: VisitFindings | None = None,
    ) -> None:
        """Close a URL that was visited, and plan its next visit."""
        now = self.clock.now()
        planned = plan_revisit(item, outcome, findings or VisitFindings(), now, self.revisit)
        self.frontier.close_visited(
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

    def add_sitemaps(self, sitemaps: Iterable[str]) -> int:
        """Queue the sitemaps that a robots.txt names, those of the same site; return how many were new."""
        mine = [canonicalise(url) for url in sitemaps]
        rows = [(url, "sitemap", 0) for url in mine if url and is_same_site(url, self.source.domain)]
        return self.frontier.add(self.source.name, rows, now=self.clock.now())

    def close_failed(self, item: FrontierUrl, outcome: str) -> None:
        """Close a URL that failed: tried again after an hour, then ever later, at last once a week."""
        again = self.clock.now() + min(LONGEST_RETRY, timedelta(hours=2 ** min(item.tries, 10)))
        self.frontier.close_failed(self.source.name, item.url, outcome, again)

    def postpone_host(self, url: str, until: datetime) -> None:
        """Postpone every URL of this one's host until a moment."""
        parts = urlsplit(url)
        self.frontier.postpone(self.source.name, f"{parts.scheme}://{parts.netloc}", until)

    def close_crawl(self) -> None:
        """Make the front pages, feeds and sitemaps due for the next crawl; with no wait between visits the articles too.

        The archive says which: what a killed crawl had visited is among them.
        """
        self.frontier.make_due(self.source.name, self.clock.now(), articles=not self.revisit)
