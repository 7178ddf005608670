"""Import and export of JSON Lines (and export of CSV). Keys that mean nothing here are kept and come out again."""

from __future__ import annotations

import bz2
import gzip
import json
import lzma
import re
import sys
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import IO, Any, Literal, TextIO

from archive.articles.archive import Archive
from archive.articles.attachments import without_files
from archive.attempts import ExportReport, FailedStep, attempt
from archive.canonical_url import canonicalise
from archive.cleaning import clean_text
from archive.exchange import csv_cells as spreadsheet
from archive.model import VIETNAM, Article, Attachment, Block, Precision, PutResult, StoredArticle
from coded_error import reason_of
from database.errors import ArchiveBusy, ArchiveDamaged, ArchiveError, ArchiveUnwritable, ImportLineError
from translations import ngettext

_BATCH = 500
MAX_LINE = 16_000_000
"""Bytes of one line, unpacked: a small packed file may hold a line without end."""
MAX_TEXT = 4_000_000
"""Characters of one article: the longest books of law have some two million."""
_OPENERS: Mapping[str, Any] = {".gz": gzip.open, ".xz": lzma.open, ".bz2": bz2.open}
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\s+(\d{1,2}):(\d{2}))?")
_TEXT = ("title", "lead", "section", "source", "byline", "credit")
_KINDS = ("paragraph", "heading", "caption", "table", "byline")
_COLUMNS = ("id", "url", "source", "section", "title", "published", "byline", "lead", "body", "captions", "gone")


@dataclass(frozen=True, slots=True)
class _Line:
    """A line that was read: where it stands (file:line), its article, and whether the page had disappeared."""

    place: str
    article: Article
    gone: bool


@dataclass(slots=True)
class ImportReport:
    """What became of the lines; ``errors`` name file and line."""

    new: int = 0
    changed: int = 0
    same: int = 0
    errors: list[str] = field(default_factory=list)

    def add(self, other: ImportReport) -> None:
        """Add what became of another file's lines."""
        self.new += other.new
        self.changed += other.changed
        self.same += other.same
        self.errors += other.errors


def import_files(
    archive: Archive,
    paths: Iterable[Path | str],
    *,
    source_default: str = "import",
    progress: Callable[[str], None] | None = None,
) -> ImportReport:
    """Import files (plain, .gz, .xz, .bz2, or "-" for standard input), 500 articles a transaction.

    A line that cannot be taken becomes an error of the report, the rest is imported. Raises ArchiveError for a file
    that cannot be opened, ArchiveBusy and ArchiveUnwritable.
    """
    report = ImportReport()
    for path in paths:
        batch: list[_Line] = []
        for line in _read_lines(str(path), source_default, report):
            batch.append(line)
            if len(batch) == _BATCH:
                _store_batch(archive, batch, report, progress)
                batch = []
        _store_batch(archive, batch, report, progress)
    return report


def _store_batch(
    archive: Archive, batch: list[_Line], report: ImportReport, progress: Callable[[str], None] | None
) -> None:
    if not batch:
        return
    puts = _put_lines(archive, batch)
    if isinstance(puts, FailedStep):
        # One of them cannot be kept: the others must not be lost with it.
        puts = [put for line in batch for put in _store_line(archive, line, report)]
    for put in puts:
        setattr(report, put.outcome, getattr(report, put.outcome) + 1)
    if progress is not None:
        progress(ngettext("đã nhập {n} bài", report.new + report.changed + report.same))


def _store_line(archive: Archive, line: _Line, report: ImportReport) -> list[PutResult]:
    puts = _put_lines(archive, [line])
    if isinstance(puts, FailedStep):
        report.errors.append(f"{line.place}: cannot be kept ({puts.error})")
        return []
    return puts


def _put_lines(archive: Archive, lines: list[_Line]) -> list[PutResult] | FailedStep:
    try:
        return attempt(lambda given: archive.put_many([x.article for x in given], [x.gone for x in given]), lines)
    except (ArchiveBusy, ArchiveDamaged, ArchiveUnwritable):
        raise
    except ArchiveError as error:
        return FailedStep(" ".join(str(error).split()))


def _read_lines(path: str, source_default: str, report: ImportReport) -> Iterator[_Line]:
    number = 0
    try:
        with _open_text(path) as stream:
            for number, line in enumerate(_iter_lines(stream), 1):
                if line is not None and not line.strip():
                    continue
                try:
                    if line is None:
                        raise ImportLineError("archive.line_too_long", most=MAX_LINE)
                    read = attempt(lambda given: article_of_line(given, source_default), line)
                except ImportLineError as error:
                    read = FailedStep(str(error))
                if isinstance(read, FailedStep):
                    report.errors.append(f"{path}:{number}: {read.error}")
                else:
                    yield _Line(f"{path}:{number}", *read)
    except (EOFError, lzma.LZMAError, zlib.error, OSError) as error:
        # Damaged bzip2 and gzip data are OSErrors without a number.
        if isinstance(error, OSError) and error.errno is not None:
            raise ArchiveError("archive.file_unreadable", file=path, why=reason_of(error)) from None
        report.errors.append(f"{path}:{number + 1}: the compressed file is damaged or cut short ({error})")


def _iter_lines(stream: IO[bytes]) -> Iterator[bytes | None]:
    """Yield the lines of a file; None for one that is too long, of which no more than the limit is ever held."""
    while line := stream.readline(MAX_LINE + 1):
        if len(line) <= MAX_LINE:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = stream.readline(MAX_LINE)
        yield None


@contextmanager
def _open_text(path: str) -> Iterator[IO[bytes]]:
    if path == "-":
        yield sys.stdin.buffer
        return
    with _OPENERS.get(Path(path).suffix, open)(path, "rb") as stream:
        yield stream


def article_of_line(line: bytes, source_default: str) -> tuple[Article, bool]:
    """Read one line of JSON: the article, and whether its page had disappeared. Raises ImportLineError."""
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ImportLineError("archive.line_no_json", why=error) from None
    if not isinstance(record, dict):
        raise ImportLineError("archive.line_no_object")
    try:
        json.dumps(record, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise ImportLineError("archive.half_character") from None
    except RecursionError:
        raise ImportLineError("archive.line_too_deep") from None
    # Any other value than yes or no is a key of somebody else's, kept like other unknown keys.
    gone = record.pop("gone") if isinstance(record.get("gone"), bool) else False
    return article_of_record(record, source_default), gone


def article_of_record(record: dict[str, Any], source_default: str) -> Article:
    """Make an article of an import record; unknown keys go to ``extra``. Raises ImportLineError."""
    rest = dict(record)
    texts = {key: _text_value(rest.pop(key, None), key) for key in _TEXT}
    number = rest.pop("id", None)
    external = _text_value(str(number) if isinstance(number, int) else number, "id") or None
    url = _address_of(_text_value(rest.pop("url", None), "url"))
    blocks = _blocks_of(rest)
    if not (external or url or texts["title"] or blocks):
        raise ImportLineError("archive.line_empty")
    size = sum(map(len, texts.values())) + sum(len(block.text) for block in blocks)
    if size > MAX_TEXT:
        raise ImportLineError("archive.text_too_long", most=MAX_TEXT)
    published, precision = _published_moment(_text_value(rest.pop("published", None), "published"))
    return Article(
        source=texts["source"] or source_default,
        title=texts["title"],
        url=url,
        external_id=external,
        lead=texts["lead"],
        blocks=blocks,
        byline=texts["byline"],
        credit=texts["credit"],
        section=texts["section"],
        published=published,
        precision=precision,
        attachments=_attachments_of(rest.pop("attachments", None)),
        extra=rest,
    )


def _address_of(text: str) -> str | None:
    """Return an address as the crawler writes it, so that one page is one article; what is none of the web is kept as it is."""
    told = clean_text(text).strip()
    return canonicalise(told) or told or None


def _text_value(value: object, key: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ImportLineError("archive.no_text", key=key)
    return value


def _blocks_of(rest: dict[str, Any]) -> tuple[Block, ...]:
    # An export of this project has "blocks" as well, which keep the order and the kinds.
    exact = rest.pop("blocks", None)
    body = _text_value(rest.pop("body", None), "body")
    captions = rest.pop("captions", None)
    if exact is not None:
        try:
            return tuple(Block(_block_kind(b["kind"]), _text_value(b["text"], "text")) for b in exact)
        except (TypeError, KeyError):
            raise ImportLineError("archive.blocks_not_listed") from None
    listed = captions if isinstance(captions, list) else [captions]
    paragraphs = [Block("paragraph", part) for part in body.split("\n") if part.strip()]
    texts = [_text_value(caption, "captions") for caption in listed]
    return tuple(paragraphs + [Block("caption", part) for text in texts for part in text.split("\n") if part.strip()])


def _block_kind(kind: object) -> Any:
    if kind not in _KINDS:
        raise ImportLineError("archive.kind_unknown", kinds=", ".join(_KINDS))
    return kind


def _attachments_of(value: object) -> tuple[Attachment, ...]:
    try:
        return tuple(Attachment(_text_value(a["url"], "url"), _text_value(a["title"], "title")) for a in value or ())  # type: ignore[attr-defined]
    except (TypeError, KeyError):
        raise ImportLineError("archive.attachments_not_listed") from None


def _published_moment(text: str) -> tuple[datetime | None, Precision]:
    text = text.strip()
    if not text:
        return None, "day"
    try:
        if found := _DAY.fullmatch(text):
            day, month, year, hour, minute = (int(part or 0) for part in found.groups())
            local, minutes = datetime(year, month, day, hour, minute, tzinfo=VIETNAM), bool(found[4])
        else:
            moment, minutes = datetime.fromisoformat(text), len(text) > 10
            local = moment.astimezone(VIETNAM) if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
        # Days at the very ends of the calendar have no neighbour to shift to.
        local.astimezone(UTC)
    except (ValueError, OverflowError):
        raise ImportLineError("archive.date_unreadable", text=text[:40]) from None
    return local, "minute" if minutes else "day"


def record_of(stored: StoredArticle) -> dict[str, Any]:
    """Return the export record of an article; importing it gives the same article."""
    a = without_files(stored.article)
    published = a.published and (a.published.date().isoformat() if a.precision == "day" else a.published.isoformat())
    record: dict[str, Any] = {
        "id": a.external_id,
        "url": a.url,
        "title": a.title,
        "lead": a.lead,
        "body": a.body,
        "captions": a.captions.split("\n") if a.captions else None,
        "published": published,
        "section": a.section,
        "source": a.source,
        "byline": a.byline,
        "credit": a.credit,
        "blocks": [{"kind": b.kind, "text": b.text} for b in a.blocks],
        "attachments": [{"url": x.url, "title": x.title} for x in a.attachments],
    }
    written = {key: value for key, value in record.items() if value} | dict(a.extra)
    return written | {"gone": True} if stored.gone else written


Record = Callable[[StoredArticle], dict[str, Any]]


def _csv_line(stored: StoredArticle, record_of: Record) -> str:
    """Return an article as a line of CSV, safe to open in a spreadsheet."""
    record = record_of(stored)
    record |= {"id": stored.public_id, "captions": stored.article.captions, "gone": "true" if stored.gone else ""}
    return spreadsheet.csv_line(str(record.get(key, "")) for key in _COLUMNS)


def _json_line(stored: StoredArticle, record_of: Record) -> str:
    return json.dumps(record_of(stored), ensure_ascii=False) + "\n"


def export_articles(
    archive: Archive, out: TextIO, form: Literal["jsonl", "csv"] | str = "jsonl", *, record: Record = record_of
) -> ExportReport:
    """Write the newest version of every article, by change; those whose page disappeared with ``gone``.

    CSV begins with a byte order mark, for spreadsheets. An article whose ``record`` fails is left out. Raises ArchiveError.
    """
    if form not in ("jsonl", "csv"):
        raise ArchiveError("archive.format_unknown", format=form)
    line = partial(_csv_line if form == "csv" else _json_line, record_of=record)
    if form == "csv":
        out.write(spreadsheet.BOM + spreadsheet.csv_line(_COLUMNS))
    done = ExportReport()
    for batch in archive.changed_since(0):
        for stored in batch:
            written = done.attempt(stored.id, line, stored)
            if written is not None:
                out.write(written)
    done.left_out |= archive.damaged
    return done
