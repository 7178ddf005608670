"""Finds the title of an article and the heading that shows it: the declared titles against what stands on the page."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, NavigableString, Tag

from crawler.extraction.pieces import text_of
from crawler.html.boilerplate import BLOCKS, class_names, is_in_sidebar
from crawler.html.date_text import is_date_line, parse_visible_date
from crawler.html.elements import find_above, find_below, iter_below
from crawler.html.leftover_words import is_related_heading
from crawler.html.metadata import PageData

_SHORTEST, _LONGEST = 20, 300  # characters of a title that no heading shows
_SECTION = 40  # characters of a heading that may be the name of a section
_TITLE = re.compile(
    r"(?i)(?:^|[-_ ])(?:tieu[-_]?de(?:[-_]?(?:tin|bai))?|(?:lbl[-_]?)?title(?:[-_]?(?:news|detail|article|post))?|headline)(?:$|[-_ ])"
    r"|(?:news|article|post|detail)s?[-_]?title(?:$|[-_ ])"
)
_PARTED = re.compile(r"\s+[|–—-]\s+")


def choose_heading(soup: BeautifulSoup, named: Tag | None, data: PageData) -> Tag | None:
    """Return the element that shows the title: that which a template ``named``, unless another says what the page calls itself."""
    if named is not None and _is_declared_title(text_of(named), data):
        return named
    found = find_heading(soup, data)
    contradicted = found is not None and len(text_of(found)) > 15 and _is_declared_title(text_of(found), data)
    return found if named is None or contradicted else named


def find_heading(soup: BeautifulSoup, data: PageData) -> Tag | None:
    """Return the element that shows the title: a heading that says what the page calls itself, else a lone <h1>."""
    shown = [h for h in iter_below(soup, "h1") if text_of(h) and text_of(h) != data.site and not _leads_to_front(h)]
    lesser = [h for h in iter_below(soup, "h2", "h3") if len(text_of(h)) > 15 and text_of(h) != data.site]
    for level in (shown, lesser):
        matching = [h for h in level if _is_declared_title(text_of(h), data)]
        if matching:
            return max(matching, key=lambda h: min(len(text_of(h)), 60))
    plain = [h for h in shown if len(text_of(h)) > 15]
    if len(shown) == 1 or len(plain) == 1:
        alone = shown[0] if len(shown) == 1 else plain[0]
        return _find_title_below(alone, soup) or alone
    return _find_title_block(soup, data) or _find_named_title(soup) or _find_line_at_date(soup)


def _leads_to_front(heading: Tag) -> bool:
    """Return whether a heading is no more than a link to the front page: the name of the site."""
    link = heading.find("a", href=True)
    if not isinstance(link, Tag) or text_of(link) != text_of(heading):
        return False
    parts = urlsplit(str(link["href"]))
    return parts.path in ("", "/") and not (parts.query or parts.fragment)


def _find_title_below(alone: Tag, soup: BeautifulSoup) -> Tag | None:
    """Return the longer element named a title below a lone <h1> that only names the section; None when the <h1> may be the title."""
    said = text_of(alone)
    if len(said) > _SECTION:
        return None
    named = _find_named_title(soup)
    after = named is not None and any(e is named for e in alone.find_all_next(named.name))
    return named if named is not None and after and len(text_of(named)) > len(said) else None


def _find_named_title(soup: BeautifulSoup) -> Tag | None:
    """Return the first element named a title whose name no other has, as old templates show it whose pages declare but the site."""
    named: dict[str, list[Tag]] = {}
    for element in iter_below(soup, "div", "p", "span", "td", "h2", "h3", "h4", "strong", "b", "font"):
        if (name := class_names(element)) and _TITLE.search(name):
            named.setdefault(name, []).append(element)
    return next((only for only, *others in named.values() if not others and _may_be_title(only)), None)


def _find_line_at_date(soup: BeautifulSoup) -> Tag | None:
    """Return the line right above a date that is above all text, on a page whose templates name nothing: a block, or in another font."""
    above: NavigableString | None = None
    for string in soup.body.find_all(string=True) if soup.body is not None else ():
        if type(string) is not NavigableString or not (text := " ".join(string.split())):
            continue
        if len(text) > _LONGEST:
            return None
        if above is not None and is_date_line(text) and parse_visible_date(text):
            line = _line_of(above)
            if line is not None and _may_be_title(line):
                return line
        above = string
    return None


def _line_of(string: NavigableString) -> Tag | None:
    """Return the element that says a text and nothing else, the widest below a block; None for a part of a longer text."""
    element, said = string.parent, " ".join(string.split())
    if element is None or text_of(element) != said:
        return None
    while element.name not in BLOCKS and element.parent is not None and text_of(element.parent) == said:
        element = element.parent
    return element


def _may_be_title(element: Tag) -> bool:
    """Return whether an element that is no heading says what a title says: one line, in no link, not beside the text."""
    words = text_of(element)
    alone = find_below(element, "p", "table", "ul", "img", "a") is None and find_above(element, "a") is None
    fits = _SHORTEST < len(words) < _LONGEST and not is_related_heading(words) and not is_date_line(words)
    return alone and fits and not is_in_sidebar(element)


def _is_declared_title(text: str, data: PageData) -> bool:
    said = text.lower()
    return any(_says(said, name.lower()) or (len(name) > 20 and name.lower() in said) for name in data.titles)


def _says(said: str, name: str) -> bool:
    """Return whether a text is in a declared title, and not only the shorter name of the site behind it."""
    first, *others = _PARTED.split(name)
    behind = said in others or any(name.endswith(f" {sign} {said}") for sign in "|–—-")
    return said in name and not (behind and len(said) < len(first))


def _find_title_block(soup: BeautifulSoup, data: PageData) -> Tag | None:
    """Return the first block that says just the declared title, as templates without headings show it."""
    names = {n.lower() for name in data.titles for n in (name, _PARTED.split(name)[0]) if len(n) > 15}
    for element in iter_below(soup, "div", "p", "span", "td", "strong"):
        if (
            isinstance(element, Tag)
            and find_below(element, "div", "p", "table") is None
            and find_above(element, "a") is None
        ):
            text = element.get_text(" ", strip=True)
            if len(text) < 300 and " ".join(text.split()).lower() in names:
                return element
    return None


def title_of(heading: Tag | None, data: PageData) -> str:
    """Return the article's title, "" when only the site's name is known."""
    if heading is not None:
        return text_of(heading)
    for name in data.titles:
        parts = _PARTED.split(name)
        while len(parts) > 1 and (parts[-1] == data.site or "|" in name or parts[-1].startswith("Báo ")):
            name = name[: name.rindex(parts.pop())].rstrip(" |–—-")
        if name != data.site:
            return name
    return ""
