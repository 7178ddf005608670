"""Finds dates in text, explicit or relative ("sáng nay", "24/5"), and resolves them against the day of publication."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta

from vietnamese.spelling.normalise import compose

_S = r"[ \u00a0]*"
_D = r"(?P<d>0?[1-9]|[12][0-9]|3[01])"
_M = r"(?P<m>0?[1-9]|1[0-2])"
_MONTHS = ("một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười", "mười một", "mười hai")
# Not "năm": that is the year's word ("9 tháng năm 2023").
_MW = rf"(?P<mw>{'|'.join(sorted((m for m in _MONTHS if m != 'năm'), key=len, reverse=True))})"
_Y = r"(?P<y>(?:19|20)[0-9]{2})"
_STOP = r"(?![0-9]|[^\W_]|[/\-][^\W_]|\.[0-9])"
_EXPLICIT = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\w/.,])(?:ngày{_S})?{_D}{_S},?{_S}tháng{_S}{_M}(?:{_S},?{_S}(?:năm{_S})?{_Y})?(?!\w)",
        # "3 tháng hai bên" is no day.
        rf"(?<!\w)ngày{_S}{_D}{_S}tháng{_S}{_MW}(?:{_S},?{_S}năm{_S}{_Y})?(?!\w)",
        rf"(?<![\w/.,])(?:ngày{_S})?{_D}(?P<sep>[/.\-]){_M}(?P=sep){_Y}{_STOP}",
        r"(?<![\w/.,\-])(?P<y>(?:19|20)[0-9]{2})-(?P<m>0[1-9]|1[0-2])-(?P<d>0[1-9]|[12][0-9]|3[01])(?![\w/\-])",
        rf"(?<![\w/.,])(?:ngày{_S})?{_D}/{_M}(?:/(?P<yy>[0-9]{{2}}))?{_STOP}",
        # Papers that write "ngày 18-1" or "tối 7.5" always say that it is a day; "2-1" alone is a score.
        rf"(?<!\w)(?:ngày|sáng|trưa|chiều|tối|đêm|hôm){_S}{_D}[.\-]{_M}(?![0-9%]|[^\W_]|[/.,\-][0-9]|{_S}(?:%|(?:tỷ|tỉ|triệu|nghìn|[ckm]?m|kg|ha|tấn|lít|độ)(?!\w)))",
        rf"(?<![\w/.,])(?:tháng{_S})?{_M}[/\-]{_Y}{_STOP}",
        rf"(?<![\w/.,])tháng{_S}(?:{_M}|{_MW}){_S},?{_S}năm{_S}{_Y}(?!\w)",
    )
)
_RELATIVE = re.compile(
    r"(?<!\w)(?:(?:(?:rạng )?sáng|trưa|chiều|tối|đêm|ngày|vào)\s+)?"
    r"(?:(?P<today>hôm nay)|(?P<yesterday>hôm qua)|(?P<before>hôm kia)|(?P<tomorrow>ngày mai))(?!\w)"
    r"|(?<!\w)(?:sáng|trưa|chiều|tối|đêm)\s+(?:(?P<today2>nay)|(?P<yesterday2>qua)|(?P<tomorrow2>mai))(?!\w)",
    re.IGNORECASE,
)
_OFFSETS = {"today": 0, "yesterday": -1, "before": -2, "tomorrow": 1}
# The first day of a range whose month (and year) stand with its last: "23 và 24/5", "từ ngày 23 đến 24/5", "23-24/5".
_RANGE = re.compile(
    rf"(?<![\w/.,])(?P<first>0?[1-9]|[12][0-9]|3[01])(?:/(?P<fm>0?[1-9]|1[0-2]))?"
    rf"{_S}(?:-|–|và|đến|,)(?:{_S}(?:hết{_S})?ngày)?{_S}$",
    re.IGNORECASE,
)
# A day and month without year may be a fraction ("10/12 xã") unless one of these introduces it.
_INTRODUCED = re.compile(r"(?:ngày|sáng|trưa|chiều|tối|đêm|hôm|từ|đến|và|vào|[(,–-])\s*$", re.IGNORECASE)
_AHEAD = re.compile(r"\s*(?:sắp )?tới(?!\w)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class WrittenDate:
    """A date as written: ``day`` when complete, else what was given of ``day_of_month``, ``month``, ``year``."""

    day: date | None
    month: int | None
    year: int | None
    start: int
    end: int
    day_of_month: int | None = None


@dataclass(frozen=True, slots=True)
class DaySpan:
    """Days a text speaks of (first and last, equal for one day), with the place and the words that say so."""

    start_day: date
    end_day: date
    start: int
    end: int
    text: str


def _make_date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _month_of(parts: dict[str, str | None]) -> int:
    words = parts.get("mw")
    return _MONTHS.index(words.lower()) + 1 if words else int(parts["m"] or 0)


def _year_of(parts: dict[str, str | None]) -> int | None:
    if short := parts.get("yy"):
        return int(short) + (2000 if int(short) < 50 else 1900)
    return int(parts["y"]) if parts.get("y") else None  # type: ignore[arg-type]


def find_dates(text: str) -> list[WrittenDate]:
    """Find the explicit dates of ``text``, in order; impossible ones (31/2/2023) are left out."""
    taken: list[WrittenDate] = []
    text, offsets = compose(text)
    for pattern in _EXPLICIT:
        for match in pattern.finditer(text):
            if any(match.start() < other.end and other.start < match.end() for other in taken):
                continue
            parts = match.groupdict()
            month, year = _month_of(parts), _year_of(parts)
            number = int(parts["d"]) if parts.get("d") else None
            day = _make_date(year, month, number) if year and number else None
            # 2024 is a leap year: 29/2 without a year is possible
            if number and _make_date(year or 2024, month, number) is None:
                continue
            taken.append(WrittenDate(day, month, year, match.start(), match.end(), number))
    taken.sort(key=lambda found: found.start)
    if offsets is None:
        return taken
    return [replace(item, start=offsets[item.start], end=offsets[item.end]) for item in taken]


def _find_nearest(number: int, month: int, published: date, ahead: bool) -> date | None:
    """Return the last such day up to ``published`` (the next one when the text says "tới")."""
    fits: Callable[[date], bool] = (lambda day: day >= published) if ahead else (lambda day: day <= published)
    years = range(published.year, published.year + 9) if ahead else range(published.year, published.year - 9, -1)
    days = (_make_date(year, month, number) for year in years)
    return next((day for day in days if day and fits(day)), None)


def _find_relative(text: str, published: date) -> list[DaySpan]:
    found = []
    for match in _RELATIVE.finditer(text):
        name = next(key for key, value in match.groupdict().items() if value).rstrip("2")
        day = published + timedelta(days=_OFFSETS[name])
        found.append(DaySpan(day, day, match.start(), match.end(), match[0]))
    return found


def resolve_days(text: str, published: date | None) -> list[DaySpan]:
    """Resolve the days ``text`` speaks of, in order of place.

    Days without a year take the nearest past one from ``published``; relative days need ``published`` too. Months and
    years by themselves are not days and are left out.
    """
    text, offsets = compose(text)
    found = _find_relative(text, published) if published else []
    for given in find_dates(text):
        day = given.day
        if day is None and given.day_of_month and given.month and published and given.year is None:
            words = text[given.start : given.end]
            if "/" in words and not words[0].isalpha() and not _INTRODUCED.search(text[: given.start]):
                continue
            ahead = bool(_AHEAD.match(text, given.end))
            day = _find_nearest(given.day_of_month, given.month, published, ahead)
        if day is None:
            continue
        first, start = _find_range_start(text, given.start, day)
        found.append(DaySpan(first, day, start, given.end, text[start : given.end]))
    joined: list[DaySpan] = []
    for item in sorted(found, key=lambda item: item.start):
        # "từ 23/5 đến 24/5/2023": the first half was found by itself too
        if joined and item.start < joined[-1].end:
            if item.end > joined[-1].end:
                joined[-1] = item
            continue
        joined.append(item)
    if offsets is None:
        return joined
    return [replace(item, start=offsets[item.start], end=offsets[item.end]) for item in joined]


def _find_range_start(text: str, start: int, last: date) -> tuple[date, int]:
    """Look left of a date for the first day of its range; (last, start) when it is a single day."""
    match = _RANGE.search(text, max(0, start - 30), start)
    if not match:
        return last, start
    month = int(match["fm"]) if match["fm"] else last.month
    first = _make_date(last.year, month, int(match["first"]))
    if first is None or first >= last or (last - first).days > 62:
        return last, start
    return first, match.start()
