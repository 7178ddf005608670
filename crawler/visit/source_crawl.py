"""Crawls one source, URL after URL, until nothing is due or the crawl is stopped.

What one visit changes (article, addresses found, the address's own mark, the line of the log, the requests of the day, and
which address is next) is one transaction: a killed crawl has done all of a visit or nothing of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from urllib.parse import urlsplit

import httpcore

from archive.articles.archive import Archive
from archive.articles.attachments import files_to_retry
from archive.crawling.crawl_log import CrawlLog, Visit
from archive.crawling.frontier import Frontier, FrontierUrl
from archive.crawling.host_state import HostStates
from archive.model import VIETNAM
from crawler.errors import CrawlStopped, HostPaused, HostUnreachable
from crawler.extraction.attachment_text import READER_VERSION
from crawler.http.fetcher import Clock, Fetcher
from crawler.http.robots import Robots
from crawler.http.source_fetcher import fetcher_for
from crawler.http.ssrf_guard import Resolver, resolve_host
from crawler.reporting.completeness import measure_completeness
from crawler.reporting.progress import LINES, UNDATED, Advance
from crawler.scheduling.budget import CrawlBudget
from crawler.scheduling.queue import CrawlQueue
from crawler.scheduling.traps import Traps
from crawler.sources.source import Source
from crawler.visit.download import Answer, Download, Downloader
from crawler.visit.enqueue import LinkEnqueuer
from crawler.visit.extraction_process import SLOW, ExtractionProcess
from crawler.visit.store import VisitStore
from database.dialect import is_shared
from database.transactions import writing
from translations import gettext

FRUITLESS = frozenset(("failed", "unsafe", "forbidden"))
"""Outcomes that bring nothing home."""
REVISIT = timedelta(days=1)
SILENCES = 5  # visits in a row that a host does not answer before the crawl leaves it alone
SILENT_FOR = timedelta(hours=1)
_STEP = 20  # visits
_RESUMED = timedelta(minutes=5)  # a delay may be a minute: what was sent before that is long past


@dataclass(frozen=True, slots=True)
class CrawlOptions:
    """Options of a crawl; ``crawler.crawl.crawl`` says what each means."""

    limit: int | None = None
    since: date | None = None
    progress: Callable[[str], None] = lambda text: None
    advanced: Callable[[Advance], None] = lambda advance: None
    cancelled: Callable[[], bool] = lambda: False
    clock: Clock = field(default_factory=Clock)
    revisit: timedelta = REVISIT
    job: int | None = None
    visited: Callable[[Visit], None] = lambda visit: None
    network: httpcore.NetworkBackend | None = None
    resolver: Resolver = resolve_host


@dataclass(slots=True)
class SourceCrawl:
    """One crawl of one source. ``counts`` are its visits by outcome."""

    archive: Archive
    source: Source
    options: CrawlOptions
    counts: Counter[str]
    log: CrawlLog = field(init=False)
    host_states: HostStates = field(init=False)
    queue: CrawlQueue = field(init=False)
    budget: CrawlBudget = field(init=False)
    silences: Counter[str] = field(init=False, default_factory=Counter)
    trouble: str = field(init=False, default="")
    undated: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        """Open the repositories."""
        clock = self.options.clock
        self.log = CrawlLog(self.archive.engine)
        self.host_states = HostStates(self.archive.engine)
        self.queue = CrawlQueue(
            Frontier(self.archive.engine), self.source, clock, self.options.revisit, self.options.limit
        )
        limit, cancelled = self.options.limit, self.options.cancelled
        self.budget = CrawlBudget(self.source, self.host_states, clock, self.counts, limit, cancelled, self.report)

    def report(self, what: str, **values: object) -> None:
        """Report one line of progress."""
        self.options.progress(gettext(LINES[what], source=self.source.name, **values))

    def run(self) -> None:
        """Run the crawl: visit every URL that is due."""
        cut_off = self.queue.open_crawl()
        unread = files_to_retry(self.archive.engine, self.source.name, READER_VERSION)
        self.queue.frontier.fetch_anew(self.source.name, unread, self.options.clock.now())
        self.report("begun", waiting=self.queue.count_due())
        with (
            fetcher_for(self.source, self.options.clock, self.options.network, self.options.resolver) as fetcher,
            ExtractionProcess(self.source, fetcher.limits.delay < SLOW) as reader,
        ):
            self._resume_throttle(fetcher, cut_off)
            self._visit_due(*self._assemble(fetcher, reader))
        self.queue.close_crawl()
        if set(self.counts) == {"forbidden"}:
            self.report("forbidden", detail=self.trouble)
        elif set(self.counts) <= FRUITLESS and self.trouble:
            self.report("unreachable", detail=self.trouble)
        if self.options.cancelled():
            self.report("stopped")

    def _assemble(self, fetcher: Fetcher, reader: ExtractionProcess) -> tuple[Downloader, VisitStore]:
        traps = Traps(self.host_states, self.source.name)
        enqueuer = LinkEnqueuer(self.archive, self.source, self.queue, traps)
        downloader = Downloader(fetcher, Robots(fetcher, self.host_states), traps, reader)
        return downloader, VisitStore(
            self.archive, self.source, self.queue, traps, self.options.since, enqueuer, reader
        )

    def report_completeness(self) -> None:
        """Report how complete the source's archive is, and how many of its articles were met without a day."""
        if self.undated:
            self.report("undated", count=self.undated)
        known = measure_completeness(self.archive, self.source.name)
        if known.expected:
            missing = len(known.missing)
            self.report("complete", found=known.found, expected=known.expected, missing=missing)
            for what, count in (("unread", len(known.unread)), ("silent", len(known.silent))):
                if count:
                    self.report(what, count=count)

    def _resume_throttle(self, fetcher: Fetcher, cut_off: bool) -> None:
        """Resume the throttle of the crawl before: when its last request was, and the pauses that hosts asked for."""
        now = self.options.clock.now()
        # The last request may have been sent by another machine, whose clock is not ours.
        unsure = cut_off or is_shared(self.archive.engine)
        starts = (*self.source.start_pages, *self.source.feeds, *self.source.sitemaps)
        for host in {urlsplit(url).netloc.lower() for url in starts}:
            known = self.host_states.host(host)
            if known is None:
                continue
            age = timedelta(0) if unsure else now - known.asked_at
            if timedelta(0) <= age < _RESUMED:
                fetcher.throttle.record_earlier_request(host, age.total_seconds())
            if known.not_before is not None and known.not_before > now:
                fetcher.pauses[host] = known.not_before

    def _visit_due(self, downloader: Downloader, store: VisitStore) -> None:
        """Visit one URL after the other. While a page is extracted aside the next is fetched, never more than that."""
        item = self._take_next()
        waiting: Download | None = None
        while item is not None or waiting is not None:
            download = self._download(downloader, item) if item is not None else None
            if waiting is not None and (download is None or download.ahead):
                item, waiting = self._store(downloader, store, waiting, under_way=int(download is not None)), download
                continue
            if waiting is not None:
                self._store(downloader, store, waiting, under_way=1, last=False)
                waiting = None
            if download is None:
                return
            if download.ahead:
                item, waiting = self._take_next(1), download
            else:
                item = self._store(downloader, store, download)

    def _download(self, downloader: Downloader, item: FrontierUrl) -> Download | None:
        """Fetch a URL; None when the crawl is to end instead, and the next one begins with it."""
        try:
            return downloader.download(item)
        except CrawlStopped:
            return None

    def _take_next(self, under_way: int = 0) -> FrontierUrl | None:
        return self.queue.take_next() if self.budget.allows_another(under_way) else None

    def _store(
        self, downloader: Downloader, store: VisitStore, download: Download, *, under_way: int = 0, last: bool = True
    ) -> FrontierUrl | None:
        """Store one visit and return the next URL (none unless it is the ``last`` of those fetched).

        ``under_way`` more have been fetched and are not stored yet.
        """
        item, answer = download.item, download.answer
        if isinstance(answer, HostPaused):
            self._postpone_host(item, answer.until)
            return self._take_next()
        with writing(self.archive.engine, self.source.name):
            more = last and self.budget.allows_another(1 + under_way)
            outcome, detail = store.store_visit(download)
            line = Visit(self.options.job, self.source.name, item.url, outcome, detail, self.options.clock.now())
            self.log.record(line.job, line.source, line.url, outcome, detail, line.at)
            self._record_requests(downloader.fetcher, item, download.requests)
            self.queue.add_sitemaps(downloader.robots.take_sitemaps())
            following = self.queue.take_next() if more else None
        self._count_visit(line)
        if self._count_silence(item, answer):
            self._postpone_host(item, self.options.clock.now() + SILENT_FOR)
            if following is not None and urlsplit(following.url).netloc == urlsplit(item.url).netloc:
                return self.queue.take_next()
        return following

    def _record_requests(self, fetcher: Fetcher, item: FrontierUrl, requests: int) -> None:
        if not requests:
            return
        host = urlsplit(item.url).netloc.lower()
        self.budget.spend_requests(requests)
        self.host_states.record_request(host, self.options.clock.now(), fetcher.pauses.get(host))

    def _count_visit(self, line: Visit) -> None:
        self.counts[line.outcome] += 1
        self.undated += line.detail.startswith(UNDATED)
        if line.outcome in FRUITLESS:
            self.trouble = line.detail
        self.options.visited(line)
        if self.counts.total() % _STEP == 0:
            waiting, path = self.queue.count_due(), urlsplit(line.url).path
            self.options.advanced(Advance(self.source.name, self.counts.total(), waiting, path))

    def _count_silence(self, item: FrontierUrl, answer: Answer) -> bool:
        host = urlsplit(item.url).netloc.lower()
        self.silences[host] = self.silences[host] + 1 if isinstance(answer, HostUnreachable) else 0
        return self.silences[host] == SILENCES

    def _postpone_host(self, item: FrontierUrl, until: datetime) -> None:
        """Postpone every URL of the item's host."""
        self.queue.postpone_host(item.url, until)
        at = until.astimezone(VIETNAM)
        self.report("paused", host=urlsplit(item.url).netloc, until=f"{at:%H:%M %d/%m/%Y}")
