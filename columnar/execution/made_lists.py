"""Lists of earlier queries that took long to make, phrases and unions of frequent words: kept, so that they are read like a term's.

What is kept depends on the index alone and is what the same query would make again; documents deleted are not in it.
"""

from __future__ import annotations

from collections.abc import Sequence
from threading import Lock

import numpy as np
from numpy.typing import NDArray

from columnar.query.plan import Leaf, Node

Ints = NDArray[np.int32]

Key = tuple[str, tuple[Leaf, ...]]
"""A field and what is looked for."""

Made = tuple[Ints, Ints]
"""Documents of a segment, in any order, and the frequency in each."""

_LONG = 1 << 11
_BYTES = 24 << 20
_COUNTS = 1 << 14
"""Counts kept at a time."""


class MadeLists:
    """The lists that were asked for last, of one reader. Safe in several threads."""

    def __init__(self, long: int = _LONG, limit: int = _BYTES) -> None:
        """``long``: postings that must be walked to make a list before it is kept; ``limit``: bytes of all lists together."""
        self.long, self._limit, self._bytes = long, limit, 0
        self._lists: dict[Key, Sequence[Made]] = {}
        self._counts: dict[tuple[Node, ...], int] = {}
        self._lock = Lock()

    def find(self, key: Key) -> Sequence[Made] | None:
        """Return what each segment has of a list, None where it is not kept. Kernels read it by address: it must be held on to."""
        found = self._lists.get(key)
        if found is not None:
            with self._lock:
                if self._lists.pop(key, None) is not None:
                    self._lists[key] = found
        return found

    def keep(self, key: Key, made: Sequence[Made]) -> None:
        """Keep a list; those that were not asked for longest go."""
        with self._lock:
            self._drop(key)
            self._lists[key] = made
            self._bytes += _size(made)
            while self._bytes > self._limit and self._lists:
                self._drop(next(iter(self._lists)))

    def count(self, nodes: tuple[Node, ...]) -> int:
        """Return how many documents hold any of some nodes, -1 where that is not kept."""
        return self._counts.get(nodes, -1)

    def keep_count(self, nodes: tuple[Node, ...], documents: int) -> None:
        """Keep how many documents hold any of some nodes."""
        if len(self._counts) >= _COUNTS:
            self._counts.clear()
        self._counts[nodes] = documents

    def _drop(self, key: Key) -> None:
        self._bytes -= _size(self._lists.pop(key, ()))


def _size(made: Sequence[Made]) -> int:
    return sum(docs.nbytes + freqs.nbytes for docs, freqs in made)
