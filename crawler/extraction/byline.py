"""Finds an article's byline: the lines that close the text ("Nga Nguyễn – Sỹ Quý", "Tin, ảnh: …", "Theo …"), else the page's author."""

from __future__ import annotations

import re
from itertools import islice

from bs4 import BeautifulSoup, NavigableString, Tag

from crawler.extraction.pieces import Piece, text_of
from crawler.html.boilerplate import BLOCKS, class_names, is_in_related_list, is_shorter
from crawler.html.date_text import is_date_line, parse_visible_date
from crawler.html.elements import find_above, iter_below
from crawler.html.metadata import PageData, is_account, is_author

_AUTHOR = re.compile(
    r"(?i)tac[-_]?gia|author|by[-_]?line|but[-_]?danh|nguoi[-_]?viet|phong[-_]?vien|(?:^|[-_ ])credit\b"
)
_SOURCE = re.compile(r"(?i)(?:^|[-_ ])sources?\b|(?-i:[a-z]Source\b)|nguon[-_]?tin")
_CAPITAL = re.compile(r"[A-ZĐÀ-Ỹ][\wÀ-ỹ.]*")
_CREDIT = re.compile(
    r"(?i)^\W{0,2}(?:(?:tin|bài|ảnh|video|clip|đồ họa|thiết kế|thực hiện|nội dung|biên tập|biên soạn|tổng hợp|lược dịch|dịch)"
    r"(?:\s*(?:,|và|&|-|/)\s*(?:tin|bài|ảnh|video|clip|đồ họa))*\s*:|nguồn(?: ảnh| tin)?\s*:|(?:p\.?\s?v|ctv|bbt|ttxvn|t\.h)\b"
    r"|nhóm (?:pv|phóng viên|tác giả)|phóng viên\b)"
)
_THEO = re.compile(r"^\W{0,2}(?:Theo|THEO)\s+(?:báo\s+|tạp chí\s+|trang\s+|cổng\s+)?[A-ZĐÀ-Ỹ0-9].{0,70}$")
_CREDITED = re.compile(r"(?i)^\W{0,2}(?:theo|nguồn(?: tin| bài| bài viết)?|source)\s*:?\s+(?=\S)")
_MORE = re.compile(r"(?i)\s*(?:và|cùng)\s+\d+\s+tác giả khác.*$|^(?:tác giả|by)\s*:?\s*|\s*\S+@\S+\s*|[\s,|–-]+$")
_NO_AUTHOR = re.compile(r"(?i)xem (?:các )?bài|bài viết của|theo dõi|tác giả khác|\d{1,2}:\d{2}")

_NAVIGATION = re.compile(r"(?i)[›»→>]|^\W*(?:trang (?:chủ|nhất)|(?:home|menu|đăng nhập|tìm kiếm)\b)")
_GROUP = re.compile(r"(?:Ban|Nhóm|Phòng|Tổ|Đội|PV|Phóng viên|CTV)\s+\w")
_ROW_TEXTS, _ROW_SIZE = 12, 150  # texts below the title, and characters of the row that may hold its date
_COLUMNS, _COLUMNS_SIZE = 4, 70  # elements round a name that its day may share with it, and their characters
_CONTRIBUTION = re.compile(
    r"(?i)\s*(?:\([^()]{2,50}\)|[-–,]?\s(?:tổng hợp|thực hiện|lược dịch|lược ghi|biên dịch|ghi|dịch))\.?\s*$"
)
_LABEL = re.compile(
    r"(?i)^\s*(?:(?:được )?(?:viết|đăng|gửi) bởi|tác giả(?: bài viết)?|người (?:viết|đăng)|bút danh|(?:written |posted )?by)\s*:?\s+"
)
_SIGNS = " \t|•·,–-"  # what parts a name from a day or a source beside it
_BEFORE_DAY = re.compile(
    r"(?i)(?:^|[\s,(|•·–-]+)(?:(?:thứ\s+\w+|chủ nhật|ngày|lúc|cập nhật|đăng)[\s,:–-]*)*\d{1,2}\s*(?:[/.:h-]\s*\d|tháng)"
)
_OF_DAY = re.compile(r"(?i)\d\s*(?:[/.:h-]\s*\d|tháng|giờ|ngày|phút)")
_INITIALS = re.compile(r"[A-ZĐ]{1,3}")  # in the place of a portrait
_SOURCE_LABEL = re.compile(r"(?i)(?:^|\s)(?:nguồn(?: tin| bài viết| bài)?|source)\s*:\s*")


def split_labels(text: str) -> tuple[str, str]:
    """Return the author and the source of a line that announces them ("Tác giả: Nga Nguyễn Nguồn tin: Báo Mẫu")."""
    author, *source = _SOURCE_LABEL.split(text, maxsplit=1)
    return _LABEL.sub("", author).strip(_SIGNS), source[0].strip() if source else ""


def looks_like_names(text: str) -> bool:
    """Return whether ``text`` is little more than names of people."""
    text = _CONTRIBUTION.sub("", text)
    words = re.findall(r"[^\W\d_][\w.]*", text)
    capitals = [w for w in words if _CAPITAL.fullmatch(w)]
    return 2 <= len(words) <= 12 and len(text) <= 80 and text[-1] not in ".?!:;" and len(capitals) >= len(words) * 0.7


def split_byline(chosen: list[Piece]) -> tuple[list[str], list[Piece]]:
    """Take the closing lines that tell authors, sources and credits off the text; return them in page order."""
    lines: list[str] = []
    kept = list(chosen)
    while kept and len(lines) < 4:
        at = max((n for n, p in enumerate(kept) if p.kind in ("paragraph", "heading", "table")), default=-1)
        if at < 0 or not _is_closing_line(kept[at], bool(lines)):
            break
        lines.insert(0, kept.pop(at).text)
    return lines, [p for p in kept if not _is_author_line(p)]


def _is_closing_line(piece: Piece, peeled: bool) -> bool:
    text = piece.text
    if piece.kind != "paragraph" or len(text) > 120 or (is_date_line(text) and parse_visible_date(text)):
        return False
    marked = piece.right or bool(_AUTHOR.search(piece.classes)) or bool(_SOURCE.search(piece.classes))
    if marked or _CREDIT.search(text) or _THEO.search(text):
        return True
    return looks_like_names(text) and (piece.bold or not peeled)


def _is_author_line(piece: Piece) -> bool:
    """Return whether a piece anywhere in the text is by its class the author's line."""
    if piece.kind != "paragraph" or len(piece.text) > 120:
        return False
    around = [piece.element, *list(piece.element.parents)[:2]]
    return any(
        _AUTHOR.search(class_names(e)) or _SOURCE.search(class_names(e))
        for e in around
        if isinstance(e, Tag) and is_shorter(e, len(piece.text) + 160)
    )


def byline_of(lines: list[str], named: str, shown: str, data: PageData) -> str:
    """Return the byline: what the template ``named``, a closing line with names, ``shown`` of ``find_shown_author``, the page's
    data; "" for credits alone.
    """
    if named and not _is_credit(named) and _may_be_byline(named):
        return named
    signed = [
        line
        for line in lines
        if not (_is_credit(line) or re.match(r"(?i)\W*(?:ảnh|video|clip|đồ họa|thiết kế)\s*:", line))
    ]
    if signed:
        return " – ".join(signed) if all(looks_like_names(n) for n in signed) else signed[0]
    pictured = next((line for line in lines if not _is_credit(line)), "")
    return next((who for who in (shown, data.author) if who and not _is_credit(who)), pictured)


def reads_as_byline(element: Tag) -> bool:
    """Return whether an element by its words alone says who wrote or sent a text: names, or what a label announces."""
    text = text_of(element) if is_shorter(element, 120) else ""
    labelled = _LABEL.match(text) or _CREDIT.match(text) or _THEO.match(text) or _SOURCE_LABEL.match(text)
    return (
        bool(text)
        and _may_be_byline(text)
        and bool(labelled or (is_author(text, "") and (looks_like_names(text) or _GROUP.match(text))))
    )


def _may_be_byline(text: str) -> bool:
    """Return whether what a template names as the author is one: no account, no trail of links, and no row that holds the day as well."""
    return len(text) <= 120 and not (_NO_AUTHOR.search(text) or _NAVIGATION.search(text) or is_account(text))


def credit_of(named: str, lines: list[str], *others: str) -> str:
    """Return whom a text is taken from: what the template ``named``, else what a closing line says ("Theo Báo Mẫu": "Báo Mẫu")."""
    if named:
        return named
    credited = (line for line in (*lines, *others) if _is_credit(line))
    return next((_CREDITED.sub("", line).strip(" .()[]*–-") for line in credited), "")


def _is_credit(line: str) -> bool:
    return bool(_CREDITED.match(line))


def find_shown_author(
    soup: BeautifulSoup, heading: Tag | None, main: Tag, order: dict[int, int], data: PageData
) -> str:
    """Return the text of the author's element, "" without one: the nearest after the text, else the nearest after the title.

    ``soup`` still has its boxes: authors often stand in the share bar.
    """
    start = order.get(id(heading), -1)
    end = max((order[id(e)] for e in main.descendants), default=order[id(main)])
    found: list[tuple[bool, bool, int, str]] = []  # sources last, then the nearest
    for element in iter_below(soup, "div", "p", "span", "a", "li", "td", "strong", "b", "h4"):
        place = order.get(id(element), -1)
        if (
            not start < place < end + 400
            or not _AUTHOR.search(_class_names_around(element))
            or is_in_related_list(element)
        ):
            continue
        text = _MORE.sub("", _LABEL.sub("", _without_day(element))).strip()
        if any(
            _AUTHOR.search(class_names(inner)) and len(text_of(inner)) >= 4
            for inner in iter_below(element, "span", "a", "b")
        ):
            continue  # the name stands alone further in, this also holds the source or the day
        if (
            2 <= len(text) <= 80
            and not _INITIALS.fullmatch(text)
            and not _NO_AUTHOR.search(text)
            and is_author(text, data.site)
            and len(text_of(element)) <= 120
        ):
            found.append((bool(_THEO.search(text)), place < end, abs(place - end) if place > end else place, text))
    return min(found)[3] if found else _find_name_near(heading, main, data)


def find_shown_credit(soup: BeautifulSoup, heading: Tag | None, order: dict[int, int]) -> str:
    """Return the line of an element named a source below the title that announces one ("Nguồn tin: Báo Mẫu"), "" without one."""
    start = order.get(id(heading), -1)
    for element in iter_below(soup, "div", "p", "span", "li"):
        if element.attrs and _SOURCE.search(class_names(element)) and order.get(id(element), -1) > start:
            said = text_of(element) if is_shorter(element, 120) else ""
            if _SOURCE_LABEL.match(said) and not is_in_related_list(element) and parse_visible_date(said) is None:
                return said
    return ""


def _without_day(element: Tag) -> str:
    """Return what an author's element says; of one that holds the day in an element beside the name only what stands before it."""
    said = text_of(element)
    if not any(c.isdigit() for c in said) or parse_visible_date(said) is None:
        return said
    texts = [" ".join(s.split()).strip(_SIGNS) for s in element.find_all(string=True) if type(s) is NavigableString]
    texts = [s for s in texts if s and not _INITIALS.fullmatch(s)]
    # The first may be a unit with a number ("Phòng 3"), the others are days, times and counts.
    dated = next((at for at, s in enumerate(texts) if any(c.isdigit() for c in s) and (at or _OF_DAY.search(s))), 0)
    return " ".join(texts[:dated]) or said


def _find_name_near(heading: Tag | None, main: Tag, data: PageData) -> str:
    """Return the name that no class announces: after a label or beside the date below the title, else the line right below the text."""
    behind = (s for s in heading.next_elements if isinstance(s, NavigableString)) if heading is not None else ()
    for string in islice(behind, _ROW_TEXTS):
        if type(string) is not NavigableString or not string.strip():
            continue
        if len(string) > _ROW_SIZE:
            break
        row = next((e for e in islice(string.parents, 3) if e.name in BLOCKS), None)
        if row is None or not is_shorter(row, _ROW_SIZE):
            continue
        shown = text_of(row)
        labelled = _LABEL.sub("", _without_day(row)).strip(_SIGNS) if _LABEL.match(shown) else ""
        if labelled and len(labelled) <= 80 and is_author(labelled, data.site) and not _NO_AUTHOR.search(labelled):
            return labelled
        if not parse_visible_date(shown) and (looks_like_names(shown) or _GROUP.match(shown)):
            # Of a name in a column of its own the day stands in the next one.
            columns = (e for e in islice(row.parents, _COLUMNS) if e.name == "div" and is_shorter(e, _COLUMNS_SIZE))
            row = next((e for e in columns if parse_visible_date(text_of(e))), row)
            shown = text_of(row)
        if not parse_visible_date(shown):
            continue
        said = [
            _BEFORE_DAY.split(" ".join(s.split()))[0].strip(_SIGNS)
            for s in row.find_all(string=True)
            if find_above(s, "a") is None
        ]
        names = (s for s in said if len(s) >= 4 and not any(c.isdigit() for c in s) and is_author(s, data.site))
        if name := next((s for s in names if looks_like_names(s) or _GROUP.match(s)), ""):
            return name
    return _find_name_below(main, data)


def _find_name_below(main: Tag, data: PageData) -> str:
    """Return the line set to the right, of nothing but names, that stands right below the text; "" without one."""
    below = main.find_next_sibling()
    if not isinstance(below, Tag) or not is_shorter(below, 80):
        return ""
    text, style = text_of(below), f"{below.get('style') or ''} {below.get('align') or ''} {class_names(below)}"
    set_right = bool(re.search(r"(?i)text-align\s*:\s*right|(?:^|[-_ ])right(?:$|[-_ ;])", style))
    named = set_right and (looks_like_names(text) or bool(_GROUP.match(text))) and is_author(text, data.site)
    return text if named else ""


def _class_names_around(element: Tag) -> str:
    """Return the class names of an element and, for a lone name or link in it, of what holds it."""
    holder = element.parent if element.name in ("a", "span", "b", "strong", "h4") else None
    said = "author" if "author" in element.get_attribute_list("rel") or element.get("itemprop") == "author" else ""
    return f"{class_names(element)} {said} {class_names(holder) if isinstance(holder, Tag) else ''}"
