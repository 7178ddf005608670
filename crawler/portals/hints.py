"""Chooses the template selectors of a page: those its source declares itself, then its family's.

A selector is another person's word about pages that change: one that is not CSS, means nothing on a page or means the wrong
thing there is passed over, and never costs the article.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from bs4 import Tag

from archive.attempts import FailedStep, attempt
from crawler.html.boilerplate import count_linked, is_shorter
from crawler.html.date_text import is_date_line, parse_visible_date
from crawler.html.elements import Elements, find_below, remove_element
from crawler.html.page import Page
from crawler.html.trail import LONGEST, is_trail
from crawler.portals import GENERIC, family_of
from crawler.portals.family import Family, Hints, Selectors
from crawler.sources.source import Source
from words import sentence

_ENOUGH = 80  # characters of text that make an element worth calling the body
_WHOLE = ("title", "body")
"""The parts without which a page is no article."""
_TELLING = re.compile(r"[.#\[:]")
"""In a selector: a class, an id, an attribute, a place."""
_FEW = 3  # elements that a selector without any of these may mean
_SHELLS = ("html", "head", "body")
_MOST = {"title": 300, "lead": 1500, "date": 300, "byline": 300, "credit": 300, "section": 300}
"""Characters of a part at most: what says more is a wrapper of it."""
_LEAST = {"title": 1, "lead": 30, "body": 1}
_LINKED = 0.4  # of a text's characters inside links, that only a wrapper with its menus has


@dataclass(slots=True)
class PartSelectors:
    """The selectors of a page's parts in order of trust; ``unusable`` are lines on those that cannot be used, each once."""

    elements: Elements
    family: Family = GENERIC
    by_part: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    source: str = ""
    unusable: dict[str, None] = field(default_factory=dict)

    def find(self, part: str, fits: Callable[[Tag], bool] | None = None) -> Tag | None:
        """Return the first element that a selector of ``part`` means and that may be it; None without one.

        One that names no more than a kind of element ("div") tells nothing of a part that has to be what ``fits``, where a page
        has many of them; where it has few, only such an element is meant.
        """
        for selector in self.by_part.get(part, ()):
            meant = self.select(part, selector)
            # One that means the whole page as well means nothing.
            if not meant or meant[0].name in _SHELLS:
                continue
            bare = fits is not None and not _TELLING.search(selector)
            if bare and len(meant) > _FEW:
                continue
            may_be = (e for e in meant if _may_be(part, e) and not (bare and fits is not None and not fits(e)))
            if (found := next(may_be, None)) is not None:
                return found
        return None

    def select(self, part: str, selector: str) -> list[Tag]:
        """Return the elements that one selector of ``part`` means; [] for one that is unusable."""
        found = attempt(self.elements.select, selector)
        if isinstance(found, FailedStep):
            shown, why = str(selector)[:80], found.error
            line = sentence("crawler.selector_unusable", source=self.source, part=part, selector=shown, why=why)
            self.unusable[line] = None
            return []
        return found


def apply_hints(
    elements: Elements, text: str, url: str, source: Source | None, day: date | None = None, *, own: bool = True
) -> PartSelectors:
    """Return the selectors of a page (title, lead, body, date, byline, credit, section) and take out what "drop" selects.

    ``day`` is when the page was fetched (None: today): versions no longer served then are tried last. A source's own
    selectors go before its family's; they are left aside unless ``own``.
    """
    family = family_of(Page(url, text), source.family if source else "")
    chosen = choose_version(family.hints, elements, day or date.today())
    by_part: defaultdict[str, tuple[str, ...]] = defaultdict(tuple)
    declared: list[Mapping[str, Selectors]] = [dict(source.selectors) if source and own else {}]
    for selectors in [*declared, chosen.selectors if chosen else {}]:
        for part, given in selectors.items():
            by_part[part] += _in_order(given)
    found = PartSelectors(elements, family, by_part, source.name if source else "")
    held = {id(e) for part in _WHOLE if (tag := found.find(part)) is not None for e in (tag, *tag.parents)}
    for selector in by_part.pop("drop", ()):
        for element in found.select("drop", selector):
            if id(element) not in held:
                remove_element(element)
    return found


def _may_be(part: str, element: Tag) -> bool:
    """Return whether an element may be a part of the article: it says something fit, and is no wrapper of the page."""
    if is_shorter(element, _LEAST.get(part, 0)) or (part in _MOST and not is_shorter(element, _MOST[part] + 1)):
        return False
    if part == "section" and not is_shorter(element, LONGEST + 1) and not is_trail(element):
        return False
    if part in ("body", "lead") and count_linked(element) > _LINKED * len(element.get_text()):
        return False
    if find_below(element, "nav" if part == "body" else "h1") is not None:
        return False
    text = "" if part in ("body", "date") else element.get_text(" ", strip=True)
    return not (is_date_line(text) and parse_visible_date(text))


def choose_version(versions: Iterable[Hints], elements: Elements, day: date) -> Hints | None:
    """Choose the first version whose title and body are on the page, those valid on ``day`` first."""
    for version in sorted(versions, key=lambda v: v.valid_until is not None and v.valid_until < day):
        if _has_part(elements, version.selectors, "title", 1) and _has_part(
            elements, version.selectors, "body", _ENOUGH
        ):
            return version
    return None


def _has_part(elements: Elements, selectors: Mapping[str, Selectors], part: str, least: int) -> bool:
    meant = (elements.select_first(selector) for selector in _in_order(selectors.get(part, ())))
    found = next((e for e in meant if e is not None), None)
    return found is not None and len(found.get_text(" ", strip=True)) >= least


def _in_order(given: Selectors) -> tuple[str, ...]:
    return given if isinstance(given, tuple) else (given,) if given else ()
