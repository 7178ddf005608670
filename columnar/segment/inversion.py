"""Inversion: from the term numbers of documents in reading order to the postings of each term.

Documents x terms is a sparse matrix whose rows are read in order; transposed (``transpose``) it is the inverted field.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from columnar.segment.transpose import offsets_of, transpose

BLOCK = 128
"""Postings that share one block maximum."""

_PIECE = 1 << 22


@dataclass(frozen=True, slots=True)
class Inverted:
    """The postings of a field. Those of term t are the slice between ``doc_offsets`` t and t + 1; its occurrences ``positions``
    between ``position_offsets`` t and t + 1, frequencies telling how many belong to each document."""

    docs: NDArray[np.int32]
    freqs: NDArray[Any]
    doc_offsets: NDArray[np.int64]
    positions: NDArray[Any]
    position_offsets: NDArray[np.int64]


def _places(flags: NDArray[np.bool_], kind: np.dtype[Any]) -> NDArray[Any]:
    """Return where the flags are set; made piece by piece, as NumPy would take 64 bits for each."""
    out = np.empty(int(np.count_nonzero(flags)), kind)
    done = 0
    for at in range(0, flags.size, _PIECE):
        found = np.flatnonzero(flags[at : at + _PIECE])
        out[done : done + found.size] = found + at
        done += found.size
    return out


def invert(terms: NDArray[np.int32], positions: NDArray[Any], starts: NDArray[np.int64], vocabulary: int) -> Inverted:
    """Invert term numbers (tokens,) with the position of each in its document; document d is ``starts[d]:starts[d + 1]``.

    The largest arrays take 200 MB each at ninety thousand articles: ``terms`` are let go as soon as they were read.
    """
    small = np.dtype(np.int32 if terms.size < 2**31 else np.int64)
    owner, positions, position_offsets = transpose(terms, positions, starts, vocabulary)
    del terms
    # A posting begins where the document changes, and where a term's occurrences begin.
    fresh = np.ones(owner.size, np.bool_)
    np.not_equal(owner[1:], owner[:-1], out=fresh[1:])
    begins = position_offsets[:-1]
    fresh[begins[begins < owner.size]] = True
    first = _places(fresh, small)
    del fresh
    freqs = np.empty_like(first)
    np.subtract(first[1:], first[:-1], out=freqs[:-1])
    freqs[-1:] = owner.size - first[-1:]
    doc_offsets = np.searchsorted(first, position_offsets).astype(np.int64)
    return Inverted(owner[first], freqs, doc_offsets, positions, position_offsets)


def transpose_bag(
    docs: NDArray[np.int32], freqs: NDArray[np.int32], doc_offsets: NDArray[Any], documents: int
) -> tuple[NDArray[np.int32], NDArray[np.int64]]:
    """Return postings of all terms back to (tokens,) term numbers of each document, by number with repeats, and where each begins."""
    terms, times, begins = transpose(docs, freqs, doc_offsets.astype(np.int64), documents)
    tokens = offsets_of(times)
    return np.repeat(terms, times), tokens[begins]


def block_offsets(doc_offsets: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return (terms + 1,) where the blocks of each term begin: one for every BLOCK postings begun."""
    return offsets_of(-(-np.diff(doc_offsets) // BLOCK))


def block_maxima(inverted: Inverted, lengths: NDArray[np.int32]) -> tuple[NDArray[Any], NDArray[np.int32]]:
    """Return (blocks,) the highest frequency and the lowest document length of each block: they bound its scores, whatever k1 and b."""
    counts = np.diff(inverted.doc_offsets)
    blocks = -(-counts // BLOCK)
    if not inverted.docs.size:
        return inverted.freqs[:0], lengths[:0]
    running = np.arange(int(blocks.sum()), dtype=np.int64) - np.repeat(offsets_of(blocks)[:-1], blocks)
    begins = np.repeat(inverted.doc_offsets[:-1], blocks) + running * BLOCK
    return np.maximum.reduceat(inverted.freqs, begins), np.minimum.reduceat(lengths[inverted.docs], begins)
