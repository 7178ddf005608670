"""Indexes the elements of a page by name, class, id and attribute, so that a selector is tried on few of them.

soupsieve tries every element of a page on every selector; a portal's page has thousands, and its family asks some twenty times.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import lru_cache

import soupsieve
from bs4 import BeautifulSoup, Tag
from bs4.element import PageElement
from soupsieve.css_types import Selector, SelectorNull

_FEW = 4  # elements that are asked one by one sooner than what holds them
_HOLDING = (" ", ">")  # the relations of a selector to an element that holds another


def is_in_page(element: PageElement) -> bool:
    """Return whether an element or a string was not taken out of its page, alone or with what held it.

    bs4's own ``decomposed`` looks for an element of that name in everything below, for any that is still there.
    """
    return vars(element).get("parent") is not None


def remove_element(element: Tag) -> None:
    """Take ``element`` out of its page; nothing happens when it went before, with what held it.

    What is taken out has neither parents nor text: a list of elements or strings made before has to ask ``is_in_page`` of each.
    """
    if is_in_page(element):
        element.decompose()


def iter_below(element: Tag, *names: str) -> Iterator[Tag]:
    """Yield the elements of these names below ``element``, as bs4's ``find_all`` does at several times the cost."""
    return (e for e in element.descendants if isinstance(e, Tag) and e.name in names)


def find_below(element: Tag, *names: str) -> Tag | None:
    """Return the first element of these names below ``element``; None without one."""
    return next(iter_below(element, *names), None)


def iter_behind(element: Tag, *names: str) -> Iterator[Tag]:
    """Yield the elements of these names whose start stands behind that of ``element``, in page order."""
    return (e for e in element.next_elements if isinstance(e, Tag) and e.name in names)


def find_above(element: PageElement, *names: str) -> Tag | None:
    """Return the nearest element of these names that holds ``element``; None without one."""
    return next((e for e in element.parents if e.name in names), None)


class Elements:
    """An index over the elements of ``soup`` in page order; elements removed since are passed over."""

    def __init__(self, soup: BeautifulSoup) -> None:
        self.soup = soup
        self._elements: list[Tag] = [e for e in soup.descendants if isinstance(e, Tag)]
        self._positions = {id(e): at for at, e in enumerate(self._elements)}
        self._index: defaultdict[tuple[str, str], list[Tag]] = defaultdict(list)
        for element in self._elements:
            self._index["name", element.name].append(element)
            for attribute in element.attrs:
                self._index["attribute", attribute].append(element)
            for name in _attribute_words(element, "class"):
                self._index["class", name].append(element)
            for name in _attribute_words(element, "id"):
                self._index["id", name].append(element)

    def __iter__(self) -> Iterator[Tag]:
        return (element for element in self._elements if is_in_page(element))

    def by_name(self, *names: str) -> list[Tag]:
        """Return the elements of these names."""
        return self._sort(e for name in names for e in self._index["name", name])

    def by_label(self, pattern: re.Pattern[str]) -> list[Tag]:
        """Return the elements in whose class, id or label for screen readers ``pattern`` is found."""
        names = [key for key in self._index if key[0] in ("class", "id") and pattern.search(key[1])]
        labelled = (e for e in self._index["attribute", "aria-label"] if pattern.search(str(e.attrs["aria-label"])))
        return self._sort([*(e for key in names for e in self._index[key]), *labelled])

    def select(self, selector: str) -> list[Tag]:
        """Return the elements that a CSS selector means, as ``soup.select`` does."""
        compiled = _compile_selector(selector)
        meant = (e for alternative in compiled.selectors for e in self._find_candidates(alternative))
        return [e for e in self._sort(meant) if compiled.match(e)]

    def select_first(self, selector: str | None) -> Tag | None:
        """Return the first element that a CSS selector means; None when there is none, or no selector."""
        return next(iter(self.select(selector)), None) if selector else None

    def _find_candidates(self, alternative: Selector | SelectorNull) -> list[Tag]:
        """Return the elements that the last part of a selector may mean, by the rarest thing it names."""
        if isinstance(alternative, SelectorNull):
            return []
        named = [("id", name) for name in alternative.ids] + [("class", name) for name in alternative.classes]
        named += [("attribute", one.attribute.lower()) for one in alternative.attributes]
        if alternative.tag is not None and alternative.tag.name != "*":
            named.append(("name", alternative.tag.name.lower()))
        found = min((self._index[key] for key in named), key=len, default=self._elements)
        holders = [part for part in alternative.relation if getattr(part, "rel_type", None) in _HOLDING]
        if len(found) <= _FEW or not holders:
            return found
        # Every link of a page ends ".author a": what holds it is asked first, of all of them at once.
        held = {id(e) for part in holders for e in self._find_candidates(part)}
        return [e for e in found if not held.isdisjoint(map(id, e.parents))] if held else []

    def _sort(self, found: Iterable[Tag]) -> list[Tag]:
        once = {self._positions[id(e)]: e for e in found if is_in_page(e)}
        return [once[place] for place in sorted(once)]


@lru_cache(maxsize=1024)
def _compile_selector(selector: str) -> soupsieve.SoupSieve:
    return soupsieve.compile(selector)


def _attribute_words(element: Tag, attribute: str) -> Iterable[str]:
    value = element.attrs.get(attribute)
    return (value,) if isinstance(value, str) else value or ()
