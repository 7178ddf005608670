"""BM25 as Lucene defines it: once over arrays, once as a Whoosh weighting model.

idf = ln(1 + (N - df + 0.5) / (df + 0.5)); score = idf * tf * (k1 + 1) / (tf + k1 * (1 - b + b * length / average)).
N counts the live documents that have the field, average is their mean length, df the live documents of the term: deleted
documents never weigh, so an incremental index scores exactly as a rebuilt one. Lengths are exact.
"""

from __future__ import annotations

from math import log

import numpy as np
from numpy.typing import NDArray

from indexer.model import Engine, Postings

K1 = 1.2
B = 0.75


def idf(documents: int, df: int) -> float:
    """Lucene's inverse document frequency of a term in ``df`` of ``documents``; never negative."""
    return log(1.0 + (documents - df + 0.5) / (df + 0.5))


def field_statistics(engine: Engine, field: str) -> tuple[int, float]:
    """(live documents that have the field, their mean length in tokens; 1.0 when there are none)."""
    lengths = engine.lengths(field)
    having = engine.live & (lengths > 0)
    documents = int(np.count_nonzero(having))
    return documents, float(lengths[having].sum()) / documents if documents else 1.0


def _cached_statistics(engine: Engine, field: str) -> tuple[int, float]:
    # Kept on the engine itself: a generation never changes, and the numbers go away with it.
    kept: dict[str, tuple[int, float]] | None = getattr(engine, "_bm25_statistics", None)
    if kept is None:
        kept = {}
        try:
            engine._bm25_statistics = kept  # type: ignore[attr-defined]
        except AttributeError:
            return field_statistics(engine, field)
    if field not in kept:
        kept[field] = field_statistics(engine, field)
    return kept[field]


def bm25(engine: Engine, field: str, postings: Postings, k1: float = K1, b: float = B) -> NDArray[np.float64]:
    """(docs,) the score of each posting; df is the number of postings, so it fits a phrase or a union as well."""
    if not postings.docs.size:
        return np.zeros(0, np.float64)
    documents, average = _cached_statistics(engine, field)
    frequency = postings.freqs.astype(np.float64)
    length = engine.lengths(field)[postings.docs].astype(np.float64)
    weight = idf(documents, int(postings.docs.size))
    return weight * frequency * (k1 + 1) / (frequency + k1 * (1 - b + b * length / average))
