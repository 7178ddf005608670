"""Reads kept pages again, for articles that an older reader read badly or not at all: nothing is fetched.

An article that is read as before stays as it is; another reading is a new version. What admins decided and what lists
said stays.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from archive.articles.archive import Archive
from archive.attempts import FailedStep, attempt
from archive.crawling.kept_pages import KeptPage, give_article, list_kept_pages, read_kept_pages
from archive.failures import EXTRACTION, Failures
from crawler.errors import CrawlError
from crawler.extraction.extract import read_page
from crawler.extraction.failed_parts import record_failed_parts
from crawler.html.page import Page
from crawler.html.robots_meta import read_robots_directives
from crawler.sources.source import Source

_STEP = 20


@dataclass(slots=True)
class ReextractReport:
    """How many kept pages were read again, what became of them, and why some were not, one line each."""

    seen: int = 0
    new: int = 0
    changed: int = 0
    same: int = 0
    refused: int = 0
    last_refusals: tuple[str, ...] = ()

    @property
    def line(self) -> str:
        """The same as a line for admins."""
        return (
            f"đã đọc lại {self.seen} trang: {self.new} bài mới, {self.changed} bài thay đổi, {self.same} bài như cũ, "
            f"{self.refused} trang vẫn không đọc được hoặc không phải bài viết"
        )


def reextract(
    archive: Archive,
    sources: Mapping[str, Source],
    *,
    source: str = "",
    failed: bool = False,
    advanced: Callable[[int, int], None] = lambda done, total: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> ReextractReport:
    """Read kept pages again, of ``source`` or ("") of all; ``failed``: only those that could not be read, wholly or in part.

    ``advanced`` is told (done, total) every twenty pages. Raises ArchiveError when the archive cannot be written.
    """
    report = ReextractReport()
    lacking = [f.article for f in Failures(archive.engine).list() if f.step == EXTRACTION] if failed else None
    numbers = list_kept_pages(archive.engine, source, lacking)
    for page in read_kept_pages(archive.engine, numbers):
        if cancelled():
            break
        done = attempt(lambda given: _read_again(archive, sources, given), page)
        _count(report, page, done)
        if report.seen % _STEP == 0:
            advanced(report.seen, len(numbers))
    advanced(report.seen, len(numbers))
    return report


def _count(report: ReextractReport, page: KeptPage, done: str | FailedStep) -> None:
    report.seen += 1
    told = done.error if isinstance(done, FailedStep) else done
    if told in ("new", "changed", "same"):
        setattr(report, told, getattr(report, told) + 1)
        return
    report.refused += 1
    report.last_refusals = (
        *report.last_refusals[-19:],
        f"{page.raw.url}: {told}" if page.raw.url not in told else told,
    )


def _read_again(archive: Archive, sources: Mapping[str, Source], page: KeptPage) -> str:
    """Return what became of a page: an outcome of ``Archive.put``, or why it is no article."""
    raw, declared = page.raw, sources.get(page.source)
    if declared is not None and declared.fault is not None:
        # Read without the selectors of its file, the article would be worse than the stored one.
        return str(declared.fault)
    try:
        read = read_page(raw.body, raw.url, raw.headers.get("content-type"), declared, raw.fetched_at)
    except CrawlError as error:
        return str(error)
    known = archive.get(page.article) if page.article is not None else None
    if known is None and "noindex" in read_robots_directives(Page.parse(raw.body, raw.url, raw.headers)):
        return "trang yêu cầu máy tìm kiếm không lập chỉ mục"
    article = replace(read.article, source=page.source or read.article.source, fetched_at=raw.fetched_at)
    if known is not None:  # the same article, wherever a better reader takes its address from
        article = replace(article, url=known.article.url, external_id=known.article.external_id)
    put = archive.put_many([article], [known.gone if known is not None else False])[0]
    if put.outcome == "erased":
        return "đã xóa theo yêu cầu trước đây"
    if page.article is None:
        give_article(archive.engine, page.number, put.id)
    record_failed_parts(archive, put.id, read)
    return put.outcome
