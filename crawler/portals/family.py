"""The generic portal family: recognition of pages, kinds of URLs, further links, template selectors."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from crawler.html.links import Link
from crawler.html.page import Page

Selectors = str | tuple[str, ...]
"""A CSS selector, or several in order of trust."""


@dataclass(frozen=True, slots=True)
class Hints:
    """CSS selectors of one version of a family's templates, tried before the generic extractor.

    ``selectors`` maps title, lead, body, date, byline, credit, section and drop (what is no part of the article); of several
    in a tuple the first that means something counts.
    ``valid_until`` is the last day on which portals are known to serve this version, None while they do.
    """

    name: str
    selectors: Mapping[str, Selectors]
    valid_until: date | None = None


class Family:
    """The generic family, and the base of the others: everything is optional."""

    name = ""
    hints: tuple[Hints, ...] = ()
    # (pattern, kind) in order of trust, over "/path?query"; no match leaves the kind to the generic rules.
    addresses: tuple[tuple[re.Pattern[str], str], ...] = ()
    dates_by_language = False
    """Whether a page that says it is in American English writes the month of its own dates first, whatever its text is in."""
    marks_last_edit = False
    """Whether the elements that its templates mark datePublished give the last edit."""

    def recognise(self, page: Page) -> float:
        """Return the confidence, from 0 to 1, that a page is of the family."""
        return 0.0

    def kind_of(self, url: str) -> str:
        """Return the kind of an address, ``SKIP`` for what leads to no article, "" when the family cannot tell."""
        parts = urlsplit(url)
        target = f"{parts.path}?{parts.query}" if parts.query else parts.path
        return next((kind for pattern, kind in self.addresses if pattern.search(target)), "")

    def tidy_url(self, url: str) -> str:
        """Return the address without what the family's links carry only to find the way back."""
        return url

    def find_extra_links(self, page: Page) -> Iterable[Link]:
        """Find what to fetch besides the links a reader sees: feeds, interfaces, archives."""
        return ()

    def parse_entries(self, body: bytes, url: str, headers: Mapping[str, str]) -> list[Link]:
        """Parse what a page of kind "api" lists, its next page included."""
        return []

    def announced_total(self, headers: Mapping[str, str]) -> int | None:
        """Return how many articles the portal says it has, None when it does not say."""
        return None


def compile_rules(*pairs: tuple[str, str]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Compile (pattern, kind) pairs, without regard to case."""
    return tuple((re.compile(f"(?i){pattern}"), kind) for pattern, kind in pairs)
