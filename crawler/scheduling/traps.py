"""Endless sites: calendars without end, addresses with a new token at each visit, paths that grow by themselves.

Addresses are grouped by shape (numbers and words left out). A shape whose first visits brought nothing many times in a
row is a trap: no more of it is queued, and of what is queued one address in twenty is still looked at.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, urlsplit
from zlib import crc32

from archive.crawling.host_state import Politeness

USELESS = 100
"""First visits in a row without use that make a shape a trap."""
BARREN = 10
"""Listing pages in a row that show nothing new; what they lead to is not followed."""
_PROBED = 20
_LONGEST = 2000
_DEEPEST = 30
_REPEATED = 3


def plausible(url: str) -> bool:
    """Tell whether an address can be a real one: not endless, and no path that repeats itself (a broken relative link)."""
    segments = [segment for segment in urlsplit(url).path.split("/") if segment]
    if len(url) > _LONGEST or len(segments) > _DEEPEST:
        return False
    return max(Counter(segments).values(), default=0) <= _REPEATED


def shape(url: str) -> str:
    """Return the address without its numbers, words and values: "/lich/N/N?thang" for /lich/2031/05?thang=7."""
    parts = urlsplit(url)
    path = "/".join(_segment(segment) for segment in parts.path.split("/"))
    keys = "&".join(sorted({key for key, _ in parse_qsl(parts.query, keep_blank_values=True)}))
    return f"{parts.netloc}{path}?{keys}"[:500]


def _segment(text: str) -> str:
    if text.count("-") >= 2 or re.search(r"\d[A-Za-z]+\d|[A-Za-z]\d+[A-Za-z]", text):
        stem, dot, suffix = text.rpartition(".")
        return f"S.{suffix}" if dot and len(suffix) <= 5 else "S"
    return re.sub(r"\d+", "N", text)


@dataclass(slots=True)
class Traps:
    """What is known of one source's shapes, kept in the archive."""

    kept: Politeness
    source: str
    _useless: dict[str, int] = field(init=False)

    def __post_init__(self) -> None:
        """Read what earlier crawls found."""
        self._useless = self.kept.useless(self.source)

    def trapped(self, url: str) -> bool:
        """Tell whether the address has the shape of a trap."""
        return bool(self._useless) and self._useless.get(shape(url), 0) >= USELESS

    def skipped(self, url: str) -> bool:
        """Tell whether a queued address is left out: it is trapped, and not the one in twenty that is looked at."""
        return self.trapped(url) and crc32(url.encode()) % _PROBED != 0

    def visited(self, url: str, useful: bool) -> None:
        """Learn from a first visit."""
        name = shape(url)
        before = self._useless.get(name, 0)
        if useful and not before:
            return
        self._useless[name] = 0 if useful else before + 1
        self.kept.keep_useless(self.source, name, self._useless[name])
