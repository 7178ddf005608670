"""Chooses the template selectors of a page: its family's, and those its source declares itself."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from crawler.html.elements import Elements, remove_element
from crawler.html.page import Page
from crawler.portals import family_of
from crawler.portals.family import Family, Hints
from crawler.sources.source import Source

_ENOUGH = 80  # characters of text that make an element worth calling the body


def apply_hints(
    elements: Elements, text: str, url: str, source: Source | None, day: date | None = None
) -> tuple[Family, dict[str, str]]:
    """Return the family of a page and its selectors (title, lead, body, date, byline, credit, section); take out what "drop" selects.

    ``day`` is when the page was fetched (None: today): versions no longer served then are tried last. A source's own
    selectors go before its family's.
    """
    family = family_of(Page(url, text), source.family if source else "")
    chosen = choose_version(family.hints, elements, day or date.today())
    selectors = {**(chosen.selectors if chosen else {}), **(source.selectors if source else {})}
    if unwanted := selectors.pop("drop", ""):
        body = elements.select_first(selectors.get("body"))
        above = {id(e) for e in body.parents} | {id(body)} if body is not None else set()
        for element in elements.select(unwanted):
            if id(element) not in above:
                remove_element(element)
    return family, selectors


def choose_version(versions: Iterable[Hints], elements: Elements, day: date) -> Hints | None:
    """Choose the first version whose title and body are on the page, those valid on ``day`` first."""
    for version in sorted(versions, key=lambda v: v.valid_until is not None and v.valid_until < day):
        if _has_part(elements, version.selectors, "title", 1) and _has_part(
            elements, version.selectors, "body", _ENOUGH
        ):
            return version
    return None


def _has_part(elements: Elements, selectors: Mapping[str, str], part: str, least: int) -> bool:
    found = elements.select_first(selectors.get(part))
    return found is not None and len(found.get_text(" ", strip=True)) >= least
