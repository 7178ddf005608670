"""Document numbers as index marks: one mark for each way of naming a document in part, for texts and queries alike.

09/CTr-BCA-MTTW is ``d:9.ctr``, ``d:9.ctr.bca`` and ``d:9.ctr.bca-mttw``; 30/2020/NĐ-CP also ``d:30/2020`` and so on. Short
mentions ("Chỉ thị 05", "Nghị định số 30") give the same marks. So any part of a number finds the whole, and a date or a
statistic, which gives none, is never found.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from vietnamese.documents import TYPES, DocumentNumber, find_documents
from vietnamese.named import Named, in_composed
from vietnamese.normalise import fold

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
    r"(?:năm|tháng|ngày|giờ|phút|giây|tuần|quý|người|vụ|điểm|điều|trang|đồng|triệu|t[ỷỉ]|nghìn|ngàn|trăm|xã|huyện|t[ỉi]nh|đơn vị|lượt"
    r"|km|m|kg|ha|tấn|cái|chiếc|căn|trường|em|hộ|thôn|lớp|cán bộ|chiến sĩ|đối tượng|nhóm|nhiệm vụ|giải pháp|nội dung|bước|cấp|khâu|nước"
    r"|ban|sở|bộ|cơ sở|dự án|cuộc|buổi|lần|bài|tiêu chí|chỉ tiêu|phòng|tầng|%)(?!\w)"
)
_MENTION = re.compile(
    rf"(?<!\w)(?P<noun>{_NOUNS})(?: liên tịch| phối hợp| hành động)?(?P<so> số)?[ \u00a0]+(?P<number>[0-9]{{1,4}})"
    rf"(?:/(?P<year>(?:19|20)[0-9]{{2}}))?(?![0-9]|[.,/\-–][0-9A-ZĐ])(?![ \u00a0]?{_COUNTED})",
    re.IGNORECASE,
)
_ASKED = re.compile(
    rf"(?<!\w)(?P<noun>{_PLAIN_NOUNS})(?: lien tich| phoi hop| hanh dong)?(?: so)?[ \u00a0]+(?P<number>[0-9]{{1,5}})"
    r"(?:[/ ](?P<year>(?:19|20)[0-9]{2}))?(?![\w%]|[.,/\-–][0-9])"
)
_TYPE_BEFORE = re.compile(r"(?<!\w)(?P<type>[a-z]{1,6})[ .]+(?:so +)?$")
_SO_BEFORE = re.compile(r"(?<!\w)so +$")
_ISSUER = "bca|bqp|cp|ttg|tw|tu|ubnd|hdnd|mttw|mttq|ubmttq|vpcp|bnv|btc|btp|bgddt|byt|ca|cat|pv01|pc02|pc08|ubtvqh|vksndtc|tandtc|bcd"
_SPACED = re.compile(
    rf"(?<![\w/.,\-])(?P<number>[0-9]{{1,5}})(?: (?P<year>(?:19|20)[0-9]{{2}}))? (?P<type>[a-z]{{1,6}})(?P<issuers>(?: (?:{_ISSUER})(?!\w))*)"
)
_TYPE_FIRST = re.compile(
    rf"(?<![\w/.,\-])(?P<type>[a-z]{{2,6}})(?: so)? (?P<number>[0-9]{{1,5}})(?:[/ ](?P<year>(?:19|20)[0-9]{{2}}))?"
    rf"(?P<issuers>(?: (?:{_ISSUER})(?!\w))*)(?![\w%]|[.,/\-–][0-9])"
)
_CODES = frozenset(("pc", "pa"))
"""Before two figures these name departments (PC 45), not documents."""

_COUNTED_PLAIN = re.compile(rf"[ \u00a0]?{fold(_COUNTED)}")


@dataclass(frozen=True, slots=True)
class Asked:
    """A document named in a query: the mark it must have, and the characters that name it."""

    mark: str
    start: int
    end: int


def _mark(number: str, year: int | str | None, type_: str, issuers: Iterable[str]) -> str:
    parts = [number.lstrip("0") or "0"]
    parts[0] += f"/{year}" if year else ""
    if type_:
        parts.append(fold(type_))
    if named := "-".join(fold(i).replace(".", "") for i in issuers):
        parts.append(named)
    return "d:" + ".".join(parts)


def marks_of(document: DocumentNumber) -> set[str]:
    """Every mark of a number found in a text: with and without year, with each beginning of its issuers."""
    marks = set()
    for year in {document.year, None}:
        for size in range(len(document.issuers) + 1):
            if size or document.type or year:
                marks.add(_mark(document.number, year, document.type, document.issuers[:size]))
    if document.year:
        marks.add(_mark(document.number, document.year, "", ()))
    return marks


def _mentioned(text: str) -> Iterator[Named]:
    """Documents named by their type in words."""
    for match in _MENTION.finditer(text):
        number, type_ = match["number"], NAMES[" ".join(match["noun"].lower().split())]
        if match["so"] or match["year"] or len(number) > 1:
            marks = [_mark(number, None, type_, ())]
            if match["year"]:
                marks += [_mark(number, match["year"], type_, ()), _mark(number, match["year"], "", ())]
            yield Named(marks, *match.span())


def named_documents(text: str) -> Iterator[Named]:
    """Yield all documents that ``text`` names, in full or in short, once for each time it does."""
    for document in find_documents(text):
        yield Named(sorted(marks_of(document)), document.start, document.end)
    yield from in_composed(text, _mentioned)


def asked_documents(text: str) -> list[Asked]:
    """Return the documents a query names, however it is typed; they never overlap. Offsets into ``text``.

    ``text`` is normalised (NFC). Capitals, accents, slashes and "số" may be missing.
    """
    plain = fold(text)
    upper = text.upper()
    if len(plain) != len(text) or len(upper) != len(text):
        return []
    found: list[Asked] = []
    for document in find_documents(upper):
        if document.type or document.issuers:
            found.append(_named_before(plain, document))
    for match in _ASKED.finditer(plain):
        if not _COUNTED_PLAIN.match(plain, match.end()) and (len(match["number"]) > 1 or " so " in match.group()):
            type_ = _FOLDED_NAMES[match["noun"]]
            found.append(Asked(_mark(match["number"], match["year"], type_, ()), *match.span()))
    for match in _SPACED.finditer(plain):
        if asked := _spaced(text, match):
            found.append(asked)
    for match in _TYPE_FIRST.finditer(plain):
        if asked := _type_first(text, match):
            found.append(asked)
    chosen: list[Asked] = []
    for item in sorted(found, key=lambda item: (item.start, item.start - item.end)):
        if not chosen or item.start >= chosen[-1].end:
            chosen.append(item)
    return chosen


def _named_before(plain: str, document: DocumentNumber) -> Asked:
    """A number with what introduces it: "số", "ND", "nghị định số"."""
    start = document.start
    before = plain[:start]
    type_ = document.type
    if match := re.search(rf"(?<!\w)(?:{_PLAIN_NOUNS})(?: lien tich| phoi hop| hanh dong)?(?: so)? +$", before):
        start = match.start()
    elif (match := _TYPE_BEFORE.search(before)) and match["type"] in TYPES:
        start = match.start()
        type_ = type_ or match["type"]
    elif match := _SO_BEFORE.search(before):
        start = match.start()
    return Asked(_mark(document.number, document.year, type_, document.issuers), start, document.end)


def _spaced(text: str, match: re.Match[str]) -> Asked | None:
    type_ = match["type"]
    if type_ not in TYPES or not (match["issuers"] or len(type_) > 2 or text[slice(*match.span("type"))].isupper()):
        return None
    end = match.end()
    if text[end : end + 1].isalnum():
        return None
    return Asked(_mark(match["number"], match["year"], type_, match["issuers"].split()), match.start(), end)


def _type_first(text: str, match: re.Match[str]) -> Asked | None:
    """ "TT 58", "nd 30/2020", "tt 58 bca": in small letters only with a year or an issuer."""
    type_ = match["type"]
    sure = match["issuers"] or match["year"] or len(type_) > 2 or text[slice(*match.span("type"))].isupper()
    if type_ not in TYPES or type_ in _CODES or not sure:
        return None
    return Asked(_mark(match["number"], match["year"], type_, match["issuers"].split()), *match.span())
