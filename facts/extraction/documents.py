"""Extracts the documents an article cites by their full number, with their type in words and announced title."""

from __future__ import annotations

import re
from collections.abc import Iterable

from facts.model import DocumentFact, Sentence
from vietnamese.entities.document_numbers import DocumentNumber, find_document_numbers
from vietnamese.spelling.normalise import fold

_NOUN = re.compile(
    r"(?i)(?<!\w)(chương trình phối hợp|chương trình hành động|chương trình|nghị quyết liên tịch|nghị quyết|thông tư liên tịch|"
    r"thông tư|nghị định|quyết định|chỉ thị|kế hoạch phối hợp|kế hoạch|công điện|kết luận điều tra|kết luận|quy chế phối hợp|quy chế|quy định|hướng dẫn|"
    r"thông báo|báo cáo|tờ trình|luật|pháp lệnh|đề án|dự án|công văn|văn bản|điện|mệnh lệnh|biên bản|hợp đồng|lệnh|"
    r"quy chuẩn|phương án|cáo trạng|bản án|kháng nghị|giấy phép)(?=[^\w]|$)"
)
_RULED = re.compile(r"(?i)^\s(?:tại|của|trong|ở|theo|nêu)(?!\w)")
"""After "quy định": what rules, no document by that name."""
_FAR = re.compile(r"[.;:!?]|(?<!\w)(?:và|với|theo|tại|trong)(?!\w)")
# "Kết luận kiểm sát số 127/KLKS-TĐ": a type nobody lists, but announced as a document
_RARE = re.compile(
    r"(?i:chương trình|nghị quyết|thông tư|nghị định|quyết định|chỉ thị|kế hoạch|công điện|kết luận|quy chế|hướng dẫn|thông báo|báo cáo|"
    r"tờ trình|công văn|văn bản|biên bản|bản án|cáo trạng|lệnh|giấy phép|điện)[^.;:!?\d]{0,40}?số:? ?"
    r"(?P<number>\d{1,5}(?:/(?:19|20)\d\d)?/(?:[A-ZĐ][A-Za-zĐđƯư]*(?: ?[-–] ?[A-ZĐ][A-Za-zĐđƯư0-9]*)+|[A-ZĐ]{3,10}))(?!\w)"
)
_NUMBERED = re.compile(r"\d[A-Za-z]?[ \u00a0]?[/\-–—‑]")
"""Without a number before a stroke or dash there is no document's number."""
_COMMITTEE = re.compile(r"(?i)(?:ban chỉ đạo|bcđ|chương trình mục tiêu)\s*$")
_TITLE = re.compile(
    r"^(?:[^\"“.;:,]{0,110}?(?:về|là)?\s*[:,]?\s*[\"“](?P<quoted>[^\"”]{8,250})[\"”]"
    r"|(?:[\s,]+(?!(?:đã|đạt|được|có|theo|để|và|trong|bị|sẽ|nhằm|với|vào|tại|thì|là|cho|mà|nêu|đang|vẫn|còn|khi)(?!\w))[^\s,.;]+){0,16}?,?"
    r"\s(?P<plain>(?:về việc|về|quy định)\s[^.;\"“(]{8,200}))"
)
_AFTER_TITLE = re.compile(
    r",\s(?:người|các|nếu|thì|từ|mức|hành vi|tài xế|chủ|lái|ông|bà|trong đó|theo đó|đến nay|qua|sau|khi|đơn vị|cơ quan|nhà|ngày|sáng|chiều|tối|[A-ZĐỦ])"
    r"|\s(?:đã|thì|đang|vừa|sẽ|được|bị|cho thấy|nêu rõ)(?!\w)"
)
_NAMES = {
    "NQ": "nghị quyết", "QĐ": "quyết định", "CT": "chỉ thị", "QC": "quy chế", "QyĐ": "quy định", "TB": "thông báo",
    "HD": "hướng dẫn", "CTr": "chương trình", "KH": "kế hoạch", "ĐA": "đề án", "BC": "báo cáo", "TTr": "tờ trình",
    "CĐ": "công điện", "NĐ": "nghị định", "TT": "thông tư", "TTLT": "thông tư liên tịch", "KL": "kết luận",
    "CV": "công văn", "CTPH": "chương trình phối hợp", "PL": "pháp lệnh", "QCPH": "quy chế phối hợp",
    "KHPH": "kế hoạch phối hợp", "NQLT": "nghị quyết liên tịch", "PA": "phương án",
}  # fmt: skip


def documents_of(sentences: Iterable[Sentence]) -> tuple[DocumentFact, ...]:
    """Return each document once, by its number as first written in full."""
    found: dict[str, DocumentFact] = {}
    for sentence in sentences:
        for item in _find_numbers(sentence.text):
            before = sentence.text[max(0, item.start - 70) : item.start]
            if not _is_full(item, before):
                continue
            key = fold("".join(item.text.split()))
            title = _title_after(sentence.text[item.end : item.end + 320])
            old = found.get(key)
            if old is None:
                found[key] = DocumentFact(item.text, _type_of(item, before), title, sentence)
            elif title and not old.title:
                found[key] = DocumentFact(old.number, old.type, title, sentence)
    return tuple(found.values())


def _find_numbers(text: str) -> list[DocumentNumber]:
    """Return the document numbers of a sentence, those of rarer types too when a document is announced before them."""
    found = find_document_numbers(text) if _NUMBERED.search(text) else []
    for match in _RARE.finditer(text) if "/" in text else ():
        if not any(match.start("number") < item.end and item.start < match.end() for item in found):
            parts = tuple(re.split(r"\s?[-–/]\s?", match["number"])[1:])
            kind, issuers = (parts[0], parts[1:]) if len(parts) > 1 else ("", parts)
            found.append(DocumentNumber(match["number"], kind, None, kind, issuers, match.start("number"), match.end()))
    return sorted(found, key=lambda item: item.start)


def _is_full(item: DocumentNumber, before: str) -> bool:
    """Tell a full number from a shortened mention (09/CTr) and from a committee's number (138/CP)."""
    if _COMMITTEE.search(before):
        return False
    if item.type:
        return bool(item.issuers)
    return item.year is not None or _NOUN.search(before) is not None or "QH" in item.text


def _type_of(item: DocumentNumber, before: str) -> str:
    nouns = [match for match in _NOUN.finditer(before) if not _RULED.match(before[match.end() :])]
    if nouns and not _FAR.search(before, nouns[-1].end()):
        return nouns[-1][1].lower()
    return _NAMES.get(item.type, "")


def _title_after(after: str) -> str:
    match = _TITLE.match(after)
    if not match:
        return ""
    title = match["quoted"] or match["plain"] or ""
    stop = _AFTER_TITLE.search(title) if match["plain"] else None
    return (title[: stop.start()] if stop else title).strip(" ,")
