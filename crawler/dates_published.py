"""When a page was published: structured data first, then what the reader sees near the title."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from datetime import datetime
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
        try:
            pending: list[object] = [json.loads(script.string or "", strict=False)]
        except (ValueError, RecursionError):
            continue
        while pending:
            item = pending.pop(0)
            if isinstance(item, list):
                pending += item
            elif isinstance(item, dict):
                yield item
                pending += [value for value in item.values() if isinstance(value, list | dict)]


def from_metadata(soup: BeautifulSoup) -> Moment | None:
    """Return the moment of JSON-LD or of the meta elements, None without either."""
    for item in json_ld(soup):
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
    """Return the first moment among short texts given in order of trust; a time in the next text joins its day."""
    for text in texts:
        if len(text) <= 120 and (found := visible(text)):
            return found
    return None


def from_time(main: Tag) -> Moment | None:
    """Return the moment of the first <time> element."""
    for element in main.find_all("time")[:3]:
        found = structured(str(element.get("datetime") or "")) or visible(element.get_text(" ", strip=True))
        if found:
            return found
    return None
