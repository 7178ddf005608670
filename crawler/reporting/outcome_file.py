"""Writes the outcome of every visit of a crawl to a file: CSV, or JSON Lines by its name; written aside and renamed."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from archive.crawling.crawl_log import Visit
from archive.exchange.csv_cells import BOM, safe_cell
from archive.model import VIETNAM
from coded_error import reason_of
from crawler.reporting.progress import OUTCOMES
from database.errors import ArchiveUnwritable
from translations import lookup

FIELDS = ("source", "url", "outcome", "meaning", "detail", "at")
_JSON = (".jsonl", ".ndjson", ".json")


@contextmanager
def open_outcome_file(path: Path | None) -> Iterator[Callable[[Visit], None]]:
    """Open ``path`` (None: nowhere) and yield the function that writes one visit; the file is whole also when the crawl fails.

    One line a visit with the fields of ``FIELDS``, times in Vietnam's. Raises ArchiveUnwritable.
    """
    if path is None:
        yield lambda visit: None
        return
    aside = path.with_name(f".{path.name}.part")
    with _open_aside(aside, path) as out:
        write = _make_writer(out, as_json=path.suffix.lower() in _JSON)

        def told(visit: Visit) -> None:
            try:
                write(_row_of(visit))
            except OSError as error:
                raise _unwritable_error(path, error) from None

        try:
            yield told
        finally:
            out.flush()
            os.fsync(out.fileno())
            aside.replace(path)


def _open_aside(aside: Path, path: Path) -> TextIO:
    try:
        return aside.open("w", encoding="utf-8", newline="")
    except OSError as error:
        raise _unwritable_error(path, error) from None


def _unwritable_error(path: Path, error: OSError) -> ArchiveUnwritable:
    return ArchiveUnwritable("crawler.report_unwritable", file=path, why=reason_of(error))


def _make_writer(out: TextIO, *, as_json: bool) -> Callable[[dict[str, str]], object]:
    if as_json:
        return lambda row: out.write(json.dumps(row, ensure_ascii=False) + "\n")
    out.write(BOM)
    table = csv.DictWriter(out, FIELDS)
    table.writeheader()
    return lambda row: table.writerow({key: safe_cell(text) for key, text in row.items()})


def _row_of(visit: Visit) -> dict[str, str]:
    at = visit.at.astimezone(VIETNAM).isoformat(timespec="seconds")
    meaning = lookup(OUTCOMES.get(visit.outcome, visit.outcome))
    return dict(zip(FIELDS, (visit.source, visit.url, visit.outcome, meaning, visit.detail, at), strict=True))
