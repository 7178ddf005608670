"""Pairs of words of one meaning (``pairs.tsv``): word, other word, kind (what they are about) and source ("ours": put together here).

To them come those that an archive learned (``LEARNED``) and those that its admins decided about.

A pair goes both ways, but for English words (``english.tsv``), which lead to Vietnamese ones only. Related words never make a hit complete: who searches decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from vietnamese.spelling.normalise import fold
from vietnamese.spelling.tokens import tokenize

Terms = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pair:
    """Two words of one meaning, as written."""

    word: str
    other: str
    kind: str
    source: str


def terms_of(text: str) -> Terms:
    """Return the terms of a word."""
    return tuple(token.text for token in tokenize(text))


LEARNED = "learned"
"""Source of a pair that an archive's own texts tell: words that stand beside the same words, mostly of one meaning."""


class RelatedWords:
    """Other words by word. Without any accent a word of several syllables is known too."""

    def __init__(self, pairs: Iterable[Pair]) -> None:
        self.pairs = tuple(pairs)
        self._others: dict[Terms, dict[str, str]] = {}
        for pair in self.pairs:
            for one, other in ((pair.word, pair.other), (pair.other, pair.word)):
                own = terms_of(one)
                plain = tuple(map(fold, own))
                for key in dict.fromkeys((own, plain) if len(own) > 1 else (own,)):
                    self._others.setdefault(key, {}).setdefault(other, pair.source)
        self._english: dict[Terms, list[str]] = {}
        for word, other in _read("english.tsv"):
            self._english.setdefault(terms_of(word), []).append(other)
        self.longest = max(map(len, (*self._others, *self._english)), default=0)

    def others_of(self, terms: Sequence[str], *, english: bool = False) -> tuple[str, ...]:
        """Return the words of the same meaning, as written; terms in small letters, normalised.

        ``english``: the terms stand in English; otherwise none is taken for an English word ("gang", "man").
        """
        own = tuple(terms)
        return (*self._others.get(own, ()), *(self._english.get(own, ()) if english else ()))

    def learned_of(self, terms: Sequence[str]) -> tuple[str, ...]:
        """Return those of ``others_of`` that were learned."""
        return tuple(other for other, source in self._others.get(tuple(terms), {}).items() if source == LEARNED)


@cache
def shipped() -> RelatedWords:
    """The shipped pairs."""
    return RelatedWords(Pair(word, other, kind, source) for word, other, kind, source in _read("pairs.tsv"))


def _read(name: str) -> list[list[str]]:
    text = resources.files("vietnamese.related_words").joinpath(name).read_text(encoding="utf-8")
    return [line.split("\t") for line in text.splitlines()[1:]]
