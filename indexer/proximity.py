"""Stage three: how near each other the query's neighbouring words stand in the first hits; shared by every executor.

A pair is near where both words stand within WINDOW places in one zone, in either order. What a hit gains is the share of the
pairs' idf mass that is near in it. Words that only ask or carry little make no pair.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.engines.bm25 import idf
from indexer.model import Engine
from indexer.units import Query, Unit
from indexer.weights import FUNCTION_WORDS

WINDOW = 8
_ZONES = ("title", "lead", "body")
_APART = 1 << 32

Pair = tuple[str, str]


def neighbours(query: Query) -> tuple[str, list[Pair]]:
    """The end of the fields' names that a query asks ("" or "_folded") and the pairs of its neighbouring words."""
    mixed = any(t.accented for u in query.units for t in u.terms)
    words: list[str] = []
    for number, clause in enumerate(query.clauses):
        if not isinstance(clause, Unit) or clause.zone or number in query.asking:
            words.append("")
            continue
        words += [t.text if mixed else t.folded for t in clause.terms if t.text not in FUNCTION_WORDS] or [""]
    pairs = [(a, b) for a, b in zip(words, words[1:], strict=False) if a and b and a != b]
    return "" if mixed else "_folded", list(dict.fromkeys(pairs))


def nearness(engine: Engine, query: Query, docs: NDArray[np.int64]) -> NDArray[np.float64]:
    """(docs,) the share of the query's pairs, by idf mass, that stand near each other; 0 for a query without pairs."""
    end, pairs = neighbours(query)
    if not pairs or not docs.size:
        return np.zeros(docs.size)
    terms = list(dict.fromkeys(t for pair in pairs for t in pair))
    rarity = {t: idf(engine.size, int(engine.postings(f"body{end}", t).docs.size)) for t in terms}
    mass = np.array([rarity[a] + rarity[b] for a, b in pairs])
    which, places = _places(engine, [zone + end for zone in _ZONES], terms, docs)
    each = {term: places[which == i] for i, term in enumerate(terms)}
    near = np.zeros((len(pairs), docs.size), np.bool_)
    for i, (a, b) in enumerate(pairs):
        near[i, _near(each[a], each[b]) % docs.size] = True
    return np.asarray(mass @ near / mass.sum(), np.float64)


def _places(
    engine: Engine, fields: Sequence[str], terms: Sequence[str], docs: NDArray[np.int64]
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Every occurrence of the terms: its term and its place, ascending, each text of a field as far apart as can be."""
    found = [engine.occurrences(field, terms, docs) for field in fields]
    places = [(doc + np.int64(i * docs.size)) * _APART + at for i, (doc, _, at) in enumerate(found)]
    return np.concatenate([term for _, term, _ in found]), np.concatenate(places)


def _near(first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.int64]:
    """Texts (numbers of what lies _APART) in which a place of one is within WINDOW of a place of the other; both ascending."""
    if not first.size or not second.size:
        return np.zeros(0, np.int64)
    after = np.searchsorted(second, first)
    ahead = second[np.minimum(after, second.size - 1)] - first
    behind = first - second[np.maximum(after - 1, 0)]
    close = ((ahead >= 0) & (ahead <= WINDOW)) | ((behind >= 0) & (behind <= WINDOW))
    return first[close] // _APART
