"""Finds the title of an article and the heading that shows it: the declared titles against what stands on the page."""

from __future__ import annotations

import re

from bs4 import BeautifulSoup, Tag

from crawler.extraction.pieces import text_of
from crawler.html.boilerplate import class_names, is_in_sidebar
from crawler.html.metadata import PageData

_SHORTEST, _LONGEST = 20, 300  # characters of a title that no heading shows
_TITLE = re.compile(
    r"(?i)(?:^|[-_ ])(?:tieu[-_]?de(?:[-_]?(?:tin|bai))?|(?:lbl[-_]?)?title(?:[-_]?(?:news|detail|article|post))?|headline)(?:$|[-_ ])"
    r"|(?:news|article|post|detail)s?[-_]?title(?:$|[-_ ])"
)
_PARTED = re.compile(r"\s+[|–—-]\s+")


def find_heading(soup: BeautifulSoup, data: PageData) -> Tag | None:
    """Return the element that shows the title: a heading that says what the page calls itself, else a lone <h1>."""
    headings: list[Tag] = [h for h in soup.find_all("h1") if text_of(h) and text_of(h) != data.site]
    lesser: list[Tag] = [h for h in soup.find_all(["h2", "h3"]) if len(text_of(h)) > 15 and text_of(h) != data.site]
    for level in (headings, lesser):
        matching = [h for h in level if _is_declared_title(text_of(h), data)]
        if matching:
            return max(matching, key=lambda h: min(len(text_of(h)), 60))
    plain = [h for h in headings if len(text_of(h)) > 15]
    if len(headings) == 1 or len(plain) == 1:
        return headings[0] if len(headings) == 1 else plain[0]
    return _find_title_block(soup, data) or _find_named_title(soup)


def _find_named_title(soup: BeautifulSoup) -> Tag | None:
    """Return the first element named a title whose name no other has, as old templates show it whose pages declare but the site."""
    named: dict[str, list[Tag]] = {}
    for element in soup.find_all(["div", "p", "span", "td", "h2", "h3", "h4", "strong", "b", "font"]):
        if (name := class_names(element)) and _TITLE.search(name):
            named.setdefault(name, []).append(element)
    for only, *others in named.values():
        words = text_of(only)
        alone = only.find(["p", "table", "ul", "img", "a"]) is None and only.find_parent("a") is None
        if not others and alone and _SHORTEST < len(words) < _LONGEST and not is_in_sidebar(only):
            return only
    return None


def _is_declared_title(text: str, data: PageData) -> bool:
    return any(text.lower() in n.lower() or (len(n) > 20 and n.lower() in text.lower()) for n in data.titles)


def _find_title_block(soup: BeautifulSoup, data: PageData) -> Tag | None:
    """Return the first block that says just the declared title, as templates without headings show it."""
    names = {n.lower() for name in data.titles for n in (name, _PARTED.split(name)[0]) if len(n) > 15}
    for element in soup.find_all(["div", "p", "span", "td", "strong"]):
        if (
            isinstance(element, Tag)
            and element.find(["div", "p", "table"]) is None
            and element.find_parent("a") is None
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
