"""A file that says what happened to every address of a crawl: CSV, or JSON Lines by its name; written aside and renamed."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from archive.crawling.crawl_log import Visit
from archive.exchange.csv_cells import BOM, cell
from archive.model import VIETNAM
from crawler.reporting.progress import OUTCOMES
from database.errors import ArchiveUnwritable

FIELDS = ("source", "url", "outcome", "meaning", "detail", "at")
_JSON = (".jsonl", ".ndjson", ".json")


@contextmanager
def report_file(path: Path | None) -> Iterator[Callable[[Visit], None]]:
    """Yield what writes one visit to ``path`` (None: nowhere); at the end, also of a crawl that failed, the file is whole.

    One line a visit with the fields of ``FIELDS``, times in Vietnam's. Raises ArchiveUnwritable.
    """
    if path is None:
        yield lambda visit: None
        return
    aside = path.with_name(f".{path.name}.part")
    with _opened(aside, path) as out:
        write = _writer(out, as_json=path.suffix.lower() in _JSON)

        def told(visit: Visit) -> None:
            try:
                write(_row(visit))
            except OSError as error:
                raise _unwritable(path, error) from None

        try:
            yield told
        finally:
            out.flush()
            os.fsync(out.fileno())
            aside.replace(path)


def _opened(aside: Path, path: Path) -> TextIO:
    try:
        return aside.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise _unwritable(path, error) from None


def _unwritable(path: Path, error: OSError) -> ArchiveUnwritable:
    return ArchiveUnwritable(f"không ghi được {path} ({error.strerror}): chọn chỗ khác cho báo cáo")


def _writer(out: TextIO, *, as_json: bool) -> Callable[[dict[str, str]], object]:
    if as_json:
        return lambda row: out.write(json.dumps(row, ensure_ascii=False) + "\n")
    out.write(BOM)
    table = csv.DictWriter(out, FIELDS)
    table.writeheader()
    return lambda row: table.writerow({key: cell(text) for key, text in row.items()})


def _row(visit: Visit) -> dict[str, str]:
    at = visit.at.astimezone(VIETNAM).isoformat(timespec="seconds")
    meaning = OUTCOMES.get(visit.outcome, visit.outcome)
    return dict(zip(FIELDS, (visit.source, visit.url, visit.outcome, meaning, visit.detail, at), strict=True))
