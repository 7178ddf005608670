"""The crawl: take an address, fetch it, read it, store it, write down what happened; it resumes where it was killed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from urllib.parse import urlsplit

import settings
from archive.crawl_log import CrawlLog
from archive.frontier_table import Frontier, FrontierUrl
from archive.model import RawResponse
from archive.store import Archive
from crawler import discover
from crawler.canonical import canonical, same_site
from crawler.directives import directives
from crawler.errors import FetchFailed, Forbidden, NotAnArticle, Unsafe
from crawler.extract import extract
from crawler.fetch import Clock, Fetched, Fetcher, Limits
from crawler.frontier import Queue
from crawler.robots import Robots
from crawler.sources import Source

MAX_DEPTH = 2000  # listing pages in a row; an endless calendar ends here
REVISIT = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CrawlReport:
    """What happened: ``outcomes`` counts every address tried exactly once for each visit; ``by_source`` the same."""

    outcomes: Counter[str] = field(default_factory=Counter)
    by_source: dict[str, Counter[str]] = field(default_factory=dict)


@dataclass(slots=True)
class _Visit:
    """The crawl of one source."""

    archive: Archive
    source: Source
    fetcher: Fetcher
    robots: Robots
    queue: Queue
    since: date | None

    def outcome(self, item: FrontierUrl) -> tuple[str, str]:
        """Visit one address; return the outcome and its detail, with the frontier already told."""
        try:
            address = item.url if not item.form else item.url.partition("#")[0]
            answer = self.fetcher.fetch(
                address,
                etag=item.etag,
                last_modified=item.last_modified,
                allow=self.robots.check,
                form=item.form or None,
            )
            name, detail = self._understood(item, answer)
        except Forbidden as error:
            name, detail = "forbidden", str(error)
        except Unsafe as error:
            name, detail = "unsafe", str(error)
        except FetchFailed as error:
            name, detail = "failed", str(error)
            self.queue.failed(item, name)
            return name, detail
        else:
            if answer.status >= 500 or answer.status == 429:
                self.queue.failed(item, name)
                return name, detail
            self.queue.done(item, name, answer.headers.get("etag"), answer.headers.get("last-modified"))
            return name, detail
        self.queue.done(item, name)
        return name, detail

    def _understood(self, item: FrontierUrl, answer: Fetched) -> tuple[str, str]:
        if answer.status == 304:
            return "unchanged", ""
        if answer.status in (404, 410):
            return self._missing(item, answer)
        if answer.status != 200:
            return "failed", f"status {answer.status}"
        if item.kind == "article":
            return self._article(item, answer)
        return self._discovered(item, answer)

    def _missing(self, item: FrontierUrl, answer: Fetched) -> tuple[str, str]:
        known = self.archive.by_url(canonical(answer.url)) or self.archive.by_url(canonical(item.url))
        if known is None or known.gone:
            return "missing", f"status {answer.status}"
        if item.outcome != "missing":  # the queue waits a day or more before the second visit
            return "missing", f"status {answer.status}; gone when the next visit finds the same"
        self.archive.mark_gone(known.id)
        return "gone", f"status {answer.status}, as at the visit before"

    def _discovered(self, item: FrontierUrl, answer: Fetched) -> tuple[str, str]:
        if item.kind == "listing" and "nofollow" in directives(answer.body, answer.headers.get("x-robots-tag", "")):
            return "forbidden", "the page asks robots not to follow its links"
        if item.kind == "sitemap":
            links = discover.from_sitemap(answer.body, answer.url)
        elif item.kind == "feed":
            links = discover.from_feed(answer.body, answer.url)
        else:
            links = discover.from_listing(answer.body, answer.url, self.source.domain)
        new = self._queued(item, links)
        return item.kind, f"{new} new addresses"

    def _queued(self, item: FrontierUrl, links: Sequence[discover.Link]) -> int:
        if item.depth >= MAX_DEPTH:
            return 0
        mine = [(u, kind, item.depth + 1) for u, kind in links if same_site(u, self.source.domain)]
        return self.queue.table.add(self.source.name, mine)

    def _article(self, item: FrontierUrl, answer: Fetched) -> tuple[str, str]:
        kind = answer.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
        if "html" not in kind:
            return "not-an-article", f"content type {kind}"
        if "noindex" in directives(answer.body, answer.headers.get("x-robots-tag", "")):
            known = self.archive.by_url(canonical(answer.url))
            if known is not None:
                self.archive.mark_gone(known.id)  # kept, but no longer found by readers, as the page asks
            return "forbidden", "the page asks robots not to index it"
        try:
            article = extract(answer.body, answer.url, answer.content_type, self.source)
        except NotAnArticle as error:
            return "not-an-article", str(error)
        if self.since and article.published and article.published.date() < self.since:
            return "too-old", ""
        raw = RawResponse(answer.url, answer.status, answer.headers, answer.body, answer.fetched_at)
        return self.archive.put(replace(article, fetched_at=answer.fetched_at), raw).outcome, ""


def crawl(
    archive: Archive,
    sources: Sequence[Source],
    *,
    limit: int | None = None,
    since: date | None = None,
    progress: Callable[[str], None] = lambda text: None,
    cancelled: Callable[[], bool] = lambda: False,
    clock: Clock | None = None,
    revisit: timedelta = REVISIT,
    job: int | None = None,
) -> CrawlReport:
    """Crawl ``sources`` one after the other, at most ``limit`` addresses each, and return what happened.

    Articles published before ``since`` are not stored. Known articles are visited again after ``revisit``.
    Raises ArchiveError when the archive cannot be written; faults of a portal are outcomes, not errors.
    """
    clock = clock or Clock()
    report = CrawlReport()
    for source in sources:
        if cancelled():
            break
        counts = report.by_source.setdefault(source.name, Counter())
        _crawl_one(archive, source, limit, since, progress, cancelled, clock, revisit, job, counts)
        report.outcomes.update(counts)
        told = ", ".join(f"{n} {name}" for name, n in sorted(counts.items())) or "nothing due"
        progress(f"{source.name}: {told}")
    return report


def fetcher_for(source: Source, clock: Clock | None = None) -> Fetcher:
    """Return the client for a source, with the settings' limits. Raises SettingError for a malformed setting."""
    limits = Limits(
        delay=settings.number("delay") if source.delay is None else source.delay,
        timeout=settings.number("timeout"),
        max_bytes=int(settings.number("max_bytes")),
    )
    return Fetcher(
        contact=settings.get("contact"),
        limits=limits,
        ports=source.ports,
        allow_loopback=source.allow_loopback,
        clock=clock or Clock(),
    )


def _crawl_one(
    archive: Archive,
    source: Source,
    limit: int | None,
    since: date | None,
    progress: Callable[[str], None],
    cancelled: Callable[[], bool],
    clock: Clock,
    revisit: timedelta,
    job: int | None,
    counts: Counter[str],
) -> None:
    log = CrawlLog(archive.engine)
    queue = Queue(Frontier(archive.engine), source, clock, revisit)
    queue.start()
    trouble = ""
    with fetcher_for(source, clock) as fetcher:
        visit = _Visit(archive, source, fetcher, Robots(fetcher), queue, since)
        while not cancelled() and (limit is None or counts.total() < limit) and (item := queue.take()) is not None:
            outcome, detail = visit.outcome(item)
            log.record(job, source.name, item.url, outcome, detail, clock.now())
            counts[outcome] += 1
            if outcome in ("failed", "unsafe"):
                trouble = detail
            queue.announced(visit.robots.sitemaps())
            if counts.total() % 20 == 0:
                progress(f"{source.name}: {counts.total()} addresses, last {urlsplit(item.url).path}")
    queue.finish()
    if trouble and counts.total() == counts["failed"] + counts["unsafe"]:
        progress(f"{source.name}: nothing could be fetched: {trouble}")
