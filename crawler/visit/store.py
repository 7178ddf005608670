"""Stores one visit: the article, the links it leads to, and when its URL is due again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from archive.articles import attachments as files
from archive.articles.archive import Archive
from archive.attempts import FailedStep, attempt
from archive.canonical_url import canonicalise, is_same_site
from archive.crawling.frontier import FrontierUrl
from archive.crawling.kept_pages import forget_unread_page, keep_unread_page
from archive.model import Article, RawResponse
from crawler.errors import (
    CrawlError,
    ExtractionFailed,
    FetchFailed,
    HostilePage,
    NotAnArticle,
    RobotsForbidden,
    TrapSkipped,
    UnsafeAddress,
)
from crawler.extraction.attachment_text import READER_VERSION
from crawler.extraction.extract import Extraction
from crawler.extraction.failed_parts import record_failed_parts
from crawler.html.page import Page
from crawler.html.parser_limits import find_exceeded_limit
from crawler.html.robots_meta import read_robots_directives
from crawler.http.failure_messages import describe_status
from crawler.http.fetcher import Response
from crawler.reporting.progress import UNDATED
from crawler.scheduling.queue import CrawlQueue
from crawler.scheduling.revisit import VisitFindings
from crawler.scheduling.traps import Traps
from crawler.sources.source import Source
from crawler.visit.download import Download
from crawler.visit.enqueue import LinkEnqueuer
from crawler.visit.extraction_process import ExtractionProcess
from words import sentence

VisitOutcome = tuple[str, str]
"""The outcome of a visit and its detail."""

_FILES: Mapping[files.FileState, str] = {
    "text": "đã đọc chữ trong tệp",
    "scanned": "bản quét, không có chữ để đọc",
    "unreadable": "không đọc được tệp",
    "too-large": "tệp quá lớn",
}
_REFUSALS: Mapping[type[CrawlError], str] = {RobotsForbidden: "forbidden", UnsafeAddress: "unsafe", TrapSkipped: "trap"}


@dataclass(slots=True)
class VisitStore:
    """Stores the visits of one source. Articles published before ``since`` are left out."""

    archive: Archive
    source: Source
    queue: CrawlQueue
    traps: Traps
    since: date | None
    enqueuer: LinkEnqueuer
    extraction: ExtractionProcess
    _findings: VisitFindings = VisitFindings()

    def store_visit(self, download: Download) -> VisitOutcome:
        """Store a visit and close its URL in the frontier; return the outcome and its detail."""
        item, answer = download.item, download.answer
        if isinstance(answer, FetchFailed):
            self.queue.close_failed(item, "failed")
            return "failed", str(answer)
        if isinstance(answer, CrawlError):
            name, detail = _REFUSALS.get(type(answer), "failed"), str(answer)
            self.queue.close_visited(item, name)
            return name, detail
        self._findings = VisitFindings()
        name, detail = self._store_safely(item, answer, download.document)
        if answer.status >= 500 or answer.status == 429:
            self.queue.close_failed(item, name)
        else:
            etag, modified = answer.headers.get("etag"), answer.headers.get("last-modified")
            self.queue.close_visited(item, name, etag, modified, findings=self._findings)
        return name, detail

    def _store_safely(self, item: FrontierUrl, answer: Response, document: files.FileText) -> VisitOutcome:
        # Articles are told so by what extracts them; sitemaps and interfaces may well have that many elements.
        if item.kind in ("listing", "page", "feed") and (reason := find_exceeded_limit(answer.body)):
            return "unreadable", str(reason)
        # A page nobody thought of must not end the crawl of its portal; the log keeps its address.
        told = attempt(lambda page: self._store_answer(item, page, document), answer)
        if not isinstance(told, FailedStep):
            return told
        if item.kind == "article" and answer.status == 200:
            keep_unread_page(self.archive.engine, _raw_of(answer))
        return "unreadable", sentence("crawler.page_breaks_reader", why=told.error)

    def _store_answer(self, item: FrontierUrl, answer: Response, document: files.FileText) -> VisitOutcome:
        if answer.status == 304:
            return "unchanged", ""
        if answer.status in (404, 410):
            return self._store_missing(item, answer)
        if answer.status != 200:
            return "failed", describe_status(answer.status)
        if item.kind == "file":
            return self._store_file(item, answer, document)
        if self.source.domain and not is_same_site(answer.url, self.source.domain):
            return (
                "elsewhere",
                f"chuyển sang {answer.url}, là trang khác; khai báo nguồn mới nếu cổng thông tin đã đổi tên miền",
            )
        if item.kind == "article":
            return self._store_article(item, answer)
        return self._store_listing(item, answer)

    def _store_missing(self, item: FrontierUrl, answer: Response) -> VisitOutcome:
        known = self.archive.by_url(canonicalise(answer.url)) or self.archive.by_url(canonicalise(item.url))
        if known is None or known.gone:
            return "missing", f"mã {answer.status}"
        if item.outcome != "missing":  # the queue waits a day or more before the second visit
            return "missing", f"mã {answer.status}; coi là đã gỡ nếu lần sau (cách ít nhất một ngày) vẫn vậy"
        self.archive.mark_gone(known.id)
        return "gone", f"mã {answer.status}, như lần trước"

    def _store_listing(self, item: FrontierUrl, answer: Response) -> VisitOutcome:
        name, detail, articles = self.enqueuer.enqueue_listing(item, answer)
        self._findings = VisitFindings(news=articles > 0)
        return name, detail

    def _store_article(self, item: FrontierUrl, answer: Response) -> VisitOutcome:
        kind = answer.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
        if "html" not in kind:
            return "not-an-article", f"loại nội dung {kind}"
        raw = _raw_of(answer)
        try:
            read: Extraction | NotAnArticle = self.extraction.extract(answer)
        except (HostilePage, ExtractionFailed) as error:
            keep_unread_page(self.archive.engine, raw)
            return "unreadable", str(error)  # and not parsed here either
        except NotAnArticle as error:
            read = error
        page = self.enqueuer.parse_page(item, answer)
        if "noindex" in read_robots_directives(page):
            known = self.archive.by_url(canonicalise(answer.url))
            if known is not None:
                self.archive.mark_gone(known.id)  # kept, but no longer found by readers, as the page asks
            return "forbidden", "trang yêu cầu máy tìm kiếm không lập chỉ mục"
        if isinstance(read, NotAnArticle):
            if not item.outcome:
                self.traps.record_visit(item.url, useful=False)
            keep_unread_page(self.archive.engine, raw)
            return "not-an-article", str(read)
        return self._store_extracted(item, raw, read, page)

    def _store_extracted(self, item: FrontierUrl, raw: RawResponse, read: Extraction, page: Page) -> VisitOutcome:
        article = read.article
        if self.since and article.published and article.published.date() < self.since:
            return "too-old", ""
        put = self.archive.put(replace(article, fetched_at=raw.fetched_at), raw)
        forget_unread_page(self.archive.engine, raw.url)
        if put.outcome != "erased":
            record_failed_parts(self.archive, put.id, read)
        if not item.outcome:
            new = article.url == item.url and not put.merged and not self.archive.has_twin(put.id)
            self.traps.record_visit(item.url, useful=new)
        self._findings = VisitFindings(published=article.published)
        if article.url != item.url or put.merged:
            self.enqueuer.announcements.record_redirect(item.url, self.source.name, put.id)
        if not article.section or article.published is None:  # old templates name them on the lists only
            self.enqueuer.announcements.apply_to_article(item.url)
        # The article is kept by now: what its page links to is one part of it, and no more than that.
        linked = attempt(lambda found: self.enqueuer.enqueue_article_links(item, found), page)
        unlinked = (_describe_unlinked(linked.error),) if isinstance(linked, FailedStep) else ()
        attached = [(a.url, "file", item.depth + 1) for a in article.attachments if files.is_readable_file(a.url)]
        self.queue.frontier.add(self.source.name, attached, now=self.queue.clock.now())
        return put.outcome, "; ".join((*self._describe_day(put.id, article), *read.notes, *unlinked))

    def _describe_day(self, number: int, article: Article) -> tuple[str, ...]:
        """Return that nobody says when an article was published: neither its page nor a list."""
        stored = self.archive.get(number) if article.published is None else None
        return (UNDATED,) if stored is not None and stored.article.published is None else ()

    def _store_file(self, item: FrontierUrl, answer: Response, document: files.FileText) -> VisitOutcome:
        """Store the text of an attached file, for every article it is attached to."""
        files.store_file_text(self.archive.engine, item.url, document, answer.fetched_at, READER_VERSION)
        return "file", _FILES[document.state]


def _raw_of(answer: Response) -> RawResponse:
    return RawResponse(answer.url, answer.status, answer.headers, answer.body, answer.fetched_at)


def _describe_unlinked(why: str) -> str:
    return sentence("crawler.part_unread", part="liên kết", why=why)
