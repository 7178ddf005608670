"""Finds the publication date of a page: its metadata against what stands near the title.

The rule, in order: (1) the article's JSON-LD, (2) meta elements, (3) elements marked datePublished, (4) what stands near
the title, (5) what the page's own scripts call its publication, (6) the day in the address. ``settle_date`` says when (4)
corrects (1) to (3). Never: a date inside a list of other articles, today's clock, and a day later than the fetch by more
than two.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from bs4 import Tag

from crawler.html.boilerplate import class_names, is_in_related_list
from crawler.html.date_text import (
    Moment,
    is_believable,
    is_date_line,
    letters_beside_date,
    parse_joined_date,
    parse_metadata_date,
    parse_relative_date,
    parse_visible_date,
)
from crawler.html.elements import Elements
from crawler.html.metadata import PageData, is_article, iter_json_ld, unescape_text

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
_MARKED = "[itemprop=datePublished]:not(meta), abbr.published[title]"  # the second is hAtom's
_LISTING = re.compile(r"(?i)\b(?:var|let|const|window\.)\s*\w*(?:relat|others?\b|othernews|latest|listnews|lienquan)")
_FILLED_TIME = re.compile(r"[T ](?:12|00):00(?::00(?:\.0+)?)?(?:Z|[+-]00:?00)$")
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
_TODAY = re.compile(r"(?i)hôm nay|bây giờ")
_URL_DAY = re.compile(r"(?<!\d)(20[0-4]\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=\D|$|\d{6,}(?:\D|$))")
_SCRIPTED = re.compile(
    r"(?i)[\"']?(?:article)?_?(?:date_?published|publish(?:ed)?_?(?:date|time|at|on))[\"']?\s*[:=,]\s*(?:Date\.parse\(|new Date\()?"
    r"\s*[\"'](\d{4}-\d{2}-\d{2}T\d{2}:\d{2}[^\"']{0,20})[\"']"
)


@dataclass(frozen=True, slots=True)
class DeclaredDates:
    """What a page's metadata declares, best first: in JSON-LD and meta elements, and in elements marked datePublished."""

    metadata: tuple[Moment, ...]
    marked: tuple[Moment, ...]

    @property
    def first(self) -> Moment | None:
        """The first in the order of trust; when that is but a day, the first of the others that gives the time of that day."""
        return _choose_exact((*self.metadata, *self.marked))


NOTHING_DECLARED = DeclaredDates((), ())
"""The dates of a page whose metadata declare none."""


def _choose_exact(found: tuple[Moment, ...]) -> Moment | None:
    if not found:
        return None
    exact = [m for m in found[1:] if not _is_vague(m) and m[0].date() == found[0][0].date()]
    return exact[0] if _is_vague(found[0]) and exact else found[0]


def find_declared_dates(elements: Elements, data: PageData, fetched: datetime | None = None) -> DeclaredDates:
    """Find the dates that the metadata of a page, still whole, declares."""
    metadata = (*_find_json_ld_dates(elements, data), *_find_meta_dates(elements, fetched))
    marked = _find_microdata_dates(elements, fetched)
    return DeclaredDates(
        tuple(m for m in metadata if is_believable(m, fetched)), tuple(m for m in marked if is_believable(m, fetched))
    )


def _find_json_ld_dates(elements: Elements, data: PageData) -> list[Moment]:
    """Return the moments in JSON-LD: the article that bears the page's title first, articles before other things."""

    def trust(item: dict[str, object]) -> tuple[bool, bool]:
        headline = unescape_text(item.get("headline"))
        return not is_article(item), bool(headline) and headline not in data.titles

    items = sorted(iter_json_ld(elements), key=trust)
    values = [item.get("datePublished") for item in items]
    return [m for v in values if isinstance(v, str) and (m := parse_metadata_date(v))]


def _find_meta_dates(elements: Elements, fetched: datetime | None) -> list[Moment]:
    metas: dict[str, str] = {}
    for meta in elements.by_name("meta"):
        for key in ("property", "name", "itemprop"):
            if meta.get(key):
                metas.setdefault(str(meta[key]).lower(), str(meta.get("content") or ""))
    return [m for key in _META if metas.get(key) and (m := parse_metadata_date(metas[key], fetched))]


def _find_microdata_dates(elements: Elements, fetched: datetime | None) -> list[Moment]:
    marked = [e for e in elements.select(_MARKED)[:10] if not is_in_related_list(e)]
    return [m for e in marked if (m := _date_of_element(e, fetched))]


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
    attributes = element.attrs
    if not attributes or not any(attributes.get(key) for key in _DATE_ATTRIBUTES):
        return False
    return bool(_TIMED.search(class_names(element)))


def _date_of_element(element: Tag, fetched: datetime | None) -> Moment | None:
    """Return the moment of an element that shows a date: in full in its attributes, else as its text says it.

    Noon or midnight of UTC beside a day alone is how systems that keep no time fill the attribute.
    """
    values = [str(element[key]) for key in _DATE_ATTRIBUTES if 8 <= len(str(element.get(key) or "")) <= 40]
    told = next(((m, text) for text in values if (m := parse_metadata_date(text, fetched))), None)
    text = element.get_text(" ", strip=True)
    shown = parse_visible_date(text, fetched) if told is None or _FILLED_TIME.search(told[1]) else None
    if told is not None:
        filled = shown is not None and shown[1] == "day" and shown[0].date() == told[0][0].date()
        return shown if filled else told[0]
    return shown or parse_joined_date(text)


def find_date_in_texts(texts: Iterable[str], fetched: datetime | None = None) -> Moment | None:
    """Find the first date among short texts given in order of trust; a time in a text beside joins its day.

    A sentence that mentions a day is no date line: little more than the date may stand in the text.
    """
    lines = list(texts)
    for at, text in enumerate(lines):
        if _TODAY.search(text) or not is_date_line(text):
            continue
        found = parse_visible_date(text, fetched)
        if found and found[1] == "day":
            beside = _find_time_beside(lines[at + 1 : at + 3]) or _find_time_beside(lines[max(0, at - 2) : at][::-1])
            found = parse_visible_date(f"{text} {beside}", fetched) or found
        if found and is_believable(found, fetched):
            return found
    return None


def find_relative_date(texts: Iterable[str], fetched: datetime) -> Moment | None:
    """Find the first text that says how long before the fetch the page was published ("2 ngày trước")."""
    return next((m for text in texts if (m := parse_relative_date(text, fetched))), None)


def _find_time_beside(texts: list[str]) -> str:
    """Return the first of ``texts`` that is only a time of day; before it may stand a bar or a weekday, no other text."""
    for text in texts:
        if _ONLY_TIME.match(text):
            return text
        if letters_beside_date(text):
            return ""
    return ""


def find_date_in_elements(elements: Iterable[Tag], fetched: datetime | None = None) -> Moment | None:
    """Find the date of the first element that has one, preferring one with the time of day."""
    found = [m for e in elements if (m := _date_of_element(e, fetched)) and is_believable(m, fetched)]
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


def settle_edited_date(declared: DeclaredDates, shown: Moment | None) -> Moment | None:
    """Settle the date of a page whose elements marked datePublished give its last edit: what it shows wins over them.

    A shown day takes its time from the metadata of the page's head, never from those elements.
    """
    if shown is None:
        return declared.first
    same_day = [m for m in declared.metadata if not _is_vague(m) and m[0].date() == shown[0].date()]
    return same_day[0] if shown[1] == "day" and same_day else shown


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
