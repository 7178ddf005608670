"""Parser limits: hostile pages (tags without number, nesting without end) are found before they are parsed.

Everything is counted as a parser counts it: what stands in scripts, styles and comments is no element, "=" in a value is no
attribute, and an element that its parent's end closes is closed.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress

from lxml import etree

from words import Message

MAX_TAGS = 200_000  # of one page: a news page has some thousands, and parsing takes time with each
MAX_NESTING = 1_000  # elements within each other: browsers stop at some hundreds
MAX_ATTRIBUTES = 1_000  # of one element

# A quote begins a value only after "="; one that is never closed takes the rest of the page. Each byte is read once.
_ATTRIBUTES = rb"(?:[^=>]++|=\s*+(?:\"[^\"]*+\"?|'[^']*+'?)?)*+"
_MARKUP = re.compile(
    rb"(?is)<!--.*?(?:-->|\Z)"
    rb"|(?P<raw><(script|style|textarea|title|xmp)(?=[\s/>])" + _ATTRIBUTES + rb")>?.*?(?:</\2(?=[\s/>])|\Z)"
    rb"|(?P<tag><[a-z]" + _ATTRIBUTES + rb")"
)
_VALUE = re.compile(rb"=\s*+(?:\"[^\"]*+\"?|'[^']*+'?|[^\s>]*+)")
_LONG_TAG = 2 * MAX_ATTRIBUTES  # bytes that so many attributes need at least
_CHUNK = 65_536
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def find_exceeded_limit(body: bytes) -> Message | None:
    """Find the parser limit that a page (HTML or XML) exceeds and return it as a clause for the log; None within all limits."""
    if body.startswith(_WIDE):
        body = body.decode("utf-16", "replace").encode()
    signs = body.count(b"<")
    if signs > MAX_TAGS and _count_tags(body) > MAX_TAGS:
        return Message("crawler.too_many_tags", most=MAX_TAGS)
    if _has_overfull_tag(body):
        return Message("crawler.too_many_attributes", most=MAX_ATTRIBUTES)
    if signs > MAX_NESTING and _is_too_deep(body):
        return Message("crawler.too_deep", most=MAX_NESTING)
    return None


def _count_tags(body: bytes) -> int:
    return sum(1 for found in _MARKUP.finditer(body) if found["tag"] or found["raw"])


def _has_overfull_tag(body: bytes) -> bool:
    """Return whether an element has more attributes than is allowed."""
    if not re.search(rb"<[A-Za-z][^<]{%d}" % _LONG_TAG, body) and not re.search(
        rb"=[^<>]{%d}|\"[^\"]{%d}|'[^']{%d}" % ((_LONG_TAG,) * 3), body
    ):
        return False
    tags = (found["tag"] or found["raw"] or b"" for found in _MARKUP.finditer(body))
    return any(len(tag) > _LONG_TAG and len(_VALUE.sub(b" ", tag).split()) - 1 > MAX_ATTRIBUTES for tag in tags)


class _Depth:
    """Follows a parser's events: how deep elements stand within each other at most."""

    def __init__(self) -> None:
        self.depth = self.deepest = 0

    def start(self, name: str, attributes: object) -> None:
        self.depth += 1
        if self.depth > self.deepest:
            self.deepest = self.depth

    def end(self, name: str) -> None:
        self.depth -= 1

    def data(self, text: str) -> None:
        """Pass over text."""

    def close(self) -> None:
        """Return nothing."""


def _is_too_deep(body: bytes) -> bool:
    """Return whether elements stand deeper within each other than is allowed, for the parser that would read the page.

    Part by part: a page that nests without end is not read to its end.
    """
    seen = _Depth()
    # Names of elements are ASCII in every encoding of a page; in this one no byte is wrong.
    parser = etree.HTMLParser(target=seen, encoding="iso-8859-1", huge_tree=True)
    with suppress(etree.LxmlError):
        for at in range(0, len(body), _CHUNK):
            parser.feed(body[at : at + _CHUNK])
            if seen.deepest > MAX_NESTING:
                return True
        parser.close()
    return seen.deepest > MAX_NESTING
