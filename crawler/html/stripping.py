"""Strips a page of what is no text: scripts, menus, hidden elements, and the boxes beside the text."""

from __future__ import annotations

import re
from collections.abc import Collection

from bs4 import Tag
from bs4.element import NavigableString

from crawler.html.boilerplate import (
    count_unlinked,
    has_body,
    has_text,
    is_box,
    is_shorter,
    is_teaser,
    iter_held_pieces,
    iter_pieces_of_text,
)
from crawler.html.elements import Elements, find_above, find_below, is_in_page, iter_below, remove_element
from crawler.html.leftover_words import is_related_heading
from crawler.html.metadata import squeeze_blanks

_NOISE = (
    "script:not([type='application/ld+json']), style, noscript, template, iframe, svg, object, nav, aside, button, "
    "select, footer, ins, audio, video, progress, [hidden], [aria-hidden=true], "
    "[role=dialog], [role=alertdialog], [role=menu], [role=tooltip], [role=navigation], [role=search], "
    ".twitter-tweet, .instagram-media, .tiktok-embed, .fb-post, .fb-video"
)
_NEVER_TEXT = frozenset(
    ("script", "style", "template", "iframe", "svg", "button", "select", "audio", "video", "progress", "noscript")
)
_LEAST_TEXT = 200  # characters of sentences that make a wrapper one of the text
_FOOT = 150  # characters
_HIDDEN = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")
_NONE = re.compile(
    r"(?i)(?<![\w:-])(?:d-none|hidden|hide|hide-accessible|sr-only|visually-hidden|screen-reader-text)(?![\w-])"
)
_SHOWN_WIDE = re.compile(r"(?i)(?:d-(?:sm|md|lg|xl)-|(?:sm|md|lg|xl):)(?!none|hidden)")


def strip_hidden(elements: Elements, titles: Collection[str] = ()) -> None:
    """Take scripts, menus and hidden text out of a page; a form round the whole page only loses its shell.

    So does an <aside>, <nav> or <footer> that holds the title (one of ``titles``, or the first heading) and the text: a
    wrapper that was left open.
    """
    forms = elements.by_name("form")
    whole = len(elements.soup.get_text()) if forms else 0
    for form in forms:
        if not is_in_page(form):
            continue
        if find_below(form, "h1") or len(list(iter_below(form, "p"))) > 3 or len(form.get_text()) > whole / 2:
            form.unwrap()
        else:
            remove_element(form)
    beside: list[Tag] = []
    for element in elements.select(_NOISE):
        if element.name not in _NEVER_TEXT and _holds_article(element, titles) or _is_foot_of_article(element):
            element.unwrap()
        elif element.name in ("aside", "nav") and is_in_page(element) and has_text(element):
            beside.append(element)
        else:
            remove_element(element)
    for element in elements:
        if _is_hidden(element):
            remove_element(element)
    if beside:
        _settle_beside(elements.soup, [e for e in beside if is_in_page(e)])


def _is_foot_of_article(element: Tag) -> bool:
    """Return whether ``element`` is the few words below an article: who wrote it, where it is filed."""
    return element.name == "footer" and find_above(element, "article") is not None and is_shorter(element, _FOOT)


def _settle_beside(soup: Tag, beside: Collection[Tag]) -> None:
    """Take out what stands beside the text, but for a page all of whose text stands there: a wrapper left open."""
    inside = {id(e) for element in beside for e in element.descendants}
    outside = (holder for holder, _ in iter_held_pieces(soup) if id(holder) not in inside)
    alone = next(outside, None) is None
    for element in beside:
        if alone and is_in_page(element):
            element.unwrap()
        else:
            remove_element(element)


def _holds_article(element: Tag, titles: Collection[str]) -> bool:
    """Return whether ``element`` holds the title and the text of its page."""
    if not is_in_page(element) or is_shorter(element, _LEAST_TEXT):
        return False
    known = {title.lower() for title in titles}
    headings = iter_below(element, "h1", "h2", "h3")
    titled = any(h.name == "h1" or squeeze_blanks(h.get_text(" ")).lower() in known for h in headings)
    return titled and (has_text(element) or sum(map(len, iter_pieces_of_text(element))) > _LEAST_TEXT)


def _is_hidden(element: Tag) -> bool:
    attributes = element.attrs
    if not attributes:
        return False
    if (style := attributes.get("style")) and _HIDDEN.search(str(style)):
        return True
    names = attributes.get("class") or ""
    called = names if isinstance(names, str) else " ".join(map(str, names))
    if not called or not _NONE.search(called) or _SHOWN_WIDE.search(called):
        return False
    return not has_body(element) and not has_text(element)


def strip_boxes(elements: Elements, *kept: Tag | None) -> None:
    """Take the boxes beside the text out of a page: those with telling names, and those under a telling headline.

    ``kept`` are the title and the text: they, and what holds them, stay.
    """
    held = {id(e) for tag in kept if tag is not None for e in (tag, *tag.parents)}
    for element in elements:
        if id(element) not in held and is_box(element):
            remove_element(element)
    headlines = [s for s in elements.soup.descendants if isinstance(s, NavigableString) and is_related_heading(s)]
    for string in headlines:
        # Of two headlines of one box the second went with the first.
        box = _box_of(string, held) if is_in_page(string) else None
        if box is not None:
            remove_element(box)


def _box_of(label: NavigableString, held: set[int]) -> Tag | None:
    """Return the widest element round a headline that holds links to other articles and no text of its own."""
    found: Tag | None = None
    for element in list(label.parents)[:6]:
        if not isinstance(element, Tag) or id(element) in held or not is_shorter(element, 1500):
            break
        leaves = [p for p in iter_below(element, "p", "div") if not find_below(p, "p", "div", "a")]
        long = [p for p in leaves if len(p.get_text()) > 150 or (len(p.get_text()) > 100 and not is_teaser(p))]
        if len(long) > 1 or (long and not find_below(element, "a")):
            break
        if element.name != "p" and find_below(element, "a") is not None:
            if found is not None and count_unlinked(element) > count_unlinked(found) + 80:
                break
            found = element
    return found
