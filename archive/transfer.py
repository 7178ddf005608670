"""Import and export of JSON Lines (and export of CSV). Keys that mean nothing here are kept and come out again."""

from __future__ import annotations

import bz2
import csv
import gzip
import json
import lzma
import re
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import IO, Any, Literal, TextIO

from archive.errors import ArchiveError, ImportLineError
from archive.model import VIETNAM, Article, Attachment, Block, Precision, StoredArticle
from archive.store import Archive

_BATCH = 500
_OPENERS: Mapping[str, Any] = {".gz": gzip.open, ".xz": lzma.open, ".bz2": bz2.open}
_DAY = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4})(?:\s+(\d{1,2}):(\d{2}))?")
_TEXT = ("title", "lead", "section", "source", "byline")
_KINDS = ("paragraph", "heading", "caption", "table", "byline")
_COLUMNS = ("id", "url", "source", "section", "title", "published", "byline", "lead", "body", "captions")


@dataclass(slots=True)
class ImportReport:
    """What became of the lines; ``errors`` name file and line."""

    new: int = 0
    changed: int = 0
    same: int = 0
    errors: list[str] = field(default_factory=list)


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
        batch: list[Article] = []
        for article in _articles(str(path), source_default, report):
            batch.append(article)
            if len(batch) == _BATCH:
                _keep(archive, batch, report, progress)
                batch = []
        _keep(archive, batch, report, progress)
    return report


def _keep(archive: Archive, batch: list[Article], report: ImportReport, progress: Callable[[str], None] | None) -> None:
    if not batch:
        return
    for put in archive.put_many(batch):
        setattr(report, put.outcome, getattr(report, put.outcome) + 1)
    if progress is not None:
        progress(f"imported {report.new + report.changed + report.same} articles")


def _articles(path: str, source_default: str, report: ImportReport) -> Iterator[Article]:
    number = 0
    try:
        with _opened(path) as stream:
            for number, line in enumerate(stream, 1):
                try:
                    if line.strip():
                        yield article_of_line(line, source_default)
                except ImportLineError as error:
                    report.errors.append(f"{path}:{number}: {error}")
    except (EOFError, lzma.LZMAError, gzip.BadGzipFile) as error:
        report.errors.append(f"{path}:{number + 1}: the compressed file is damaged or cut short ({error})")
    except OSError as error:
        raise ArchiveError(f"{path} cannot be read ({error.strerror or error}): check the name") from None


@contextmanager
def _opened(path: str) -> Iterator[IO[bytes]]:
    if path == "-":
        yield sys.stdin.buffer
        return
    with _OPENERS.get(Path(path).suffix, open)(path, "rb") as stream:
        yield stream


def article_of_line(line: bytes, source_default: str) -> Article:
    """Read one line of JSON. Raises ImportLineError with what is wrong."""
    try:
        record = json.loads(line.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        raise ImportLineError(f"not valid JSON in UTF-8 ({error})") from None
    if not isinstance(record, dict):
        raise ImportLineError("not a JSON object: one {…} a line is needed")
    try:
        json.dumps(record, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise ImportLineError("holds half a character (a lone surrogate)") from None
    return article_of_record(record, source_default)


def article_of_record(record: dict[str, Any], source_default: str) -> Article:
    """Make an article of an import record; unknown keys go to ``extra``. Raises ImportLineError."""
    rest = dict(record)
    texts = {key: _text(rest.pop(key, None), key) for key in _TEXT}
    number = rest.pop("id", None)
    external = _text(str(number) if isinstance(number, int) else number, "id") or None
    url = _text(rest.pop("url", None), "url") or None
    blocks = _blocks(rest)
    if not (external or url or texts["title"] or blocks):
        raise ImportLineError("has neither id, url, title nor body")
    published, precision = _published(_text(rest.pop("published", None), "published"))
    return Article(
        source=texts["source"] or source_default,
        title=texts["title"],
        url=url,
        external_id=external,
        lead=texts["lead"],
        blocks=blocks,
        byline=texts["byline"],
        section=texts["section"],
        published=published,
        precision=precision,
        attachments=_attachments(rest.pop("attachments", None)),
        extra=rest,
    )


def _text(value: object, key: str) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ImportLineError(f'"{key}" is not text')
    return value


def _blocks(rest: dict[str, Any]) -> tuple[Block, ...]:
    # An export of this project has "blocks" as well, which keep the order and the kinds.
    exact = rest.pop("blocks", None)
    body = _text(rest.pop("body", None), "body")
    captions = rest.pop("captions", None)
    if exact is not None:
        try:
            return tuple(Block(_kind(b["kind"]), _text(b["text"], "text")) for b in exact)
        except (TypeError, KeyError):
            raise ImportLineError('"blocks" is not a list of {"kind", "text"}') from None
    listed = captions if isinstance(captions, list) else [captions]
    paragraphs = [Block("paragraph", part) for part in body.split("\n") if part.strip()]
    texts = [_text(caption, "captions") for caption in listed]
    return tuple(paragraphs + [Block("caption", part) for text in texts for part in text.split("\n") if part.strip()])


def _kind(kind: object) -> Any:
    if kind not in _KINDS:
        raise ImportLineError(f'"kind" is not one of {", ".join(_KINDS)}')
    return kind


def _attachments(value: object) -> tuple[Attachment, ...]:
    try:
        return tuple(Attachment(_text(a["url"], "url"), _text(a["title"], "title")) for a in value or ())  # type: ignore[attr-defined]
    except (TypeError, KeyError):
        raise ImportLineError('"attachments" is not a list of {"url", "title"}') from None


def _published(text: str) -> tuple[datetime | None, Precision]:
    text = text.strip()
    if not text:
        return None, "day"
    try:
        if found := _DAY.fullmatch(text):
            day, month, year, hour, minute = (int(part or 0) for part in found.groups())
            return datetime(year, month, day, hour, minute, tzinfo=VIETNAM), "minute" if found[4] else "day"
        moment = datetime.fromisoformat(text)
        # Days at the very ends of the calendar have no neighbour to shift to.
        local = moment.astimezone(VIETNAM) if moment.tzinfo else moment.replace(tzinfo=VIETNAM)
    except (ValueError, OverflowError):
        raise ImportLineError(f'"published" is no date: {text[:40]!r} (write 2023-05-24 or 24/5/2023)') from None
    return local, "day" if len(text) <= 10 else "minute"


def record_of(stored: StoredArticle) -> dict[str, Any]:
    """Return the export record of an article; importing it gives the same article."""
    a = stored.article
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
        "blocks": [{"kind": b.kind, "text": b.text} for b in a.blocks],
        "attachments": [{"url": x.url, "title": x.title} for x in a.attachments],
    }
    return {key: value for key, value in record.items() if value} | dict(a.extra)


def export(archive: Archive, out: TextIO, form: Literal["jsonl", "csv"] | str = "jsonl") -> int:
    """Write the newest version of every article that is not gone, by change. Returns how many. Raises ArchiveError."""
    if form not in ("jsonl", "csv"):
        raise ArchiveError(f"unknown format {form}: choose jsonl or csv")
    table = csv.DictWriter(out, _COLUMNS, extrasaction="ignore", restval="")
    if form == "csv":
        table.writeheader()
    count = 0
    for batch in archive.changed_since(0):
        for stored in batch:
            if stored.gone:
                continue
            record = record_of(stored)
            if form == "csv":
                table.writerow(record | {"id": stored.public_id, "captions": stored.article.captions})
            else:
                out.write(json.dumps(record, ensure_ascii=False) + "\n")
            count += 1
    return count
