"""Finds the lead (sapo) of an article: named by the template, standing alone above the text, or the text's bold beginning."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import Tag
from bs4.element import NavigableString

from crawler.extraction.pieces import Piece, is_under_picture, text_of
from crawler.html.boilerplate import element_labels
from crawler.html.date_text import is_date_line, parse_visible_date
from crawler.html.elements import find_above, find_below, iter_below
from crawler.html.leftover_words import is_label
from crawler.html.metadata import PageData, squeeze_blanks

_NAMED = re.compile(
    r"(?i)tom[-_]?tat|sapo|lead(?![a-z])|hometext|summary|mo[-_]ta|trich[-_]?dan|chapp?eau|description|\babs(?:tract)?\b|[-_]desc\b|\bdesc\b|box-des"
    r"|excerpt|standfirst|(?:^|[-_ ])(?:lbl[-_]?)?brief\b|lblBrief|intro(?:[-_]?text|duction)?\b|subtitle\b|sub[-_]?head|\bp[-_]?head\b"
)
_WORD = re.compile(r"\w+")
_LEAST, _MOST = 30, 1500  # characters of a lead
_TOGETHER = 0.8  # of the other texts' characters
_PARTED_BESIDE_PICTURE = ("p", "div", "li", "a", "h3")
_PARTED = (*_PARTED_BESIDE_PICTURE, "img", "td")  # what a text that stands alone does not hold
_ELEMENTS = ("p", "div", "h2", "h3", "h4", "strong", "span", "section", "td")


def split_lead(
    declared: Tag | None,
    heading: Tag | None,
    main: Tag,
    chosen: list[Piece],
    order: dict[int, int],
    data: PageData,
) -> tuple[str, list[Piece]]:
    """Return the lead and the pieces without it. ``declared`` is the element that a source's selector names."""
    outside = declared or (_find_lead_above(heading, main, chosen, order, data) if heading is not None else None)
    if outside is None and heading is not None and (loose := _find_loose_lead(heading, main)):
        return loose, [p for p in chosen if not _is_same_text(p.text, loose)]
    if outside is not None and (text := _text_without_pictures(outside)):
        inside = {id(outside)} | {id(e) for e in outside.descendants}
        kept = [
            p
            for p in chosen
            if id(p.first) not in inside and id(p.element) not in inside and not _is_same_text(p.text, text)
        ]
        return text, kept
    first = next((p for p in chosen if p.kind == "paragraph"), None)
    if first is not None and (
        (first.bold and not _is_first_question(first, chosen))
        or _is_description(first.text, data)
        or _is_set_apart(first, heading, main, chosen)
    ):
        return first.text, [p for p in chosen if p is not first]
    return "", chosen


def _is_first_question(first: Piece, chosen: list[Piece]) -> bool:
    """Return whether a bold paragraph asks, as later bold ones do: an interview, or letters with their answers."""
    return first.text.endswith("?") and any(p.bold and p.text.endswith("?") for p in chosen if p is not first)


def _text_without_pictures(element: Tag) -> str:
    """Return what an element says beside the pictures in it and their notes."""
    if find_below(element, "img") is None:
        return text_of(element)
    pictured = [
        e for e in element.children if isinstance(e, Tag) and (e.name == "img" or find_below(e, "img") is not None)
    ]
    rest = text_of(element, {id(e) for e in pictured})
    if rest or not pictured:
        return rest
    return _text_without_pictures(pictured[0]) if len(pictured) == 1 else text_of(element)


def _find_loose_lead(heading: Tag, main: Tag) -> str:
    """Return the text that stands in no element of its own between title and text, as some templates print it; "" without one."""
    above = {id(e) for e in main.parents}
    said: list[str] = []
    for node in heading.next_elements:
        if node is main:
            break
        if type(node) is NavigableString and node.parent is not None and id(node.parent) in above:
            said.append(str(node))
    text = squeeze_blanks(" ".join(said))
    return text if _LEAST <= len(text) <= _MOST and not is_label(text) and not is_date_line(text) else ""


def _is_same_text(text: str, lead: str) -> bool:
    return _WORD.findall(text.lower()) == _WORD.findall(lead.lower())


def _is_description(text: str, data: PageData) -> bool:
    """Return whether ``text`` is what the page's data gives as its description."""
    words = _WORD.findall(text.lower())
    for told in data.descriptions:
        known = _WORD.findall(told.lower())[:25]
        if len(known) >= 8 and len(words) <= 150 and sum(w in words for w in known) >= 0.85 * len(known):
            return True
    return False


def _find_lead_above(heading: Tag, main: Tag, chosen: list[Piece], order: dict[int, int], data: PageData) -> Tag | None:
    """Return the element before the text's second paragraph that is a lead by its name, or stands alone above."""
    starts = [order[id(p.first)] for p in chosen if p.kind in ("paragraph", "heading")]
    # A lead may be all there is, as below a film.
    limit = max(order[id(main)], *starts[1:2], *(at + 1 for at in starts if len(starts) == 1))
    above = {id(e) for e in main.parents} | {id(main)}
    title = text_of(heading)
    alone: list[Tag] = []
    for element in heading.find_all_next(_ELEMENTS):
        if not isinstance(element, Tag) or order[id(element)] >= limit:
            break
        if id(element) in above or not _may_be_lead(element, title):
            continue
        if _NAMED.search(element_labels(element)) or element.get("itemprop") == "description":
            return element
        if _stands_alone(element) and order[id(element)] < order[id(main)]:
            alone.append(element)
    described = [e for e in alone if _is_description(text_of(e), data)]
    return next(iter(described or alone), None)


def _is_set_apart(first: Piece, heading: Tag | None, main: Tag, chosen: list[Piece]) -> bool:
    """Return whether the first text below the title stands alone, and nearly all the others together in one box beside it."""
    rest = [p for p in chosen if p.kind == "paragraph" and p is not first]
    holding = {id(e) for e in first.element.parents} | {id(first.element)}
    if (
        heading is None
        or not rest
        or first.text.endswith("?")
        or not _LEAST <= len(first.text) <= _MOST
        or not any(e is main for e in heading.parents)
    ):
        return False
    box = next((e for e in _widening(rest[0].element) if e.parent is not None and id(e.parent) in holding), None)
    if box is None or box is rest[0].element and len(rest) > 1:
        return False
    inside = [p for p in rest if any(e is box for e in _widening(p.element))]
    return len(inside) > 1 and sum(len(p.text) for p in inside) >= _TOGETHER * sum(len(p.text) for p in rest)


def _widening(element: Tag) -> Iterator[Tag]:
    yield element
    yield from element.parents


def _may_be_lead(element: Tag, title: str) -> bool:
    """Return whether ``element`` may be a lead: of fitting size, not the title again, no caption, no label, no date."""
    text = text_of(element)
    if not _LEAST <= len(text) <= _MOST or _is_same_text(text, title) or is_label(text):
        return False
    if find_above(element, "figure", "figcaption") is not None or not _has_picture_apart(element):
        return False
    if is_under_picture(element) or any(text_of(h) != text for h in iter_below(element, "h2", "h3", "h4", "h5")):
        return False
    return len(text) > 90 or parse_visible_date(text) is None


def _has_picture_apart(element: Tag) -> bool:
    """Return whether an element has no picture, or is a cell of a table whose picture stands in a table of its own without a word."""
    if find_below(element, "img") is None:
        return True
    framed = [e for e in element.find_all("table", recursive=False) if find_below(e, "img") is not None]
    apart = {id(img) for e in framed for img in iter_below(e, "img")}
    return (
        element.name == "td"
        and all(id(img) in apart for img in iter_below(element, "img"))
        and not any(text_of(e) for e in framed)
    )


def _stands_alone(element: Tag) -> bool:
    parted = _PARTED if element.name != "td" or find_below(element, "img") is None else _PARTED_BESIDE_PICTURE
    leaf = element.name in ("p", "div", "h2", "td") and not find_below(element, *parted)
    return leaf and len(text_of(element)) >= 60
