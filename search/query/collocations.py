"""What the archive knows about neighbours: which words belong together, and which sense of a short form its surroundings mean.

The query parser asks it; without an archive (``NO_EVIDENCE``) it knows nothing and the parser goes by rules alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Protocol

from columnar.query.plan import Run
from indexer.analysis.word_borders import BORDER
from indexer.schema import MARKS, WORDS
from search.query.tree import Term
from vietnamese.spelling.keyboard_layouts import is_syllable
from vietnamese.spelling.known_words import is_known
from vietnamese.spelling.normalise import fold
from vietnamese.spelling.syllables import keeps_typed

_ZONES = ("title", "lead", "body")


_RARER = 50
"""How much rarer than the word meant a half-typed one is in the archive."""

Counts = Callable[[Sequence[Run]], list[int]]
Begun = Callable[[str, str], Sequence[str]]


class Counting(Protocol):
    """What counts articles: a ``search.backend.Backend``."""

    def counts(self, runs: Sequence[Run]) -> list[int]:
        """How many articles hold each run."""

    def begun(self, field: str, prefix: str) -> Sequence[str]:
        """Terms of a field that begin so."""

    def language(self, *, accented: bool) -> Language:
        """How its words are spelt."""


class Language(Protocol):
    """What knows the words of the archive: a ``search.spelling.language_model.LanguageModel``."""

    def count(self, term: str) -> int:
        """Occurrences of a term."""

    def alike(self, folded: str) -> list[str]:
        """Terms whose unaccented form is ``folded``."""

    def like(self, pattern: str) -> list[str]:
        """Terms that a regular expression describes, the most frequent first."""


class CollocationEvidence(Protocol):
    """Evidence of neighbours."""

    def documents(self, terms: Sequence[Term]) -> int:
        """Return how many articles hold the terms side by side in one of the zones of text (the most in one zone)."""

    def is_word(self, terms: Sequence[Term]) -> bool:
        """Tell whether the archive's texts have these syllables as one word ("cờ bạc")."""

    def word_count(self, terms: Sequence[Term]) -> int:
        """Return how many articles have these syllables as one word."""

    def crossings(self, terms: Sequence[Term]) -> tuple[str, ...]:
        """Return the terms of the articles that have two syllables only across borders (``indexer.analysis.word_borders``)."""

    def completions(self, word: str) -> list[str]:
        """Return the archive's words that have every accent of a half-typed word and more ("truơng"); none for a word it knows."""

    def words_like(self, pattern: str, most: int) -> list[str]:
        """Return the archive's words that a word with * (any letters) and ? (one letter) stands for, the most frequent first."""

    def marked(self, mark: str) -> bool:
        """Tell whether an article has a mark (``indexer.analysis.entity_terms``); without an archive any may."""


class _Nothing:
    def documents(self, terms: Sequence[Term]) -> int:
        return 0

    def is_word(self, terms: Sequence[Term]) -> bool:
        return False

    def word_count(self, terms: Sequence[Term]) -> int:
        return 0

    def crossings(self, terms: Sequence[Term]) -> tuple[str, ...]:
        return ()

    def completions(self, word: str) -> list[str]:
        return []

    def words_like(self, pattern: str, most: int) -> list[str]:
        return []

    def marked(self, mark: str) -> bool:
        return True


NO_EVIDENCE: CollocationEvidence = _Nothing()


class ArchiveEvidence:
    """The evidence of one opened index."""

    def __init__(self, counts: Counts, spelt: Callable[[bool], Language], begun: Begun) -> None:
        """``counts``: how many articles hold each of some runs; ``spelt``: the words with accents (True) or without;
        ``begun``: the terms of a field that begin so.
        """
        self._counts, self._spelt, self._begun = counts, spelt, begun
        self._like: dict[str, list[str]] = {}

    def documents(self, terms: Sequence[Term]) -> int:
        """Return how many articles hold the terms side by side in one of the zones of text (the most in one zone)."""
        accented = any(t.accented for t in terms)
        texts = tuple(t.text if accented else t.folded for t in terms)
        return max(self._counts([Run(zone if accented else f"{zone}_folded", texts) for zone in _ZONES]))

    def is_word(self, terms: Sequence[Term]) -> bool:
        """Tell whether the archive's texts have these syllables as one word ("cờ bạc")."""
        return len(terms) > 1 and self.word_count(terms) > 0

    def word_count(self, terms: Sequence[Term]) -> int:
        """Return how many articles have these syllables as one word."""
        return self._counts([Run(WORDS, ("_".join(t.text for t in terms),))])[0]

    def crossings(self, terms: Sequence[Term]) -> tuple[str, ...]:
        """Return the terms of the articles that have two syllables only across borders."""
        word = "_".join(t.text for t in terms)
        sure = f"{BORDER}{word}"
        doubtful = self._begun(WORDS, f"{sure}{BORDER}")
        rivals = [term.rpartition(BORDER)[2] for term in doubtful]
        counts = self._counts([Run(WORDS, (term,)) for term in (sure, word, *rivals)])
        # Of two words that the archive has neither alone, the one that comes first is read.
        cut = (
            term
            for term, rival, often in zip(doubtful, rivals, counts[2:], strict=True)
            if often > counts[1] or (not often and rival.endswith(f"_{terms[0].text}"))
        )
        return (*((sure,) if counts[0] else ()), *cut)

    def completions(self, word: str) -> list[str]:
        """Return the archive's words that have every accent of a half-typed word and more; none for a word it knows."""
        if is_known(word) or is_syllable(word):
            return []
        language = self._spelt(True)
        meant = [other for other in language.alike(fold(word)) if other != word and keeps_typed(word, other)]
        # Some article has every slip of the keys; a word that many have is one.
        return meant if language.count(word) * _RARER <= max(map(language.count, meant), default=0) else []

    def words_like(self, pattern: str, most: int) -> list[str]:
        """Return the archive's words that a word with * and ? stands for; without accents typed, without accents."""
        if pattern not in self._like:
            self._like[pattern] = self._spelt(pattern != fold(pattern)).like(_expression_of(pattern))
        return self._like[pattern][:most]

    def marked(self, mark: str) -> bool:
        """Tell whether an article has a mark."""
        return self._counts([Run(MARKS, (mark,))]) != [0]


def _expression_of(pattern: str) -> str:
    """A regular expression of a word with * and ?, read without going back: each part where it first fits."""
    first, *parts = (re.escape(part).replace(r"\?", r"\w") for part in re.split(r"\*+", pattern))
    if not parts:
        return first
    return first + "".join(rf"(?>\w*?{part})" for part in parts[:-1]) + rf"\w*{parts[-1]}"


def evidence_of(backend: Counting) -> CollocationEvidence:
    """Return the context of an opened index."""
    return ArchiveEvidence(backend.counts, lambda accented: backend.language(accented=accented), backend.begun)
