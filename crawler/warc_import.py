"""Imports WARC files, this project's own and other crawlers': their pages are extracted as if they had just been fetched."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed

from archive.articles.archive import Archive
from archive.attempts import FailedStep, attempt
from archive.canonical_url import canonicalise, is_same_site
from archive.crawling.kept_pages import keep_unread_page
from archive.exchange.json_lines import ImportReport, article_of_line
from archive.exchange.warc import METADATA, date_of
from archive.model import Article, RawResponse
from coded_error import reason_of
from crawler.errors import ExtractionFailed, NotAnArticle
from crawler.extraction.extract import Extraction, read_page
from crawler.extraction.failed_parts import record_failed_parts
from crawler.html.page import Page
from crawler.html.robots_meta import read_robots_directives
from crawler.http.fetcher import FetchFailed, inflate
from crawler.sources.registry import load_sources
from crawler.sources.source import Source
from database.errors import ArchiveError, ImportLineError
from database.transactions import writing
from translations import ngettext

MAX_BYTES = 10_000_000
_HTML = ("text/html", "application/xhtml+xml")


@dataclass(slots=True)
class WarcReport(ImportReport):
    """What became of the records; ``skipped`` are those that hold no article (pictures, listings, redirects)."""

    skipped: int = 0


@dataclass(slots=True)
class _WarcImport:
    """The import of one file. ``waiting`` is a response whose own metadata record may follow."""

    archive: Archive
    source_default: str
    sources: Mapping[str, Source]
    report: WarcReport
    path: str
    number: int = 0
    waiting: tuple[str, RawResponse] | None = None
    bodies: dict[tuple[str, str], RawResponse] = field(default_factory=dict)

    def take_record(self, record: Any) -> None:
        """Take one record."""
        headers = record.rec_headers
        if record.rec_type == "metadata" and headers.get_header("Content-Type") == METADATA:
            self._import_own(record)
            return
        self.import_waiting()
        if record.format != "warc":
            raise ArchiveLoadFailed("not a WARC file")
        if record.rec_type in ("response", "revisit") and record.http_headers is not None:
            raw = self._response_of(record)
            if raw is not None:
                self.waiting = (str(headers.get_header("WARC-Record-ID")), raw)
        elif record.rec_type not in ("warcinfo", "request", "metadata"):
            self.report.skipped += 1

    def import_waiting(self) -> None:
        """Import the waiting response as any crawler's page."""
        if self.waiting is None:
            return
        raw, self.waiting = self.waiting[1], None
        read = self._extract(raw)
        if read is None:
            self.report.skipped += 1
            return
        self._store(read.article, raw, gone=False, read=read)

    def _import_own(self, record: Any) -> None:
        """Import an article as this project wrote it, with the response it names."""
        named = record.rec_headers.get_header("WARC-Concurrent-To")
        if self.waiting is not None and self.waiting[0] != named:
            self.import_waiting()
        raw = self.waiting[1] if self.waiting is not None else None
        self.waiting = None
        when = date_of(record.rec_headers.get_header("WARC-Date"))
        article, gone = article_of_line(record.content_stream().read(MAX_BYTES), self.source_default)
        self._store(replace(article, fetched_at=when), raw, gone)

    def _store(self, article: Article, raw: RawResponse | None, gone: bool, read: Extraction | None = None) -> None:
        with writing(self.archive.engine):
            put = self.archive.put(article, raw)
            if gone:
                self.archive.mark_gone(put.id)
        if read is not None and put.outcome != "erased":
            record_failed_parts(self.archive, put.id, read)
        setattr(self.report, put.outcome, getattr(self.report, put.outcome) + 1)

    def _response_of(self, record: Any) -> RawResponse | None:
        headers = record.rec_headers
        url = str(headers.get_header("WARC-Target-URI") or "").strip("<>")
        digest = str(headers.get_header("WARC-Payload-Digest"))
        when = date_of(headers.get_header("WARC-Date")) or datetime.now(UTC)
        if record.rec_type == "revisit":
            before = self.bodies.get((url, digest))
            if before is None:
                self.report.skipped += 1
            return replace(before, fetched_at=when) if before is not None else None
        http = {name.lower(): value for name, value in record.http_headers.headers}
        status = int(record.http_headers.get_statuscode() or 0)
        kind = http.get("content-type", "text/html").partition(";")[0].strip().lower()
        if status != 200 or kind not in _HTML or not canonicalise(url):
            self.report.skipped += 1
            return None
        encoding = http.get("content-encoding", "")
        parts = inflate(_read_chunks(record), encoding.strip().lower(), MAX_BYTES, url)
        raw = RawResponse(url, status, http, _join_bounded(parts, url), when)
        self.bodies[url, digest] = raw
        return raw

    def _extract(self, raw: RawResponse) -> Extraction | None:
        source = self._source_of(raw.url)
        try:
            read = read_page(raw.body, raw.url, raw.headers.get("content-type"), source, raw.fetched_at)
        except NotAnArticle:
            return None
        except ExtractionFailed:
            keep_unread_page(self.archive.engine, raw)
            raise
        if "noindex" in read_robots_directives(Page.parse(raw.body, raw.url, raw.headers)):
            return None
        return replace(read, article=replace(read.article, source=source.name, fetched_at=raw.fetched_at))

    def _source_of(self, url: str) -> Source:
        for source in self.sources.values():
            if source.domain and is_same_site(url, source.domain):
                return source
        name = self.source_default if self.source_default != "import" else urlsplit(url).hostname or "import"
        return Source(name, domain=urlsplit(url).hostname or "")


def _read_chunks(record: Any) -> Iterator[bytes]:
    """Read the body without its transfer encoding, but packed as it was sent."""
    stream = record.raw_stream
    if (record.http_headers.get_header("transfer-encoding") or "").lower() == "chunked":
        from warcio.bufferedreaders import ChunkedDataReader

        stream = ChunkedDataReader(stream)
    while part := stream.read(65536):
        yield part


def _join_bounded(parts: Iterator[bytes], url: str) -> bytes:
    body = bytearray()
    for part in parts:
        body += part
        if len(body) > MAX_BYTES:
            raise FetchFailed("crawler.record_too_large", url=url, most=MAX_BYTES)
    return bytes(body)


def is_warc(path: str) -> bool:
    """Tell whether a file is a WARC by its name."""
    return path.lower().endswith((".warc", ".warc.gz"))


def import_warc(
    archive: Archive,
    path: Path | str,
    *,
    source_default: str = "import",
    progress: Callable[[str], None] | None = None,
) -> WarcReport:
    """Import the articles of a WARC file, one transaction each, with their raw responses.

    Pages go to the declared source of their host, else to ``source_default`` or a source named as the host. A record that
    cannot be read is an error of the report and the rest is imported. Raises ArchiveError for a file that cannot be opened.
    """
    reading = _WarcImport(archive, source_default, load_sources(archive.data), WarcReport(), str(path))
    try:
        with Path(path).open("rb") as stream:
            _read_all(reading, stream, progress)
    except OSError as error:
        raise ArchiveError("archive.file_unreadable", file=path, why=reason_of(error)) from None
    return reading.report


def _read_all(reading: _WarcImport, stream: Any, progress: Callable[[str], None] | None) -> None:
    records = ArchiveIterator(stream)
    more = True
    while more:
        reading.number += 1
        try:
            taken = attempt(lambda found: _take_next(reading, found), records, _REPORTED)
        except (ArchiveLoadFailed, EOFError) as error:
            reading.report.errors.append(f"{reading.path}, record {reading.number}: damaged or cut short ({error})")
            break
        except (ImportLineError, FetchFailed, ExtractionFailed) as error:
            taken = FailedStep(" ".join(str(error).split()))
        if isinstance(taken, FailedStep):
            reading.waiting = None
            reading.report.errors.append(f"{reading.path}, record {reading.number}: {taken.error}")
        else:
            more = taken
        if progress is not None and reading.number % 500 == 0:
            progress(ngettext("đã đọc {n} bản ghi", reading.number))
    last = attempt(_WarcImport.import_waiting, reading)
    if isinstance(last, FailedStep):
        reading.report.errors.append(f"{reading.path}: the last page: {last.error}")


_REPORTED = (ArchiveLoadFailed, EOFError, FetchFailed, ExtractionFailed)


def _take_next(reading: _WarcImport, records: Any) -> bool:
    """Take the next record; tell whether there was one."""
    record = next(records, None)
    if record is not None:
        reading.take_record(record)
    return record is not None
