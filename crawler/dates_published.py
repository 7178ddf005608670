"""When a page was published: structured data first, then what the reader sees near the title."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from html import unescape

from bs4 import BeautifulSoup, Tag

from archive.model import VIETNAM, Precision

Moment = tuple[datetime, Precision]

_META = (
    "article:published_time",
    "og:published_time",
    "datepublished",
    "pubdate",
    "publishdate",
    "publish-date",
    "dc.date.issued",
    "dc.date",
    "date",
)
_DAY = re.compile(r"(?<![\d./-])(\d{1,2})[/.-](\d{1,2})[/.-]((?:19|20)\d\d)(?![\d/])")
_LONG_DAY = re.compile(r"(?i)ngày\s+(\d{1,2})\s+tháng\s+(\d{1,2}),?\s+năm\s+((?:19|20)\d\d)")
_TIME = re.compile(r"(?i)(?<![\d/.])(\d{1,2})(?::|h|\s*giờ\s*)(\d{2})(?::\d{2})?(?![\d/])\s*(SA|CH|AM|PM)?\b")
_ISO = re.compile(r"(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::\d{2}(?:\.\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?")


# Other articles that a page's data may list; their dates are not the page's.
_OTHERS = ("itemListElement", "hasPart", "mentions", "isPartOf", "comment", "citation", "isBasedOn", "video")
_BROKEN = re.compile(r'"(@type|headline|datePublished)"\s*:\s*"([^"]*)"')
_ONLY_TIME = re.compile(r"(?i)^[\s|,–-]*\d{1,2}(?::|h)\d{2}(?::\d{2})?\s*(?:SA|CH|AM|PM)?\s*(?:\(?GMT.{0,5})?$")
_AROUND = re.compile(r"(?i)thứ \w+|chủ nhật|\bcn\b|gmt|cập nhật|ngày|đăng|lúc|xuất bản|lượt xem|tháng|năm|giờ|[\W\d_]+")
_TODAY = re.compile(r"(?i)hôm nay|bây giờ")
_URL_DAY = re.compile(r"(?<!\d)(20[0-4]\d)[/-]?(0[1-9]|1[0-2])[/-]?(0[1-9]|[12]\d|3[01])(?=\D|$|\d{6,}(?:\D|$))")


def visible(text: str) -> Moment | None:
    """Return the moment that a short text such as "Thứ Năm, 25/05/2023 | 10:30 GMT+7" names, None without one."""
    found = _DAY.search(text) or _LONG_DAY.search(text)
    if not found:
        return None
    day, month, year = map(int, found.groups())
    rest = text[: found.start()] + " " + text[found.end() :]
    clock = _TIME.search(rest)
    try:
        if not clock:
            return datetime(year, month, day, tzinfo=VIETNAM), "day"
        hour, half = int(clock[1]), (clock[3] or "").upper()
        hour = hour % 12 + (12 if half in ("CH", "PM") else 0) if half and hour <= 12 else hour
        return datetime(year, month, day, hour, int(clock[2]), tzinfo=VIETNAM), "minute"
    except ValueError:
        return None


def structured(text: str) -> Moment | None:
    """Return the moment of an ISO date as metadata writes it (also escaped twice, or with a blank before the zone)."""
    text = unescape(unescape(text)).strip()
    found = _ISO.match(text)
    if not found:
        return visible(text)
    year, month, day, hour, minute, zone = found.groups()
    try:
        if hour is None:
            return datetime(int(year), int(month), int(day), tzinfo=VIETNAM), "day"
        moment = datetime(int(year), int(month), int(day), int(hour), int(minute), tzinfo=VIETNAM)
        if zone:
            moment = datetime.fromisoformat(f"{moment:%Y-%m-%dT%H:%M}{zone}").astimezone(VIETNAM)
        return moment, "minute"
    except ValueError:
        return None


def json_ld(soup: BeautifulSoup) -> Iterator[dict[str, object]]:
    """Yield every object of the page's JSON-LD, nested ones too; what is not JSON is passed over."""
    for script in soup.find_all("script", type="application/ld+json")[:20]:
        pending: list[object] = [_parsed(str(script.string or ""))]
        while pending:
            item = pending.pop(0)
            if isinstance(item, list):
                pending += item
            elif isinstance(item, dict):
                yield item
                pending += [v for k, v in item.items() if isinstance(v, list | dict) and k not in _OTHERS]


def _parsed(text: str) -> object:
    """Return the value of a JSON text, also escaped once or twice; of a broken one the type, headline and date."""
    for candidate in (text, unescape(text), unescape(unescape(text))):
        try:
            value: object = json.loads(candidate, strict=False)
            return json.loads(value, strict=False) if isinstance(value, str) else value
        except (ValueError, RecursionError):
            continue
    found = {m[1]: m[2] for m in reversed(list(_BROKEN.finditer(unescape(unescape(text)))))}
    return found if "Article" in found.get("@type", "") else None


def from_metadata(soup: BeautifulSoup) -> Moment | None:
    """Return the moment of the article's JSON-LD or of the meta elements, None without either."""
    items = sorted(json_ld(soup), key=lambda item: "Article" not in str(item.get("@type")))
    for item in items:
        if isinstance(value := item.get("datePublished"), str) and (found := structured(value)):
            return found
    metas: dict[str, str] = {}
    for meta in soup.find_all("meta"):
        key = str(meta.get("property") or meta.get("name") or meta.get("itemprop") or "").lower()
        metas.setdefault(key, str(meta.get("content") or ""))
    for key in _META:
        if metas.get(key) and (found := structured(metas[key])):
            return found
    return None


def from_texts(texts: Iterable[str]) -> Moment | None:
    """Return the first moment among short texts given in order of trust; a time in a text beside joins its day.

    A sentence that mentions a day is no date line: little more than the date may stand in the text.
    """
    lines = list(texts)
    for at, text in enumerate(lines):
        if len(text) > 90 or _TODAY.search(text) or len(_AROUND.sub("", text)) > 25:
            continue
        found = visible(text)
        if found and found[1] == "day":
            beside = [t for t in (*lines[at + 1 : at + 3], *lines[max(0, at - 1) : at]) if _ONLY_TIME.match(t)]
            found = visible(f"{text} {beside[0]}") if beside else found
        if found:
            return found
    return None


def from_times(elements: Iterable[Tag]) -> Moment | None:
    """Return the moment of the first <time> element that has one."""
    for element in elements:
        found = structured(str(element.get("datetime") or "")) or visible(element.get_text(" ", strip=True))
        if found:
            return found
    return None


def from_url(url: str) -> Moment | None:
    """Return the day that an address names ("/2023/05/25/", "-20230525.htm"), None without one."""
    found = _URL_DAY.search(url)
    return structured("-".join(found.groups())) if found else None


def agreed(declared: Moment | None, shown: Moment | None) -> Moment | None:
    """Settle data against what the reader sees near the title.

    Data wins, except that midnight of the shown day is only a day, and that a moment seven hours after the shown one
    is local time marked as UTC.
    """
    if declared is None or shown is None or shown[1] == "day":
        return declared or shown
    vague = declared[1] == "day" or (declared[0].hour, declared[0].minute) == (0, 0)
    if (vague and declared[0].date() == shown[0].date()) or declared[0] - shown[0] == timedelta(hours=7):
        return shown
    return declared
