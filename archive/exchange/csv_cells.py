"""Cells that are safe to open in a spreadsheet, and the byte order mark by which it knows UTF-8."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable

BOM = "\ufeff"

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "|", "%", "＝", "＋", "－", "＠")
"""How formulas begin, the full-width letters that some spreadsheets take as the plain ones among them."""

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")


def safe_cell(text: str) -> str:
    """Return text that no spreadsheet takes for a formula: what begins like one gets an apostrophe in front.

    Blanks before it do not hide it; control characters, which end a cell or a file for some programs, are left out.
    """
    clean = _CONTROL.sub("", text)
    return "'" + clean if clean.lstrip(" \u00a0\ufeff\u200b").startswith(_FORMULA) else clean


def csv_line(values: Iterable[str]) -> str:
    """Return one line of CSV, its end included, whose cells are safe to open in a spreadsheet."""
    out = io.StringIO()
    csv.writer(out).writerow([safe_cell(value) for value in values])
    return out.getvalue()
