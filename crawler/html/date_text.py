"""Parses the moment that a short text tells: as readers see it ("Thứ Năm, 25/05/2023 | 10:30") or as metadata writes it.

What is written without a zone is Vietnam's time; every other zone is converted. ``fetched`` is when the page was asked for: no
page is published later than two days after it, and "2 ngày trước" is counted from it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from html import unescape

from archive.model import VIETNAM, Precision

Moment = tuple[datetime, Precision]

AHEAD = timedelta(days=2)
"""How much later than the fetch a page may say it was published: clocks and zones differ, and tomorrow's issue is out tonight."""

_MONTHS = ["một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"] + ["mười một", "mười hai"]
_DAY = re.compile(r"(?<![\d./-])(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?((?:19|20)\d\d|\d\d(?=\s|$|[,|)]))(?![\d/])")
_LONG_DAY = re.compile(
    r"(?i)(?<!\d)(\d{1,2})\s*(?:tháng|thg|th)\.?\s*(\d{1,2}|mười (?:một|hai)|"
    + "|".join(_MONTHS[:10])
    + r"),?\s*(?:năm\s*)?"
    r"((?:19|20)\d\d)(?!\d)"
)
# WordPress in Vietnamese keeps the English order: "Tháng Mười Một 28, 2026".
_MONTH_FIRST = re.compile(
    r"(?i)(?<!\w)tháng\s+(\d{1,2}|mười (?:một|hai)|"
    + "|".join(_MONTHS[:10])
    + r")\s+(\d{1,2}),?\s+((?:19|20)\d\d)(?!\d)"
)
_ENGLISH = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_ENGLISH_DAY = re.compile(
    rf"(?i)(?<![\w-])(?:(\d{{1,2}})(?:st|nd|rd|th)?[\s-]+({'|'.join(_ENGLISH)})[a-z]*|({'|'.join(_ENGLISH)})[a-z]*\.?\s+(\d{{1,2}}))"
    r"(?:st|nd|rd|th)?,?[\s-]+((?:19|20)\d\d)(?!\d)"
)
_ISO_DAY = re.compile(r"(?<![\d./-])((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?!\d)")
_JOINED = re.compile(r"\W*((?:19|20)\d\d)(0[1-9]|1[0-2])(0[1-9]|[12]\d|3[01])(?:[T\s-]?(\d\d):?(\d\d)(?::?\d\d)?)?\W*")
_TIME = re.compile(
    r"(?i)(?<![\d/.:+])(\d{1,2})(?:\s?:\s?|h|g|\s*giờ\s*)(\d{2})(?::\d{2})?(?![\d/])\s*(?:phút|p(?![\w.])|')?"
    r"\s*(SA|CH|[AP]\.?M\b\.?|sáng|chiều|tối)?(?!(?!Z\b)\w)"
)
_ZONE = re.compile(
    r"\s*\(?\s*(?:(?:GMT|UTC)\s*(?P<sign>[+-])\s*(?P<hours>\d{1,2})(?::?(?P<minutes>\d{2}))?(?!\d)"
    r"|(?P<plain>[+-]\d{2}:?\d{2})(?!\d)|(?P<name>[A-Z]{2,4}\b|Z(?!\w)))"
)
_HOURS = {
    "GMT": 0,
    "UTC": 0,
    "Z": 0,
    "ICT": 7,
    "WIB": 7,
    "BST": 1,
    "CET": 1,
    "CEST": 2,
    "MSK": 3,
    "SGT": 8,
    "HKT": 8,
    "JST": 9,
}
_HOURS |= {"KST": 9, "EST": -5, "EDT": -4, "CDT": -5, "MST": -7, "MDT": -6, "PST": -8, "PDT": -7}
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\s?(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?")
# PHP's "Y-m-dTH:i:s", whose T is the zone: one of NukeViet's templates writes so.
_ZONE_FIRST = re.compile(r"(\d{4}-\d{2}-\d{2})([A-Z]{2,4}|[+-]\d{2}(?::?\d{2}(?=\d))?)(\d{2}):(\d{2})(?::\d{2})?")
_US = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}) (\d{1,2}):(\d{2}):\d{2} ([AP]M)")
_AMERICAN = re.compile(
    r"(?i)(?<![\d/.-])(\d{1,2})/(\d{1,2})/((?:19|20)\d\d)(?![\d/])(?:,?\s+(\d{1,2}):(\d{2})(?::\d{2})?(?:\s*([AP]M)\b)?)?"
)
_EPOCH = re.compile(r"(1\d{9}|20\d{8})(?:\d{3})?(?:\.\d+)?")  # seconds or milliseconds, from September 2001 to 2036
_MAILED = re.compile(r"(?i)(?:mon|tue|wed|thu|fri|sat|sun),? \d{1,2} [a-z]{3} \d{4} \d{1,2}:\d{2}")
_AROUND = re.compile(
    r"(?i)thứ \w+|chủ nhật|\bcn\b|gmt|utc|(?:ngày )?cập nhật|ngày|đăng|lúc|xuất bản|lượt xem|tháng|năm|giờ|phút|sáng|chiều"
    r"|tối|hôm|thời gian|date|posted|[\W\d_]+"
)
_CHANGED = re.compile(r"(?i)(?:cập nhật|chỉnh sửa|sửa đổi|update)[^\d]{0,12}(?:\d{1,2}[:h]\d{2}[^\d]{0,5})?$")
_AGO = re.compile(
    r"(?i)(?<!\w)(?:(\d{1,3}|một|an?)\s*(giây|second|phút|minute|min|giờ|tiếng|hour|ngày|day|tuần|week|tháng|month|năm|year)s?"
    r"\s*(?:trước|ago)|(hôm qua|yesterday)|(hôm kia))(?!\w)"
)
_UNITS = {
    ("giây", "second"): timedelta(seconds=1),
    ("phút", "minute", "min"): timedelta(minutes=1),
    ("giờ", "tiếng", "hour"): timedelta(hours=1),
    ("ngày", "day"): timedelta(days=1),
    ("tuần", "week"): timedelta(days=7),
    ("tháng", "month"): timedelta(days=30),
    ("năm", "year"): timedelta(days=365),
}
_AGE = {name: unit for names, unit in _UNITS.items() for name in names}
_DIGITS = re.compile(r"\d")
_BESIDE = 25  # letters that a date line may hold beside its date


def is_believable(moment: Moment, fetched: datetime | None) -> bool:
    """Tell whether a page fetched at a moment may have been published at another: not days after it."""
    return fetched is None or moment[0] <= fetched + AHEAD


def is_date_line(text: str) -> bool:
    """Tell whether little more than a date may stand in a text: a sentence that mentions a day is no date line."""
    return len(text) <= 120 and len(_AROUND.sub("", text)) <= _BESIDE


def letters_beside_date(text: str) -> str:
    """Return the letters of a text that are no part of a date, a time or the words round them."""
    return _AROUND.sub("", text)


def parse_visible_date(text: str, fetched: datetime | None = None) -> Moment | None:
    """Parse the date of a short text such as "Thứ Năm, 25/05/2023 | 10:30 GMT+7"; None without one.

    Of several days the first that is not one of an update; the time is the nearest to it. The day stands before the month,
    except where that gives no day or one that was still to come.
    """
    if not _DIGITS.search(text):
        return None
    days = sorted(_find_days(text), key=lambda d: (bool(_CHANGED.search(text[: d[1]])), d[1]))
    if not days:
        return None
    (year, month, day), start, end = days[0]
    rest = text[:start] + " " * (end - start) + text[end:]
    clocks = sorted(_TIME.finditer(rest), key=lambda c: min(abs(c.start() - end), abs(start - c.end())))
    found = _moment_of(year, month, day, clocks[0] if clocks else None, rest)
    if found is None or not is_believable(found, fetched):
        exchanged = _moment_of(year, day, month, clocks[0] if clocks else None, rest)
        if exchanged is not None and is_believable(exchanged, fetched):
            return exchanged
    return found


def _moment_of(year: int, month: int, day: int, clock: re.Match[str] | None, text: str) -> Moment | None:
    try:
        if clock is None:
            return datetime(year, month, day, tzinfo=VIETNAM), "day"
        hour, half = int(clock[1]), (clock[3] or "").upper().replace(".", "")
        if half and hour <= 12:
            hour = hour % 12 + (12 if half in ("CH", "PM", "CHIỀU", "TỐI") else 0)
        moment = datetime(year, month, day, hour, int(clock[2]), tzinfo=VIETNAM)
        zone = _zone_at(text, clock.end())
        return moment.replace(tzinfo=zone).astimezone(VIETNAM) if zone else moment, "minute"
    except (ValueError, OverflowError):
        return None


def _zone_at(text: str, place: int) -> timezone | None:
    """Return the zone written at a place of a text, None for none or an unknown one."""
    found = _ZONE.match(text, place)
    if found is None:
        return None
    if found["hours"]:
        offset = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
        return _zone_of(-offset if found["sign"] == "-" else offset)
    if plain := found["plain"]:
        offset = timedelta(hours=int(plain[1:3]), minutes=int(plain[-2:]))
        return _zone_of(-offset if plain[0] == "-" else offset)
    hours = _HOURS.get(found["name"])
    return None if hours is None else timezone(timedelta(hours=hours))


def _zone_of(offset: timedelta) -> timezone | None:
    return timezone(offset) if abs(offset) <= timedelta(hours=14) else None


def _find_days(text: str) -> Iterator[tuple[tuple[int, int, int], int, int]]:
    """Yield ((year, month, day), start, end) of each day in ``text``; a year of two digits needs a time or no other words beside it."""
    for found in _ISO_DAY.finditer(text):
        yield (int(found[1]), int(found[2]), int(found[3])), found.start(), found.end()
    for found in _DAY.finditer(text):
        if len(found[3]) == 4 or _TIME.search(text) or not letters_beside_date(text):
            year = int(found[3]) if len(found[3]) == 4 else 2000 + int(found[3])
            yield (year, int(found[2]), int(found[1])), found.start(), found.end()
    for found in _ENGLISH_DAY.finditer(text):
        month = _ENGLISH.index((found[2] or found[3]).lower()) + 1
        yield (int(found[5]), month, int(found[1] or found[4])), found.start(), found.end()
    for found in _LONG_DAY.finditer(text):
        yield (int(found[3]), _month_of(found[2]), int(found[1])), found.start(), found.end()
    for found in _MONTH_FIRST.finditer(text):
        yield (int(found[3]), _month_of(found[1]), int(found[2])), found.start(), found.end()


def _month_of(said: str) -> int:
    return int(said) if said.isdigit() else _MONTHS.index(said.lower()) + 1


def rewrite_american_dates(text: str) -> str:
    """Return a text with its dates of American English ("5/6/2013 8:15 AM", "5/6/2013") in ISO form, which nobody reads otherwise."""
    return _AMERICAN.sub(_rewrite_american, text)


def _rewrite_american(found: re.Match[str]) -> str:
    month, day, year, hour, minute, half = found.groups()
    if int(month) > 12 or not 1 <= int(day) <= 31:
        return found[0]
    if hour is None:
        return f"{year}-{int(month):02}-{int(day):02}"
    at = int(hour) % 12 + (12 if half and half.upper() == "PM" else 0) if half else int(hour)
    return f"{year}-{int(month):02}-{int(day):02} {at:02}:{minute}"


def parse_joined_date(text: str) -> Moment | None:
    """Parse a date written without signs, "20230524" or "202305240815": only where nothing else stands in the text."""
    found = _JOINED.fullmatch(text)
    if found is None:
        return None
    year, month, day, hour, minute = (int(part or 0) for part in found.groups())
    try:
        return datetime(year, month, day, hour, minute, tzinfo=VIETNAM), "minute" if found[4] else "day"
    except ValueError:
        return None


def parse_relative_date(text: str, fetched: datetime) -> Moment | None:
    """Parse how long before the fetch a text says something was ("2 ngày trước", "hôm qua"); None for anything more than that.

    Minutes tell the minute, and a time of day beside "hôm qua".
    """
    found = _AGO.search(text)
    if found is None or len(text) > 60 or len(letters_beside_date(_AGO.sub("", text))) > _BESIDE:
        return None
    if found[2] is None:
        clock = _TIME.search(text)
        told = (
            f"{fetched.astimezone(VIETNAM) - timedelta(days=1 if found[3] else 2):%Y-%m-%d} {clock[0] if clock else ''}"
        )
        return parse_visible_date(told, fetched)
    age = _AGE[found[2].lower()] * (int(found[1]) if found[1].isdigit() else 1)
    moment = (fetched - age).astimezone(VIETNAM)
    if age < timedelta(hours=1):
        return moment.replace(second=0, microsecond=0), "minute"
    return moment.replace(hour=0, minute=0, second=0, microsecond=0), "day"


def parse_metadata_date(text: str, fetched: datetime | None = None) -> Moment | None:
    """Parse a date as metadata writes it: ISO (also escaped twice, or with a blank before the zone), the
    seconds since 1970, as in mail, as .NET or NukeViet writes it, without signs, else as readers see it.
    """
    text = unescape(unescape(text)).strip()
    if odd := _ZONE_FIRST.match(text):
        return _parse_zone_first(odd)
    found = _ISO.match(text)
    if not found:
        return (
            _parse_epoch(text)
            or _parse_mail_date(text)
            or _parse_american_date(text)
            or parse_joined_date(text)
            or parse_visible_date(text, fetched)
        )
    year, month, day, hour, minute, zone = found.groups()
    try:
        if hour is None:
            return datetime(int(year), int(month), int(day), tzinfo=VIETNAM), "day"
        moment = datetime(int(year), int(month), int(day), int(hour), int(minute), tzinfo=VIETNAM)
        if zone:
            moment = datetime.fromisoformat(f"{moment:%Y-%m-%dT%H:%M}{zone}").astimezone(VIETNAM)
        return moment, "minute"
    except (ValueError, OverflowError):
        return None


def _parse_zone_first(found: re.Match[str]) -> Moment | None:
    """Return the moment of "2025-08-14+0709:35:00" or "2025-08-14ICT09:35:00": the zone stands between day and time."""
    day, zone, hour, minute = found.groups()
    sign = f"{zone}00" if len(zone) == 3 and zone[0] in "+-" else zone
    return parse_visible_date(f"{day} {hour}:{minute} {sign}")


def _parse_epoch(text: str) -> Moment | None:
    found = _EPOCH.fullmatch(text)
    return (datetime.fromtimestamp(int(found[1]), VIETNAM), "minute") if found else None


def _parse_mail_date(text: str) -> Moment | None:
    """Return the moment of "Thu, 25 May 2023 03:30:00 GMT"."""
    try:
        moment = parsedate_to_datetime(text) if _MAILED.match(text) else None
        if moment is None:
            return None
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(VIETNAM), "minute"
    except (ValueError, TypeError, OverflowError):
        return None


def _parse_american_date(text: str) -> Moment | None:
    """Return the moment of "5/25/2023 8:01:53 AM": .NET writes so in English alone, and there the month stands first."""
    found = _US.fullmatch(text)
    if not found or int(found[1]) > 12:
        return None
    hour = int(found[4]) % 12 + (12 if found[6] == "PM" else 0)
    try:
        moment = datetime(int(found[3]), int(found[1]), int(found[2]), hour, int(found[5]), tzinfo=VIETNAM)
    except ValueError:
        return None
    return moment, "minute"
