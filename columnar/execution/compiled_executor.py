"""Executes plans with the compiled kernels, one call a query. ``numpy_executor`` says what the results must be."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from columnar.errors import IndexDamaged
from columnar.execution.lazy_attribute import lazy_attribute
from columnar.execution.made_lists import MadeLists
from columnar.execution.postings_pointers import IndexPointers
from columnar.execution.program import PlanProgram, Program
from columnar.execution.proximity import Pair, min_distances
from columnar.execution.scratch import ScratchPool, address
from columnar.kernels import layout as slot
from columnar.kernels.compilation.linker import Kernel
from columnar.query.bm25 import K1, B
from columnar.query.collector import PageRequest, ScoredDoc, TopDocs
from columnar.query.facets import by_label, by_time, months
from columnar.query.plan import Plan
from columnar.reader.index_reader import IndexReader


class CompiledExecutor:
    """Execute plans over one reader. Safe in several threads: each query takes scratch memory of its own."""

    def __init__(self, reader: IndexReader, run: Kernel, made: MadeLists | None = None) -> None:
        """``run`` is ``columnar.kernels.compilation.linker.kernel()``; ``made`` keeps lists from query to query."""
        self.reader = reader
        self._run = run
        live = reader.live
        self._live_count = max(int(np.count_nonzero(live)), 1)
        self._direct = bool(live.all())
        self._pool = ScratchPool(reader.size, None if self._direct else live)
        self._made = made or MadeLists()
        self._pointers: dict[tuple[float, float], IndexPointers] = {}

    def _pointers_for(self, k1: float, b: float) -> IndexPointers:
        known = self._pointers.get((k1, b))
        return known or self._pointers.setdefault((k1, b), IndexPointers(self.reader, k1, b, self._made))

    @lazy_attribute
    def _months(self) -> tuple[NDArray[np.int32], int]:
        """The months of ``columnar.query.facets.months`` from 1 on, 0 where undated, and the number before the first."""
        found = months(self.reader)
        before = int(found[found > 0].min(initial=2**30)) - 1 if found.any() else 0
        return np.where(found > 0, found - before, 0).astype(np.int32), before

    @cached_property
    def _facet_columns(self) -> dict[str, tuple[int, int]]:
        """Address of each facet's column, and how many ordinals it has."""
        found = {
            n: (address(self.reader.column(n)), max(len(self.reader.labels(n)), 1)) for n in self.reader.schema.labels
        }
        column = self._months[0]
        return {**found, "month": (address(column), int(column.max(initial=0)) + 1)}

    def find(self, plan: Plan, wanted: PageRequest) -> TopDocs:
        """Run a plan."""
        counts = {n: np.zeros(size, np.int64) for n, (_, size) in self._facet_columns.items()} if wanted.facets else {}
        if not plan.clauses and not plan.restrictions:
            return TopDocs(0, 0, (), self._counted(counts))
        columns = [a for n, c in counts.items() for a in (self._facet_columns[n][0], address(c))]
        by_date = wanted.by_date
        day_column = address(self.reader.column(self.reader.schema.sort_column)) if by_date else 0
        needed = max(wanted.offset + wanted.n, 0)
        lists = Program(self._pointers_for(plan.k1, plan.b), self._direct)
        program = PlanProgram(self.reader, plan, lists)
        scratch = self._pool.take()
        at = program.load(scratch, needed + wanted.spare, day_column, columns)
        scratch.program[slot.SHOWN] = needed
        scratch.program[slot.LIVE_COUNT] = self._live_count
        lacking = np.ones((len(plan.ahead), needed + wanted.spare), np.uint8)
        scratch.program[slot.LACKING] = address(lacking) if lacking.size else 0
        total = self._run(at)
        if scratch.program[slot.DAMAGED]:
            raise IndexDamaged("columnar.numbers_damaged")
        program.keep(scratch)
        partial = scratch.program[slot.PARTIAL]
        shown = self._shown(scratch.docs, scratch.scores, scratch.program[slot.FIRST], wanted.offset, True)
        if lacking.size and shown:
            lacks = lacking[:, wanted.offset : wanted.offset + len(shown)]
            for at in np.flatnonzero(lacks.any(axis=0)).tolist():
                shown[at] = replace(shown[at], lacks=tuple(np.flatnonzero(lacks[:, at]).tolist()))
        if total < needed and not by_date:
            half, size = needed + wanted.spare, scratch.program[slot.SECOND]
            after = max(wanted.offset - total, 0)
            shown += self._shown(scratch.docs[half:], scratch.scores[half:], size, after, False)
        scratch.shrink()
        self._pool.give(scratch)
        return TopDocs(total, 0 if by_date else partial, wanted.cut(shown), self._counted(counts))

    @staticmethod
    def _shown(docs: array[int], scores: array[float], size: int, low: int, complete: bool) -> list[ScoredDoc]:
        return [ScoredDoc(doc, score, complete) for doc, score in zip(docs[low:size], scores[low:size], strict=True)]

    def _counted(self, counts: dict[str, NDArray[np.int64]]) -> dict[str, dict[str, int]]:
        if not counts:
            return {}
        return {
            **{n: by_label(self.reader, n, counts[n]) for n in self.reader.schema.labels},
            **by_time(counts["month"], self._months[1]),
        }

    def min_distances(
        self, fields: Sequence[str], pairs: Sequence[Pair], docs: NDArray[np.int64], window: int
    ) -> NDArray[np.uint8] | None:
        """Return (2, pairs, docs) how far apart the words of each pair stand, as ``columnar.execution.proximity`` has them."""
        # What the pointers point to is the same whatever the parameters of BM25.
        pointers = next(iter(self._pointers.values()), None) or self._pointers_for(K1, B)
        return min_distances(self._run, self._pool, pointers, (fields, pairs, docs, window))
