"""Stage three: how near each other the query's neighbouring words stand in the first hits.

A pair is near where both words stand within WINDOW places in one zone, in either order; words that only ask or carry little make no such
pair. It is in order where the second follows the first within WINDOW places: next to it that counts 1, d places on 1 / sqrt(d).
What a hit gains are the shares of the pairs' idf mass that are near and in order in it, each with its weight.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from columnar.query.idf import idf
from columnar.query.plan import Run
from search.backend import Backend, Counting, ScoredArticle
from search.query.tree import Query, Unit
from search.ranking.weights import Weights
from vietnamese.function_words import FUNCTION_WORDS

WINDOW = 8
_ZONES = ("title", "lead", "body")
Word = tuple[str, float]
"""A word of the query as its field spells it, and what it weighs: 0 when it only asks."""


def neighbouring_words(query: Query, function_word: float = 0.0) -> tuple[str, list[tuple[Word, Word]]]:
    """The end of the fields' names that a query asks ("" or "_folded") and the pairs of its neighbouring words."""
    mixed = any(t.accented for u in query.units for t in u.terms)
    words: list[Word] = []
    for number, clause in enumerate(query.clauses):
        if not isinstance(clause, Unit) or clause.zone:
            words.append(("", 0.0))
            continue
        for term in clause.terms:
            weight = 0.0 if number in query.optional else function_word if term.text in FUNCTION_WORDS else 1.0
            words.append((term.text if mixed else term.folded, weight))
    pairs = {(a[0], b[0]): (a, b) for a, b in pairwise(words) if a[0] and b[0] and a[0] != b[0] and a[1] + b[1] > 0}
    return "" if mixed else "_folded", list(pairs.values())


def nearness(backend: Backend, query: Query, hits: Sequence[ScoredArticle], weights: Weights) -> NDArray[np.float64]:
    """(hits,) what each gains, ``near`` plus ``order`` at most; 0 for a query without pairs."""
    end, pairs = neighbouring_words(query, weights.function_word)
    if not pairs or not hits:
        return np.zeros(len(hits))
    terms = list(dict.fromkeys(word for pair in pairs for word, _ in pair))
    held = _count(backend, end, terms)
    rarity = {term: idf(backend.version.articles, count) for term, count in zip(terms, held, strict=True)}
    mass = np.array([rarity[a] * v + rarity[b] * w for (a, v), (b, w) in pairs])
    full = np.array([v == w == 1.0 for (_, v), (_, w) in pairs])
    fields, words = [zone + end for zone in _ZONES], [(a, b) for (a, _), (b, _) in pairs]
    ahead, behind = np.array(backend.distances(fields, words, hits, WINDOW), np.int64)
    order = np.where(ahead > 0, 1.0 / np.sqrt(np.maximum(ahead, 1.0)), 0.0)
    return weights.near * _share((ahead | behind) > 0, mass * full) + weights.order * _share(order, mass)


def foresee_nearness(index: Counting, query: Query, weights: Weights) -> None:
    """Ask for the counts that ``nearness`` will ask for."""
    end, pairs = neighbouring_words(query, weights.function_word)
    _count(index, end, list(dict.fromkeys(word for pair in pairs for word, _ in pair)))


def _count(index: Counting, end: str, terms: Sequence[str]) -> list[int]:
    return index.counts([Run(f"body{end}", (term,)) for term in terms])


def _share(held: NDArray[Any], mass: NDArray[np.float64]) -> NDArray[np.float64]:
    """The part of the pairs' mass that each document holds."""
    return np.asarray(mass @ held / max(mass.sum(), 1e-9), np.float64)
