"""Finds the publication date of a page: its metadata against what stands near the title.

The rule, in order: (1) the article's JSON-LD, (2) meta elements, (3) elements marked datePublished, (4) what stands near
the title, (5) what the page's own scripts call its publication, (6) the day in the address. ``settle_date`` says when (4)
corrects (1) to (3). Never: a date inside a list of other articles, and never today's clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from html import unescape

from bs4 import Tag

from archive.model import VIETNAM, Precision
from crawler.html.boilerplate import class_names, is_in_related_list
from crawler.html.elements import Elements
from crawler.html.metadata import PageData, is_article, iter_json_ld, unescape_text

Moment = tuple[datetime, Precision]

_META = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish-date",
    "article.published",
    "dc.date.issued",
    "dcterms.created",
    "dc.date",
    "its_publication",
    "date",
)
_MONTHS = ["một", "hai", "ba", "tư", "năm", "sáu", "bảy", "tám", "chín", "mười"] + ["mười một", "mười hai"]
_DAY = re.compile(r"(?<![\d./-])(\d{1,2})\s?[/.-]\s?(\d{1,2})\s?[/.-]\s?((?:19|20)\d\d|\d\d(?=\s|$|[,|)]))(?![\d/])")
_LONG_DAY = re.compile(
    r"(?i)(?<!\d)(\d{1,2})\s*(?:tháng|thg)\s*(\d{1,2}|mười (?:một|hai)|" + "|".join(_MONTHS[:10]) + r"),?\s*(?:năm\s*)?"
    r"((?:19|20)\d\d)(?!\d)"
)
_ENGLISH = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_ENGLISH_DAY = re.compile(
    rf"(?i)(?<![\w-])(?:(\d{{1,2}})(?:st|nd|rd|th)?\s+({'|'.join(_ENGLISH)})[a-z]*|({'|'.join(_ENGLISH)})[a-z]*\.?\s+(\d{{1,2}}))"
    r"(?:st|nd|rd|th)?,?\s+((?:19|20)\d\d)(?!\d)"
)
_ISO_DAY = re.compile(r"(?<![\d./-])((?:19|20)\d\d)[/-](\d{1,2})[/-](\d{1,2})(?!\d)")
_TIME = re.compile(
    r"(?i)(?<![\d/.:+])(\d{1,2})(?::|h|g|\s*giờ\s*)(\d{2})(?::\d{2})?(?![\d/])\s*(?:phút|')?\s*(SA|CH|AM|PM|sáng|chiều|tối)?(?!\w)"
)
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ]\s?(\d{1,2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?")
_US = re.compile(r"(\d{1,2})/(\d{1,2})/(\d{4}) (\d{1,2}):(\d{2}):\d{2} ([AP]M)")
_EPOCH = re.compile(r"(1\d{9}|20\d{8})(?:\d{3})?(?:\.\d+)?")  # seconds or milliseconds, from September 2001 to 2036
_MAILED = re.compile(r"(?i)(?:mon|tue|wed|thu|fri|sat|sun),? \d{1,2} [a-z]{3} \d{4} \d{1,2}:\d{2}")
_LISTING = re.compile(r"(?i)\b(?:var|let|const|window\.)\s*\w*(?:relat|others?\b|othernews|latest|listnews|lienquan)")
_DATE_ATTRIBUTES = (
    "datetime",
    "content",
    "data-datetime",
    "data-date",
    "data-time",
    "data-timestamp",
    "data-published",
    "title",
)
_TIMED = re.compile(
    r"(?i)(?:^|[-_ ])(?:p?date|time|timeago|clock|ngay|publish\w*)(?:$|[-_ ])|(?:time|date)(?:ago|post)?(?:$| )"
)
_ONLY_TIME = re.compile(r"(?i)^[\s|,–•-]*\d{1,2}(?::|h)\d{2}(?::\d{2})?'?\s*(?:SA|CH|AM|PM)?\s*(?:\(?GMT.{0,8})?$")
_AROUND = re.compile(
    r"(?i)thứ \w+|chủ nhật|\bcn\b|gmt|utc|(?:ngày )?cập nhật|ngày|đăng|lúc|xuất bản|lượt xem|tháng|năm|giờ|phút|sáng|chiều"
    r"|tối|hôm|thời gian|date|posted|[\W\d_]+"
)
_TODAY = re.compile(r"(?i)hôm nay|bây giờ")
_CHANGED = re.compile(r"(?i)(?:cập nhật|chỉnh sửa|sửa đổi|update)[^\d]{0,12}(?:\d{1,2}[:h]\d{2}[^\d]{0,5})?$")
_URL_DAY = re.compile(r"(?<!\d)(20[0-4]\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=\D|$|\d{6,}(?:\D|$))")
_SCRIPTED = re.compile(
    r"(?i)[\"']?(?:article)?_?(?:date_?published|publish(?:ed)?_?(?:date|time|at|on))[\"']?\s*[:=,]\s*(?:Date\.parse\(|new Date\()?"
    r"\s*[\"'](\d{4}-\d{2}-\d{2}T\d{2}:\d{2}[^\"']{0,20})[\"']"
)


def parse_visible_date(text: str) -> Moment | None:
    """Parse the date of a short text such as "Thứ Năm, 25/05/2023 | 10:30 GMT+7"; None without one.

    Of several days the first that is not one of an update; the time is the nearest to it.
    """
    days = sorted(_find_days(text), key=lambda d: (bool(_CHANGED.search(text[: d[1]])), d[1]))
    if not days:
        return None
    (year, month, day), start, end = days[0]
    rest = text[:start] + " " * (end - start) + text[end:]
    clocks = sorted(_TIME.finditer(rest), key=lambda c: min(abs(c.start() - end), abs(start - c.end())))
    try:
        if not clocks:
            return datetime(year, month, day, tzinfo=VIETNAM), "day"
        hour, half = int(clocks[0][1]), (clocks[0][3] or "").upper()
        if half and hour <= 12:
            hour = hour % 12 + (12 if half in ("CH", "PM", "CHIỀU", "TỐI") else 0)
        return datetime(year, month, day, hour, int(clocks[0][2]), tzinfo=VIETNAM), "minute"
    except ValueError:
        return None


def _find_days(text: str) -> Iterator[tuple[tuple[int, int, int], int, int]]:
    """Yield ((year, month, day), start, end) of each day in ``text``; a year of two digits needs a time beside it."""
    for found in _ISO_DAY.finditer(text):
        yield (int(found[1]), int(found[2]), int(found[3])), found.start(), found.end()
    for found in _DAY.finditer(text):
        if len(found[3]) == 4 or _TIME.search(text):
            year = int(found[3]) if len(found[3]) == 4 else 2000 + int(found[3])
            yield (year, int(found[2]), int(found[1])), found.start(), found.end()
    for found in _ENGLISH_DAY.finditer(text):
        month = _ENGLISH.index((found[2] or found[3]).lower()) + 1
        yield (int(found[5]), month, int(found[1] or found[4])), found.start(), found.end()
    for found in _LONG_DAY.finditer(text):
        month = int(found[2]) if found[2].isdigit() else _MONTHS.index(found[2].lower()) + 1
        yield (int(found[3]), month, int(found[1])), found.start(), found.end()


def parse_metadata_date(text: str) -> Moment | None:
    """Parse a date as metadata writes it: ISO (also escaped twice, or with a blank before the zone), the
    seconds since 1970, as in mail, as .NET writes it, else as readers see it.
    """
    text = unescape(unescape(text)).strip()
    found = _ISO.match(text)
    if not found:
        return _parse_epoch(text) or _parse_mail_date(text) or _parse_american_date(text) or parse_visible_date(text)
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


def _parse_epoch(text: str) -> Moment | None:
    found = _EPOCH.fullmatch(text)
    return (datetime.fromtimestamp(int(found[1]), VIETNAM), "minute") if found else None


def _parse_mail_date(text: str) -> Moment | None:
    """Return the moment of "Thu, 25 May 2023 03:30:00 GMT"."""
    try:
        moment = parsedate_to_datetime(text) if _MAILED.match(text) else None
    except (ValueError, TypeError):
        return None
    if moment is None:
        return None
    return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(VIETNAM), "minute"


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


def find_declared_date(elements: Elements, data: PageData) -> Moment | None:
    """Find the date that the metadata of a page, still whole, declares; None without one.

    The first in the order of trust; when that is but a day, the first of the others that gives the time of that day.
    """
    found = [*_find_json_ld_dates(elements, data), *_find_meta_dates(elements), *_find_microdata_dates(elements)]
    if not found:
        return None
    exact = [m for m in found[1:] if not _is_vague(m) and m[0].date() == found[0][0].date()]
    return exact[0] if _is_vague(found[0]) and exact else found[0]


def _find_json_ld_dates(elements: Elements, data: PageData) -> list[Moment]:
    """Return the moments in JSON-LD: the article that bears the page's title first, articles before other things."""

    def trust(item: dict[str, object]) -> tuple[bool, bool]:
        headline = unescape_text(item.get("headline"))
        return not is_article(item), bool(headline) and headline not in data.titles

    items = sorted(iter_json_ld(elements), key=trust)
    values = [item.get("datePublished") for item in items]
    return [m for v in values if isinstance(v, str) and (m := parse_metadata_date(v))]


def _find_meta_dates(elements: Elements) -> list[Moment]:
    metas: dict[str, str] = {}
    for meta in elements.by_name("meta"):
        for key in ("property", "name", "itemprop"):
            if meta.get(key):
                metas.setdefault(str(meta[key]).lower(), str(meta.get("content") or ""))
    return [m for key in _META if metas.get(key) and (m := parse_metadata_date(metas[key]))]


def _find_microdata_dates(elements: Elements) -> list[Moment]:
    marked = [e for e in elements.select("[itemprop=datePublished]:not(meta)")[:10] if not is_in_related_list(e)]
    return [m for m in map(_date_of_element, marked) if m]


def find_scripted_date(elements: Elements) -> Moment | None:
    """Find the date that all scripts of a page agree to call its publication, those that list other articles aside."""
    told = [str(s.string or "") for s in elements.select("script:not([type*=json])")]
    values = {v for text in told if not _LISTING.search(text) for v in _SCRIPTED.findall(text)}
    moments = {m for m in map(parse_metadata_date, values) if m}
    return moments.pop() if len(moments) == 1 else None


def is_date_element(element: Tag) -> bool:
    """Return whether an element is a date by its name: <time>, or of a class that says so, with the moment beside it."""
    if element.name == "time":
        return True
    return any(element.get(key) for key in _DATE_ATTRIBUTES) and bool(_TIMED.search(class_names(element)))


def _date_of_element(element: Tag) -> Moment | None:
    """Return the moment of an element that shows a date: in full in its attributes, else as its text says it."""
    told = (
        parse_metadata_date(str(element[key]))
        for key in _DATE_ATTRIBUTES
        if 8 <= len(str(element.get(key) or "")) <= 40
    )
    return next((m for m in told if m), None) or parse_visible_date(element.get_text(" ", strip=True))


def find_date_in_texts(texts: Iterable[str]) -> Moment | None:
    """Find the first date among short texts given in order of trust; a time in a text beside joins its day.

    A sentence that mentions a day is no date line: little more than the date may stand in the text.
    """
    lines = list(texts)
    for at, text in enumerate(lines):
        if len(text) > 120 or _TODAY.search(text) or len(_AROUND.sub("", text)) > 25:
            continue
        found = parse_visible_date(text)
        if found and found[1] == "day":
            beside = _find_time_beside(lines[at + 1 : at + 3]) or _find_time_beside(lines[max(0, at - 2) : at][::-1])
            found = parse_visible_date(f"{text} {beside}") or found
        if found:
            return found
    return None


def _find_time_beside(texts: list[str]) -> str:
    """Return the first of ``texts`` that is only a time of day; before it may stand a bar or a weekday, no other text."""
    for text in texts:
        if _ONLY_TIME.match(text):
            return text
        if _AROUND.sub("", text):
            return ""
    return ""


def find_date_in_elements(elements: Iterable[Tag]) -> Moment | None:
    """Find the date of the first element that has one, preferring one with the time of day."""
    found = [m for m in map(_date_of_element, elements) if m]
    exact = [m for m in found if m[1] == "minute" and m[0].date() == found[0][0].date()]
    return next(iter(exact or found), None)


def find_date_in_url(url: str) -> Moment | None:
    """Find the day in a URL ("/2023/05/25/", "-20230525.htm"); None without one."""
    found = _URL_DAY.search(url)
    return parse_metadata_date("-".join(found.groups())) if found else None


def _is_vague(moment: Moment) -> bool:
    return moment[1] == "day" or (moment[0].hour, moment[0].minute) == (0, 0)


def settle_date(told: Moment | None, shown: Moment | None, scripted: Moment | None = None) -> Moment | None:
    """Settle the declared date against the one shown near the title and the one in the page's scripts.

    The data win, except: midnight of the shown day is only a day; seven hours beside the shown moment is the wrong zone
    (local time marked as UTC, or UTC without a mark); day and month exchanged are a date format misread. The scripts only
    help out: without the others, or with the time of their day.
    """
    found = _settle_shown_date(told, shown)
    if scripted and (found is None or (_is_vague(found) and found[0].date() == scripted[0].date())):
        return scripted
    return found


def _settle_shown_date(told: Moment | None, shown: Moment | None) -> Moment | None:
    if told is None or shown is None or shown[1] == "day":
        return told or shown
    if _is_vague(told) and told[0].date() == shown[0].date():
        return shown
    if abs(told[0] - shown[0]) == timedelta(hours=7) or _is_day_month_swap(told[0], shown[0]):
        return shown
    return told


def _is_day_month_swap(told: datetime, shown: datetime) -> bool:
    same = (told.year, told.month, told.day) == (shown.year, shown.day, shown.month)
    return same and told.date() != shown.date()
