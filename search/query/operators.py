"""The operators of the query language: one table of their names, what value each takes, and where that value ends."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Literal

from search.query.days import find_days
from vietnamese.entities.document_terms import find_query_documents
from vietnamese.entities.events import KINDS

OperatorKind = Literal["days", "label", "zone", "fact", "first_words"]


@dataclass(frozen=True, slots=True)
class Operator:
    """One operator: its key in the code, what its value is, and its names in folded text, blanks being any number of blanks."""

    key: str
    kind: OperatorKind
    names: tuple[str, ...]


OPERATORS = (
    Operator("from", "days", ("tu", "from", "after")),
    Operator("to", "days", ("den", "to", "before")),
    Operator("day", "days", ("ngay", "date", "on")),
    Operator("published", "days", ("dang", "ngay dang", "published")),
    Operator("held", "days", ("dien ra", "dienra", "held")),
    Operator("source", "label", ("nguon", "source")),
    Operator("section", "label", ("muc", "section")),
    Operator("event", "label", ("su kien", "sukien", "event")),
    Operator("title", "zone", ("tieu de", "tieude", "title", "intitle")),
    Operator("author", "zone", ("tac gia", "tacgia", "author")),
    Operator("person", "fact", ("nguoi", "person")),
    Operator("rank", "fact", ("cap bac", "capbac", "rank")),
    Operator("agency", "fact", ("co quan", "coquan", "agency")),
    Operator("document", "fact", ("van ban", "vanban", "document")),
    Operator("chair", "fact", ("chu tri", "chutri", "chair")),
    Operator("quote", "fact", ("trich dan", "trichdan", "quote")),
    Operator("province", "fact", ("dia ban", "diaban", "province")),
    Operator("first_words", "first_words", ("dau bai", "daubai", "first")),
)

_BY_NAME = {name: one for one in OPERATORS for name in one.names}

UNDATED = frozenset(("khong", "none"))
"""Values of operators of days that ask for what has no day, in folded text."""

FIRST_WORDS = 50
"""Words at the beginning of an article, unless the operator names a number ("đầu bài/20:")."""

MOST_APART = 100
_APART = 10
"""Words between two phrases that are near, unless the operator names a number."""

MOST_TIMES = 50


def one_of(names: Iterable[str]) -> str:
    """Return a pattern of operators' names, the longest first; blanks in them may be several."""
    return "|".join(name.replace(" ", r"\s+") for name in sorted(names, key=len, reverse=True))


NAMED = re.compile(rf"(?P<name>{one_of(_BY_NAME)})(?:(?<=bai|rst)/(?P<words>\d{{1,3}}))? ?:(?P<gap>\s*)")
"""An operator's name with its colon, which some write with a blank before it, in folded text."""

UNKNOWN = re.compile(r"(?P<name>[^\W\d_]{2,20}):(?=[\"\w])")
"""What reads as an operator of another search engine, in text as typed: small letters and no blank behind the colon."""

FOREIGN = re.compile(r"(?:tinh|huyen|xa|loai|chu de|the|nam|thang|quy|dia diem|noi dung|tu khoa):(?=[\"\w])")
"""What reads as an operator and is none, in folded text."""

NEAR = re.compile(r"(?:near|gan)/(?P<apart>\d{1,3}|cau|s)(?![^\s)])|around\((?P<around>\d{1,3})\)(?!\S)")
"""Near each other, in folded text."""

NEAR_ALONE = re.compile(r"(?:NEAR|GẦN)(?![^\s)])")
"""The same without a number, in capitals as typed."""

REPEATED = re.compile(r"(?:(?:it nhat|at least)\s+(?P<count>\d{1,2})\s+(?:lan|times?)\s*:?\s*)++(?=\"|\(|\+)")
"""So many times at least, in folded text; what is to be repeated follows in quotes. Said several times, the last counts."""

JOINER = re.compile(
    r"(?P<or>OR|HOẶC|\|\|?)(?=[\s(\"]|$)|(?P<and>AND|VÀ|&&)(?=[\s(\"]|$)|(?P<not>NOT|KHÔNG)(?=[\s(\"]|$)"
)
ENGLISH = frozenset(("OR", "AND", "NOT", "|", "||", "&&"))
"""Words that join or leave out; the Vietnamese ones only in a query that is not in capitals as a whole."""

_RANK = re.compile(r"(?:dai|thuong|trung|thieu) (?:tuong|ta|uy|si)(?!\w)|chuan uy(?!\w)|ha si(?!\w)")
_TITLE = re.compile(
    rf"(?:(?:{_RANK.pattern}|ong|ba|anh|chi|co|dong chi|dc)\.? +)+(?=\S)",
)
"""What stands before a person's name and is none of it, in folded text."""

_LONGEST_NUMBER = 120
"""Characters that are looked at for the number of a document: more than any has with its type and issuers. A query has many
operators, each before all that follows it."""

_ANY_DAY = date(2000, 1, 1)
"""How far a value goes does not depend on the day."""


@lru_cache(maxsize=512)
def plain(text: str) -> str:
    """Fold character by character, keeping the length, so that places in it are places in ``text``."""
    out = []
    for char in text:
        base = unicodedata.normalize("NFD", char.lower())[:1] or char
        out.append("d" if base == "đ" else base)
    return "".join(out)


def operator_of(name: str) -> Operator:
    """Return the operator of a matched name ("dien  ra" -> held)."""
    return _BY_NAME[" ".join(name.split())]


def apart_of(match: re.Match[str] | None) -> int | None:
    """Return how many words may stand between what a match of ``NEAR`` joins; None: the same sentence."""
    number = (match["apart"] or match["around"]) if match else str(_APART)
    return min(max(int(number), 1), MOST_APART) if number.isdigit() else None


def event_kind(value: str) -> str | None:
    """Return the longest known kind of event that ``value`` (plain) begins with, or None."""
    for kind in sorted(KINDS, key=len, reverse=True):
        if re.match(re.escape(plain(kind)) + r"(?!\w)", value):
            return kind
    return None


def find_value_start(operator: Operator, folded: str, start: int) -> int:
    """Return where a value without quotes begins: after rank and title of a person ("người:Đại tá Trần Quốc Bình")."""
    title = _TITLE.match(folded, start) if operator.key in ("person", "chair") else None
    return title.end() if title else start


def find_value_end(operator: Operator, text: str, folded: str, start: int) -> int:
    """Return where a value without quotes or brackets ends that begins at ``start``.

    One word, or all capitalised words that follow each other; a rank, a kind of event, a document's number as far as they go.
    """
    first = re.compile(r"[^\s()]+|\S").match(text, start)
    end = first.end() if first else start
    rest = folded[start:]
    if operator.key == "event" and (kind := event_kind(rest)):
        return start + len(kind)
    if operator.key == "rank" and (rank := _RANK.match(rest)):
        return start + rank.end()
    if operator.key == "document":
        document = next((d for d in find_query_documents(text[start : start + _LONGEST_NUMBER]) if d.start == 0), None)
        return max(end, start + document.end) if document else end
    if operator.kind == "days":
        period = find_days(text[start:], _ANY_DAY)
        return start + period[2] if period else end
    return _name_end(text, start)


def _name_end(text: str, start: int) -> int:
    end = start
    for match in re.finditer(r"[^\s()]+|\S", text[start:]):
        word = match.group()
        if end > start and (
            not word[:1].isupper() or ":" in word or JOINER.fullmatch(word) or NEAR_ALONE.fullmatch(word)
            or text[end - 1] in ",;" or NEAR.match(plain(word))
        ):  # fmt: skip
            break
        end = start + match.end()
        if not word[:1].isupper():
            break
    return end
