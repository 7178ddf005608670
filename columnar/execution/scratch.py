"""Working memory of one query at a time: the program's buffer, the score arrays, and the arena for lists made on the way."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from columnar.kernels import layout as slot

_LAST_EPOCH = 2**31 - 2**20
"""Last first stamp of a query, but for one for each document."""
_LARGE = 1 << 23
"""Places of an arena that is given back after the query that needed it."""

_FLOATS = (slot.SCORES, slot.VALUES, slot.PIECES, slot.BEST, slot.SHARE, slot.COVERED)
_INTS = (slot.MASKS, slot.STAMPS, slot.SUMS, slot.HELD, slot.TOUCHED, slot.LOCAL, slot.ALSO, slot.BEHIND)


def address(data: NDArray[Any]) -> int:
    """Return where an array begins; it must be kept alive by the caller."""
    return int(data.__array_interface__["data"][0])


class Scratch:
    """Arrays of ``size`` documents, zero between queries, and a program buffer whose head names them.

    Memory that no query touches is never given by the system, so a query costs what it reads.
    """

    def __init__(self, size: int, live: int) -> None:
        """``live`` is the address of the live documents' mask, 0 when nothing is deleted."""
        self._kept: dict[int, NDArray[Any]] = {}
        self._marks = np.zeros(0, np.uint8)
        self._places, self._runs, self._last_epoch = 0, 64, _LAST_EPOCH - size
        self.program = array("q", bytes(8 * (slot.HEAD + 256)))
        self.program[slot.SIZE] = size
        self.program[slot.LIVE] = live
        self.program[slot.EPOCH] = 1
        for name in _FLOATS:
            self._keep(name, np.zeros(size, np.float64))
        for name in _INTS:
            self._keep(name, np.zeros(size + 1, np.int32))
        self._keep(slot.RANGES, np.zeros(slot.BUCKETS, np.int32))
        self._keep(slot.BOUNDARY, np.zeros(size + 1024, np.float64))
        self._keep(slot.ARENA, np.zeros(0, np.int32))
        self._keep(slot.RUNS, np.zeros(64 * slot.RUN_WIDTH, np.int64))
        self.program[slot.RUN_LIMIT] = 64
        self.hits(16)

    def _keep(self, name: int, data: NDArray[Any]) -> None:
        self._kept[name] = data
        self.program[name] = address(data)

    def hits(self, needed: int) -> None:
        """Make room for ``needed`` hits of each tier."""
        # No NumPy: a few numbers of them are taken out faster.
        self.docs, self.scores = array("q", bytes(16 * needed)), array("d", bytes(16 * needed))
        self.room = needed
        self.program[slot.HEAP_DOCS] = self.docs.buffer_info()[0]
        self.program[slot.HEAP_SCORES] = self.scores.buffer_info()[0]
        self._keep(slot.HEAP_KEYS, np.zeros(2 * needed, np.float64))

    def load(self, operation: int, body: Sequence[int], needed: int, lists: int) -> int:
        """Write a program of ``lists`` lists behind the head; returns its address."""
        if needed > self.room:
            self.hits(needed)
        program = self.program
        end = slot.HEAD + len(body)
        if end > len(program):
            program.extend([0] * end)
        program[slot.HEAD : end] = array("q", body)
        if program[slot.EPOCH] > self._last_epoch:
            self._kept[slot.STAMPS].fill(0)
            program[slot.EPOCH] = 1
        program[slot.OPERATION] = operation
        program[slot.NEEDED] = needed
        program[slot.LISTS] = slot.HEAD
        program[slot.LIST_COUNT] = lists
        return program.buffer_info()[0]

    def reserve(self, places: int, runs: int) -> None:
        """Make room in the arena (int32 places) and in the table of runs."""
        if places > self._places:
            self._places = places + (places & 1)
            self._keep(slot.ARENA, np.empty(self._places, np.int32))
            self.program[slot.ARENA_SIZE] = self._places
        if runs > self._runs:
            self._runs = 2 * runs
            self._keep(slot.RUNS, np.zeros(self._runs * slot.RUN_WIDTH, np.int64))
            self.program[slot.RUN_LIMIT] = self._runs

    def runs_of(self, lists: int) -> dict[int, tuple[NDArray[np.int32], NDArray[np.int32]]]:
        """Return copies of (documents, frequencies) that the list at a slot was made into, by the number of the segment's first document."""
        program, table, arena = self.program, self._kept[slot.RUNS], self._kept[slot.ARENA]
        found, begin = {}, address(arena)
        first = program[lists + slot.LIST_RUN]
        for number in range(first, first + program[lists + slot.LIST_RUN_COUNT]):
            run = table[number * slot.RUN_WIDTH : (number + 1) * slot.RUN_WIDTH].tolist()
            size = run[slot.RUN_COUNT_OF]
            docs, freqs = ((run[part] - begin) // arena.itemsize for part in (slot.RUN_DOCS, slot.RUN_FREQS))
            found[run[slot.RUN_BASE]] = arena[docs : docs + size].copy(), arena[freqs : freqs + size].copy()
        return found

    def marks(self, size: int) -> int:
        """Return the address of ``size`` bytes, zero between queries."""
        if size > self._marks.size:
            self._marks = np.zeros(size, np.uint8)
        return address(self._marks)

    def shrink(self) -> None:
        """Give a large arena back."""
        if self._places > _LARGE:
            self._places = 0
            self._keep(slot.ARENA, np.zeros(0, np.int32))
            self.program[slot.ARENA_SIZE] = 0


class ScratchPool:
    """Scratch memory shared by the threads of a process: as many as queries ever ran at the same moment."""

    def __init__(self, size: int, live: NDArray[np.bool_] | None) -> None:
        self._size = size
        self._live = live
        self._free: list[Scratch] = []

    def take(self) -> Scratch:
        """Take one out for one query. A query that fails halfway leaves it dirty: then it is not given back."""
        try:
            return self._free.pop()
        except IndexError:
            return Scratch(self._size, 0 if self._live is None else address(self._live))

    def give(self, scratch: Scratch) -> None:
        """Put one back, clean."""
        self._free.append(scratch)
