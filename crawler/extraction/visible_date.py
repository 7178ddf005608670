"""The moment that a reader sees on a page: near the title, else where an element is called a date; never today's clock."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bs4 import Tag
from bs4.element import NavigableString

from crawler.extraction.main_content import Piece
from crawler.html import published_dates as dates
from crawler.html.boilerplate import among_others, classes
from crawler.html.metadata import squeezed

_SENTENCE = 60  # characters: what is longer is text, no date line
_TITLE = 30  # characters of a link that may be the title of another article
_MENU = 12  # links before the title that are more than breadcrumbs and a share bar
_CLOCK = re.compile(
    r"(?i)now|today|current|clock|hom-?nay|lunar|am-?lich|top-?(?:date|time|bar)|date-?top|header-?(?:date|time)"
)
_DATED = re.compile(
    r"(?i)(?:^|[-_ ])p?(?:date|time|ngay|thoi-?gian)|(?:date|time)(?:$|[-_ ])|pub(?:lish)?(?:ed)?-?(?:date|time|source)"
)


def shown_date(heading: Tag | None, main: Tag) -> dates.Moment | None:
    """Return the moment shown near the title or by an element named a date; with the time of day when any has it.

    In the order of trust: <time> and the like after the title, short texts after it, short texts before it, elements
    named a date in what holds title and text.
    """
    if heading is None:
        return dates.from_times(_near(None, main))
    found = [
        dates.from_times(_near(heading, main)),
        dates.from_texts(_after(heading, main)),
        dates.from_texts(_before(heading)),
        dates.from_texts(_named(heading, main)),
    ]
    moments = [m for m in found if m]
    return next((m for m in moments if m[1] == "minute"), None) or next(iter(moments), None)


def without_dates(chosen: list[Piece]) -> tuple[list[Piece], dates.Moment | None]:
    """Take the date line off the top of the text, and one with its time off the end."""
    for at, piece in enumerate(chosen[:3]):
        if len(piece.text) <= _SENTENCE and (found := dates.from_texts([piece.text])):
            return chosen[:at] + chosen[at + 1 :], found
    for at in range(len(chosen) - 1, max(3, len(chosen) - 4) - 1, -1):
        found = dates.from_texts([chosen[at].text]) if len(chosen[at].text) <= _SENTENCE else None
        if found and found[1] == "minute":
            return chosen[:at] + chosen[at + 1 :], found
    return chosen, None


def _near(heading: Tag | None, main: Tag) -> Iterator[Tag]:
    """Yield the elements that are dates by their names between the title and the text, or at the head of the text."""
    for element in heading.next_elements if heading is not None else main.descendants:
        if isinstance(element, Tag) and dates.tells_moment(element):
            if not _of_another(element, heading or main, main):
                yield element
        elif isinstance(element, NavigableString) and len(squeezed(str(element))) > 90 and main in element.parents:
            return


def _after(heading: Tag, main: Tag) -> Iterator[str]:
    """Yield the short texts after the title up to the first long one in the text."""
    for string in heading.find_all_next(string=True, limit=80):
        if type(string) is NavigableString and (text := squeezed(str(string))):
            if len(text) > _SENTENCE and main in string.parents:
                return
            if len(text) <= 150 and string.parent is not None and not _of_another(string.parent, heading, main):
                yield text


def _before(heading: Tag) -> Iterator[str]:
    """Yield the texts before the title, nearest first; what day it is today stands in the head of the page."""
    for string in heading.find_all_previous(string=True, limit=12):
        if type(string) is NavigableString and (text := squeezed(str(string))) and not _is_clock(string, heading):
            yield text


def _is_clock(string: NavigableString, heading: Tag) -> bool:
    """Return whether a text before the title may tell what day it is: by its names, or as a bare day beside the menu."""
    above = [e for e in list(string.parents)[:4] if isinstance(e, Tag)]
    if any(_CLOCK.search(classes(e)) or _heads_page(e) for e in above):
        return True
    moment = dates.visible(squeezed(str(string)))
    if moment is None or moment[1] == "minute":
        return False
    holding = {id(e) for e in heading.parents}
    common = next((e for e in string.parents if id(e) in holding), None)
    return common is None or common.name in ("body", "html") or len(_links_before(common, heading)) > _MENU


def _heads_page(element: Tag) -> bool:
    """Return whether an element is the <header> of the page: that of an <article> holds the article's own data."""
    return element.name == "header" and element.find("h1") is None and element.find_parent("article") is None


def _links_before(common: Tag, heading: Tag) -> list[Tag]:
    links: list[Tag] = []
    for element in common.descendants:
        if element is heading:
            break
        if isinstance(element, Tag) and element.name == "a":
            links.append(element)
    return links


def _of_another(element: Tag, heading: Tag, main: Tag) -> bool:
    """Return whether a date stands in the item of another article: among such items, or right beside a linked title."""
    if among_others(element):
        return True
    kept = {id(e) for e in (heading, main, *heading.parents, *main.parents)}
    for around in [element, *list(element.parents)[:3]]:
        if not isinstance(around, Tag) or id(around) in kept:
            return False
        if around.name == "a" or any(len(squeezed(a.get_text(" "))) >= _TITLE for a in around.find_all("a")):
            return True
    return False


def _named(heading: Tag, main: Tag) -> Iterator[str]:
    """Yield the short texts of the elements named a date below the nearest element that holds title and text."""
    holding = {id(e) for e in heading.parents}
    common = next((e for e in main.parents if id(e) in holding), None)
    if not isinstance(common, Tag) or common.name in ("body", "html"):
        return
    for element in common.find_all(["span", "div", "p", "li", "small", "i", "em", "td"]):
        if not isinstance(element, Tag) or not _DATED.search(classes(element)):
            continue
        text = squeezed(element.get_text(" "))
        if len(text) <= _SENTENCE and not _of_another(element, heading, main):
            yield text
