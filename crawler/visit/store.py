"""Keep what came of one address: the article, the addresses it leads to, and when it is asked for again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from archive.articles import attachments as files
from archive.articles.archive import Archive
from archive.attempts import Failed, attempt
from archive.crawling.frontier import FrontierUrl
from archive.model import Article, RawResponse
from crawler.errors import (
    BREAKING,
    CrawlError,
    FetchFailed,
    Forbidden,
    Hurtful,
    NotAnArticle,
    Trapped,
    Unreadable,
    Unsafe,
)
from crawler.extraction.attachment_text import READER_VERSION
from crawler.html.canonical_url import canonical, same_site
from crawler.html.page import Page
from crawler.html.parser_limits import hurtful
from crawler.html.robots_meta import directives
from crawler.http.failure_messages import refused
from crawler.http.fetcher import Fetched
from crawler.scheduling.queue import Queue
from crawler.scheduling.revisit import Learnt
from crawler.scheduling.traps import Traps
from crawler.sources.source import Source
from crawler.visit.download import Asked
from crawler.visit.enqueue import DiscoveredLinks
from crawler.visit.extraction_process import ExtractionProcess

Told = tuple[str, str]
"""The outcome of a visit and its detail."""

_FILES: Mapping[files.FileState, str] = {
    "text": "đã đọc chữ trong tệp",
    "scanned": "bản quét, không có chữ để đọc",
    "unreadable": "không đọc được tệp",
    "too-large": "tệp quá lớn",
}
_REFUSALS: Mapping[type[CrawlError], str] = {Forbidden: "forbidden", Unsafe: "unsafe", Trapped: "trap"}


@dataclass(slots=True)
class Keeper:
    """Keeps the answers of one source. Articles published before ``since`` are left out."""

    archive: Archive
    source: Source
    queue: Queue
    traps: Traps
    since: date | None
    harvest: DiscoveredLinks
    reader: ExtractionProcess
    _learnt: Learnt = Learnt()

    def keep(self, asked: Asked) -> Told:
        """Keep what an answer brings; return the outcome and its detail, with the frontier already told."""
        item, answer = asked.item, asked.answer
        if isinstance(answer, FetchFailed):
            self.queue.failed(item, "failed")
            return "failed", str(answer)
        if isinstance(answer, CrawlError):
            name, detail = _REFUSALS.get(type(answer), "failed"), str(answer)
            self.queue.done(item, name)
            return name, detail
        self._learnt = Learnt()
        name, detail = self._read(item, answer, asked.document)
        if answer.status >= 500 or answer.status == 429:
            self.queue.failed(item, name)
        else:
            etag, modified = answer.headers.get("etag"), answer.headers.get("last-modified")
            self.queue.done(item, name, etag, modified, learnt=self._learnt)
        return name, detail

    def _read(self, item: FrontierUrl, answer: Fetched, document: files.FileText) -> Told:
        # Articles are told so by what extracts them; sitemaps and interfaces may well have that many elements.
        if item.kind in ("listing", "page", "feed") and (reason := hurtful(answer.body)):
            return "unreadable", reason
        # A page nobody thought of must not end the crawl of its portal; the log keeps its address.
        told = attempt(lambda page: self._understood(item, page, document), answer)
        return ("unreadable", BREAKING.format(told.error)) if isinstance(told, Failed) else told

    def _understood(self, item: FrontierUrl, answer: Fetched, document: files.FileText) -> Told:
        if answer.status == 304:
            return "unchanged", ""
        if answer.status in (404, 410):
            return self._missing(item, answer)
        if answer.status != 200:
            return "failed", refused(answer.status)
        if item.kind == "file":
            return self._file(item, answer, document)
        if self.source.domain and not same_site(answer.url, self.source.domain):
            return (
                "elsewhere",
                f"chuyển sang {answer.url}, là trang khác; khai báo nguồn mới nếu cổng thông tin đã đổi tên miền",
            )
        if item.kind == "article":
            return self._article(item, answer)
        return self._discovered(item, answer)

    def _missing(self, item: FrontierUrl, answer: Fetched) -> Told:
        known = self.archive.by_url(canonical(answer.url)) or self.archive.by_url(canonical(item.url))
        if known is None or known.gone:
            return "missing", f"mã {answer.status}"
        if item.outcome != "missing":  # the queue waits a day or more before the second visit
            return "missing", f"mã {answer.status}; coi là đã gỡ nếu lần sau (cách ít nhất một ngày) vẫn vậy"
        self.archive.mark_gone(known.id)
        return "gone", f"mã {answer.status}, như lần trước"

    def _discovered(self, item: FrontierUrl, answer: Fetched) -> Told:
        name, detail, articles = self.harvest.listing(item, answer)
        self._learnt = Learnt(news=articles > 0)
        return name, detail

    def _article(self, item: FrontierUrl, answer: Fetched) -> Told:
        kind = answer.headers.get("content-type", "text/html").partition(";")[0].strip().lower()
        if "html" not in kind:
            return "not-an-article", f"loại nội dung {kind}"
        try:
            article: Article | NotAnArticle = self.reader.article(answer)
        except (Hurtful, Unreadable) as error:
            return "unreadable", str(error)  # and not parsed here either
        except NotAnArticle as error:
            article = error
        page = self.harvest.page(item, answer)
        if "noindex" in directives(page):
            known = self.archive.by_url(canonical(answer.url))
            if known is not None:
                self.archive.mark_gone(known.id)  # kept, but no longer found by readers, as the page asks
            return "forbidden", "trang yêu cầu máy tìm kiếm không lập chỉ mục"
        if isinstance(article, NotAnArticle):
            if not item.outcome:
                self.traps.visited(item.url, useful=False)
            return "not-an-article", str(article)
        return self._kept(item, answer, article, page)

    def _kept(self, item: FrontierUrl, answer: Fetched, article: Article, page: Page) -> Told:
        if self.since and article.published and article.published.date() < self.since:
            return "too-old", ""
        raw = RawResponse(answer.url, answer.status, answer.headers, answer.body, answer.fetched_at)
        put = self.archive.put(replace(article, fetched_at=answer.fetched_at), raw)
        if not item.outcome:
            new = article.url == item.url and not put.merged and not self.archive.has_twin(put.id)
            self.traps.visited(item.url, useful=new)
        self._learnt = Learnt(published=article.published)
        if article.url != item.url or put.merged:
            self.harvest.announcements.moved(item.url, self.source.name, put.id)
        if not article.section or article.published is None:  # old templates name them on the lists only
            self.harvest.announcements.settle(item.url)
        self.harvest.in_page(item, page)
        attached = [(a.url, "file", item.depth + 1) for a in article.attachments if files.is_read(a.url)]
        self.queue.table.add(self.source.name, attached, now=self.queue.clock.now())
        return put.outcome, ""

    def _file(self, item: FrontierUrl, answer: Fetched, document: files.FileText) -> Told:
        """Keep what an attached file says, for every article it is attached to."""
        files.keep(self.archive.engine, item.url, document, answer.fetched_at, READER_VERSION)
        return "file", _FILES[document.state]
