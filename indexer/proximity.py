"""Stage three: how near each other the query's neighbouring words stand in the first hits; shared by every executor.

A pair is near where both words stand within WINDOW places in one zone, in either order; words that only ask or carry little make no such
pair. It is in order where the second follows the first within WINDOW places: next to it that counts 1, d places on 1 / sqrt(d).
What a hit gains are the shares of the pairs' idf mass that are near and in order in it, each with its weight.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from indexer.engines.bm25 import idf
from indexer.model import Engine
from indexer.units import Query, Unit
from indexer.weights import FUNCTION_WORDS, Weights

WINDOW = 8
_ZONES = ("title", "lead", "body")
_APART = 1 << 32

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


def nearness(engine: Engine, query: Query, docs: NDArray[np.int64], weights: Weights) -> NDArray[np.float64]:
    """(docs,) what each gains, ``near`` plus ``order`` at most; 0 for a query without pairs."""
    end, pairs = neighbours(query, weights.function_word)
    if not pairs or not docs.size:
        return np.zeros(docs.size)
    terms = list(dict.fromkeys(word for pair in pairs for word, _ in pair))
    rarity = {t: idf(engine.size, int(engine.postings(f"body{end}", t).docs.size)) for t in terms}
    mass = np.array([rarity[a] * v + rarity[b] * w for (a, v), (b, w) in pairs])
    full = np.array([v == w == 1.0 for (_, v), (_, w) in pairs])
    each = _places(engine, [zone + end for zone in _ZONES], terms, docs)
    near, order = _standing([(each[a], each[b]) for (a, _), (b, _) in pairs], docs.size)
    return weights.near * _share(near, mass * full) + weights.order * _share(order, mass)


def _share(held: NDArray[np.float64], mass: NDArray[np.float64]) -> NDArray[np.float64]:
    """The part of the pairs' mass that each document holds."""
    return np.asarray(mass @ held / max(mass.sum(), 1e-9), np.float64)


def _places(
    engine: Engine, fields: Sequence[str], terms: Sequence[str], docs: NDArray[np.int64]
) -> dict[str, NDArray[np.int64]]:
    """Every place of each term, ascending, the documents and the fields as far _APART as can be."""
    found = [engine.occurrences(field, terms, docs) for field in fields]
    places = np.concatenate([(doc + np.int64(i * docs.size)) * _APART + at for i, (doc, _, at) in enumerate(found)])
    which = np.concatenate([term for _, term, _ in found])
    return {term: places[which == i] for i, term in enumerate(terms)}


def _standing(
    pairs: Sequence[tuple[NDArray[np.int64], NDArray[np.int64]]], size: int
) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(pairs, size) whether each pair is near in a document, and how well in order; places as ``_places`` gives them."""
    near, order = np.zeros((len(pairs), size)), np.zeros((len(pairs), size))
    # All pairs at once, each as far from the others as its documents are from one another.
    texts = len(_ZONES) * size
    first = np.concatenate([a + i * texts * _APART for i, (a, _) in enumerate(pairs)])
    second = np.concatenate([b + i * texts * _APART for i, (_, b) in enumerate(pairs)])
    if not first.size or not second.size:
        return near, order
    after = np.searchsorted(second, first)
    ahead = second[np.minimum(after, second.size - 1)] - first
    behind = first - second[np.maximum(after - 1, 0)]
    follows = (ahead > 0) & (ahead <= WINDOW)
    close = follows | ((behind > 0) & (behind <= WINDOW))
    text = first // _APART
    cell = text // texts * size + text % size
    near.ravel()[cell[close]] = 1.0
    np.maximum.at(order.ravel(), cell[follows], 1.0 / np.sqrt(ahead[follows]))
    return near, order
