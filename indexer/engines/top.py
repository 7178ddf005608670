"""The best k documents and the exact total of a query over one field, without sorting what is not shown.

Scores are those of ``bm25``; where sums tie, the lower document number comes first.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.engines.bm25 import K1, B, field_statistics, idf
from indexer.engines.columnar import ColumnarEngine
from indexer.model import Postings

Scores = NDArray[np.float64]
Ints = NDArray[np.int32]

_BLOCK = 64
_SHORTER = 12
"""From this ratio of lengths on, looking each document up beats marking all of the longer list."""


@dataclass(frozen=True, slots=True)
class Top:
    """The exact number of documents found, and the best of them with their scores, best first."""

    total: int
    docs: NDArray[np.int64]
    scores: Scores


def best(scores: Scores, k: int) -> NDArray[np.int64]:
    """Places of the ``k`` highest scores (fewer when there are fewer), best first, ties by place.

    The k-th highest of the block maxima is at most the k-th highest score: everything below it can be passed over.
    """
    blocks = scores.size // _BLOCK
    if k <= 0:
        return np.zeros(0, np.int64)
    if blocks < 2 * k:
        at = np.arange(scores.size)
    else:
        whole = scores[: blocks * _BLOCK].reshape(blocks, _BLOCK).max(axis=1)
        threshold = np.partition(whole, blocks - k)[blocks - k]
        at = np.flatnonzero(scores >= threshold)
    return at[np.lexsort((at, -scores[at]))[:k]]


class TopSearch:
    """Queries of one field over an opened engine. Safe in several threads: it keeps nothing that a query changes."""

    def __init__(self, engine: ColumnarEngine, field: str) -> None:
        """Take the field's statistics once: each document's length norm, 8 bytes a document."""
        self.engine, self.field = engine, field
        self._documents, average = field_statistics(engine, field)
        self._norm: Scores = K1 * (1 - B + B * engine.lengths(field).astype(np.float64) / average)

    def _values(self, postings: Postings, df: int) -> Scores:
        """Scores of postings, which may be a part of the ``df`` postings of the term."""
        frequency = postings.freqs.astype(np.float64)
        below = self._norm[postings.docs]
        below += frequency
        frequency *= idf(self._documents, df) * (K1 + 1)
        frequency /= below
        return frequency

    def _top(self, found: Postings, k: int) -> Top:
        scores = self._values(found, int(found.docs.size))
        at = best(scores, k)
        return Top(int(found.docs.size), found.docs[at].astype(np.int64), scores[at])

    def term(self, term: str, k: int = 10) -> Top:
        """Documents with one term."""
        return self._top(self.engine.postings(self.field, term), k)

    def phrase(self, terms: Sequence[str], k: int = 10) -> Top:
        """Documents with the terms side by side."""
        return self._top(self.engine.phrase(self.field, terms), k)

    def prefix(self, prefix: str, k: int = 10) -> Top:
        """Documents with any term that begins so, all of them counted as one term."""
        return self._top(self.engine.prefixed(self.field, prefix), k)

    def any_of(self, terms: Sequence[str], k: int = 10) -> Top:
        """Documents with at least one term, scores summed; every idf is above 0, so a score above 0 is a document."""
        scores = np.zeros(self.engine.size, np.float64)
        for term in terms:
            part = self.engine.postings(self.field, term)
            scores[part.docs] += self._values(part, int(part.docs.size))
        total = int(np.count_nonzero(scores))
        at = best(scores, min(k, total))
        return Top(total, at, scores[at])

    def all_of(self, terms: Sequence[str], without: Sequence[str] = (), k: int = 10) -> Top:
        """Documents with every term and none of ``without``, scores summed; begins with the rarest."""
        lists = sorted((self.engine.postings(self.field, t) for t in terms), key=lambda p: p.docs.size)
        docs = lists[0].docs if lists else np.zeros(0, np.int32)
        for other in lists[1:]:
            docs = docs[self._held(docs, other.docs)]
        for term in without:
            docs = docs[~self._held(docs, self.engine.postings(self.field, term).docs)]
        scores = np.zeros(docs.size, np.float64)
        if docs.size:
            for part in lists:
                same = part.docs.size == docs.size
                freqs = part.freqs if same else part.freqs[np.searchsorted(part.docs, docs)]
                scores += self._values(Postings(docs, freqs), int(part.docs.size))
        at = best(scores, k)
        return Top(int(docs.size), docs[at].astype(np.int64), scores[at])

    def _held(self, docs: Ints, other: Ints) -> NDArray[np.bool_]:
        """Which of ``docs`` are in ``other`` (both ascending)."""
        if not other.size:
            return np.zeros(docs.size, np.bool_)
        if docs.size * _SHORTER < other.size:
            at = np.searchsorted(other, docs)
            at[at == other.size] = 0
            held: NDArray[np.bool_] = other[at] == docs
            return held
        marks = np.zeros(self.engine.size, np.bool_)
        marks[other] = True
        return marks[docs]
