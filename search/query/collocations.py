"""What the archive knows about neighbours: which words belong together, and which sense of a short form its surroundings mean.

The query parser asks it; without an archive (``NO_EVIDENCE``) it knows nothing and the parser goes by rules alone.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from columnar.query.plan import Run
from indexer.schema import MARKS, WORDS
from search.query.tree import Term

_ZONES = ("title", "lead", "body")


Counts = Callable[[Sequence[Run]], list[int]]


class Counting(Protocol):
    """What counts articles: a ``search.backend.Backend``."""

    def counts(self, runs: Sequence[Run]) -> list[int]:
        """How many articles hold each run."""


class CollocationEvidence(Protocol):
    """Evidence of neighbours."""

    def documents(self, terms: Sequence[Term]) -> int:
        """Return how many articles hold the terms side by side in one of the zones of text (the most in one zone)."""

    def is_word(self, terms: Sequence[Term]) -> bool:
        """Tell whether the archive's texts have these syllables as one word ("cờ bạc")."""

    def marked(self, mark: str) -> bool:
        """Tell whether an article has a mark (``indexer.analysis.entity_terms``); without an archive any may."""


class _Nothing:
    def documents(self, terms: Sequence[Term]) -> int:
        return 0

    def is_word(self, terms: Sequence[Term]) -> bool:
        return False

    def marked(self, mark: str) -> bool:
        return True


NO_EVIDENCE: CollocationEvidence = _Nothing()


class ArchiveEvidence:
    """The evidence of one opened index."""

    def __init__(self, counts: Counts) -> None:
        """``counts``: how many articles hold each of some runs."""
        self._counts = counts

    def documents(self, terms: Sequence[Term]) -> int:
        """Return how many articles hold the terms side by side in one of the zones of text (the most in one zone)."""
        accented = any(t.accented for t in terms)
        texts = tuple(t.text if accented else t.folded for t in terms)
        return max(self._counts([Run(zone if accented else f"{zone}_folded", texts) for zone in _ZONES]))

    def is_word(self, terms: Sequence[Term]) -> bool:
        """Tell whether the archive's texts have these syllables as one word ("cờ bạc")."""
        return len(terms) > 1 and self._counts([Run(WORDS, ("_".join(t.text for t in terms),))]) != [0]

    def marked(self, mark: str) -> bool:
        """Tell whether an article has a mark."""
        return self._counts([Run(MARKS, (mark,))]) != [0]


def evidence_of(backend: Counting) -> CollocationEvidence:
    """Return the context of an opened index."""
    return ArchiveEvidence(backend.counts)
