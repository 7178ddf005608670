"""Which selectors to try on a page before the generic extractor: its family's, and what its source declares itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from bs4 import BeautifulSoup, Tag

from crawler.page import Page
from crawler.portals import family_of
from crawler.portals.family import Hints
from crawler.sources import Source

_ENOUGH = 80  # characters of text that make an element worth calling the body


def apply_hints(
    soup: BeautifulSoup, text: str, url: str, source: Source | None, day: date | None = None
) -> dict[str, str]:
    """Return the selectors for a page (title, lead, body, date, byline, section), and take out what "drop" selects.

    ``day`` is when the page was fetched (None: today): versions no longer served then are tried last. A source's own
    selectors go before its family's.
    """
    family = family_of(Page(url, text), source.family if source else "")
    chosen = fitting(family.hints, soup, day or date.today())
    selectors = {**(chosen.selectors if chosen else {}), **(source.selectors if source else {})}
    if unwanted := selectors.pop("drop", ""):
        body = soup.select_one(selectors["body"]) if "body" in selectors else None
        above = {id(e) for e in body.parents} | {id(body)} if body is not None else set()
        for element in soup.select(unwanted):
            if not element.decomposed and id(element) not in above:
                element.decompose()
    return selectors


def fitting(versions: Iterable[Hints], soup: BeautifulSoup, day: date) -> Hints | None:
    """Return the first version whose title and body are on the page, those valid on ``day`` first."""
    for version in sorted(versions, key=lambda v: v.valid_until is not None and v.valid_until < day):
        if _on(soup, version.selectors, "title", 1) and _on(soup, version.selectors, "body", _ENOUGH):
            return version
    return None


def _on(soup: BeautifulSoup, selectors: Mapping[str, str], part: str, least: int) -> bool:
    found = soup.select_one(selectors[part]) if part in selectors else None
    return isinstance(found, Tag) and len(found.get_text(" ", strip=True)) >= least
