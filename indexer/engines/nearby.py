"""Nearness of terms in a few documents by the compiled kernel: the request that ``indexer.kernels.nearness`` answers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.engines.addresses import Addresses
from indexer.engines.scratch import ScratchPool, address
from indexer.kernels import layout as slot
from indexer.kernels.linker import Kernel

Pair = tuple[str, str]


def apart(
    run: Kernel,
    pool: ScratchPool,
    addresses: Addresses,
    asked: tuple[Sequence[str], Sequence[Pair], NDArray[np.int64], int],
) -> NDArray[np.uint8] | None:
    """(2, pairs, docs) how far apart the words of each pair stand, as ``indexer.proximity.Nearby``; None for too many terms.

    ``asked``: fields, pairs, document numbers, window.
    """
    fields, pairs, docs, window = asked
    terms = list(dict.fromkeys(t for pair in pairs for t in pair))
    if len(terms) >= slot.MARKED:
        return None
    place = {term: i for i, term in enumerate(terms)}
    parts = [part for name in fields for part in addresses.field(name).parts]
    records = [n for p in parts for n in (address(p.text), p.base, p.documents, *(p.number(term) for term in terms))]
    own = np.array(records, np.int64)
    listed = np.array([place[term] for pair in pairs for term in pair], np.int64)
    lasts, wanted = np.empty(len(terms), np.int64), np.ascontiguousarray(docs, np.int64)
    found = np.zeros((2, len(pairs), wanted.size), np.uint8)
    scratch = pool.take()
    marks = scratch.marks(max((p.size for p in parts), default=0) + 1)
    request = [
        address(wanted), wanted.size, address(found), marks, address(lasts), len(terms),
        address(listed), len(pairs), address(own), len(parts), window,
    ]  # fmt: skip
    run(scratch.load(slot.NEAR, request, 0, 0))
    pool.give(scratch)
    return found
