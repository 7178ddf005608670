"""Days told from today: "hôm qua", "tuần qua", "tháng trước", "7 ngày qua", "last month"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta

from vietnamese.entities.number_words import read_number
from vietnamese.spelling.normalise import fold

_DAYS = {"ngay": 1, "tuan": 7, "thang": 30, "nam": 365, "days": 1, "weeks": 7, "months": 30, "years": 365}
_PAST = r"(?:vua qua|vua roi|qua|gan day|gan nhat|tro lai day|tro lai)"
_COUNT = r"(?:[1-9][0-9]{0,2}|hai|ba|bon|nam|sau|bay|tam|chin|muoi)"
_SAID = re.compile(
    rf"(?<!\w)(?:(?P<day>hom nay|hom qua|hom kia|today|yesterday)"
    rf"|(?P<this>tuan nay|thang nay|quy nay|nam nay|this (?:week|month|year))"
    rf"|(?P<before>tuan truoc|thang truoc|quy truoc|nam truoc|nam ngoai|last (?:week|month|year))"
    rf"|(?P<count>{_COUNT}) (?P<unit>ngay|tuan|thang|nam) {_PAST}"
    rf"|(?P<single>tuan|thang|nam) (?:qua|vua qua|vua roi|roi)"
    rf"|(?:last|past) (?P<many>[1-9][0-9]{{0,2}}) (?P<units>days|weeks|months|years))(?!\w)"
)
_OTHER_DAY = re.compile(r" *(?:do|khi|luc|ay|nua|doi|hoc|sinh)(?!\w)")
"""What makes the words tell of another day, or another thing ("qua đời", "qua khỏi")."""


_COMPARED = re.compile(r"(?:cung ky|so voi|cua) *$")
"""Before the words: they are what something is compared with."""


@dataclass(frozen=True, slots=True)
class RelativeDays:
    """Days told from today: the characters that tell them, the first and the last day."""

    start: int
    end: int
    first: date
    last: date


def find_relative_days(text: str, now: date) -> list[RelativeDays]:
    """Find the days that ``text`` (NFC) tells from ``now``, in order. Without any accent only those at the end: "tuan qua" may be much else."""
    folded = fold(text)
    if len(folded) != len(text):
        return []
    accented = folded != text.lower()
    found = []
    for match in _SAID.finditer(folded):
        other = _OTHER_DAY.match(folded, match.end()) or _COMPARED.search(folded[: match.start()])
        days = None if other or not _is_meant(match, text.lower(), accented) else _days(match, now)
        if days is not None:
            found.append(RelativeDays(*match.span(), *days))
    return found


def _is_meant(match: re.Match[str], text: str, accented: bool) -> bool:
    """Whether words that fold so are those meant: as written in a text with accents, the last ones in one without."""
    said = text[match.start() : match.end()]
    if said.isascii():
        return not accented and (match.end() == len(text.rstrip()) or said.startswith(("last ", "past ", "this ")))
    return all(word in _WRITTEN or word.isdigit() for word in said.split())


_WRITTEN = frozenset(
    [
        "hôm",
        "nay",
        "qua",
        "kia",
        "tuần",
        "tháng",
        "quý",
        "năm",
        "này",
        "trước",
        "ngoái",
        "ngày",
        "vừa",
        "rồi",
        "gần",
        "đây",
        "nhất",
        "trở",
        "lại",
        "hai",
        "ba",
        "bốn",
        "sáu",
        "bảy",
        "tám",
        "chín",
        "mười",
    ]
)


def _days(match: re.Match[str], now: date) -> tuple[date, date] | None:
    if said := match["day"]:
        day = now - timedelta(days={"hom nay": 0, "today": 0, "hom kia": 2}.get(said, 1))
        return day, day
    if said := match["this"] or match["before"]:
        this = _calendar(said, now)
        if match["this"]:
            return this, now
        last = this - timedelta(days=1)
        return _calendar(said, last), last
    if unit := match["single"]:
        return now - timedelta(days=_DAYS[unit] - (unit != "nam")), now
    count, unit = match["count"] or match["many"], match["unit"] or match["units"]
    number = int(count) if count.isdigit() else read_number([count], accented=False)[0] or 10
    try:
        return now - timedelta(days=number * _DAYS[unit] - (_DAYS[unit] < 365)), now
    except OverflowError:
        return None


def _calendar(said: str, day: date) -> date:
    """The first day of the week, month, quarter or year that holds a day."""
    if "tuan" in said or "week" in said:
        return day - timedelta(days=day.weekday())
    if "thang" in said or "month" in said:
        return day.replace(day=1)
    if "quy" in said:
        return date(day.year, 3 * ((day.month - 1) // 3) + 1, 1)
    return date(day.year, 1, 1)
