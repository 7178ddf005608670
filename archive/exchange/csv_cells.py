"""Cells that are safe to open in a spreadsheet, and the byte order mark by which it knows UTF-8."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable

BOM = "\ufeff"

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")


def safe_cell(text: str) -> str:
    """Return text that no spreadsheet takes for a formula: what begins like one gets an apostrophe in front."""
    return "'" + text if text.startswith(_FORMULA) else text


def csv_line(values: Iterable[str]) -> str:
    """Return one line of CSV, its end included, whose cells are safe to open in a spreadsheet."""
    out = io.StringIO()
    csv.writer(out).writerow([safe_cell(value) for value in values])
    return out.getvalue()
