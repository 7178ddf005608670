"""Crawler traps: calendars without end, URLs with a new token at each visit, paths that grow by themselves.

Addresses are grouped by shape (numbers and words left out). A shape whose first visits brought nothing many times in a
row is a trap: no more of it is queued, and of what is queued one address in twenty is still looked at.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit
from zlib import crc32

from archive.crawling.host_state import HostStates

USELESS = 100
"""First visits in a row without use that make a shape a trap."""
BARREN = 10
"""Listing pages in a row that show nothing new; what they lead to is not followed."""
_PROBED = 20
_LONGEST = 2000
_DEEPEST = 30
_REPEATED = 3


def is_plausible(url: str) -> bool:
    """Tell whether a URL can be a real one: not endless, and no path that repeats itself (a broken relative link)."""
    segments = [segment for segment in urlsplit(url).path.split("/") if segment]
    if len(url) > _LONGEST or len(segments) > _DEEPEST:
        return False
    return max(Counter(segments).values(), default=0) <= _REPEATED


def shape_of(url: str) -> str:
    """Return the address without its numbers, words and values: "/lich/N/N?thang" for /lich/2031/05?thang=7."""
    parts = urlsplit(url)
    path = "/".join(_shape_of_segment(segment) for segment in parts.path.split("/"))
    keys = "&".join(sorted({key for key, _ in parse_qsl(parts.query, keep_blank_values=True)}))
    return f"{parts.netloc}{path}?{keys}"[:500]


def _shape_of_segment(text: str) -> str:
    if text.count("-") >= 2 or re.search(r"\d[A-Za-z]+\d|[A-Za-z]\d+[A-Za-z]", text):
        stem, dot, suffix = text.rpartition(".")
        return f"S.{suffix}" if dot and len(suffix) <= 5 else "S"
    return re.sub(r"\d+", "N", text)


@dataclass(slots=True)
class Traps:
    """Useless first visits by URL shape, kept in the archive."""

    host_states: HostStates
    source: str
    _useless: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        """Read what earlier crawls found."""
        self._useless = self.host_states.dead_shapes(self.source)

    def is_trapped(self, url: str) -> bool:
        """Tell whether a URL has the shape of a trap."""
        return bool(self._useless) and self._useless.get(shape_of(url), 0) >= USELESS

    def is_skipped(self, url: str) -> bool:
        """Tell whether a queued URL is left out: it is trapped, and not the one in twenty that is looked at."""
        return self.is_trapped(url) and crc32(url.encode()) % _PROBED != 0

    def record_visit(self, url: str, useful: bool) -> None:
        """Record a first visit and whether it brought anything."""
        name = shape_of(url)
        before = self._useless.get(name, 0)
        if useful and not before:
            return
        self._useless[name] = 0 if useful else before + 1
        self.host_states.store_dead_shape(self.source, name, self._useless[name])
