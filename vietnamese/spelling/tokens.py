"""Tokenises text into words, numbers and dates, with offsets into the text as given and running sentence numbers.

One compiled pattern and a cache of spellings; the analysis, the query and the highlighter all call ``tokenize``.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from vietnamese.spelling.normalise import INVISIBLE, normalise_word

Kind = Literal["word", "number", "date"]


@dataclass(frozen=True, slots=True)
class Token:
    """One term: ``text`` normalised lower case, ``folded`` without accents, offsets into the text as given."""

    text: str
    folded: str
    start: int
    end: int
    kind: Kind
    sentence: int


_JOINERS = rf"\u0300-\u036f{INVISIBLE}"
_DAY = r"ng(?:à|a\u0300?)y"
_MONTH = r"th(?:á|a\u0301?)ng"
_YEAR = r"n(?:ă|a\u0306?)m"
_D = r"(?:0?[1-9]|[12][0-9]|3[01])"
_M = r"(?:0?[1-9]|1[0-2])"
_Y = r"(?:19|20)[0-9]{2}"
# A date is not followed by what makes it part of a document number or of a longer number (30/2020/NĐ-CP, 5/2023/QH15).
_STOP = r"(?![0-9]|[^\W_]|[/\-][^\W_]|\.[0-9])"
_SPELT = (
    rf"(?:(?:{_DAY})[ \u00a0]+)?{_D}[ \u00a0]+{_MONTH}[ \u00a0]+{_M}(?:[ \u00a0]+{_YEAR}[ \u00a0]+{_Y})?{_STOP}"
    rf"|{_MONTH}[ \u00a0]+{_M}[ \u00a0]+{_YEAR}[ \u00a0]+{_Y}{_STOP}"
)
_FIGURES = (
    rf"(?:{_DAY}[ \u00a0]+)?(?:{_D}/{_M}/(?:{_Y}|[0-9]{{2}})|{_D}-{_M}-{_Y}|{_D}\.{_M}\.{_Y}|{_D}/{_M}){_STOP}"
    rf"|(?:{_MONTH}[ \u00a0]+)?{_M}[/-]{_Y}{_STOP}"
)
_PATTERN = re.compile(
    # The look-aheads keep the long alternatives away from ordinary words: this is what makes the pattern fast.
    rf"(?P<date>(?=[0-9]|[nt][gh])(?:{_SPELT}|{_FIGURES}))"
    rf"|(?P<word>[^\W\d_][^\W_]*(?:[{_JOINERS}]+[^\W_]*)*)"
    r"|(?P<number>[0-9]++(?:[.,][0-9]++)*+(?![^\W\d_]))"
    rf"|(?P<mixed>[0-9]+[^\W_]*(?:[{_JOINERS}]+[^\W_]*)*)"
    r"|(?P<stop>[.!?;:…]+[\"'”’»)\]]*(?=\s|$)|[\n\r\u2028\u2029]+)",
    re.IGNORECASE,
)
_DIGITS = re.compile(r"[0-9]+")
_GROUPED = re.compile(r"[1-9][0-9]{0,2}(?:(?:\.[0-9]{3})+(?:,[0-9]+)?|(?:,[0-9]{3})+(?:\.[0-9]+)?)")
_DECIMAL = re.compile(r"[0-9]+[.,][0-9]+")
# After these a full stop and a blank do not end a sentence: "TP. Hà Tĩnh", "PGS. TS. Nguyễn".
_SHORTENED = frozenset(
    [
        "TP",
        "Tp",
        "TX",
        "Tx",
        "TT",
        "Tt",
        "P",
        "Q",
        "H",
        "ThS",
        "TS",
        "PGS",
        "GS",
        "BS",
        "KS",
        "LS",
        "NSND",
        "NSƯT",
        "Mr",
        "Mrs",
        "Ms",
        "Dr",
        "St",
    ]
)

term_of_word = lru_cache(maxsize=1 << 17)(normalise_word)
"""(term, folded term) of one word as written."""


@lru_cache(maxsize=1 << 14)
def _date_term(text: str) -> str:
    parts = [int(digits) for digits in _DIGITS.findall(text)]
    if len(parts) == 3 and parts[2] < 100:
        parts[2] += 2000 if parts[2] < 50 else 1900
    return "/".join(map(str, parts))


@lru_cache(maxsize=1 << 14)
def _number_terms(text: str) -> tuple[tuple[str, int, int], ...]:
    """Return the terms of a run of figures with their places: thousands joined, one decimal comma, else each run by itself."""
    if text.isdigit():
        return ((text, 0, len(text)),)
    if _GROUPED.fullmatch(text):
        comma = text.rfind(",") if text.rfind(",") > text.rfind(".") else text.rfind(".")
        mixed = "." in text and "," in text
        whole, rest = (text[:comma], text[comma + 1 :]) if mixed else (text, "")
        joined = whole.replace(".", "").replace(",", "") + ("," + rest if rest else "")
        return ((joined, 0, len(text)),)
    if _DECIMAL.fullmatch(text):
        return ((text.replace(".", ","), 0, len(text)),)
    return tuple((match.group(), match.start(), match.end()) for match in _DIGITS.finditer(text))


def tokenize(text: str) -> list[Token]:
    """Tokenise ``text``: its tokens in order; see ``Token`` for what each carries.

    A sentence ends at . ! ? ; : before a blank and at a newline; commas, hyphens, slashes, brackets and quotes do not
    separate neighbours.
    """
    tokens: list[Token] = []
    add = tokens.append
    word = term_of_word
    sentence = 0
    for match in _PATTERN.finditer(text):
        kind = match.lastgroup
        start, end = match.span()
        if kind == "word" or kind == "mixed":
            term, folded = word(text[start:end])
            add(Token(term, folded, start, end, "number" if term.isdigit() else "word", sentence))
        elif kind == "stop":
            if not _is_shortened(text, tokens, start, end):
                sentence += 1
        elif kind == "date":
            term = _date_term(text[start:end])
            add(Token(term, term, start, end, "date", sentence))
        else:
            for term, first, last in _number_terms(text[start:end]):
                add(Token(term, term, start + first, start + last, "number", sentence))
    return tokens


def _is_shortened(text: str, tokens: list[Token], start: int, end: int) -> bool:
    """Tell whether the full stop at ``start`` only ends a title or a place's short form."""
    if end - start != 1 or text[start] != "." or not tokens or tokens[-1].end != start:
        return False
    last = tokens[-1]
    return text[last.start : last.end] in _SHORTENED and text[end : end + 1] in (" ", "\u00a0")
