"""Index terms of document numbers: one term for each way of naming a document in part, for texts and queries alike.

09/CTr-BCA-MTTW is ``d:9.ctr``, ``d:9.ctr.bca`` and ``d:9.ctr.bca-mttw``; 30/2020/NĐ-CP also ``d:30/2020`` and so on. Short
mentions ("Chỉ thị 05", "Nghị định số 30") give the same terms. So any part of a number finds the whole, and a date or a
statistic, which gives none, is never found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vietnamese.entities.document_numbers import TYPES, DocumentNumber, find_document_numbers
from vietnamese.entities.spans import EntitySpan, find_in_composed
from vietnamese.spelling.normalise import compose, fold

NAMES = {
    "nghị quyết liên tịch": "nqlt", "nghị quyết": "nq", "quyết định": "qd", "chỉ thị": "ct", "quy chế": "qc", "quy định": "qyd",
    "thông báo": "tb", "hướng dẫn": "hd", "chương trình phối hợp": "ctr", "chương trình hành động": "ctr",
    "chương trình": "ctr", "kế hoạch": "kh", "phương án": "pa", "đề án": "da", "báo cáo": "bc", "tờ trình": "ttr",
    "công điện": "cd", "nghị định": "nd", "thông tư liên tịch": "ttlt", "thông tư": "tt", "pháp lệnh": "pl", "kết luận": "kl",
    "công văn": "cv", "luật": "l",
}  # fmt: skip
"""Types in words and their folded short form."""

_FOLDED_NAMES = {fold(name): short for name, short in NAMES.items()}
_NOUNS = "|".join(sorted(NAMES, key=len, reverse=True))
_PLAIN_NOUNS = "|".join(sorted(_FOLDED_NAMES, key=len, reverse=True))
# What is counted after a number: then it is a statistic ("kế hoạch 3 năm", "chương trình 30 phút").
_COUNTED = (
    r"(?:năm(?! (?:19|20)[0-9]{2})|tháng|ngày|giờ|phút|giây|tuần|quý|người|vụ|điểm|điều|trang|đồng|triệu|t[ỷỉ]|nghìn|ngàn|trăm|xã|huyện(?! ủy| uỷ)|t[ỉi]nh(?! ủy| uỷ| đoàn)|đơn vị|lượt"
    r"|km|m|kg|ha|tấn|cái|chiếc|căn|trường|em|hộ|thôn|lớp|cán bộ|chiến sĩ|đối tượng|nhóm|nhiệm vụ|giải pháp|nội dung|bước|cấp|khâu|nước"
    r"|ban(?! (?:bí thư|tổ chức|chấp hành|tuyên giáo|chỉ đạo|thường vụ|dân vận|nội chính))|sở(?! \w+ )|cơ sở|dự án|cuộc|buổi|lần|bài|tiêu chí|chỉ tiêu|phòng|tầng|%"
    r"|bộ(?! (?:chính trị|công an|quốc phòng|tài chính|nội vụ|y tế|giáo dục|tư pháp|giao thông|công thương|xây dựng|lao động|thông tin"
    r"|văn hóa|khoa học|tài nguyên|nông nghiệp|ngoại giao|kế hoạch)))(?!\w)"
)
_NAMING = rf"(?<!\w)(?P<noun>{_NOUNS})(?: liên tịch| phối hợp| hành động)?(?P<so> số)?[ \u00a0]+"
_MENTION = re.compile(
    rf"{_NAMING}(?P<number>[0-9]{{1,5}})(?:(?:/| năm )(?P<year>(?:19|20)[0-9]{{2}}))?"
    rf"(?![0-9]|[.,/\-–][0-9A-ZĐ])(?![ \u00a0]?{_COUNTED})",
    re.IGNORECASE,
)
# What is numbered by an office's own codes: "Công văn số 2512/C08-P3".
_CODED = re.compile(
    rf"{_NAMING}(?P<number>[0-9]{{1,5}}) ?/ ?(?P<code>[A-ZĐ][A-ZĐ0-9]*[0-9]{{2}}(?:[-–][A-ZĐ0-9]+)*)(?!\w)",
    re.IGNORECASE,
)
_INTRODUCED = re.compile(rf"{_NAMING}$", re.IGNORECASE)
_ASKED = re.compile(
    rf"(?<!\w)(?P<noun>{_PLAIN_NOUNS})(?: lien tich| phoi hop| hanh dong)?(?: so)?[ \u00a0]+(?P<number>[0-9]{{1,5}})"
    r"(?:(?:[/ ]| nam )(?P<year>(?:19|20)[0-9]{2}))?(?![\w%]|[.,/\-–][0-9])"
)
_TYPE_BEFORE = re.compile(r"(?<!\w)(?P<type>[a-z]{1,6})[ .]+(?:so +)?$")
_SO_BEFORE = re.compile(r"(?<!\w)so +$")
_ISSUER = "bca|bqp|cp|ttg|tw|tu|ubnd|hdnd|mttw|mttq|ubmttq|vpcp|bnv|btc|btp|bgddt|byt|ca|cat|pv01|pc02|pc08|ubtvqh|vksndtc|tandtc|bcd"
_YEAR = r"(?:(?:[/ ]| nam )(?P<year>(?:19|20)[0-9]{2}))?"
# Behind a blank only what is known to issue; joined by a dash anything.
_ISSUERS = rf"(?P<issuers>(?:[ /\-–](?:{_ISSUER})(?!\w)|[\-–][a-z][a-z0-9]{{1,11}}(?!\w))*)"
_SPACED = re.compile(rf"(?<![\w/.,\-])(?P<number>[0-9]{{1,5}}){_YEAR}[ /\-–](?P<type>[a-z]{{1,6}}){_ISSUERS}")
_TYPE_FIRST = re.compile(
    rf"(?<![\w/.,\-])(?P<type>[a-z]{{2,6}})(?: so)? ?(?P<number>[0-9]{{1,5}}){_YEAR}(?:[/ ](?P=type)(?=\W))?{_ISSUERS}(?![\w%]|[.,/\-–]\w)"
)
_OFFICE = re.compile(r"(?<![\w/.,\-])(?P<number>[0-9]{1,5})/(?P<code>[a-z]{1,3}[0-9]{2}(?:-[a-z0-9]+)*)(?!\w)")
_SEPARATOR = re.compile(r"[ /\-–]+")
_CODES = frozenset(("pc", "pa"))
"""Before two figures these name departments (PC 45), not documents."""

_COUNTED_PLAIN = re.compile(rf"[ \u00a0]?{fold(_COUNTED)}")


@dataclass(frozen=True, slots=True)
class QueryDocument:
    """A document named in a query: the term it must have, and the characters that name it.

    Not ``sure``: what was typed may be something else ("tt 20"), unless an article has the term.
    """

    term: str
    start: int
    end: int
    sure: bool = True


def _make_term(number: str, year: int | str | None, type_: str, issuers: Iterable[str]) -> str:
    parts = [number.lstrip("0") or "0"]
    parts[0] += f"/{year}" if year else ""
    if type_:
        parts.append(fold(type_))
    if named := "-".join(fold(i).replace(".", "") for i in issuers):
        parts.append(named)
    return "d:" + ".".join(parts)


_JOINT = {"ctph": "ctr", "khph": "kh", "qcph": "qc"}
"""Types of what several bodies issue together, and the type by which they are called."""


def terms_of_document(document: DocumentNumber, *, called: str = "") -> set[str]:
    """Return every term of a number found in a text: with and without year, with each beginning of its issuers.

    ``called``: the type that the words before it say, where the number has none or another ("Luật số 30/2018/QH14").
    """
    terms = set()
    type_ = fold(document.type)
    for year in {document.year, None}:
        for kind in {type_, _JOINT.get(type_, type_)}:
            for size in range(len(document.issuers) + 1):
                if size or kind or year:
                    terms.add(_make_term(document.number, year, kind, document.issuers[:size]))
        if called and called != type_:
            terms.add(_make_term(document.number, year, called, ()))
    if document.year:
        terms.add(_make_term(document.number, document.year, "", ()))
    return terms


def _type_in_words(match: re.Match[str]) -> str:
    return NAMES[" ".join(match["noun"].lower().split())]


def _find_mentions(text: str) -> Iterator[EntitySpan]:
    """Find documents named by their type in words."""
    for match in _MENTION.finditer(text):
        number, type_ = match["number"], _type_in_words(match)
        if match["so"] or match["year"] or len(number) > 1:
            terms = [_make_term(number, None, type_, ())]
            if match["year"]:
                terms += [_make_term(number, match["year"], type_, ()), _make_term(number, match["year"], "", ())]
            yield EntitySpan(terms, *match.span())
    for match in _CODED.finditer(text):
        parts = _SEPARATOR.split(match["code"])
        codes = [_make_term(match["number"], None, "", parts[: size + 1]) for size in range(len(parts))]
        yield EntitySpan([_make_term(match["number"], None, _type_in_words(match), ()), *codes], *match.span())


def find_document_spans(text: str) -> Iterator[EntitySpan]:
    """Find all documents that ``text`` names, in full or in short, once for each time it does."""
    for document in find_document_numbers(text):
        before = _INTRODUCED.search(compose(text[max(0, document.start - 60) : document.start])[0])
        terms = terms_of_document(document, called=_type_in_words(before) if before else "")
        yield EntitySpan(sorted(terms), document.start, document.end)
    yield from find_in_composed(text, _find_mentions)


def find_query_documents(text: str) -> list[QueryDocument]:
    """Find the documents a query names, however it is typed; they never overlap. Offsets into ``text``.

    ``text`` is normalised (NFC). Capitals, accents, slashes and "số" may be missing.
    """
    plain = fold(text)
    upper = text.upper()
    if len(plain) != len(text) or len(upper) != len(text):
        return []
    found: list[QueryDocument] = []
    for document in find_document_numbers(upper):
        if document.type or document.issuers:
            found.append(_extend_left(text, plain, document))
    for match in _ASKED.finditer(plain):
        if not _COUNTED_PLAIN.match(plain, match.end()):
            type_, sure = _FOLDED_NAMES[match["noun"]], len(match["number"]) > 1 or " so " in match.group()
            found.append(QueryDocument(_make_term(match["number"], match["year"], type_, ()), *match.span(), sure))
    for match in _OFFICE.finditer(plain):
        found.append(
            QueryDocument(
                _make_term(match["number"], None, "", _SEPARATOR.split(match["code"])), *match.span(), sure=False
            )
        )
    for match in _SPACED.finditer(plain):
        if asked := _read_spaced(text, match):
            found.append(asked)
    for match in _TYPE_FIRST.finditer(plain):
        if asked := _read_type_first(text, match):
            found.append(asked)
    chosen: list[QueryDocument] = []
    for item in sorted(found, key=lambda item: (item.start, item.start - item.end)):
        if not chosen or item.start >= chosen[-1].end:
            chosen.append(item)
    return chosen


def _extend_left(text: str, plain: str, document: DocumentNumber) -> QueryDocument:
    """Extend a number to the left by what introduces it: "số", "ND", "nghị định số"."""
    start = document.start
    before = plain[:start]
    type_ = document.type
    if match := re.search(rf"(?<!\w)(?:{_PLAIN_NOUNS}|van ban)(?: lien tich| phoi hop| hanh dong)?(?: so)? +$", before):
        start = match.start()
    elif (match := _TYPE_BEFORE.search(before)) and match["type"] in TYPES:
        start = match.start()
        type_ = type_ or match["type"]
    elif match := _SO_BEFORE.search(before):
        start = match.start()
    # Small letters and figures alone may be anything ("5/c08").
    named = start < document.start or text[start : document.end].isupper()
    term = _make_term(document.number, document.year, type_, document.issuers)
    return QueryDocument(term, start, document.end, named or not document.department_only)


def _issuers_of(match: re.Match[str]) -> list[str]:
    return [i for i in _SEPARATOR.split(match["issuers"]) if i]


def _read_spaced(text: str, match: re.Match[str]) -> QueryDocument | None:
    type_ = match["type"]
    if type_ not in TYPES or text[match.end() : match.end() + 1].isalnum():
        return None
    sure = bool(match["issuers"]) or len(type_) > 2 or text[slice(*match.span("type"))].isupper()
    if not sure:
        return None
    return QueryDocument(_make_term(match["number"], match["year"], type_, _issuers_of(match)), *match.span())


def _read_type_first(text: str, match: re.Match[str]) -> QueryDocument | None:
    """Read "TT 58", "nd 30/2020", "tt 58 bca", "CT05": in small letters alone only where an article has it."""
    type_, written = match["type"], text[slice(*match.span("type"))]
    if type_ not in TYPES or type_ in _CODES:
        return None
    glued = text[match.end("type")].isdigit()
    sure = bool(match["issuers"] or match["year"]) or len(type_) > 2 or (written.isupper() and not glued)
    return QueryDocument(_make_term(match["number"], match["year"], type_, _issuers_of(match)), *match.span(), sure)
