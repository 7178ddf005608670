"""Finds document numbers (09/CTr-BCA-MTTW, 30/2020/NĐ-CP, 05-CT/TW) and parses what they are made of."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from vietnamese.spelling.normalise import compose, fold

# Folded type -> the type as decrees write it. Types must be known: "24/7-BCA" or "15/CT" of a match result are not.
_TYPES = [
    "NQ",
    "QĐ",
    "CT",
    "QC",
    "QyĐ",
    "TC",
    "TB",
    "HD",
    "CTr",
    "KH",
    "PA",
    "ĐA",
    "DA",
    "BC",
    "BB",
    "TTr",
    "HĐ",
    "CĐ",
    "BGN",
    "BTT",
    "GUQ",
    "GM",
    "GGT",
    "GNP",
    "PG",
    "PC",
    "PB",
    "SY",
    "TrS",
    "SL",
    "L",
    "PL",
    "NĐ",
    "TT",
    "TTLT",
    "KL",
    "HDLN",
    "NQLT",
    "CV",
    "QH",
    "LCT",
    "CTPH",
    "KHPH",
    "QCPH",
    "ĐNTĐKT",
    "TTg",
    "CP",
    "UBND",
    "TU",
    "BCA",
    "HĐND",
    "VPCP",
]
_BY_FOLD: dict[str, str] = {}
for _type in _TYPES:
    _BY_FOLD.setdefault(fold(_type), _type)
TYPES = frozenset(_BY_FOLD)
"""Folded types and issuers that may follow a number."""

_ISSUERS_ONLY = frozenset(("TTg", "CP", "UBND", "TU", "BCA", "HĐND", "VPCP"))

_DASH = r"[ \u00a0]?[-–—‑][ \u00a0]?"
_UNIT = r"(?:P[A-Z]|C|A|V|K|X|H|B)[ \u00a0]?[0-9]{2}(?![0-9])"
"""A department of the police or its code: PC03, "PC 03"."""
_NAME = rf"(?:{_UNIT}|[A-ZĐƯÐ](?:\.?[A-Za-zĐđƯưÐ0-9])*(?:\([A-Za-zĐđ0-9]+\))?)"
_NUMBER = re.compile(
    r"(?<![\w/.,\-–])(?P<number>[0-9]{1,5}[A-Za-z]?)"
    r"(?:[ \u00a0]?/[ \u00a0]?(?P<year>(?:19|2 ?0)[0-9]{2}))?"
    rf"(?:[ \u00a0]?/[ \u00a0]?|{_DASH})"
    rf"(?P<type>{_NAME})(?P<issuers>(?:(?:{_DASH}|[ \u00a0]?/[ \u00a0]?){_NAME})*)(?!\w)"
)
_SESSION = re.compile(r"QH[0-9]{1,2}|UBTVQH[0-9]{1,2}")
_DEPARTMENT = re.compile(rf"(?<=/){_UNIT}")
_SPLIT = re.compile(r"\s*[-–—‑/]\s*")


@dataclass(frozen=True, slots=True)
class DocumentNumber:
    """One document number: ``type`` in its official spelling (may be empty), ``issuers`` as written, offsets."""

    text: str
    number: str
    year: int | None
    type: str
    issuers: tuple[str, ...]
    start: int
    end: int

    @property
    def department_only(self) -> bool:
        """Whether nothing but a department's code tells that this is a document ("5/C08")."""
        return not self.type and not self.year and re.fullmatch(_UNIT, self.issuers[0]) is not None


def find_document_numbers(text: str) -> list[DocumentNumber]:
    """Find the document numbers of ``text``, in order; a number counts only with a known type, or issuer after "/"."""
    text, offsets = compose(text)
    found = []
    for match in _NUMBER.finditer(text):
        parts = tuple(part for part in _SPLIT.split(match["issuers"]) if part)
        official = _BY_FOLD.get(fold(match["type"]))
        if official is None or official in _ISSUERS_ONLY:
            known = official is not None or _SESSION.fullmatch(match["type"]) is not None
            known = known or _DEPARTMENT.match(text, match.start("type")) is not None
            if not known:
                continue
            parts, official = (match["type"], *parts), ""
        year = int(match["year"].replace(" ", "")) if match["year"] else None
        found.append(DocumentNumber(match[0], match["number"], year, official, parts, match.start(), match.end()))
    if offsets is None:
        return found
    return [replace(item, start=offsets[item.start], end=offsets[item.end]) for item in found]
