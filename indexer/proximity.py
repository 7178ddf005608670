"""Stage three: how near each other the query's neighbouring words stand in the first hits.

A pair is near where both words stand within WINDOW places in one zone, in either order; words that only ask or carry little make no such
pair. It is in order where the second follows the first within WINDOW places: next to it that counts 1, d places on 1 / sqrt(d).
What a hit gains are the shares of the pairs' idf mass that are near and in order in it, each with its weight.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from indexer.engines.bm25 import idf
from indexer.model import Engine
from indexer.units import Query, Unit
from indexer.weights import FUNCTION_WORDS, Weights

WINDOW = 8
_ZONES = ("title", "lead", "body")
_APART = 1 << 32

Docs = NDArray[np.int64]
Pair = tuple[str, str]
Distances = NDArray[np.uint8]

Word = tuple[str, float]
"""A word of the query as its field spells it, and what it weighs: 0 when it only asks."""


def neighbours(query: Query, function_word: float = 0.0) -> tuple[str, list[tuple[Word, Word]]]:
    """The end of the fields' names that a query asks ("" or "_folded") and the pairs of its neighbouring words."""
    mixed = any(t.accented for u in query.units for t in u.terms)
    words: list[Word] = []
    for number, clause in enumerate(query.clauses):
        if not isinstance(clause, Unit) or clause.zone:
            words.append(("", 0.0))
            continue
        for term in clause.terms:
            weight = 0.0 if number in query.asking else function_word if term.text in FUNCTION_WORDS else 1.0
            words.append((term.text if mixed else term.folded, weight))
    pairs = {(a[0], b[0]): (a, b) for a, b in pairwise(words) if a[0] and b[0] and a[0] != b[0] and a[1] + b[1] > 0}
    return "" if mixed else "_folded", list(pairs.values())


class Nearby(Protocol):
    """Tells how far apart words stand."""

    def apart(self, fields: Sequence[str], pairs: Sequence[Pair], docs: Docs, window: int) -> Distances | None:
        """(2, pairs, docs) the least number of places, in any of the fields, from a pair's first word on to its second, and from its
        second on to its first; 0 where it is more than ``window`` (at most 254) or none. None when it cannot tell."""

    def documents(self, field: str, term: str) -> int:
        """How many live documents have a term."""


class Plain:
    """Tells it with NumPy over any engine: what the compiled kernel (``indexer.engines.nearby``) is held to."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def documents(self, field: str, term: str) -> int:
        """See ``Nearby``."""
        return int(self._engine.postings(field, term).docs.size)

    def apart(self, fields: Sequence[str], pairs: Sequence[Pair], docs: Docs, window: int) -> Distances:
        """See ``Nearby``."""
        terms = list(dict.fromkeys(t for pair in pairs for t in pair))
        each = self._places(fields, terms, docs)
        out = np.zeros((2, len(pairs), docs.size), np.uint8)
        for i, (a, b) in enumerate(pairs):
            out[0, i] = _least(each[a], each[b], docs.size, window)
            out[1, i] = _least(each[b], each[a], docs.size, window)
        return out

    def _places(self, fields: Sequence[str], terms: Sequence[str], docs: Docs) -> dict[str, NDArray[np.int64]]:
        """Every place of each term, ascending, the documents and the fields as far _APART as can be."""
        found = [self._engine.occurrences(field, terms, docs) for field in fields]
        places = np.concatenate([(doc + np.int64(i * docs.size)) * _APART + at for i, (doc, _, at) in enumerate(found)])
        which = np.concatenate([term for _, term, _ in found])
        return {term: places[which == i] for i, term in enumerate(terms)}


def _least(first: NDArray[np.int64], second: NDArray[np.int64], size: int, window: int) -> NDArray[np.uint8]:
    """(size,) the least number of places from ``first`` on to ``second`` in each document, 0 for none within the window."""
    least = np.full(size, window + 1)
    if first.size and second.size:
        after = np.searchsorted(second, first)
        ahead = second[np.minimum(after, second.size - 1)] - first
        follows = (ahead > 0) & (ahead <= window)
        np.minimum.at(least, first[follows] // _APART % size, ahead[follows])
    return np.where(least > window, 0, least).astype(np.uint8)


def nearness(
    engine: Engine, query: Query, docs: Docs, weights: Weights, nearby: Nearby | None = None
) -> NDArray[np.float64]:
    """(docs,) what each gains, ``near`` plus ``order`` at most; 0 for a query without pairs."""
    end, pairs = neighbours(query, weights.function_word)
    if not pairs or not docs.size:
        return np.zeros(docs.size)
    plain = Plain(engine)
    finder = nearby or plain
    rarity = {t: idf(engine.size, finder.documents(f"body{end}", t)) for pair in pairs for t, _ in pair}
    mass = np.array([rarity[a] * v + rarity[b] * w for (a, v), (b, w) in pairs])
    full = np.array([v == w == 1.0 for (_, v), (_, w) in pairs])
    asked = [zone + end for zone in _ZONES], [(a, b) for (a, _), (b, _) in pairs], docs, WINDOW
    found = finder.apart(*asked)
    ahead, behind = plain.apart(*asked) if found is None else found
    order = np.where(ahead > 0, 1.0 / np.sqrt(np.maximum(ahead, 1.0)), 0.0)
    return weights.near * _share((ahead | behind) > 0, mass * full) + weights.order * _share(order, mass)


def _share(held: NDArray[Any], mass: NDArray[np.float64]) -> NDArray[np.float64]:
    """The part of the pairs' mass that each document holds."""
    return np.asarray(mass @ held / max(mass.sum(), 1e-9), np.float64)
