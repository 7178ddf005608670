"""Finds the main content of a page by text density."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString

from crawler.html.boilerplate import (
    BLOCKS,
    count_linked,
    is_box,
    is_marked_body,
    is_shorter,
    is_teaser,
)
from crawler.html.date_text import is_date_line
from crawler.html.elements import iter_below
from crawler.html.metadata import squeeze_blanks

_ROW = 120  # characters of the row that tells when and how often an article was read
_LIMIT = 60
"""How far up from a text its weight is counted: deeper nesting is no page for readers."""


_NEARER = 400  # the least score of a text that is taken for its place beside the title, though another is longer


def _count_own(element: Tag) -> int:
    """Return how much unlinked text stands in ``element`` itself, in inline elements too unless these are mostly links."""
    direct: list[str] = []
    inline, linked = 0, 0
    for child in element.children:
        if type(child) is NavigableString:
            direct.append(str(child))
        elif isinstance(child, Tag) and not _holds_block(child):
            size = len(squeeze_blanks(child.get_text(" ")))
            of_links = size if child.name == "a" else count_linked(child)
            inline, linked = inline + size - of_links, linked + of_links
    if inline and is_shorter(element, _ROW) and is_date_line(squeeze_blanks(element.get_text(" "))):
        return 0
    own = len(squeeze_blanks("".join(direct)))
    return own + inline if inline + own > 2 * linked else own


def _holds_block(element: Tag) -> bool:
    return element.name in BLOCKS or any(isinstance(e, Tag) and e.name in BLOCKS for e in element.descendants)


def _iter_leaves(soup: BeautifulSoup, heading: Tag | None) -> Iterator[tuple[Tag, Tag, int]]:
    """Yield each element with text of its own but the title's, the element that holds its siblings, and the unlinked size of the text."""
    titled = {id(heading)} | {id(e) for e in heading.parents} if heading is not None else set()
    size = len(heading.get_text()) + 1 if heading is not None else 0
    boxes: dict[int, bool] = {}
    for element in iter_below(soup, "p", "div", "td", "li", "blockquote", "section", "article"):
        if id(element) in titled and is_shorter(element, size):
            continue
        if element.name == "p":
            worth = len(squeeze_blanks(element.get_text(" "))) - 2 * count_linked(element)
        else:
            worth = _count_own(element)
        holder = element.parent if element.name in ("p", "li") else element
        if worth >= 25 and isinstance(holder, Tag) and not _is_in_box(element, boxes):
            yield element, holder, worth


def find_main_block(soup: BeautifulSoup, heading: Tag | None = None) -> Tag | None:
    """Return the element whose paragraphs hold most of the unlinked text, None when there is hardly any.

    The densest element is widened to those round it while that gains text (a box of text inside the text, a text cut in
    two by an advertisement) without taking in the title; an element marked as the body is taken when it holds the same.
    """
    scores: dict[int, float] = {}
    weights: dict[int, int] = {}
    elements: dict[int, Tag] = {}
    for leaf, start, worth in _iter_leaves(soup, heading):
        holder, share = start, 1.0
        while isinstance(holder, Tag) and share > 0.2 and holder.name not in ("html", "[document]"):
            elements[id(holder)] = holder
            scores[id(holder)] = scores.get(id(holder), 0.0) + worth * share
            if holder.parent is None:
                break
            holder, share = holder.parent, share * 0.5
        for above in [] if is_teaser(leaf) else list(leaf.parents)[:_LIMIT]:
            weights[id(above)] = weights.get(id(above), 0) + worth
    if not scores:
        return None
    best = elements[max(scores, key=lambda key: scores[key])]
    if scores[id(best)] < 60:
        return None
    holding = {id(e) for e in heading.parents} if heading is not None else set()
    if heading is not None:
        best = _prefer_near_title(best, heading, scores, weights, elements)
    wide = _widen(best, weights, holding)
    return _find_marked_body(soup, wide, weights) or wide


def _prefer_near_title(
    best: Tag, heading: Tag, scores: dict[int, float], weights: dict[int, int], elements: dict[int, Tag]
) -> Tag:
    """Return the densest element, or one nearer to the title when that is a text too: the next article that a page loads
    while it is scrolled, or what readers wrote, may be longer than the article; so may be the openings of others, which weigh nothing.
    """
    around = {id(e) for e in best.parents} | {id(best)}
    for holder in heading.parents:
        if id(holder) in around:
            return best
        inside = [e for key, e in elements.items() if scores[key] >= _NEARER and any(p is holder for p in e.parents)]
        nearer = max(inside, key=lambda e: scores[id(e)], default=None)
        if nearer is not None and scores[id(nearer)] >= min(scores[id(best)] * 0.2, weights.get(id(best), 0)):
            return nearer
    return best


def _widen(best: Tag, weights: dict[int, int], holding: set[int]) -> Tag:
    current = best
    for steps, parent in enumerate(list(best.parents)[:8]):
        if not isinstance(parent, Tag) or parent.name in ("body", "html", "[document]"):
            break
        have, gain = weights.get(id(current), 0), weights.get(id(parent), 0) - weights.get(id(current), 0)
        if id(parent) in holding:
            return parent if steps < 4 and gain > 0.3 * have else current
        if gain >= max(50, 0.03 * have):
            current = parent
    return current


def _find_marked_body(soup: BeautifulSoup, wide: Tag, weights: dict[int, int]) -> Tag | None:
    """Return the element marked as the body when it holds most of the text found."""
    for named in soup.descendants:
        if not isinstance(named, Tag) or not is_marked_body(named):
            continue
        if weights.get(id(named), 0) >= weights.get(id(wide), 0) * 0.5 and weights.get(id(named), 0) >= 60:
            return named
    return None


def _is_in_box(element: Tag, boxes: dict[int, bool]) -> bool:
    """Return whether an element stands in a box; ``boxes`` keeps what is known of each, for many texts stand in one."""
    for around in (element, *islice(element.parents, 4)):
        if id(around) not in boxes:
            boxes[id(around)] = is_box(around)
        if boxes[id(around)]:
            return True
    return False
