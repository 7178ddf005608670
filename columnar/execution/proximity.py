"""How far apart terms stand in a few documents: the request that ``columnar.kernels.proximity`` answers, and the same in NumPy."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from columnar.execution.postings_pointers import IndexPointers
from columnar.execution.scratch import ScratchPool, address
from columnar.kernels import layout as slot
from columnar.kernels.compilation.linker import Kernel

Pair = tuple[str, str]

_APART = 1 << 32
"""Places of different documents are so far apart in one line of numbers."""


def min_distances(
    run: Kernel,
    pool: ScratchPool,
    pointers: IndexPointers,
    asked: tuple[Sequence[str], Sequence[Pair], NDArray[np.int64], int],
) -> NDArray[np.uint8] | None:
    """Return (2, pairs, docs) how far apart the words of each pair stand, 0 where it is more than the window or none; None for too many terms.

    ``asked``: fields, pairs, document numbers, window.
    """
    fields, pairs, docs, window = asked
    terms = list(dict.fromkeys(t for pair in pairs for t in pair))
    if len(terms) >= slot.MARKED:
        return None
    place = {term: i for i, term in enumerate(terms)}
    parts = [part for name in fields for part in pointers.field(name).parts]
    records = [n for p in parts for n in (address(p.text), p.base, p.documents, *(p.number(term) for term in terms))]
    own = np.array(records, np.int64)
    listed = np.array([place[term] for pair in pairs for term in pair], np.int64)
    lasts, wanted = np.empty(len(terms), np.int64), np.ascontiguousarray(docs, np.int64)
    found = np.zeros((2, len(pairs), wanted.size), np.uint8)
    scratch = pool.take()
    known = max((p.size for p in parts), default=0) + 1
    marks = scratch.marks(known)
    request = [
        address(wanted), wanted.size, address(found), marks, address(lasts), len(terms),
        address(listed), len(pairs), address(own), len(parts), window, known,
    ]  # fmt: skip
    run(scratch.load(slot.NEAR, request, 0, 0))
    pool.give(scratch)
    return found


class Occurring(Protocol):
    """What tells where terms stand in documents: ``IndexReader``, or texts held in another way."""

    def occurrences(
        self, field: str, terms: Sequence[str], docs: NDArray[np.int64]
    ) -> tuple[NDArray[np.int32], NDArray[np.int32], NDArray[np.int32]]:
        """Return every occurrence of distinct terms: place in ``docs``, place in ``terms``, position; in this order."""


def plain_distances(
    reader: Occurring, fields: Sequence[str], pairs: Sequence[Pair], docs: NDArray[np.int64], window: int
) -> NDArray[np.uint8]:
    """Return the same with NumPy alone: what the compiled kernel is held to."""
    terms = list(dict.fromkeys(t for pair in pairs for t in pair))
    each = _places(reader, fields, terms, docs)
    out = np.zeros((2, len(pairs), docs.size), np.uint8)
    for i, (a, b) in enumerate(pairs):
        out[0, i] = _least(each[a], each[b], docs.size, window)
        out[1, i] = _least(each[b], each[a], docs.size, window)
    return out


def _places(
    reader: Occurring, fields: Sequence[str], terms: Sequence[str], docs: NDArray[np.int64]
) -> dict[str, NDArray[np.int64]]:
    """Return every place of each term, ascending, the documents and the fields as far _APART as can be."""
    found = [reader.occurrences(field, terms, docs) for field in fields]
    places = np.concatenate([(doc + np.int64(i * docs.size)) * _APART + at for i, (doc, _, at) in enumerate(found)])
    which = np.concatenate([term for _, term, _ in found])
    return {term: places[which == i] for i, term in enumerate(terms)}


def _least(first: NDArray[np.int64], second: NDArray[np.int64], size: int, window: int) -> NDArray[np.uint8]:
    """Return (size,) the least number of places from ``first`` on to ``second`` in each document, 0 for none within the window."""
    least = np.full(size, window + 1)
    if first.size and second.size:
        after = np.searchsorted(second, first)
        ahead = second[np.minimum(after, second.size - 1)] - first
        follows = (ahead > 0) & (ahead <= window)
        np.minimum.at(least, first[follows] // _APART % size, ahead[follows])
    return np.where(least > window, 0, least).astype(np.uint8)
