"""The crawl: take an address, fetch it, read it, store it, write down what happened; it resumes where it was killed.

What one visit changes (article, addresses found, the address's own mark, the line of the log, the requests of the day, and
which address is next) is one transaction: a killed crawl has done all of a visit or nothing of it.
"""

from __future__ import annotations

import fcntl
import os
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

import httpcore

import settings
from archive import files, reprints
from archive.crawl_log import CrawlLog, Visit
from archive.database import writing
from archive.frontier_table import Frontier, FrontierUrl
from archive.model import VIETNAM, RawResponse
from archive.politeness import Politeness
from archive.store import Archive
from crawler import documents, traps
from crawler.canonical import canonical, same_site
from crawler.completeness import completeness
from crawler.directives import directives
from crawler.errors import (
    CrawlError,
    CrawlRunning,
    FetchFailed,
    Forbidden,
    Hurtful,
    NotAnArticle,
    Paused,
    Unreachable,
    Unsafe,
)
from crawler.fetch import Clock, Fetched, Fetcher, Limits
from crawler.frontier import Queue
from crawler.guard import Resolver, resolve
from crawler.harvest import Harvest
from crawler.limits import hurtful
from crawler.reader import SLOW, Reader
from crawler.report import ENGLISH, CrawlReport, told
from crawler.rhythm import Learnt
from crawler.robots import Robots
from crawler.sources import Source

REVISIT = timedelta(days=1)
SILENCES = 5  # visits in a row that a host does not answer before the crawl leaves it alone
SILENT_FOR = timedelta(hours=1)
_RESUMED = timedelta(minutes=5)  # a delay may be a minute: what was asked before that is long past

Answer = Fetched | CrawlError
_NO_DOCUMENT = files.FileText("unreadable")


@dataclass(frozen=True, slots=True)
class _Asked:
    """An address that was asked for with ``requests``, not kept yet. ``ahead``: its page is being read meanwhile."""

    item: FrontierUrl
    answer: Answer
    requests: int
    document: files.FileText
    ahead: bool


@dataclass(slots=True)
class _Visit:
    """The crawl of one source."""

    archive: Archive
    source: Source
    fetcher: Fetcher
    robots: Robots
    queue: Queue
    traps: traps.Traps
    since: date | None
    harvest: Harvest
    reader: Reader
    learnt: Learnt = Learnt()

    def asked(self, item: FrontierUrl) -> _Asked:
        """Ask for one address, and begin to read the article that comes."""
        sent = self.fetcher.requests
        answer = self.fetched(item)
        came = isinstance(answer, Fetched) and answer.status == 200
        # Takes seconds: before the visit's transaction begins.
        document = _document(answer) if came and item.kind == "file" and isinstance(answer, Fetched) else _NO_DOCUMENT
        ahead = came and item.kind == "article" and isinstance(answer, Fetched) and self.reader.begin(answer)
        return _Asked(item, answer, self.fetcher.requests - sent, document, ahead)

    def fetched(self, item: FrontierUrl) -> Answer:
        """Ask for one address; a failure is returned, Paused too (then nothing was sent)."""
        if not item.outcome and self.traps.skipped(item.url):
            return _Trap(f"{item.url}: addresses of this shape lead to nothing new")
        try:
            address = item.url if not item.form else item.url.partition("#")[0]
            return self.fetcher.fetch(
                address,
                etag=item.etag,
                last_modified=item.last_modified,
                allow=self.robots.check,
                form=item.form or None,
            )
        except (FetchFailed, Forbidden, Unsafe) as error:
            return error

    def outcome(self, asked: _Asked) -> tuple[str, str]:
        """Keep what an answer brings; return the outcome and its detail, with the frontier already told."""
        item, answer = asked.item, asked.answer
        if isinstance(answer, FetchFailed):
            self.queue.failed(item, "failed")
            return "failed", str(answer)
        if isinstance(answer, CrawlError):
            name, detail = _REFUSALS.get(type(answer), "failed"), str(answer)
            self.queue.done(item, name)
            return name, detail
        self.learnt = Learnt()
        name, detail = self._read(item, answer, asked.document)
        if answer.status >= 500 or answer.status == 429:
            self.queue.failed(item, name)
        else:
            etag, modified = answer.headers.get("etag"), answer.headers.get("last-modified")
            self.queue.done(item, name, etag, modified, learnt=self.learnt)
        return name, detail

    def _read(self, item: FrontierUrl, answer: Fetched, document: files.FileText) -> tuple[str, str]:
        # Articles are told so by what extracts them; sitemaps and interfaces may well have that many elements.
        if item.kind in ("listing", "page", "feed") and (reason := hurtful(answer.body)):
            return "unreadable", reason
        try:
            return self._understood(item, answer, document)
        except (RecursionError, ValueError, TypeError, LookupError, AttributeError, AssertionError) as error:
            # A page nobody thought of must not end the crawl of its portal; the log keeps its address.
            return "unreadable", f"{type(error).__name__}: {error}"[:300]

    def _understood(self, item: FrontierUrl, answer: Fetched, document: files.FileText) -> tuple[str, str]:
        if answer.status == 304:
            return "unchanged", ""
        if answer.status in (404, 410):
            return self._missing(item, answer)
        if answer.status != 200:
            return "failed", f"status {answer.status}"
        if item.kind == "file":
            return self._file(item, answer, document)
        if self.source.domain and not same_site(answer.url, self.source.domain):
            return "elsewhere", f"redirects to {answer.url}, which is another site"
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
        name, detail, articles = self.harvest.listing(item, answer)
        self.learnt = Learnt(news=articles > 0)
        return name, detail

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
            article = self.reader.article(answer)
        except Hurtful as error:
            return "unreadable", str(error)
        except NotAnArticle as error:
            if not item.outcome:
                self.traps.visited(item.url, useful=False)
            return "not-an-article", str(error)
        if not article.section:  # old templates name it on the lists only
            article = replace(article, section=self.harvest.announcements.section_of(item.url))
        if self.since and article.published and article.published.date() < self.since:
            return "too-old", ""
        raw = RawResponse(answer.url, answer.status, answer.headers, answer.body, answer.fetched_at)
        put = self.archive.put(replace(article, fetched_at=answer.fetched_at), raw)
        if not item.outcome:
            new = article.url == item.url and not put.merged and not self.archive.has_twin(put.id)
            self.traps.visited(item.url, useful=new)
        self.learnt = Learnt(published=article.published)
        if article.url != item.url:
            self.harvest.announcements.moved(item.url, self.source.name, put.id)
        self.harvest.in_page(item, answer)
        attached = [(a.url, "file", item.depth + 1) for a in article.attachments if files.is_read(a.url)]
        self.queue.table.add(self.source.name, attached, now=self.queue.clock.now())
        return put.outcome, ""

    def _file(self, item: FrontierUrl, answer: Fetched, document: files.FileText) -> tuple[str, str]:
        """Keep what an attached file says, for every article it is attached to."""
        files.keep(self.archive.engine, item.url, document, answer.fetched_at)
        return "file", document.state


def _document(answer: Fetched) -> files.FileText:
    content_type = answer.headers.get("content-type", "").lower()
    kind = documents.kind_of(urlsplit(answer.url).path, content_type, answer.body)
    return documents.read_document(answer.body, kind) if kind else files.FileText("unreadable")


class _Trap(CrawlError):
    """The address is left out: its kind leads to nothing."""


_REFUSALS: Mapping[type[CrawlError], str] = {Forbidden: "forbidden", Unsafe: "unsafe", _Trap: "trap"}


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
    words: Mapping[str, str] = ENGLISH,
    visited: Callable[[Visit], None] = lambda visit: None,
    network: httpcore.NetworkBackend | None = None,
    resolver: Resolver = resolve,
) -> CrawlReport:
    """Crawl ``sources`` one after the other, at most ``limit`` addresses each, and return what happened.

    Articles published before ``since`` are not stored. Known articles are visited again after ``revisit``. ``progress`` is
    told lines made of ``words``; ``visited`` each line of the log once it is kept. ``network`` opens connections to the
    addresses that ``resolver`` finds, after they are checked.
    Raises ArchiveError when the archive cannot be written; faults of a portal are outcomes, not errors.
    """
    clock = clock or Clock()
    report = CrawlReport(first_line=CrawlLog(archive.engine).newest())
    for source in sources:
        if cancelled():
            break
        counts = report.by_source.setdefault(source.name, Counter())
        run = _Run(
            archive,
            source,
            limit,
            since,
            progress,
            cancelled,
            clock,
            revisit,
            job,
            words,
            visited,
            network,
            resolver,
            counts,
        )
        try:
            with one_crawler(archive.data, source):
                run.all()
        except CrawlRunning:
            run.say("running")
            continue
        report.outcomes.update(counts)
        reprints.link(archive)
        run.say("summary", told=told(counts, words))
        run.complete()
    return report


@contextmanager
def one_crawler(data: Path, source: Source) -> Iterator[None]:
    """Hold the portal of ``source``: two crawls at once would be two connections. Raises CrawlRunning."""
    name = "".join(c if c.isalnum() else "_" for c in source.domain or source.name)
    handle = os.open(data / f".crawling-{name}", os.O_CREAT | os.O_RDWR, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CrawlRunning(f"{source.name} is being crawled by another process: wait until it ends") from None
        yield
    finally:
        os.close(handle)


def fetcher_for(
    source: Source,
    clock: Clock | None = None,
    network: httpcore.NetworkBackend | None = None,
    resolver: Resolver = resolve,
) -> Fetcher:
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
        network=network,
        resolver=resolver,
    )


@dataclass(slots=True)
class _Run:
    """One crawl of one source, until nothing is due or something says stop."""

    archive: Archive
    source: Source
    limit: int | None
    since: date | None
    progress: Callable[[str], None]
    cancelled: Callable[[], bool]
    clock: Clock
    revisit: timedelta
    job: int | None
    words: Mapping[str, str]
    visited: Callable[[Visit], None]
    network: httpcore.NetworkBackend | None
    resolver: Resolver
    counts: Counter[str]
    log: CrawlLog = field(init=False)
    kept: Politeness = field(init=False)
    queue: Queue = field(init=False)
    silent: Counter[str] = field(init=False, default_factory=Counter)
    trouble: str = field(init=False, default="")
    reported: int = field(init=False, default=0)

    def __post_init__(self) -> None:
        """Open the repositories."""
        self.log = CrawlLog(self.archive.engine)
        self.kept = Politeness(self.archive.engine)
        self.queue = Queue(Frontier(self.archive.engine), self.source, self.clock, self.revisit)

    def say(self, what: str, **values: object) -> None:
        """Tell one line."""
        self.progress(self.words[what].format(source=self.source.name, **values))

    def all(self) -> None:
        """Visit what is due."""
        cut_off = self.queue.start()
        with (
            fetcher_for(self.source, self.clock, self.network, self.resolver) as fetcher,
            Reader(self.source, fetcher.limits.delay < SLOW) as reader,
        ):
            self._resume(fetcher, cut_off)
            known_traps = traps.Traps(self.kept, self.source.name)
            visit = _Visit(
                self.archive,
                self.source,
                fetcher,
                Robots(fetcher, self.kept),
                self.queue,
                known_traps,
                self.since,
                Harvest(self.archive, self.source, self.queue, known_traps),
                reader,
            )
            self._visits(visit)
        self.queue.finish()
        if self.trouble and self.counts.total() == self.counts["failed"] + self.counts["unsafe"]:
            self.say("unreachable", detail=self.trouble)

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
        now = self.clock.now()
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

    def _visits(self, visit: _Visit) -> None:
        """Visit one address after the other. While a page is read aside the next is asked for, never more than that."""
        item = self.queue.take() if self._going() else None
        waiting: _Asked | None = None
        while item is not None or waiting is not None:
            asked = visit.asked(item) if item is not None else None
            if waiting is not None and (asked is None or asked.ahead):
                item, waiting = self._kept(visit, waiting, under_way=int(asked is not None)), asked
                continue
            if waiting is not None:
                self._kept(visit, waiting, under_way=1, last=False)
                waiting = None
            assert asked is not None
            if asked.ahead:
                item, waiting = (self.queue.take() if self._going(1) else None), asked
            else:
                item = self._kept(visit, asked)

    def _kept(self, visit: _Visit, asked: _Asked, *, under_way: int = 0, last: bool = True) -> FrontierUrl | None:
        """Keep what came of one address and return the next (none unless it is the ``last`` of those asked for).

        ``under_way`` more have been asked for and are not kept yet.
        """
        item, answer = asked.item, asked.answer
        if isinstance(answer, Paused):
            self._leave(item, answer.until)
            return self.queue.take() if self._going() else None
        with writing(self.archive.engine):
            more = last and self._going(1 + under_way)
            outcome, detail = visit.outcome(asked)
            line = Visit(self.job, self.source.name, item.url, outcome, detail, self.clock.now())
            self.log.record(line.job, line.source, line.url, outcome, detail, line.at)
            self._owed(visit.fetcher, item, asked.requests)
            self.queue.announced(visit.robots.sitemaps())
            following = self.queue.take() if more else None
        self._count(line)
        if self._silent(item, answer):
            self._leave(item, self.clock.now() + SILENT_FOR)
            if following is not None and urlsplit(following.url).netloc == urlsplit(item.url).netloc:
                return self.queue.take()
        return following

    def _owed(self, fetcher: Fetcher, item: FrontierUrl, requests: int) -> None:
        if not requests:
            return
        host = urlsplit(item.url).netloc.lower()
        self.kept.spent(self.source.name, _today(self.clock.now()), requests)
        self.kept.asked(host, self.clock.now(), fetcher.paused.get(host))

    def _count(self, line: Visit) -> None:
        self.counts[line.outcome] += 1
        if line.outcome in ("failed", "unsafe"):
            self.trouble = line.detail
        self.visited(line)
        if self.counts.total() % 20 == 0:
            self.say("progress", count=self.counts.total(), path=urlsplit(line.url).path)

    def _silent(self, item: FrontierUrl, answer: Answer) -> bool:
        host = urlsplit(item.url).netloc.lower()
        self.silent[host] = self.silent[host] + 1 if isinstance(answer, Unreachable) else 0
        return self.silent[host] == SILENCES

    def _leave(self, item: FrontierUrl, until: datetime) -> None:
        """Put off everything at the item's host."""
        self.queue.postpone(item.url, until)
        at = until.astimezone(VIETNAM)
        self.say("paused", host=urlsplit(item.url).netloc, until=f"{at:%H:%M %d/%m/%Y}")

    def _going(self, under_way: int = 0) -> bool:
        """Tell whether another address may be asked for, after the ``under_way`` that is not counted yet."""
        if self.cancelled() or (self.limit is not None and self.counts.total() + under_way >= self.limit):
            return False
        now = self.clock.now()
        if not open_at(self.source, now):
            start, end = self.source.hours
            self.say("hours", start=start, end=end)
            return False
        budget = int(settings.number("budget")) if self.source.budget is None else self.source.budget
        if budget and self.kept.requests(self.source.name, _today(now)) + under_way >= budget:
            self.say("budget", budget=budget)
            return False
        return True


def open_at(source: Source, now: datetime) -> bool:
    """Tell whether the source may be crawled at a moment: its hours are those of Vietnam and may pass midnight."""
    if not source.hours:
        return True
    start, end = source.hours
    hour = now.astimezone(VIETNAM).hour
    return start <= hour < end if start < end else hour >= start or hour < end


def _today(now: datetime) -> date:
    return now.astimezone(VIETNAM).date()
