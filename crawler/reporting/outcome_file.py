"""Writes the outcome of every visit of a crawl to a file: CSV, or JSON Lines by its name; written aside and renamed."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import TextIOWrapper
from pathlib import Path
from typing import TextIO

from archive.crawling.crawl_log import Visit
from archive.exchange.csv_cells import BOM, safe_cell
from archive.model import VIETNAM
from crawler.reporting.progress import OUTCOMES
from database.output_file import new_file, unwritable_error
from translations import lookup

FIELDS = ("source", "url", "outcome", "meaning", "detail", "at")
_JSON = (".jsonl", ".ndjson", ".json")


@contextmanager
def open_outcome_file(path: Path | None, *, overwrite: bool = False) -> Iterator[Callable[[Visit], None]]:
    """Open ``path`` (None: nowhere) and yield the function that writes one visit; what was done stands there also when the crawl fails.

    One line a visit with the fields of ``FIELDS``, times in Vietnam's. Raises ArchiveError, ArchiveUnwritable.
    """
    if path is None:
        yield lambda visit: None
        return
    with new_file(path, overwrite=overwrite, keep_begun=True) as file:
        out = TextIOWrapper(file, "utf-8", newline="", write_through=True)
        write = _make_writer(out, as_json=path.suffix.lower() in _JSON)

        def told(visit: Visit) -> None:
            try:
                write(_row_of(visit))
            except OSError as error:
                raise unwritable_error(path, error) from None

        try:
            yield told
        finally:
            out.detach()


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
