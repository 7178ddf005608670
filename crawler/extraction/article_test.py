"""Tells whether a page is an article at all: front, section, topic, search, print and advertisement pages are none.

What a page calls itself (``og:type``) counts little: front pages call themselves articles. What counts is plain prose
under a title; links to other articles before it or among it are those of a list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from crawler.extraction.other_articles import (
    count_headlines,
    count_teasers,
    is_below_linked_heading,
    is_headline,
    is_in_item,
)
from crawler.extraction.pieces import Piece
from crawler.html.address_kinds import SKIP, is_sure_article, kind_of_address
from crawler.html.boilerplate import is_in_related_list, is_in_sidebar, is_teaser
from crawler.html.elements import find_above, iter_behind, iter_below
from crawler.html.metadata import PageData

_BEFORE = 3  # headlines between title and text that are a list's, when no day is told
_MANY = 5  # headlines among the text, or before it, that are a list's
_LINKED_PIECES = 4
_LEAST = 80  # characters
_SENTENCE = 60
_PLAIN = 200  # characters of plain prose that make an article of a page without a day
_OPENING = 700  # characters of text, and as many pieces, that may be no more than the opening of a list
_OPENINGS = 3
_PICTURES = 3  # captions that make a picture story of it
_DAY = 8  # characters of the day beside the title of another article
_TITLE_WORDS = 6  # of a title that is a sentence and no name of a section
_IMPRINT = re.compile(
    r"(?i)giấy phép(?: số| hoạt động| thiết lập|:)|cơ quan chủ quản|tổng biên tập|tòa soạn\s*:|toà soạn\s*:|trụ sở\s*:|điện thoại\s*:"
    r"|ghi rõ nguồn|bản quyền (?:thuộc|của)|chịu trách nhiệm (?:chính|nội dung|xuất bản)|all rights reserved|hotline\s*:|thư điện tử\s*:"
)
_NO_TITLE = re.compile(
    r"(?i)(?:giới thiệu|liên hệ|trang chủ|đăng nhập|đăng ký|tìm kiếm|kết quả tìm kiếm|sơ đồ (?:trang|cổng)|chính sách|điều khoản"
    r"|quy định sử dụng|thông báo lỗi|lỗi \d{3}|[45]0[0-9]\b|không tìm thấy|contact|about us|search results?|page not found"
    r"|(?:internal |runtime |application )?(?:server )?error\b|bad (?:gateway|request)|service unavailable|forbidden|access denied|request rejected"
    r"|just a moment|attention required|checking your browser|(?:hệ thống|trang web|website) (?:đang )?(?:được )?(?:bảo trì|nâng cấp)"
    r"|truy cập bị (?:từ chối|chặn)|xác minh (?:bạn|quý vị|rằng)"
    r"|(?:bảng |báo )giá (?:quảng cáo|đăng tin)|liên hệ quảng cáo|(?:quảng cáo|đặt báo|(?:các )?(?:kênh )?rss)\W*$|(?:các )?kênh rss\b"
    r"|(?:các )?(?:bài viết|tin) (?:của|có thẻ|gắn thẻ)|(?:từ khóa|từ khoá|thẻ|tags?|chủ đề|chuyên mục|tác giả)\s*:)"
)


@dataclass(frozen=True, slots=True)
class Found:
    """What was found on a page. ``pieces`` are all of the text's place, in page order; ``order`` numbers every node.

    ``dated_below``: a day stands between title and text; ``dated_above``: a time right above the title. ``markup`` is the whole page, of which boxes and cards are gone from the rest.
    """

    url: str
    data: PageData
    title: str
    heading: Tag | None
    main: Tag
    pieces: Sequence[Piece]
    lead: str
    order: Mapping[int, int]
    dated: bool
    signed: bool
    dated_below: bool = False
    dated_above: bool = False
    markup: str = ""


def is_article(found: Found) -> bool:
    """Return whether a page is an article."""
    if _is_elsewhere(found.url) or found.data.is_list or found.title == found.data.site:
        return False
    prose = [p for p in found.pieces if _is_prose(p)]
    lead = "" if any(p.text == found.lead for p in prose) else found.lead
    size = sum(len(p.text) for p in prose) + len(lead)
    if size < _LEAST or _is_imprint(prose) or _is_list(found, size) or _introduces_list(found, prose, size):
        return False
    if found.dated or found.signed:
        return found.heading is not None or found.data.is_article or (found.dated and found.signed)
    if found.data.is_article:
        return _has_plain_prose(prose, lead, 1)
    named = not any(_NO_TITLE.match(title) for title in (found.title, *found.data.titles))
    return found.heading is not None and named and _has_plain_prose(prose, lead, 2)


def _is_elsewhere(url: str) -> bool:
    """Return whether an address by its words alone is none of an article."""
    kind = kind_of_address(url) if url else ""
    return kind in ("front", SKIP, "page", "feed")


def _is_prose(piece: Piece) -> bool:
    return piece.kind not in ("caption", "byline") and piece.linked * 2 < len(piece.text)


def _is_imprint(prose: Sequence[Piece]) -> bool:
    """Return whether a text is that of a page's foot: who publishes it, where, and with whose licence."""
    said = [bool(_IMPRINT.search(p.text)) for p in prose]
    return sum(said) * 2 >= len(said) and bool(said)


def _has_plain_prose(prose: Sequence[Piece], lead: str, least: int) -> bool:
    sentences = [text for text in (lead, *(p.text for p in prose)) if len(text) > _SENTENCE]
    return len(sentences) >= least and sum(map(len, sentences)) >= _PLAIN


def _is_list(found: Found, size: int) -> bool:
    """Return whether the place of the text is a list of other articles: ``size`` is how much plain text it has."""
    linked = sum(p.linked for p in found.pieces)
    many = sum(1 for p in found.pieces if p.linked > len(p.text) * 0.3)
    whole = size + linked
    if many >= _LINKED_PIECES and linked > whole * 0.25:
        return True
    long = [p for p in found.pieces if len(p.text) > _SENTENCE and _is_prose(p)]
    teasers = [p for p in long if is_teaser(p.element) or is_in_item(p.element, found.heading)]
    if len(teasers) >= 3 and sum(len(p.text) for p in teasers) * 3 > size:
        return True
    if long and all(_is_of_other(p, found) for p in long):
        return True
    inside = count_headlines(found.main)
    if inside >= _MANY and inside * _SENTENCE > size:
        return True
    before = _count_headlines_before(found)
    return before >= (_MANY if found.dated else _BEFORE)


def _is_of_other(piece: Piece, found: Found) -> bool:
    """Return whether a piece of text opens another article than the page's own."""
    return is_in_item(piece.element, found.heading) or is_below_linked_heading(piece.element, found.heading)


def _introduces_list(found: Found, prose: Sequence[Piece], size: int) -> bool:
    """Return whether the little text of a page only opens a list of other articles with their openings: a topic, a tag, an author."""
    long = [p for p in prose if len(p.text) > _SENTENCE]
    nameless = not (found.dated_below or found.dated_above or found.signed)  # a topic is dated by its data at most
    if (
        size >= _OPENING * (2 if nameless else 1)
        or len(long) > _OPENINGS * (2 if nameless else 1)
        or found.data.is_described
        or (found.url and is_sure_article(found.url))
        or _is_short_article(found, prose)
    ):
        return False
    if sum(p.kind == "caption" for p in found.pieces) >= _PICTURES:
        return False
    page = BeautifulSoup(found.markup, "lxml")
    if nameless and not found.dated and len(found.title.split()) < _TITLE_WORDS:
        # The name of an author, a tag or a section, with what is said of it.
        return count_teasers(page, _BEFORE, _DAY) >= _BEFORE
    return count_teasers(page, _MANY) >= _MANY


def _is_short_article(found: Found, prose: Sequence[Piece]) -> bool:
    """Return whether a little text is an article's own: below a main heading that is a sentence and no link, with its day between.

    A topic or an author has no day of its own, and what stands below a section's name is an item with its linked title.
    """
    heading = found.heading
    if heading is None or heading.name != "h1" or not found.dated_below or len(found.title.split()) < _TITLE_WORDS:
        return False
    if any("href" in a.attrs for a in iter_below(heading, "a")) or find_above(heading, "a") is not None:
        return False
    if _count_headlines_before(found) or count_headlines(found.main):
        return False
    own = [p for p in prose if p.kind == "paragraph" and len(p.text) > _SENTENCE]
    return bool(own) and not any(is_teaser(p.element) or is_in_sidebar(p.element) for p in prose)


def _count_headlines_before(found: Found) -> int:
    """Return how many headlines stand between the title and the text, those of related lists left out."""
    first = next((p.first for p in found.pieces if _is_prose(p)), None)
    if found.heading is None or first is None:
        return 0
    end = found.order.get(id(first), 0)
    counted = 0
    for link in iter_behind(found.heading, "a"):
        if found.order.get(id(link), end) >= end:
            break
        counted += "href" in link.attrs and is_headline(link) and not is_in_related_list(link)
    return counted
