"""The crawl of one source: address after address, until nothing is due or something says stop.

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
from archive.articles.attachments import ask_again
from archive.crawling.crawl_log import CrawlLog, Visit
from archive.crawling.frontier import Frontier, FrontierUrl
from archive.crawling.host_state import Politeness
from archive.model import VIETNAM
from crawler.errors import Paused, Stopped, Unreachable
from crawler.extraction.attachment_text import READER_VERSION
from crawler.http.fetcher import Clock, Fetcher
from crawler.http.robots import Robots
from crawler.http.source_fetcher import fetcher_for
from crawler.http.ssrf_guard import Resolver, resolve
from crawler.reporting.completeness import completeness
from crawler.reporting.progress import LINES, Advance
from crawler.scheduling.budget import Allowance
from crawler.scheduling.queue import Queue
from crawler.scheduling.traps import Traps
from crawler.sources.source import Source
from crawler.visit.download import Answer, Asked, Asker
from crawler.visit.enqueue import DiscoveredLinks
from crawler.visit.extraction_process import SLOW, ExtractionProcess
from crawler.visit.store import Keeper
from database.transactions import writing

FRUITLESS = frozenset(("failed", "unsafe", "forbidden"))
"""Outcomes that bring nothing home."""
REVISIT = timedelta(days=1)
SILENCES = 5  # visits in a row that a host does not answer before the crawl leaves it alone
SILENT_FOR = timedelta(hours=1)
_STEP = 20  # visits
_RESUMED = timedelta(minutes=5)  # a delay may be a minute: what was asked before that is long past


@dataclass(frozen=True, slots=True)
class Options:
    """What a crawl is asked for; ``crawler.crawl.crawl`` says what each means."""

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
    resolver: Resolver = resolve


@dataclass(slots=True)
class SourceCrawl:
    """One crawl of one source. ``counts`` are its visits by outcome."""

    archive: Archive
    source: Source
    options: Options
    counts: Counter[str]
    log: CrawlLog = field(init=False)
    kept: Politeness = field(init=False)
    queue: Queue = field(init=False)
    allowance: Allowance = field(init=False)
    silent: Counter[str] = field(init=False, default_factory=Counter)
    trouble: str = field(init=False, default="")

    def __post_init__(self) -> None:
        """Open the repositories."""
        clock = self.options.clock
        self.log = CrawlLog(self.archive.engine)
        self.kept = Politeness(self.archive.engine)
        self.queue = Queue(Frontier(self.archive.engine), self.source, clock, self.options.revisit)
        limit, cancelled = self.options.limit, self.options.cancelled
        self.allowance = Allowance(self.source, self.kept, clock, self.counts, limit, cancelled, self.say)

    def say(self, what: str, **values: object) -> None:
        """Tell one line."""
        self.options.progress(LINES[what].format(source=self.source.name, **values))

    def all(self) -> None:
        """Visit what is due."""
        cut_off = self.queue.start()
        unread = ask_again(self.archive.engine, self.source.name, READER_VERSION)
        self.queue.table.ask_again(self.source.name, unread, self.options.clock.now())
        self.say("begun", waiting=self.queue.waiting())
        with (
            fetcher_for(self.source, self.options.clock, self.options.network, self.options.resolver) as fetcher,
            ExtractionProcess(self.source, fetcher.limits.delay < SLOW) as reader,
        ):
            self._resume(fetcher, cut_off)
            self._visits(*self._crew(fetcher, reader))
        self.queue.finish()
        if set(self.counts) == {"forbidden"}:
            self.say("forbidden", detail=self.trouble)
        elif set(self.counts) <= FRUITLESS and self.trouble:
            self.say("unreachable", detail=self.trouble)
        if self.options.cancelled():
            self.say("stopped")

    def _crew(self, fetcher: Fetcher, reader: ExtractionProcess) -> tuple[Asker, Keeper]:
        traps = Traps(self.kept, self.source.name)
        harvest = DiscoveredLinks(self.archive, self.source, self.queue, traps)
        asker = Asker(fetcher, Robots(fetcher, self.kept), traps, reader)
        return asker, Keeper(self.archive, self.source, self.queue, traps, self.options.since, harvest, reader)

    def complete(self) -> None:
        """Tell how complete the source is now believed to be."""
        known = completeness(self.archive, self.source.name)
        if known.expected:
            self.say(
                "complete",
                found=known.found,
                expected=known.expected,
                missing=len(known.missing),
                unread=len(known.unread),
                silent=len(known.silent),
            )

    def _resume(self, fetcher: Fetcher, cut_off: bool) -> None:
        """Keep the rhythm of the crawl before: when its last request was, and the pauses it was asked for."""
        now = self.options.clock.now()
        starts = (*self.source.start_pages, *self.source.feeds, *self.source.sitemaps)
        for host in {urlsplit(url).netloc.lower() for url in starts}:
            known = self.kept.host(host)
            if known is None:
                continue
            age = timedelta(0) if cut_off else now - known.asked_at
            if timedelta(0) <= age < _RESUMED:
                fetcher.pace.resume(host, age.total_seconds())
            if known.not_before is not None and known.not_before > now:
                fetcher.paused[host] = known.not_before

    def _visits(self, asker: Asker, keeper: Keeper) -> None:
        """Visit one address after the other. While a page is read aside the next is asked for, never more than that."""
        item = self._next()
        waiting: Asked | None = None
        while item is not None or waiting is not None:
            asked = self._asked(asker, item) if item is not None else None
            if waiting is not None and (asked is None or asked.ahead):
                item, waiting = self._kept(asker, keeper, waiting, under_way=int(asked is not None)), asked
                continue
            if waiting is not None:
                self._kept(asker, keeper, waiting, under_way=1, last=False)
                waiting = None
            if asked is None:
                return
            if asked.ahead:
                item, waiting = self._next(1), asked
            else:
                item = self._kept(asker, keeper, asked)

    def _asked(self, asker: Asker, item: FrontierUrl) -> Asked | None:
        """Ask for an address; None when the crawl is to end instead, and the next one begins with it."""
        try:
            return asker.ask(item)
        except Stopped:
            return None

    def _next(self, under_way: int = 0) -> FrontierUrl | None:
        return self.queue.take() if self.allowance.going(under_way) else None

    def _kept(
        self, asker: Asker, keeper: Keeper, asked: Asked, *, under_way: int = 0, last: bool = True
    ) -> FrontierUrl | None:
        """Keep what came of one address and return the next (none unless it is the ``last`` of those asked for).

        ``under_way`` more have been asked for and are not kept yet.
        """
        item, answer = asked.item, asked.answer
        if isinstance(answer, Paused):
            self._leave(item, answer.until)
            return self._next()
        with writing(self.archive.engine):
            more = last and self.allowance.going(1 + under_way)
            outcome, detail = keeper.keep(asked)
            line = Visit(self.options.job, self.source.name, item.url, outcome, detail, self.options.clock.now())
            self.log.record(line.job, line.source, line.url, outcome, detail, line.at)
            self._owed(asker.fetcher, item, asked.requests)
            self.queue.announced(asker.robots.sitemaps())
            following = self.queue.take() if more else None
        self._count(line)
        if self._silent(item, answer):
            self._leave(item, self.options.clock.now() + SILENT_FOR)
            if following is not None and urlsplit(following.url).netloc == urlsplit(item.url).netloc:
                return self.queue.take()
        return following

    def _owed(self, fetcher: Fetcher, item: FrontierUrl, requests: int) -> None:
        if not requests:
            return
        host = urlsplit(item.url).netloc.lower()
        self.allowance.spend(requests)
        self.kept.asked(host, self.options.clock.now(), fetcher.paused.get(host))

    def _count(self, line: Visit) -> None:
        self.counts[line.outcome] += 1
        if line.outcome in FRUITLESS:
            self.trouble = line.detail
        self.options.visited(line)
        if self.counts.total() % _STEP == 0:
            waiting, path = self.queue.waiting(), urlsplit(line.url).path
            self.options.advanced(Advance(self.source.name, self.counts.total(), waiting, path))

    def _silent(self, item: FrontierUrl, answer: Answer) -> bool:
        host = urlsplit(item.url).netloc.lower()
        self.silent[host] = self.silent[host] + 1 if isinstance(answer, Unreachable) else 0
        return self.silent[host] == SILENCES

    def _leave(self, item: FrontierUrl, until: datetime) -> None:
        """Put off everything at the item's host."""
        self.queue.postpone(item.url, until)
        at = until.astimezone(VIETNAM)
        self.say("paused", host=urlsplit(item.url).netloc, until=f"{at:%H:%M %d/%m/%Y}")
