"""Import and export of JSON Lines (and export of CSV)."""

from __future__ import annotations

import bz2
import csv
import gzip
import io
import json
import lzma
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any, BinaryIO, TextIO, cast

from archive.errors import ArchiveError, ImportLineError
from archive.model import VIETNAM, Article, Attachment, Block, Precision
from archive.store import Archive

_BATCH = 500
_OWN = frozenset(
    (
        "id",
        "url",
        "title",
        "lead",
        "body",
        "captions",
        "published",
        "precision",
        "section",
        "source",
        "byline",
        "blocks",
        "attachments",
    )
)
_OPENERS: dict[str, Callable[..., Any]] = {".gz": gzip.open, ".xz": lzma.open, ".bz2": bz2.open}


@dataclass(slots=True)
class ImportReport:
    """What an import did; ``errors`` name the file and line of everything that was refused."""

    new: int = 0
    changed: int = 0
    same: int = 0
    errors: list[str] = field(default_factory=list)


@contextmanager
def _opened(path: str) -> Iterator[BinaryIO]:
    if path == "-":
        yield sys.stdin.buffer
        return
    opener = _OPENERS.get(Path(path).suffix, open)
    with opener(path, "rb") as file:
        yield cast(BinaryIO, file)


def import_files(
    archive: Archive,
    paths: Sequence[str],
    *,
    source_default: str = "import",
    progress: Callable[[str], None] | None = None,
) -> ImportReport:
    """Import files ("-" is standard input), 500 articles a transaction; a bad line is noted and the rest imported."""
    report = ImportReport()
    for path in paths:
        name = "standard input" if path == "-" else path
        batch: list[Article] = []
        with _opened(path) as file:
            try:
                for number, line in enumerate(file, 1):
                    try:
                        article = parse_line(line, source_default)
                    except ImportLineError as error:
                        report.errors.append(f"{name}:{number}: {error}")
                        continue
                    if article is not None:
                        batch.append(article)
                    if len(batch) >= _BATCH:
                        _keep(archive, batch, report)
                        batch = []
                        if progress is not None:
                            progress(f"{name}: {number} lines")
            except (EOFError, lzma.LZMAError, gzip.BadGzipFile) as error:
                report.errors.append(
                    f"{name}: the packed file is damaged ({error}): get it again; what came before is imported"
                )
        _keep(archive, batch, report)
    return report


def _keep(archive: Archive, batch: list[Article], report: ImportReport) -> None:
    for put in archive.put_many(batch):
        setattr(report, put.outcome, getattr(report, put.outcome) + 1)


def parse_line(line: bytes, source_default: str) -> Article | None:
    """Return the article of one line, None for a blank one. Raises ImportLineError saying what is wrong."""
    if not line.strip():
        return None
    try:
        given = json.loads(line)
    except (UnicodeDecodeError, ValueError) as error:
        raise ImportLineError(f"this is not JSON ({error}): each line must be one JSON object in UTF-8") from None
    if not isinstance(given, dict):
        raise ImportLineError("each line must be one JSON object")
    if not (given.get("id") or given.get("url")):
        raise ImportLineError('"id" or "url" is missing')
    title = _text(given, "title")
    if not title.strip():
        raise ImportLineError('"title" is missing or empty')
    published, precision = _published(given)
    identity = given.get("id")
    if identity is not None and not isinstance(identity, str | int):
        raise ImportLineError('"id" must be a text or a number')
    return Article(
        source=_text(given, "source") or source_default,
        title=title,
        url=_text(given, "url") or None,
        external_id=str(identity) if identity is not None else None,
        lead=_text(given, "lead"),
        blocks=_blocks(given),
        byline=_text(given, "byline"),
        section=_text(given, "section"),
        published=published,
        precision=precision,
        attachments=_attachments(given),
        extra={key: value for key, value in given.items() if key not in _OWN},
    )


def _text(given: dict[str, Any], key: str) -> str:
    value = given.get(key)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise ImportLineError(f'"{key}" must be a text')
    try:
        value.encode()
    except UnicodeEncodeError:
        raise ImportLineError(f'"{key}" has half a character (a lone surrogate)') from None
    return value


def _lines(given: dict[str, Any], key: str) -> list[str]:
    value = given.get(key)
    if isinstance(value, list):
        if not all(isinstance(item, str) for item in value):
            raise ImportLineError(f'"{key}" must be a text or a list of texts')
        return [item for item in value if item.strip()]
    return [line for line in _text(given, key).split("\n") if line.strip()]


def _blocks(given: dict[str, Any]) -> tuple[Block, ...]:
    kinds = ("paragraph", "heading", "caption", "table", "byline")
    listed = given.get("blocks")
    if listed is not None:
        try:
            blocks = tuple(Block(item["kind"], item["text"]) for item in listed)
        except (TypeError, KeyError):
            raise ImportLineError('"blocks" must be a list of {"kind", "text"}') from None
        if any(b.kind not in kinds or not isinstance(b.text, str) for b in blocks):
            raise ImportLineError(f'the kinds of "blocks" are {", ".join(kinds)}')
        return blocks
    body = (Block("paragraph", line) for line in _lines(given, "body"))
    return (*body, *(Block("caption", line) for line in _lines(given, "captions")))


def _attachments(given: dict[str, Any]) -> tuple[Attachment, ...]:
    try:
        return tuple(Attachment(item["url"], item.get("title", "")) for item in given.get("attachments") or ())
    except (TypeError, KeyError, AttributeError):
        raise ImportLineError('"attachments" must be a list of {"url", "title"}') from None


def _published(given: dict[str, Any]) -> tuple[datetime | None, Precision]:
    text = _text(given, "published").strip()
    if not text:
        return None, "day"
    for form in ("%Y-%m-%d", "%d/%m/%Y"):
        try:
            day = datetime.strptime(text, form).date()
        except ValueError:
            continue
        return _midnight(day), "day"
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise ImportLineError(
            f'"published" is {text!r}: write 2023-05-25, 25/05/2023 or 2023-05-25T10:30:00+07:00'
        ) from None
    aware = moment.replace(tzinfo=VIETNAM) if moment.tzinfo is None else moment.astimezone(VIETNAM)
    return aware, "day" if given.get("precision") == "day" else "minute"


def _midnight(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, tzinfo=VIETNAM)


def article_json(article: Article) -> dict[str, Any]:
    """An article as plain values: what ``extract --json`` prints and, with body and captions, what export writes."""
    published = None
    if article.published is not None:
        published = (
            article.published.date().isoformat() if article.precision == "day" else article.published.isoformat()
        )
    return {
        **article.extra,
        "url": article.url,
        "source": article.source,
        "title": article.title,
        "lead": article.lead,
        "published": published,
        "byline": article.byline,
        "section": article.section,
        "blocks": [{"kind": b.kind, "text": b.text} for b in article.blocks],
        "attachments": [{"url": a.url, "title": a.title} for a in article.attachments],
    }


_COLUMNS = ("id", "source", "url", "title", "published", "section", "byline", "lead", "body", "captions", "gone")


def export(archive: Archive, out: TextIO, form: str = "jsonl") -> int:
    """Write the newest version of every article (the gone flagged) and return how many. Raises ArchiveError for a form it lacks."""
    if form not in ("jsonl", "csv"):
        raise ArchiveError(f"{form!r} is no export format: use jsonl or csv")
    table = csv.DictWriter(out, _COLUMNS, extrasaction="ignore", lineterminator="\r\n")
    if form == "csv":
        out.write("\ufeff")  # Spreadsheets take a CSV without it for a local encoding.
        table.writeheader()
    count = 0
    for batch in archive.changed_since(0):
        for stored in batch:
            article = stored.article
            row = {
                "id": stored.public_id,
                **article_json(article),
                "body": article.body,
                "captions": article.captions,
                "gone": stored.gone,
            }
            if form == "csv":
                table.writerow({key: _safe(row[key]) for key in _COLUMNS})
            else:
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
            count += 1
    return count


def _safe(value: object) -> object:
    # A spreadsheet runs a cell that begins so as a formula: text from the web must not.
    return "'" + value if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value


def export_text(archive: Archive, form: str = "jsonl") -> str:
    """The export as one text, for small archives and tests."""
    out = io.StringIO(newline="")
    export(archive, out, form)
    return out.getvalue()
