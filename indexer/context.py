"""What the archive knows about neighbours: which words belong together, and which sense of a short form its surroundings mean.

The query parser asks it; without an archive (``NO_CONTEXT``) it knows nothing and the parser goes by rules alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol
from weakref import WeakKeyDictionary

from indexer.model import MARKS, WORDS, Engine
from indexer.units import Term

_ZONES = ("title", "lead", "body")


class Context(Protocol):
    """Evidence of neighbours."""

    def documents(self, terms: Sequence[Term]) -> int:
        """Return how many articles hold the terms side by side in one of the zones of text (the most in one zone)."""

    def is_word(self, terms: Sequence[Term]) -> bool:
        """Tell whether the archive's texts have these syllables as one word ("cờ bạc")."""

    def marked(self, mark: str) -> bool:
        """Tell whether an article has a mark (``indexer.marks``); without an archive any may."""


class _Nothing:
    def documents(self, terms: Sequence[Term]) -> int:
        return 0

    def is_word(self, terms: Sequence[Term]) -> bool:
        return False

    def marked(self, mark: str) -> bool:
        return True


NO_CONTEXT: Context = _Nothing()


class EngineContext:
    """The evidence of one opened generation."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def documents(self, terms: Sequence[Term]) -> int:
        """Return how many articles hold the terms side by side in one of the zones of text (the most in one zone)."""
        accented = any(t.accented for t in terms)
        texts = [t.text if accented else t.folded for t in terms]
        zones = _ZONES if accented else tuple(f"{zone}_folded" for zone in _ZONES)
        return max((self._engine.phrase(zone, texts).docs.size for zone in zones), default=0)

    def is_word(self, terms: Sequence[Term]) -> bool:
        """Tell whether the archive's texts have these syllables as one word ("cờ bạc")."""
        return len(terms) > 1 and self._engine.postings(WORDS, "_".join(t.text for t in terms)).docs.size > 0

    def marked(self, mark: str) -> bool:
        """Tell whether an article has a mark."""
        return self._engine.postings(MARKS, mark).docs.size > 0


_OF: WeakKeyDictionary[Engine, EngineContext] = WeakKeyDictionary()


def context_of(engine: Engine) -> Context:
    """Return the context of a generation."""
    return _OF.setdefault(engine, EngineContext(engine))
