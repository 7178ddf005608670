"""Parser limits: hostile pages (tags without number, nesting without end) are found before they are parsed."""

from __future__ import annotations

import re

from words import Message

MAX_TAGS = 200_000  # of one page: a news page has some thousands, and parsing takes time with each
MAX_NESTING = 1_000  # elements within each other: browsers stop at some hundreds
MAX_ATTRIBUTES = 1_000  # of one element

_LONG_TAG = re.compile(rb"<[A-Za-z][^<>]{10000,}")
_TAG = re.compile(rb"<(/?)([A-Za-z][A-Za-z0-9:]*)")
# Elements that never hold another one, or are closed by their next sibling.
_FLAT = frozenset(
    b"area base br col embed hr img input link meta param source track wbr p li dt dd tr td th option".split()
)


def find_exceeded_limit(body: bytes) -> Message | None:
    """Find the parser limit that a page (HTML or XML) exceeds and return it as a clause for the log; None within all limits."""
    if body.count(b"<") > MAX_TAGS:
        return Message("crawler.too_many_tags", most=MAX_TAGS)
    if any(tag[0].count(b"=") > MAX_ATTRIBUTES for tag in _LONG_TAG.finditer(body)):
        return Message("crawler.too_many_attributes", most=MAX_ATTRIBUTES)
    if _measure_nesting(body) > MAX_NESTING:
        return Message("crawler.too_deep", most=MAX_NESTING)
    return None


def _measure_nesting(body: bytes) -> int:
    """Return how deep elements stand within each other at most, were each closed by the next closing tag."""
    if body.count(b"<") <= MAX_NESTING:
        return 0
    depth = deepest = 0
    for closing, name in _TAG.findall(body):
        if name.lower() in _FLAT:
            continue
        depth = max(0, depth - 1) if closing else depth + 1
        deepest = max(deepest, depth)
    return deepest
