"""Restrictions by where runs stand: near each other, in one sentence, at the beginning of a text."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from columnar.query.plan import FirstWords, Near, Run
from columnar.reader.index_reader import IndexReader

Docs = NDArray[np.int64]

_APART = 1 << 32
"""Places of different documents are so far apart in one line of numbers."""

_NONE: Docs = np.zeros(0, np.int64)


def near_documents(reader: IndexReader, near: Near) -> Docs:
    """Return documents that a ``Near`` lets through, with repeats."""
    return np.concatenate([_NONE, *(_near(reader, one, other, near.apart) for one, other in near.pairs)])


def _near(reader: IndexReader, one: Run, other: Run, apart: int | None) -> Docs:
    first_docs, first = reader.phrase_places(one.field, one.terms)
    second_docs, second = reader.phrase_places(other.field, other.terms)
    if not first.size or not second.size:
        return _NONE
    if apart is None:
        both = np.intersect1d(first_docs, second_docs)
        ones, others = np.isin(first_docs, both), np.isin(second_docs, both)
        close = np.intersect1d(
            _sentences(reader, one.field, first_docs[ones], first[ones]),
            _sentences(reader, other.field, second_docs[others], second[others]),
        )
    else:
        lines = first_docs * _APART + first, second_docs * _APART + second
        close = _close(lines[0], len(one.terms), lines[1], len(other.terms), apart)
    return np.unique(close // _APART)


def _close(
    first: NDArray[np.int64], long_first: int, second: NDArray[np.int64], long_second: int, apart: int
) -> NDArray[np.int64]:
    """Return starts of one between which and the other's, end to start, at most ``apart`` words stand, on one line of numbers."""
    after = np.searchsorted(second, first)
    ahead = second[np.minimum(after, second.size - 1)] - (first + long_first)
    behind = first - (second[np.maximum(after - 1, 0)] + long_second)
    close = ((ahead >= 0) & (ahead <= apart)) | ((behind >= 0) & (behind <= apart))
    return first[close]


def _sentences(reader: IndexReader, field: str, docs: Docs, at: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the sentence of each place, on one line of numbers."""
    return docs * _APART + reader.sentences(field, docs, at)


def first_documents(reader: IndexReader, first: FirstWords) -> Docs:
    """Return documents that a ``FirstWords`` lets through, with repeats."""
    found = [_NONE, *(reader.phrase_places(run.field, run.terms)[0] for run in first.anywhere)]
    before = np.zeros(reader.size, np.int64)
    for runs in first.chain:
        found += [_early(reader, run, before, first.words) for run in runs]
        if runs:
            before = before + reader.lengths(runs[0].field)
    return np.concatenate(found)


def _early(reader: IndexReader, run: Run, before: NDArray[np.int64], most: int) -> Docs:
    docs, at = reader.phrase_places(run.field, run.terms)
    # Positions count the breaks between sentences too: there are fewer than words.
    early = at <= 2 * most
    docs, at = docs[early], at[early]
    words = at - reader.sentences(run.field, docs, at) + len(run.terms) + before[docs]
    return docs[words <= most]
