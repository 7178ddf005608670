"""Values of operators of days: a year, a month, a day, a period or one told from today ("tuần qua"), as days since 1970-01-01."""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta

from archive.model import VIETNAM
from vietnamese.entities.day_terms import days_of_term, find_query_days
from vietnamese.entities.relative_days import find_relative_days

_DAY = re.compile(r"(?:(?:(\d{1,2})[/.-])?(\d{1,2})[/.-])?(\d{4})|(\d{4})-(\d{1,2})(?:-(\d{1,2}))?")
_EPOCH = date(1970, 1, 1)

FARTHEST = 80
"""Characters of a text that are looked at for the days it begins with: more than any way to write them has, with what makes
the words mean something else. A query has many operators, each before all that follows it."""


def today() -> date:
    """Return the present day in Vietnam."""
    return datetime.now(VIETNAM).date()


def day_number(day: date) -> int:
    """Return a day as days since 1970-01-01."""
    return (day - _EPOCH).days


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
    return day_number(first), day_number(after) - 1


def _range(value: str) -> tuple[int, int] | None:
    """First and last day of what is written from one value to another: "2021..2023", "2021-2023", "5/2023..7/2023"."""
    first, _, last = re.sub(r"^(\d{4})[-–](\d{4})$", r"\1..\2", value).partition("..")
    low, high = days(first), days(last) if last else None
    return (low[0], high[1]) if low and high and low[0] <= high[1] else None


def find_days(text: str, now: date) -> tuple[int, int, int] | None:
    """Return first day, last day and how many characters say it, of the day or period that ``text`` begins with; None for none."""
    word = re.match(r"[^\s()]+", text)
    if word and (found := days(word.group()) or _range(word.group())):
        return *found, word.end()
    text = text[:FARTHEST]
    for relative in find_relative_days(text, now):
        if relative.start == 0:
            return day_number(relative.first), day_number(relative.last), relative.end
    for named in find_query_days(text):
        if named.start == 0 and (span := days_of_term(named.term)):
            return day_number(span[0]), day_number(span[1]), named.end
    return None
