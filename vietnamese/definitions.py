"""Definitions of abbreviations in running text: "an ninh, trật tự (ANTT)", "(gọi tắt là …)", "ANTQ (an ninh Tổ quốc)".

Letters are aligned with words; precision comes before recall: every letter must be accounted for.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, replace
from functools import lru_cache

from vietnamese.normalise import composed, fold, normalise

_UPPER = "A-ZĐƯƠĂÂÊÔÐ"
_SHORT = rf"[{_UPPER}][{_UPPER}a-zđươ0-9]*(?:[.\-–&][{_UPPER}][{_UPPER}a-zđươ0-9]*)*(?:, ?[{_UPPER}]{{2,}})*"
_CALLED = (
    r"(?:(?:sau đây|dưới đây|sau này|từ đây)?\s*(?:được\s+)?(?:gọi tắt|viết tắt|gọi chung|gọi)(?:\s+(?:là|thành))?\s*:?\s*"
    r"|tên viết tắt(?:\s+là)?\s*:?\s*|tắt là\s*:?\s*)"
)
_AFTER = re.compile(rf"\(\s*{_CALLED}?[\"“'‘]?(?P<short>{_SHORT})[\"”'’]?\s*\)")
_NAMED = re.compile(rf",?\s+(?:viết tắt|gọi tắt)(?:\s+là)?:?\s+[\"“]?(?P<short>{_SHORT})[\"”]?(?!\w)")
_BEFORE = re.compile(rf"(?<![\w.&\-])(?P<short>{_SHORT})\s*\((?P<long>[^()\n;:.!?0-9]{{3,120}})\)")
_WORD = re.compile(r"[^\W_]+")
_BREAK = re.compile(r"[.!?;:](?=\s)|[\n()“”\"]")
_ROMAN = re.compile(r"M{0,3}(?:CM|CD|D?C{0,3})(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3})")
_FILLERS = frozenset(["và", "của", "về", "với", "các", "cho", "trong", "tại", "là", "những", "ở"])


@dataclass(frozen=True, slots=True)
class Definition:
    """A short form and its long form as written (long form's blanks made single); offsets cover both."""

    abbreviation: str
    expansion: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class _Word:
    text: str
    start: int
    end: int


def find_definitions(text: str) -> list[Definition]:
    """Return the abbreviations ``text`` defines, in order of place; offsets into ``text`` as given."""
    text, offsets = composed(text)
    found: dict[tuple[int, int], Definition] = {}
    for pattern in (_AFTER, _NAMED):
        for match in pattern.finditer(text):
            definition = _from_left(text, match["short"], match.start(), match.end())
            if definition:
                found[match.span("short")] = definition
    for match in _BEFORE.finditer(text) if "(" in text else ():
        if match.span("short") not in found and (definition := _from_brackets(text, match)):
            found[match.span("short")] = definition
    ordered = sorted(found.values(), key=lambda definition: definition.start)
    if offsets is None:
        return ordered
    return [replace(item, start=offsets[item.start], end=offsets[item.end]) for item in ordered]


def _words(text: str, start: int, end: int) -> list[_Word]:
    return [_Word(normalise(m.group()).lower(), m.start(), m.end()) for m in _WORD.finditer(text, start, end)]


def _from_left(text: str, short: str, start: int, end: int) -> Definition | None:
    """Align ``short`` with the words that end just before ``start``."""
    units = _units(short)
    if units is None:
        return None
    window = max(0, start - 14 * len(units) - 40)
    breaks = [match.end() for match in _BREAK.finditer(text, window, start)]
    closing = re.compile(r"[\s”\"’']*$").search(text[window:start])
    if closing and closing.group().strip() and breaks:
        breaks = [place for place in breaks if place <= window + closing.start()]
    words = _words(text, max(breaks, default=window), start)
    if window and not breaks:
        words = words[1:]
    best: tuple[int, int] | None = None
    for first in range(max(0, len(words) - 2 * len(units) - 3), len(words)):
        skips = _align(units, words[first:])
        if skips is not None and (best is None or skips <= best[0]):
            best = (skips, first)
    if best is None:
        return None
    begin, stop = words[best[1]].start, words[-1].end
    return Definition(short, _one_line(text[begin:stop]), begin, end)


def _from_brackets(text: str, match: re.Match[str]) -> Definition | None:
    units = _units(match["short"])
    words = _words(text, *match.span("long"))
    if units is None or len(units) < 2 or _align(units, words) is None:
        return None
    return Definition(match["short"], _one_line(text[words[0].start : words[-1].end]), match.start(), match.end())


def _one_line(text: str) -> str:
    return re.sub(r"\s+", " ", text)


@lru_cache(maxsize=1 << 12)
def _units(short: str) -> tuple[str, ...] | None:
    """Cut a short form into what each word must answer: "CTr" -> C, Tr; None when it is no short form."""
    plain = unicodedata.normalize("NFC", short).replace("Ð", "Đ")
    units = tuple(unit.lower() for unit in re.findall(rf"[{_UPPER}][a-zđươ]*", plain))
    if len(units) < 2 or len(units) > 14 or any(char.isdigit() for char in plain) or any(len(u) > 3 for u in units):
        return None
    if _ROMAN.fullmatch(plain):
        return None
    return units


def _answers(unit: str, word: str) -> bool:
    """Tell whether ``word`` may stand for ``unit``: its first letter, further letters in order ("tg" for tướng)."""
    plain, head = fold(word), fold(unit)
    if unit == "w":
        return word.startswith(("ư", "w"))
    if unit[0] == "đ" and not word.startswith("đ"):
        return False
    if unit[0] == "ư" and not word.startswith(("ư", "ứ", "ừ", "ử", "ữ", "ự")):
        return False
    if plain[0] != head[0]:
        return False
    at = 0
    for letter in head[1:]:
        at = plain.find(letter, at + 1)
        if at < 0:
            return False
    return True


def _align(units: tuple[str, ...], words: list[_Word]) -> int | None:
    """Return the number of content words skipped when ``words`` spell ``units``, None when they do not.

    First and last word must be spelt. "và", "của" and the like may be skipped, and one other word of a form of four
    letters or more; with two letters nothing is.
    """
    if len(words) < len(units) or not _answers(units[0], words[0].text) or not _answers(units[-1], words[-1].text):
        return None
    if len(words) == len(units):
        return 0 if all(_answers(unit, word.text) for unit, word in zip(units, words, strict=True)) else None
    fillers = len(units) >= 3
    most = 1 if len(units) >= 4 else 0
    costs: dict[int, int] = {0: 0}
    for word in words:
        following: dict[int, int] = {}
        for done, cost in costs.items():
            if done < len(units) and _answers(units[done], word.text):
                following[done + 1] = min(following.get(done + 1, 99), cost)
            skip = cost if fillers and word.text in _FILLERS else cost + 1
            if done and skip <= most:
                following[done] = min(following.get(done, 99), skip)
        costs = following
    return costs.get(len(units))
