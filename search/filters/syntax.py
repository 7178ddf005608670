"""Conditions of a query on what an article states or where words stand in it: split from the text before it is parsed.

``người:"Nguyễn Hồng Phong"``, ``văn bản:09/CTr``, ``ma túy NEAR/5 cocain``, ``ma túy NEAR/CÂU cocain``, ``đầu bài:"ma túy"``.
Each narrows the complete hits and the others alike; nothing inside quotes is taken for one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from search.query.operators import FACTS, OPERATOR, name_end, one_of, plain
from search.results import Understood

FIRST_WORDS = 50
MOST_APART = 100

_WORDS = {
    "person": "người",
    "rank": "cấp bậc",
    "agency": "cơ quan",
    "document": "văn bản",
    "chair": "chủ trì",
    "quote": "trích dẫn",
    "province": "địa bàn",
}
_KIND = {name: kind for kind, names in FACTS.items() for name in names}
_FACT = re.compile(rf"(?<!\S)(?P<name>{one_of(_KIND)}):\s*(?=\S)")
_START = re.compile(r"(?<!\S)(?:dau\s*bai|first)(?:/(?P<n>\d{1,3}))?:\s*(?=\S)")
_NEAR = re.compile(r"(?<!\S)(?:near|gan)/(?P<n>\d{1,3}|cau|s)(?!\S)")
_RANK = re.compile(r"(?:dai|thuong|trung|thieu) (?:tuong|ta|uy|si)(?!\w)|chuan uy(?!\w)|ha si(?!\w)")
_QUOTED = re.compile(r'"[^"]*"')


@dataclass(frozen=True, slots=True)
class Fact:
    """Articles that state something; ``kind`` is a key of the operators above, ``value`` as typed without quotes."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Near:
    """Articles in which both phrases stand within ``apart`` words of each other in one zone; None: in one sentence."""

    first: str
    second: str
    apart: int | None


@dataclass(frozen=True, slots=True)
class Start:
    """Articles with the phrase within the first ``words`` words of lead and body together, or in the title."""

    phrase: str
    words: int = FIRST_WORDS


Condition = Fact | Near | Start


@dataclass(frozen=True, slots=True)
class FilteredQuery:
    """A query cut apart: the text that is left to parse, the conditions, and what the page says of each."""

    rest: str
    conditions: tuple[Condition, ...] = ()
    understood: tuple[Understood, ...] = ()
    typed: tuple[str, ...] = ()
    """The conditions as typed: a switch on the page that changes the rest must keep them."""

    def whole(self, rest: str) -> str:
        """Return a query with another rest and the same conditions."""
        return " ".join(part for part in (rest, *self.typed) if part)


def split_filters(text: str) -> FilteredQuery:
    """Cut a query apart. Text without conditions comes back as it is."""
    quotes = [m.span() for m in _QUOTED.finditer(text)]
    folded = plain(text)
    found = [*_near(text, folded, quotes), *_values(text, folded, quotes)]
    taken: list[tuple[int, int, Condition]] = []
    for one in sorted(found, key=lambda item: item[0]):
        if not taken or one[0] >= taken[-1][1]:
            taken.append(one)
    if not taken:
        return FilteredQuery(text)
    rest, at = [], 0
    for start, end, condition in taken:
        rest += [text[at:start], _searched(condition)]
        at = end
    rest.append(text[at:])
    whole = [text[start:end].strip() for start, end, _ in taken]
    notes = tuple(_note(c, text, s, e) for s, e, c in taken)
    return FilteredQuery(" ".join(" ".join(rest).split()), tuple(c for _, _, c in taken), notes, tuple(whole))


def _inside(at: int, quotes: list[tuple[int, int]]) -> bool:
    return any(start < at < end for start, end in quotes)


def _value(text: str, at: int, quotes: list[tuple[int, int]]) -> tuple[str, int]:
    """The value that begins at ``at`` and where it ends."""
    for start, end in quotes:
        if start == at:
            return " ".join(text[start + 1 : end - 1].split()), end
    if rank := _RANK.match(plain(text[at:])):
        return text[at : at + rank.end()], at + rank.end()
    end = name_end(text, at)
    return text[at:end], end


def _values(text: str, folded: str, quotes: list[tuple[int, int]]) -> Iterator[tuple[int, int, Condition]]:
    for match in _FACT.finditer(folded):
        if not _inside(match.start(), quotes):
            value, end = _value(text, match.end(), quotes)
            if value:
                yield match.start(), end, Fact(_KIND[" ".join(match["name"].split())], value)
    for match in _START.finditer(folded):
        if not _inside(match.start(), quotes):
            value, end = _value(text, match.end(), quotes)
            if value:
                yield match.start(), end, Start(value, max(1, int(match["n"] or FIRST_WORDS)))


def _near(text: str, folded: str, quotes: list[tuple[int, int]]) -> Iterator[tuple[int, int, Condition]]:
    for match in _NEAR.finditer(folded):
        if _inside(match.start(), quotes):
            continue
        left, first = _before(text, folded, match.start(), quotes)
        right, second = _after(text, folded, match.end(), quotes)
        if first and second:
            apart = None if not match["n"].isdigit() else min(max(int(match["n"]), 1), MOST_APART)
            yield left, right, Near(first, second, apart)


def _special(folded: str, low: int, high: int) -> Iterator[int]:
    """Where in a stretch something other than running words ends: an operator with its value, a quote, OR, a sign."""
    for match in re.finditer(r"\S+", folded[low:high]):
        word = match.group()
        if (
            '"' in word
            or OPERATOR.match(word)
            or ":" in word
            or word[0] in "-+"
            or _NEAR.match(word)
            or word in ("or", "|")
        ):
            yield low + match.start()
            yield low + match.end()


def _before(text: str, folded: str, at: int, quotes: list[tuple[int, int]]) -> tuple[int, str]:
    """Where the phrase left of ``at`` begins, and the phrase: a quoted one, else the running words."""
    end = len(text[:at].rstrip())
    for start, stop in quotes:
        if stop == end:
            return start, " ".join(text[start + 1 : stop - 1].split())
    start = max(_special(folded, 0, end), default=0)
    return start, " ".join(text[start:end].split())


def _after(text: str, folded: str, at: int, quotes: list[tuple[int, int]]) -> tuple[int, str]:
    """Where the phrase right of ``at`` ends, and the phrase."""
    begin = at + len(text[at:]) - len(text[at:].lstrip())
    for start, stop in quotes:
        if start == begin:
            return stop, " ".join(text[start + 1 : stop - 1].split())
    end = min(_special(folded, begin, len(text)), default=len(text))
    return end, " ".join(text[begin:end].split())


def _searched(condition: Condition) -> str:
    """What a condition leaves in the text to rank by and to mark."""
    if isinstance(condition, Near):
        return f'"{condition.first}" "{condition.second}"'
    return f'"{condition.phrase}"' if isinstance(condition, Start) else ""


def _note(condition: Condition, text: str, start: int, end: int) -> Understood:
    off = " ".join(f"{text[:start]} {text[end:]}".split())
    if isinstance(condition, Near):
        off = " ".join(f"{text[:start]} {condition.first} {condition.second} {text[end:]}".split())
        where = f"cách nhau không quá {condition.apart} chữ" if condition.apart else "trong cùng một câu"
        said = f"“{condition.first}” và “{condition.second}” {where}"
    elif isinstance(condition, Start):
        off = " ".join(f"{text[:start]} {condition.phrase} {text[end:]}".split())
        said = f"“{condition.phrase}” trong {condition.words} chữ đầu bài hoặc trong tiêu đề"
    else:
        said = f"{_WORDS[condition.kind]} {condition.value}"
    return Understood("filter", text[start:end].strip(), f"chỉ tìm {said}", off)
