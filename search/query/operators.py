"""Operators of the query language: their names, the values they take, and what they become."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta

from search.query.tree import Dates, Label
from vietnamese.entities.events import KINDS

_NAMES = {
    "from": ("tu", "from"),
    "to": ("den", "to"),
    "day": ("ngay", "date", "on"),
    "published": ("dang", "published"),
    "held": ("dien ra", "dienra", "held"),
    "source": ("nguon", "source"),
    "section": ("muc", "section"),
    "title": ("tieu de", "tieude", "title"),
    "author": ("tac gia", "tacgia", "author"),
    "event": ("su kien", "sukien", "event"),
}
FACTS = {
    "person": ("nguoi", "person"),
    "rank": ("cap bac", "capbac", "rank"),
    "agency": ("co quan", "coquan", "agency"),
    "document": ("van ban", "vanban", "document"),
    "chair": ("chu tri", "chutri", "chair"),
    "quote": ("trich dan", "trichdan", "quote"),
    "province": ("dia ban", "diaban", "province"),
}
"""Operators on what articles state (``search.filters.syntax``), by the same rules."""

FIRST = ("dau bai", "first")
"""Operators on where a phrase stands; a number of words may follow ("đầu bài/20:")."""

_BY_NAME = {name: key for key, names in _NAMES.items() for name in names}


def one_of(names: Iterable[str]) -> str:
    """Return a pattern of operators' names, the longest first; blanks in them may be several."""
    return "|".join(name.replace(" ", r"\s+") for name in sorted(names, key=len, reverse=True))


OPERATOR = re.compile(rf"(?:{one_of(_BY_NAME)}):\s*(?=\S)")
BARE = re.compile(
    rf"(?:{one_of((*_BY_NAME, *FIRST, *(n for names in FACTS.values() for n in names)))}):\s*(?=$|\))"
    r"|(?:near|gan)/(?:\d{1,3}|cau|s)(?!\S)"
)
"""An operator without a value, in folded text."""
_DAY = re.compile(r"(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])?(\d{4})|(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
_EPOCH = date(1970, 1, 1)


def plain(text: str) -> str:
    """Fold character by character, keeping the length, so that places in it are places in ``text``."""
    out = []
    for char in text:
        base = unicodedata.normalize("NFD", char.lower())[:1] or char
        out.append("d" if base == "đ" else base)
    return "".join(out)


def key_of(matched: str) -> str:
    """Return the operator of a matched name with its colon ("dien  ra:" -> "held")."""
    return _BY_NAME[" ".join(matched.rstrip()[:-1].split())]


def name_end(text: str, start: int) -> int:
    """Return where a value without quotes ends that begins at ``start``: one word, or all capitalised words that follow each other."""
    end = start
    for match in re.finditer(r"\S+", text[start:]):
        word = match.group()
        if end > start and (not word[:1].isupper() or ":" in word or word in _JOINING or text[end - 1] in ",;"):
            break
        end = start + match.end()
        if not word[:1].isupper():
            break
    return end


_JOINING = frozenset(("AND", "OR", "NOT", "VÀ", "HOẶC", "KHÔNG"))


def event_kind(value: str) -> str | None:
    """Return the longest known kind of event that ``value`` (plain) begins with, or None."""
    for kind in sorted(KINDS, key=len, reverse=True):
        if re.match(re.escape(plain(kind)) + r"(?!\w)", value):
            return kind
    return None


def days(value: str) -> tuple[int, int] | None:
    """Return the first and last day (since 1970-01-01) of a year, month or day as typed, or None."""
    match = _DAY.fullmatch(value.strip(".,;"))
    if match is None:
        return None
    d, m, y, y2, m2, d2 = match.groups()
    year, month, day = int(y or y2), int(m or m2 or 0), int(d or d2 or 0)
    try:
        first = date(year, month or 1, day or 1)
        if day:
            after = first + timedelta(days=1)
        elif month:
            after = date(year + month // 12, month % 12 + 1, 1)
        else:
            after = date(year + 1, 1, 1)
    except (ValueError, OverflowError):
        return None
    return (first - _EPOCH).days, (after - _EPOCH).days - 1


_COLUMNS = {"published": ("published_day",), "held": ("event_day",)}


def constraint(key: str, value: str) -> Dates | Label | None:
    """Return what an operator with a value asks of a document; None when the value cannot be understood."""
    if key in ("source", "section", "event"):
        return Label({"event": "event_kind"}.get(key, key), plain(value).strip()) if value.strip() else None
    found = days(value)
    if found is None:
        return None
    low, high = found
    columns = _COLUMNS.get(key, ("published_day", "event_day"))
    return Dates(columns, None if key == "to" else low, None if key == "from" else high)
