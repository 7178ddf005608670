"""Finds on a page what belongs to other articles: their linked titles, their openings, the like items of a list."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from bs4 import NavigableString, Tag

from crawler.html.boilerplate import BLOCKS, class_names, is_in_sidebar, is_shorter
from crawler.html.elements import find_below, iter_below
from crawler.html.metadata import squeeze_blanks

_HEADLINE = 25  # characters of a link that is the title of another article
_SENTENCE = 60
_ITEM = 5  # elements round a title or an opening that may be its item in a list
_ITEM_SIZE = 1200  # characters of an item
_BEFORE_TITLE = 30  # characters of an hour, a day or a section before the title of an item
_BESIDE = 160  # characters of an item that are neither its title nor its opening
_ALIKE = 2  # other items of a list
_BEHIND = re.compile(r"\s*[-–—:|(\d]")
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")


def is_headline(link: Tag) -> bool:
    """Return whether a link is the title of another article and nearly all that its block says."""
    if not _is_title(link):
        return False
    text = squeeze_blanks(link.get_text(" "))
    holder = next((e for e in link.parents if e.name in BLOCKS), None)
    return holder is None or len(squeeze_blanks(holder.get_text(" "))) <= len(text) * 1.25 + 25


def count_headlines(element: Tag) -> int:
    """Return how many blocks of ``element`` are but the linked title of another article."""
    return sum(1 for a in iter_below(element, "a") if "href" in a.attrs and is_headline(a))


def _leads_elsewhere(other: Tag, link: Tag) -> bool:
    """Return whether another link is long enough for a title, and is that of another page."""
    return other.attrs.get("href", link["href"]) != link["href"] and not is_shorter(other, _HEADLINE)


def count_teasers(page: Tag, most: int, opening: int = _SENTENCE) -> int:
    """Return how many other articles, ``most`` at most, a page names with ``opening`` characters beside their titles.

    Where less than a sentence is asked for, a picture will do. Sidebars and related lists are left out.
    """
    counted: set[str] = set()
    for link in iter_below(page, "a"):
        if "href" not in link.attrs or not _is_title(link) or str(link["href"]) in counted or is_in_sidebar(link):
            continue
        item, title = link, squeeze_blanks(link.get_text(" "))
        for holder in islice(link.parents, _ITEM):
            if any(_leads_elsewhere(a, link) for a in iter_below(holder, "a")):
                break
            item = holder
        pictured = opening < _SENTENCE and find_below(item, "img") is not None
        if pictured or len(squeeze_blanks(item.get_text(" "))) >= len(title) + opening:
            counted.add(str(link["href"]))
            if len(counted) >= most:
                break
    return len(counted)


def is_in_item(element: Tag, heading: Tag | None) -> bool:
    """Return whether a text stands in one of several like items of a list, below the linked title of its own.

    ``heading`` is the page's own title, which is no item's.
    """
    for item in _iter_items(element, heading):
        link = _find_opening_title(item, element)
        if link is None:
            continue
        found = (_find_opening_title(e, None) for e in _iter_alike(item))
        if len({str(other["href"]) for other in found if other is not None} - {str(link["href"])}) >= _ALIKE:
            return True
    return False


def is_below_linked_heading(element: Tag, heading: Tag | None) -> bool:
    """Return whether a text is all that stands below a heading that leads to another page: the first story of a list."""
    for item in _iter_items(element, heading):
        headed = [a for h in item.find_all(_HEADINGS) for a in h.find_all("a", href=True) if _is_title(a)]
        if headed and not is_shorter(element, 1):
            said = len(squeeze_blanks(element.get_text(" "))) + len(squeeze_blanks(headed[0].get_text(" ")))
            return len(headed) == 1 and is_shorter(item, said + _BESIDE)
    return False


def _iter_items(element: Tag, heading: Tag | None) -> Iterator[Tag]:
    """Yield the elements round a text, itself first, that may be its item: short ones, without the page's own title."""
    held = {id(e) for e in (heading, *heading.parents)} if heading is not None else set()
    for item in islice((element, *element.parents), _ITEM + 1):
        if id(item) in held or item.name in ("body", "html", "[document]") or not is_shorter(item, _ITEM_SIZE):
            return
        yield item


def _iter_alike(item: Tag) -> Iterator[Tag]:
    """Yield the elements beside an item that have its name and its first class."""
    name = class_names(item).partition(" ")[0]
    for other in item.parent.find_all(item.name, recursive=False) if item.parent is not None else ():
        if other is not item and class_names(other).partition(" ")[0] == name:
            yield other


def _find_opening_title(item: Tag, element: Tag | None) -> Tag | None:
    """Return the link that an item opens with, before the text of ``element``: a title, at most an hour or a section before it."""
    before = 0
    for node in item.descendants:
        if isinstance(node, Tag) and node is element and node is not item:
            return None
        if isinstance(node, Tag) and node.name == "a" and node.get("href") and _is_title(node):
            return node if _ends_with_line(node) else None
        if type(node) is NavigableString and node.strip():
            before += len(node.strip())
            if before > _BEFORE_TITLE:
                return None
    return None


def _ends_with_line(link: Tag) -> bool:
    """Return whether a line ends behind a link, or a dash, a colon or a day follows it: in a sentence it is none of a list."""
    holder = next((e for e in link.parents if e.name in BLOCKS), None)
    for node in link.next_elements:
        if isinstance(node, Tag):
            if node.name == "br" or node.name in BLOCKS:
                return True
        elif type(node) is NavigableString and node.strip() and link not in node.parents:
            return bool(_BEHIND.match(node)) or next((e for e in node.parents if e.name in BLOCKS), None) is not holder
    return True


def _is_title(link: Tag) -> bool:
    """Return whether a link is long enough for a title, and leads to another page."""
    return not is_shorter(link, _HEADLINE) and not str(link["href"]).startswith(("#", "javascript:", "mailto:", "tel:"))


__all__ = ["count_headlines", "count_teasers", "is_below_linked_heading", "is_headline", "is_in_item"]
