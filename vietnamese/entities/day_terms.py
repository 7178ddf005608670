"""Index terms of days and periods: ``@2023``, ``@2023q2``, ``@2023-05``, ``@2023-05-24``, ``@05-24``.

A text gives the terms of every period that holds a date it names, so that "tháng 5/2023" typed finds "ngày 24/5/2023" written.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from vietnamese.entities.dates import WrittenDate, find_dates
from vietnamese.entities.number_words import read_day, say_month, say_number
from vietnamese.entities.quantities import COUNTED
from vietnamese.entities.spans import EntitySpan, find_in_composed
from vietnamese.spelling.normalise import fold

_YEAR = r"(?P<year>(?:19|20)[0-9]{2})"
_QUARTERS = {"i": 1, "ii": 2, "iii": 3, "iv": 4, "mot": 1, "hai": 2, "ba": 3, "bon": 4, "tu": 4, "dau": 1, "cuoi": 4}
_PERIOD = re.compile(
    rf"(?<!\w)(?:quy (?P<quarter>iv|i{{1,3}}|[1-4]|mot|hai|ba|bon|tu|dau|cuoi)(?:[/\-]| nam | )"
    rf"|(?P<half>(?:6|sau) thang|nua) (?P<which>dau|cuoi) (?:nam )?|nam )"
    rf"{_YEAR}(?![\w/]|[-–.,][0-9])"
)
# The same in text as written, which has its accents: folding a whole article would cost more than all else here.
_WRITTEN = re.compile(
    rf"(?<!\w)(?:quý (?P<quarter>iv|i{{1,3}}|[1-4]|một|hai|ba|bốn|tư|đầu|cuối)(?:[/\-]| năm | )"
    rf"|(?P<half>(?:6|sáu) tháng|nửa) (?P<which>đầu|cuối) (?:năm )?|năm )"
    rf"{_YEAR}(?![\w/]|[-–.,][0-9])",
    re.IGNORECASE,
)
_SPELT = re.compile(
    rf"(?<![\w/.,])(?:ngay )?(?P<day>0?[1-9]|[12][0-9]|3[01]) thang (?P<month>0?[1-9]|1[0-2])(?: nam {_YEAR})?(?!\w)"
)
# "19-8" typed alone is a day; "2-1" is a score.
_DASHED = re.compile(r"(?<![\w/.,\-–])(?P<day>0[1-9]|[12][0-9]|3[01])-(?P<month>0?[1-9]|1[0-2])(?![\w%/\-–]|[.,][0-9])")
_MONTH = re.compile(rf"(?<!\w)thang (?P<month>0?[1-9]|1[0-2])(?:[/\-]| nam | ){_YEAR}(?![\w/]|[-–.,][0-9])")
# After these a day may have a figure: "lễ 2-9", "ngày 8-3".
_SAID_DASHED = re.compile(
    r"(?<!\w)(?:ngay|le|dip|mit tinh|ky niem|chao mung|mung|quoc khanh|tet) (?P<day>[1-9])-(?P<month>0?[1-9]|1[0-2])(?![\w%/\-–]|[.,][0-9])"
)
_ALL_DASHED = re.compile(r"^(?P<day>[1-9])-(?P<month>0?[1-9]|1[0-2])$")
# "19.8" is a day where no unit makes it an amount ("19.8 kg", "2.5 %").
_DOTTED = re.compile(r"(?<![\w.,/\-])(?P<day>0?[1-9]|[12][0-9]|3[01])\.(?P<month>0?[1-9]|1[0-2])(?![\w%]|[.,/\-][0-9])")
# A figure alone is a year of the archive's time, unless it numbers or counts something.
_ALONE = re.compile(r"(?<![\w.,/\-:+])(?P<year>19(?:4[5-9]|[5-9][0-9])|20(?:[0-2][0-9]|3[0-5]))(?![\w%]|[.,/\-:][\w])")
_NUMBERED = re.compile(
    r"(?<!\w)(?:so|dieu|duong|hon|gan|khoang|to|lo|thua|tren|duoi|quan|phuong|thon|doi|phong|nha|ma|kenh|km|ql|tl|dt|toi|bien)\.? *$"
)


@dataclass(frozen=True, slots=True)
class QueryDays:
    """A day or period a query names: its term, the characters that name it, and how it reads in a sentence."""

    term: str
    start: int
    end: int
    text: str


def terms_of_day(year: int | None, month: int | None, day: int | None) -> list[str]:
    """Return the terms of what is known of a date."""
    found = []
    if year:
        found.append(f"@{year}")
        if month:
            found += [f"@{year}q{(month + 2) // 3}", f"@{year}h{1 if month < 7 else 2}", f"@{year}-{month:02}"]
            if day:
                found.append(f"@{year}-{month:02}-{day:02}")
    if month and day:
        found.append(f"@{month:02}-{day:02}")
    return found


_TERM = re.compile(r"@(?P<year>\d{4})(?:q(?P<quarter>\d)|h(?P<half>\d)|-(?P<month>\d\d)(?:-(?P<day>\d\d))?)?")


def days_of_term(term: str) -> tuple[date, date] | None:
    """Return the first and last day of the period of a term; None for a day without a year, or one that no calendar has."""
    match = _TERM.fullmatch(term)
    if match is None:
        return None
    year = int(match["year"])
    first, months = 1, 12
    if match["quarter"]:
        first, months = 3 * int(match["quarter"]) - 2, 3
    elif match["half"]:
        first, months = 6 * int(match["half"]) - 5, 6
    elif match["month"]:
        first, months = int(match["month"]), 1
    try:
        if match["day"]:
            day = date(year, first, int(match["day"]))
            return day, day
        after = date(year + (first + months - 1) // 12, (first + months - 1) % 12 + 1, 1)
        return date(year, first, 1), after - timedelta(days=1)
    except ValueError:
        return None


def period_terms_of(day: date) -> list[str]:
    """Return the terms of the year, half, quarter and month that hold ``day``: for days that are known beside the text."""
    return terms_of_day(day.year, day.month, None)


def _terms_of(given: WrittenDate) -> list[str]:
    return terms_of_day(given.year, given.month, given.day_of_month)


def _read_period(match: re.Match[str]) -> tuple[str, str]:
    """Return the term of a named period and how it reads."""
    year = match["year"]
    if match["quarter"]:
        quarter = fold(match["quarter"])
        number = int(quarter) if quarter.isdigit() else _QUARTERS[quarter]
        return f"@{year}q{number}", f"quý {number} năm {year}"
    if match["half"]:
        first = fold(match["which"]) == "dau"
        return f"@{year}h{1 if first else 2}", f"6 tháng {'đầu' if first else 'cuối'} năm {year}"
    return f"@{year}", f"năm {year}"


def _find_spans(text: str) -> Iterator[EntitySpan]:
    for given in find_dates(text):
        yield EntitySpan(_terms_of(given), given.start, given.end)
    for match in _WRITTEN.finditer(text):
        term, _ = _read_period(match)
        year = f"@{match['year']}"
        yield EntitySpan([term] if term == year else [term, year], *match.span())


def find_day_spans(text: str) -> Iterator[EntitySpan]:
    """Find all dates and periods that ``text`` names, once for each time it does."""
    return find_in_composed(text, _find_spans)


def find_query_days(text: str) -> list[QueryDays]:
    """Find the days and periods a query names, in order, never overlapping. ``text`` is normalised (NFC)."""
    plain = fold(text)
    if len(plain) != len(text):
        return []
    found = [QueryDays(*_query_period_of(match)) for match in _PERIOD.finditer(plain)]
    for match in _MONTH.finditer(plain):
        year, month = match["year"], int(match["month"])
        found.append(QueryDays(f"@{year}-{month:02}", *match.span(), f"tháng {month} năm {year}"))
    for match in _SPELT.finditer(plain):
        given = WrittenDate(
            None, int(match["month"]), int(match["year"] or 0) or None, *match.span(), int(match["day"])
        )
        found.append(QueryDays(_exact_term(given), given.start, given.end, _format_date(given)))
    for match in (*_SAID_DASHED.finditer(plain), *_ALL_DASHED.finditer(plain)):
        given = WrittenDate(None, int(match["month"]), None, match.start("day"), match.end(), int(match["day"]))
        found.append(QueryDays(_exact_term(given), given.start, given.end, _format_date(given)))
    found += _find_said(text)
    for match in (*_DASHED.finditer(text), *(m for m in _DOTTED.finditer(text) if not _is_counted(text, m.end()))):
        given = WrittenDate(None, int(match["month"]), None, *match.span(), int(match["day"]))
        found.append(QueryDays(_exact_term(given), given.start, given.end, _format_date(given)))
    for given in find_dates(text):
        found.append(QueryDays(_exact_term(given), given.start, given.end, _format_date(given)))
    for match in _ALONE.finditer(text):
        if not _is_counted(text, match.end()) and not _NUMBERED.search(plain[: match.start()]):
            found.append(QueryDays(f"@{match['year']}", *match.span(), f"năm {match['year']}"))
    return list(_drop_overlaps(found))


def say_day(term: str) -> tuple[str, ...]:
    """Return the ways to say a day of any year in words ("ngày mười ba tháng năm", "mùng hai tháng chín"), and those to write a quarter.

    None for another term.
    """
    if quarter := re.fullmatch(r"@([0-9]{4})q([1-4])", term):
        numbers = (quarter[2], ("I", "II", "III", "IV")[int(quarter[2]) - 1])
        return tuple(f"quý {number}{link}{quarter[1]}" for number in numbers for link in ("/", " năm "))
    match = re.fullmatch(r"@(\d\d)-(\d\d)", term)
    if match is None:
        return ()
    day, months = int(match[2]), say_month(int(match[1]))
    said = say_number(day)
    heads = ("mùng", "mồng") if day <= 10 else ("",)
    return tuple(f"{head} {one} tháng {month}".strip() for head in (*heads, "ngày") for one in said for month in months)


def _is_counted(text: str, end: int) -> bool:
    return COUNTED.match(text[end:].lower()) is not None


def _find_said(text: str) -> Iterator[QueryDays]:
    """Find days in words ("ngày mười ba tháng năm")."""
    words = [(m.group().lower(), *m.span()) for m in re.finditer(r"[^\W\d_]+", text)]
    accented = any(word != fold(word) for word, _, _ in words)
    at = 0
    while at < len(words):
        day, month, size = read_day([word for word, _, _ in words[at : at + 10]], accented=accented)
        if size:
            given = WrittenDate(None, month, None, words[at][1], words[at + size - 1][2], day)
            yield QueryDays(_exact_term(given), given.start, given.end, _format_date(given))
        at += size or 1


def _query_period_of(match: re.Match[str]) -> tuple[str, int, int, str]:
    term, text = _read_period(match)
    return term, match.start(), match.end(), text


def _exact_term(given: WrittenDate) -> str:
    if given.year and given.day_of_month:
        return f"@{given.year}-{given.month:02}-{given.day_of_month:02}"
    return f"@{given.year}-{given.month:02}" if given.year else f"@{given.month:02}-{given.day_of_month:02}"


def _format_date(given: WrittenDate) -> str:
    if given.day_of_month:
        return f"ngày {given.day_of_month}/{given.month}" + (f"/{given.year}" if given.year else "")
    return f"tháng {given.month} năm {given.year}"


def _drop_overlaps(found: Iterable[QueryDays]) -> Iterable[QueryDays]:
    end = 0
    for item in sorted(found, key=lambda item: (item.start, -item.end)):
        if item.start >= end:
            yield item
            end = item.end
