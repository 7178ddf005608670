"""Reads a trail of sections ("Trang chủ » Tin tức » Văn hóa"): its parts, with or without signs or links, and the nearest of them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from itertools import takewhile

from bs4 import Tag
from bs4.element import NavigableString

from crawler.html.date_text import is_date_line, parse_visible_date
from crawler.html.leftover_words import is_tool
from crawler.html.metadata import squeeze_blanks

LONGEST = 60
"""Characters of the name of a section at most."""
_HOME = frozenset(("trang chủ", "trang nhất", "trang chu", "home", "trang đầu", "home page", "homepage"))
_UNLINKED = 8  # words of a part that leads nowhere: longer ones are titles
_SIGNS = re.compile(r"\s*[»›>→|•◦▸►\\]+\s*|\s+/\s+|^\s*[/-]\s*|\s*[/-]\s*$")
_ENDS = " \t\n»›>→|•◦▸►\\/-"
_WORD = re.compile(r"\w+")
_TITLE_WORDS = 4  # of a cut title that tell it from the name of a section
_PLACE = re.compile(
    r"(?i)^(?:bạn (?:đang )?(?:ở|xem)(?: đây| trang)?|vị trí(?: hiện tại)?|chuyên mục|danh mục|mục|thư mục)\s*:\s*"
)
_NO_NAME = re.compile(
    r"(?i)(?:bạn (?:đang )?(?:ở|xem)(?: đây| trang)?|vị trí(?: hiện tại)?|đường dẫn|chi tiết(?: (?:tin|bài viết|tin tức|bài))?"
    r"|nội dung(?: (?:tin|bài viết|chi tiết))?|xem (?:tin|bài viết|chi tiết)|bài viết|rss|you are here)\W*"
)
_ASIDE = ("button", "form", "select", "script", "style", "noscript", "svg", "time", "template")


def is_home(name: str) -> bool:
    """Return whether a part of a trail is the front page."""
    return name.lower() in _HOME


def nearest_section(element: Tag, titles: Collection[str] = ()) -> str:
    """Return the last part of a trail that is the name of a section; "" without one. ``titles`` are what the page itself is called."""
    said = [" ".join(words) for title in titles if (words := _words_of(title))]
    named = (part for part, linked in _iter_parts(element, said) if _is_section(part, said, linked=linked))
    *_, last = "", *named
    return last


def is_trail(element: Tag) -> bool:
    """Return whether an element has the parts of a trail, the front page or signs among them, and not one name alone."""
    parts = [part for part, _ in _iter_parts(element)]
    return len(parts) > 1 and (is_home(parts[0]) or _SIGNS.search(element.get_text(" ", strip=True)) is not None)


def _iter_parts(element: Tag, titles: Collection[str] = ()) -> Iterator[tuple[str, bool]]:
    """Yield the parts in order, and whether each is a link: a link is one part, and so is each text beside links.

    A text that is one of the ``titles`` is none: it may have signs of its own.
    """
    taken: set[int] = set()
    for string in element.descendants:
        if type(string) is not NavigableString:
            continue
        holders = list(takewhile(lambda e: e is not element, string.parents))
        if any(e.name in _ASIDE for e in holders):
            continue
        link = next((e for e in holders if e.name == "a"), None)
        if link is None:
            said = _PLACE.sub("", squeeze_blanks(string))
            yield from ((part, False) for part in _split(said) if not _is_title(said, titles))
        elif id(link) not in taken:
            taken.add(id(link))
            yield from ((part, True) for part in _parts_of_link(link))


def _parts_of_link(link: Tag) -> Iterable[str]:
    """Return the text of a link; of one that was drawn round the whole trail its parts."""
    strings = [part for string in link.strings for part in _split(str(string))]
    return strings if strings and is_home(strings[0]) else [squeeze_blanks(link.get_text(" ")).strip(_ENDS)]


def _split(text: str) -> list[str]:
    return [part for part in map(squeeze_blanks, _SIGNS.split(text)) if part]


def _words_of(text: str) -> list[str]:
    return _WORD.findall(text.lower())


def _is_section(part: str, titles: Iterable[str], *, linked: bool) -> bool:
    words = _words_of(part)
    if (
        not any(map(str.isalpha, words))
        or len(part) > LONGEST
        or is_home(part)
        or _NO_NAME.fullmatch(part)
        or is_tool(part)
    ):
        return False
    if not linked and (len(words) > _UNLINKED or (is_date_line(part) and parse_visible_date(part) is not None)):
        return False
    return not _is_title(part, titles)


def _is_title(text: str, titles: Iterable[str]) -> bool:
    """Return whether a text is a title, or a long one cut off."""
    words = _words_of(text)
    said = " ".join(words)
    return any(said == title or (len(words) >= _TITLE_WORDS and title.startswith(said)) for title in titles)
