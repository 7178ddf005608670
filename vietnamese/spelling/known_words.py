"""Words that are no errors whatever an archive holds: Vietnamese syllables, English words, loan words and brands of the field.

``known_words.tsv`` is written by tools/write_known_words.py (wordfreq, CC BY-SA 4.0), ``loan_words.tsv`` by hand.
"""

from __future__ import annotations

from functools import cache
from importlib import resources

from vietnamese.spelling.normalise import fold


def _read(name: str) -> list[list[str]]:
    text = resources.files("vietnamese.spelling").joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()[1:]]


@cache
def load_vietnamese() -> frozenset[str]:
    """Load the Vietnamese syllables, in lower case with one style of tones."""
    return frozenset(word for word, language in _read("known_words.tsv") if language == "vi")


@cache
def load_foreign() -> frozenset[str]:
    """Load the English words, loan words and brands, in lower case."""
    english = (word for word, language in _read("known_words.tsv") if language == "en")
    return frozenset((*english, *(row[0] for row in _read("loan_words.tsv"))))


@cache
def _by_folded() -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for word in load_vietnamese():
        found.setdefault(fold(word), []).append(word)
    return found


def find_alike(folded: str) -> list[str]:
    """Find the Vietnamese syllables that are so without accents."""
    return _by_folded().get(folded, [])


def is_foreign(word: str) -> bool:
    """Tell whether a word (lower case) is English, a loan word or a brand."""
    return word in load_foreign()


def is_known(word: str) -> bool:
    """Tell whether a word (lower case, normalised) is in one of the shipped lists."""
    return word in load_vietnamese() or is_foreign(word)
