"""Finds the publication date that a page shows: near the title, else in an element named a date; never today's clock."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from itertools import islice

from bs4 import Tag
from bs4.element import NavigableString

from crawler.extraction.pieces import Piece
from crawler.html import published_dates as dates
from crawler.html.boilerplate import class_names, is_in_related_list
from crawler.html.date_text import Moment, is_believable, parse_joined_date, parse_visible_date
from crawler.html.elements import find_above, find_below, iter_below
from crawler.html.metadata import squeeze_blanks

_SENTENCE = 60  # characters: what is longer is text, no date line
_DATE_ROW = 120  # characters of a line that holds a date and hardly a letter besides
_TITLE = 30  # characters of a link that may be the title of another article
_MENU = 12  # links before the title that are more than breadcrumbs and a share bar
_CLOCK = re.compile(
    r"(?i)now|today|current|clock|hom[-_]?nay|lunar|am[-_]?lich|top[-_]?(?:date|time|bar)|date[-_]?top|header[-_]?(?:date|time)"
)
_DATED = re.compile(
    r"(?i)(?:^|[-_ ])(?:p?(?:date|time|ngay|thoi[-_]?gian)|(?:created|posted[-_]?on|published)(?![-_]?by))|(?:date|time)(?:$|[-_ ])|pub(?:lish)?(?:ed)?[-_]?(?:date|time|source)"
)


_LABELLED = re.compile(r"(?i)\W*(?:cập nhật|ngày (?:đăng|cập nhật)|đăng (?:ngày|lúc)|thời gian đăng)\b")


def find_shown_date(heading: Tag | None, main: Tag, fetched: datetime | None = None) -> Moment | None:
    """Find the date shown near the title or by an element named a date; with the time of day when any has it.

    In the order of trust: <time> and the like after the title, short texts after it, short texts before it, elements
    named a date in what holds title and text; at last what tells how long before the fetch it was.
    """
    if heading is None:
        return dates.find_date_in_elements(_iter_date_elements(None, main), fetched)
    after, named = list(_iter_texts_after(heading, main)), list(_iter_named_texts(heading, main))
    found = [
        dates.find_date_in_elements(_iter_date_elements(heading, main), fetched),
        dates.find_date_in_texts(after, fetched),
        dates.find_date_in_texts(_iter_texts_before(heading), fetched),
        dates.find_date_in_texts(named, fetched),
    ]
    moments = [m for m in found if m]
    if not moments:
        moments = [m for text in (*named, *after) if (m := parse_joined_date(text)) and is_believable(m, fetched)]
    if not moments and fetched is not None:
        ago = dates.find_relative_date([*named, *after], fetched)
        moments = [ago] if ago else []
    return next((m for m in moments if m[1] == "minute"), None) or next(iter(moments), None)


def is_dated_below(heading: Tag | None, main: Tag, fetched: datetime | None = None) -> bool:
    """Return whether a day stands between a title and the text, not that of another article."""
    return heading is not None and dates.find_date_in_texts(_iter_texts_after(heading, main), fetched) is not None


def is_timed_above(heading: Tag | None, fetched: datetime | None = None) -> bool:
    """Return whether a time of day stands right above a title, that of no clock."""
    found = dates.find_date_in_texts(_iter_texts_before(heading), fetched) if heading is not None else None
    return found is not None and found[1] == "minute"


def find_unread_date(heading: Tag | None, main: Tag) -> str:
    """Return what an element between title and text says that is named a date and holds none that is understood; "" without one."""
    if heading is None:
        return ""
    return next((text for text in _iter_named_texts(heading, main) if text), "")


def split_date_line(chosen: list[Piece], fetched: datetime | None = None) -> tuple[list[Piece], Moment | None]:
    """Split the date line off the top of the text, also one that is not understood, and one with its time off the end."""
    for at, piece in enumerate(chosen[:3]):
        if len(piece.text) > _DATE_ROW:
            continue
        found = dates.find_date_in_texts([piece.text], fetched) or _find_other_date(piece.text, fetched)
        if found or (len(piece.text) <= _SENTENCE and _DATED.search(piece.classes) and piece.kind == "paragraph"):
            return chosen[:at] + chosen[at + 1 :], found
    for at in range(len(chosen) - 1, max(3, len(chosen) - 4) - 1, -1):
        found = dates.find_date_in_texts([chosen[at].text], fetched) if len(chosen[at].text) <= _SENTENCE else None
        if found and (found[1] == "minute" or _LABELLED.match(chosen[at].text)):
            return chosen[:at] + chosen[at + 1 :], found
    return chosen, None


def _find_other_date(text: str, fetched: datetime | None) -> Moment | None:
    """Return the moment of a line that tells it without signs, or how long before the fetch it was."""
    found = parse_joined_date(text)
    if found is not None:
        return found if is_believable(found, fetched) else None
    return dates.find_relative_date([text], fetched) if fetched is not None else None


def _iter_date_elements(heading: Tag | None, main: Tag) -> Iterator[Tag]:
    """Yield the elements that are dates by their names between the title and the text, or at the head of the text."""
    for element in heading.next_elements if heading is not None else main.descendants:
        if isinstance(element, Tag) and dates.is_date_element(element):
            if not _is_of_other_article(element, heading or main, main):
                yield element
        elif (
            isinstance(element, NavigableString) and len(squeeze_blanks(str(element))) > 90 and main in element.parents
        ):
            return


def _iter_texts_after(heading: Tag, main: Tag) -> Iterator[str]:
    """Yield the short texts after the title up to the first long one in the text."""
    for string in islice((s for s in heading.next_elements if isinstance(s, NavigableString)), 80):
        if type(string) is NavigableString and (text := squeeze_blanks(str(string))):
            if len(text) > _SENTENCE and main in string.parents:
                return
            if (
                len(text) <= 150
                and string.parent is not None
                and not _is_of_other_article(string.parent, heading, main)
            ):
                yield text


def _iter_texts_before(heading: Tag) -> Iterator[str]:
    """Yield the texts before the title, nearest first; what day it is today stands in the head of the page."""
    for string in islice((s for s in heading.previous_elements if isinstance(s, NavigableString)), 12):
        if type(string) is NavigableString and (text := squeeze_blanks(str(string))) and not _is_clock(string, heading):
            yield text


def _is_clock(string: NavigableString, heading: Tag) -> bool:
    """Return whether a text before the title may tell what day it is: by its names, or as a bare day beside the menu."""
    above = [e for e in list(string.parents)[:4] if isinstance(e, Tag)]
    if any(_CLOCK.search(class_names(e)) or _is_page_header(e) for e in above):
        return True
    moment = parse_visible_date(squeeze_blanks(str(string)))
    if moment is None or moment[1] == "minute":
        return False
    holding = {id(e) for e in heading.parents}
    common = next((e for e in string.parents if id(e) in holding), None)
    return common is None or common.name in ("body", "html") or len(_links_before(common, heading)) > _MENU


def _is_page_header(element: Tag) -> bool:
    """Return whether an element is the <header> of the page: that of an <article> holds the article's own data."""
    return element.name == "header" and find_below(element, "h1") is None and find_above(element, "article") is None


def _links_before(common: Tag, heading: Tag) -> list[Tag]:
    links: list[Tag] = []
    for element in common.descendants:
        if element is heading:
            break
        if isinstance(element, Tag) and element.name == "a":
            links.append(element)
    return links


def _is_of_other_article(element: Tag, heading: Tag, main: Tag) -> bool:
    """Return whether a date stands in the item of another article: among such items, or right beside a linked title."""
    if is_in_related_list(element):
        return True
    kept = {id(e) for e in (heading, main, *heading.parents, *main.parents)}
    for around in [element, *list(element.parents)[:3]]:
        if not isinstance(around, Tag) or id(around) in kept:
            return False
        if around.name == "a" or any(len(squeeze_blanks(a.get_text(" "))) >= _TITLE for a in iter_below(around, "a")):
            return True
    return False


def _iter_named_texts(heading: Tag, main: Tag) -> Iterator[str]:
    """Yield the short texts of the elements named a date below the nearest element that holds title and text."""
    holding = {id(e) for e in heading.parents}
    common = next((e for e in (main, *main.parents) if id(e) in holding), None)
    if not isinstance(common, Tag) or (common is not main and common.name in ("body", "html")):
        return
    before = heading is not common
    for element in iter_below(common, "span", "div", "p", "li", "small", "i", "em", "td", heading.name):
        before = before and element is not heading
        if not isinstance(element, Tag) or not _DATED.search(class_names(element)):
            continue
        if before and any(_CLOCK.search(class_names(e)) for e in (element, *islice(element.parents, 3))):
            continue
        text = squeeze_blanks(element.get_text(" "))
        if len(text) <= _SENTENCE and not _is_of_other_article(element, heading, main):
            yield text
