"""Finds terms of sanctions: years and months of prison, withdrawn licences, time limits."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from facts.extraction.figures.number_words import parse_number_words

_WORD = r"(?:một|hai|ba|bốn|năm|sáu|bảy|tám|chín|mười(?: (?:một|hai|ba|bốn|lăm|sáu|bảy|tám|chín))?|hai mươi)"
_COUNT = rf"(?:\d{{1,3}}|{_WORD})"
_SPAN = rf"(?P<{{0}}>{_COUNT} (?:năm|tháng)(?:,? (?:và )?{_COUNT} tháng)?)"
_PRISON = re.compile(
    rf"(?<![\w/.,-]){_SPAN.replace('{0}', 'term')} (?P<what>tù(?: giam)?|án treo|cải tạo không giam giữ|quản chế)(?!\w)",
    re.IGNORECASE,
)
_PRISON_RANGE = re.compile(
    rf"(?<!\w)(?P<what>(?:phạt|án) tù) từ (?P<low>{_COUNT})(?: (?P<first>năm|tháng))? (?:đến|tới) (?P<high>{_COUNT}) (?P<unit>năm|tháng)(?! \d)(?!\w)",
    re.IGNORECASE,
)
_LICENCE = re.compile(
    r"(?P<what>(?:tước|thu hồi|thu|tạm giữ|giữ|treo)(?: quyền)?(?: sử dụng)? (?:giấy phép lái xe|gplx|giấy phép|bằng lái(?: xe)?|bằng))[^.;:,\d]{0,40}?"
    rf"\s(?:từ )?(?P<low>{_COUNT})(?:(?: (?:năm|tháng))?\s?(?:-|–|đến|tới)\s?(?P<high>{_COUNT}))? (?P<unit>năm|tháng)(?! \d)(?!\w)",
    re.IGNORECASE,
)
_LIMIT = re.compile(
    r"(?<!\w)(?P<what>thời hạn(?! sử)|thời hiệu)(?: [^\W\d]+){0,6}? (?:là |trong |không quá )*(?P<low>\d{1,4}) (?P<unit>ngày|tháng|năm|giờ)(?! \d)(?!\w)",
    re.IGNORECASE,
)
_TOLD = re.compile(r"(?<!\w)(?:tù|án treo|cải tạo|quản chế|giấy phép|gplx|bằng|thời h)", re.IGNORECASE)
"""Words without which no term is told: most sentences are done with here."""
_PART = re.compile(rf"({_COUNT}) (năm|tháng)", re.IGNORECASE)
_MONTHS = {"năm": 12, "tháng": 1}


@dataclass(frozen=True, slots=True)
class Term:
    """A length of time that a sanction lasts: as written, its value and unit, ``months`` (None for days and hours)."""

    text: str
    value: int
    unit: str
    what: str
    months: int | None
    start: int
    end: int


def find_terms(text: str) -> Iterator[Term]:
    """Yield the terms that a sentence tells."""
    if not _TOLD.search(text):
        return
    for match in _PRISON.finditer(text):
        parts = [(_count(number), unit.lower()) for number, unit in _PART.findall(match["term"])]
        value, unit = parts[0]
        months = sum(count * _MONTHS[name] for count, name in parts)
        yield Term(match["term"], value, unit, match["what"], months, match.start(), match.end())
    for match in _PRISON_RANGE.finditer(text):
        for group, unit in (("low", match["first"] or match["unit"]), ("high", match["unit"])):
            count, unit = _count(match[group]), unit.lower()
            months = count * _MONTHS[unit]
            yield Term(f"{match[group]} {unit}", count, unit, match["what"], months, match.start("low"), match.end())
    for match in _LICENCE.finditer(text):
        for group in ("low", "high"):
            if match[group]:
                count, unit = _count(match[group]), match["unit"].lower()
                yield Term(
                    f"{match[group]} {match['unit']}",
                    count,
                    unit,
                    match["what"],
                    count * _MONTHS[unit],
                    match.start("low"),
                    match.end(),
                )
    for match in _LIMIT.finditer(text):
        count, unit = _count(match["low"]), match["unit"].lower()
        lasts: int | None = count * _MONTHS[unit] if unit in _MONTHS else None
        yield Term(
            f"{match['low']} {match['unit']}",
            count,
            unit,
            match["what"].lower(),
            lasts,
            match.start("low"),
            match.end(),
        )


def _count(written: str) -> int:
    return int(written) if written.isdigit() else parse_number_words(written) or 0
