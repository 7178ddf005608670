"""Finds the date that a listing shows beside a link, for articles whose own page has none."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from archive.articles.listed_moments import text_of_moment
from crawler.html.date_text import Moment
from crawler.html.page import whole_text
from crawler.html.published_dates import find_date_in_texts

_LEVELS = 4  # ancestors of a link that may be its item
_TITLE = 30  # characters from which another link is likely another article's title
_LONG = 600  # characters of an item


def find_date_beside(link: Any, today: date) -> str:
    """Find the date printed beside a link, as ``archive.articles.listed_moments`` writes it; "" without one.

    Only a piece of text that is hardly more than a date counts, for a day in a title or an opening is part of what is
    told; and never the day on which the list was fetched, for it may be the clock of the page: a later visit will tell.
    """
    element = link
    for _ in range(_LEVELS):
        element = element.getparent()
        if element is None or _is_several_items(element, link):
            return ""
        dated = (text for text in _iter_texts(element, link) if any(c.isdigit() for c in text))
        if found := {moment for text in dated if (moment := find_date_in_texts([text]))}:
            moment = found.pop()
            return "" if found or moment[0].date() == today else format_moment(moment)
    return ""


def format_moment(moment: Moment) -> str:
    """Format a moment as ``archive.articles.listed_moments`` writes it; midnight is but a day."""
    at, precision = moment
    return text_of_moment(at, "day" if (at.hour, at.minute) == (0, 0) else precision)


def _is_several_items(element: Any, link: Any) -> bool:
    """Tell whether an element is more than the item of one link."""
    if len(whole_text(element)) > _LONG:
        return True
    mine = link.get("href")
    return any(a.get("href") != mine and len(whole_text(a).strip()) >= _TITLE for a in element.iter("a"))


def _iter_texts(element: Any, link: Any) -> Iterator[str]:
    """Yield the pieces of text of an item in order, without those of the link."""
    for piece in (element.text, *(part for child in element for part in _iter_child_texts(child, link))):
        if text := " ".join(piece.split()) if piece else "":
            yield text


def _iter_child_texts(child: Any, link: Any) -> Iterator[str | None]:
    if child is not link and isinstance(child.tag, str):
        yield from _iter_texts(child, link)
    yield child.tail
