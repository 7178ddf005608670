"""Keys by which facts of different articles are compared: names, offices, document numbers, measures."""

from __future__ import annotations

import re

from vietnamese.spelling.normalise import fold, normalise

_WORDS = re.compile(r"[^\W_]+")
# "năm 2023", "10 năm", "lần thứ III", "6 tháng đầu năm": what differs between the meetings of one series.
_CHANGING = re.compile(
    r"(?<!\w)(?:lan thu [ivxlc\d]+|(?:\d+ )?(?:nam|thang|quy|ngay|khoa|nhiem ky)(?: [ivx\d]+)?|dau|cuoi|\d+|[ivx]+)(?!\w)"
)
_COMMON = frozenset(
    [
        "va",
        "cua",
        "cac",
        "cho",
        "tren",
        "ve",
        "tai",
        "voi",
        "trong",
        "duoc",
        "da",
        "co",
        "la",
        "do",
        "den",
        "tu",
        "cong",
        "tac",
        "thuc",
        "hien",
        "to",
        "chuc",
    ]
)


def name_key(name: str) -> str:
    """Return the key of a name: canonical spelling, lower case, accents kept (Hà and Hạ are two people)."""
    return " ".join(normalise(name).lower().split())


def role_key(role: str) -> str:
    """Return the key of an office or title: its folded words, single blanks between."""
    return " ".join(_WORDS.findall(fold(role)))


def number_key(number: str) -> str:
    """Return the key of a document number: folded, without blanks, one kind of dash."""
    return re.sub(r"[–—‑]", "-", re.sub(r"\s+", "", fold(number)))


def measure_key(unit: str, what: str) -> str:
    """Return the key of what a figure measures: its unit and the first words of what is counted."""
    counted = _WORDS.findall(fold(unit)) or [unit]
    return " ".join([*counted, *_WORDS.findall(fold(what))[:6]])


def title_words(title: str) -> frozenset[str]:
    """Return the folded words of an event's title that tell it from others, numbers and years kept."""
    return frozenset(_WORDS.findall(fold(title))) - _COMMON


def series_words(title: str) -> frozenset[str]:
    """Return the words that an event's title shares with those of the same series in other years."""
    return frozenset(_WORDS.findall(_CHANGING.sub(" ", fold(title)))) - _COMMON


def likeness(one: frozenset[str], other: frozenset[str]) -> float:
    """Return how many words two sets share, from 0 to 1 (Jaccard); 0 when one is empty."""
    return len(one & other) / len(one | other) if one and other else 0.0
