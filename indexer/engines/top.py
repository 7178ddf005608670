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
        """Take the field's statistics once: 16 bytes a document."""
        self.engine, self.field = engine, field
        self._documents, average = field_statistics(engine, field)
        self._norm: Scores = K1 * (1 - B + B * engine.lengths(field).astype(np.float64) / average)
        self._running = np.arange(engine.size)

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
        parts = [p for p in (self.engine.postings(self.field, t) for t in terms) if p.docs.size]
        if len(parts) == 1:
            return self._top(parts[0], k)
        docs = np.concatenate([np.zeros(0, np.int32), *(p.docs for p in parts)])
        values = np.concatenate([np.zeros(0, np.float64), *(self._values(p, int(p.docs.size)) for p in parts)])
        scores: Scores = np.bincount(docs, values).astype(np.float64, copy=False)
        total = int(np.count_nonzero(scores > 0))
        at = best(scores, min(k, total))
        return Top(total, at, scores[at])

    def all_of(self, terms: Sequence[str], without: Sequence[str] = (), k: int = 10) -> Top:
        """Documents with every term and none of ``without``, scores summed; begins with the rarest."""
        lists = sorted((self.engine.postings(self.field, t) for t in terms), key=lambda p: p.docs.size)
        docs = lists[0].docs if lists else np.zeros(0, np.int32)
        # Where in its list each part of the scores stands; None: the list is ``docs`` itself.
        places: list[NDArray[np.int64] | None] = [None] if lists else []
        for other in lists[1:]:
            at, held = self._places(docs, other.docs)
            docs, places = docs[held], [*(np.flatnonzero(held) if p is None else p[held] for p in places), at[held]]
        for term in without:
            _, held = self._places(docs, self.engine.postings(self.field, term).docs)
            keep = ~held
            docs, places = docs[keep], [np.flatnonzero(keep) if p is None else p[keep] for p in places]
        scores = np.zeros(docs.size, np.float64)
        if docs.size:
            for part, place in zip(lists, places, strict=True):
                freqs = part.freqs if place is None else part.freqs[place]
                scores += self._values(Postings(docs, freqs), int(part.docs.size))
        chosen = best(scores, k)
        return Top(int(docs.size), docs[chosen].astype(np.int64), scores[chosen])

    def _places(self, docs: Ints, other: Ints) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
        """(a place in ``other`` for each of ``docs``, whether it is there); both lists ascend."""
        if not other.size:
            return np.zeros(docs.size, np.int64), np.zeros(docs.size, np.bool_)
        if docs.size * _SHORTER < other.size:
            at = np.searchsorted(other, docs)
        else:
            # Not initialised on purpose: what is stale is clipped into ``other`` and fails the comparison.
            inverse = np.empty(self.engine.size, np.int64)
            inverse[other] = self._running[: other.size]
            at = inverse[docs]
        np.clip(at, 0, other.size - 1, out=at)
        return at, other[at] == docs
