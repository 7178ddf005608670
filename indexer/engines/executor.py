"""Executes plans and nodes with the compiled kernels, one call a query. ``reference`` says what the results must be."""

from __future__ import annotations

from array import array
from collections.abc import Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from indexer.engines.addresses import Addresses
from indexer.engines.bm25 import K1, B
from indexer.engines.columnar import ColumnarEngine
from indexer.engines.found import Found, Shown, Top, Wanted
from indexer.engines.nearby import Pair, apart
from indexer.engines.once import once
from indexer.engines.program import PlanProgram, Program
from indexer.engines.scratch import ScratchPool, address
from indexer.facets import by_label, by_time, months
from indexer.kernels import layout as slot
from indexer.kernels.linker import Kernel
from indexer.model import COLUMNS
from indexer.plan import AllOf, AnyOf, Node, Plan, Run, Scored, Without

_KEPT = 2000
"""Programs of nodes that are kept."""

_Written = tuple[int, int, "array[int]", int, int, int, int, int]


class Executor:
    """Executes over one opened engine. Safe in several threads: each query takes scratch memory of its own."""

    def __init__(self, engine: ColumnarEngine, run: Kernel) -> None:
        """``run`` is ``indexer.kernels.linker.kernel()``."""
        self.engine = engine
        self._run = run
        live = engine.live
        self._live_count = max(int(np.count_nonzero(live)), 1)
        self._direct = bool(live.all())
        self._pool = ScratchPool(engine.size, None if self._direct else live)
        self._fields: dict[tuple[float, float], Addresses] = {}
        self._written: dict[tuple[Node, float, float], _Written] = {}

    @property
    def _any_addresses(self) -> Addresses:
        """Those of any parameters: what they point to is the same."""
        return next(iter(self._fields.values()), None) or self._addresses(K1, B)

    def _addresses(self, k1: float, b: float) -> Addresses:
        return self._fields.get((k1, b)) or self._fields.setdefault((k1, b), Addresses(self.engine, k1, b))

    def forget(self) -> None:
        """Forget what was kept of the queries asked: programs and term numbers."""
        self._written.clear()
        for fields in self._fields.values():
            fields.forget()

    def _program(self, k1: float, b: float, blocks: bool = False) -> Program:
        return Program(self._addresses(k1, b), self._direct, blocks)

    @once
    def _months(self) -> tuple[NDArray[np.int32], int]:
        """The months of ``indexer.facets.months`` from 1 on, 0 where undated, and the number before the first."""
        found = months(self.engine)
        before = int(found[found > 0].min(initial=2**30)) - 1 if found.any() else 0
        return np.where(found > 0, found - before, 0).astype(np.int32), before

    @cached_property
    def _facet_columns(self) -> dict[str, tuple[int, int]]:
        """Address of each facet's column, and how many ordinals it has."""
        found = {n: (address(self.engine.column(n)), max(len(self.engine.labels(n)), 1)) for n in COLUMNS}
        column = self._months[0]
        return {**found, "month": (address(column), int(column.max(initial=0)) + 1)}

    def find(self, plan: Plan, wanted: Wanted) -> Found:
        """Run a plan."""
        counts = {n: np.zeros(size, np.int64) for n, (_, size) in self._facet_columns.items()} if wanted.facets else {}
        if not plan.clauses and not plan.restrictions:
            return Found(0, 0, (), self._counted(counts))
        columns = [a for n, c in counts.items() for a in (self._facet_columns[n][0], address(c))]
        by_date = wanted.sort == "date"
        day_column = address(self.engine.column("published_day")) if by_date else 0
        needed = max(wanted.offset + wanted.n, 0)
        program = PlanProgram(self.engine, plan, self._program(plan.k1, plan.b))
        scratch = self._pool.take()
        at = program.load(scratch, needed + wanted.spare, day_column, columns)
        scratch.program[slot.SHOWN] = needed
        scratch.program[slot.LIVE_COUNT] = self._live_count
        total = self._run(at)
        partial = scratch.program[slot.PARTIAL]
        shown = self._shown(scratch.docs, scratch.scores, scratch.program[slot.FIRST], wanted.offset, True)
        if total < needed and not by_date:
            half, size = needed + wanted.spare, scratch.program[slot.SECOND]
            after = max(wanted.offset - total, 0)
            shown += self._shown(scratch.docs[half:], scratch.scores[half:], size, after, False)
        scratch.shrink()
        self._pool.give(scratch)
        return Found(total, 0 if by_date else partial, wanted.cut(shown), self._counted(counts))

    @staticmethod
    def _shown(docs: array[int], scores: array[float], size: int, low: int, complete: bool) -> list[Shown]:
        return [Shown(doc, score, complete) for doc, score in zip(docs[low:size], scores[low:size], strict=True)]

    def _counted(self, counts: dict[str, NDArray[np.int64]]) -> dict[str, dict[str, int]]:
        if not counts:
            return {}
        return {
            **{n: by_label(self.engine, n, counts[n]) for n in COLUMNS},
            **by_time(counts["month"], self._months[1]),
        }

    def apart(
        self, fields: Sequence[str], pairs: Sequence[Pair], docs: NDArray[np.int64], window: int
    ) -> NDArray[np.uint8] | None:
        """(2, pairs, docs) how far apart the words of each pair stand, as ``indexer.proximity.Nearby``."""
        return apart(self._run, self._pool, self._any_addresses, (fields, pairs, docs, window))

    def documents(self, field: str, term: str) -> int:
        """How many live documents have a term."""
        if self._direct:
            return sum(part.count(term) for part in self._any_addresses.field(field).parts)
        return int(self.engine.postings(field, term).docs.size)

    def top(self, node: Node, k: int = 10, k1: float = 1.2, b: float = 0.75) -> Top:
        """The best ``k`` documents of a node, ties by document number, and how many it matches."""
        written = self._written.get((node, k1, b)) or self._write(node, k1, b)
        operation, wanted, body, nodes, node_count, places, runs, lists = written
        scratch = self._pool.take()
        scratch.reserve(places, runs)
        at = scratch.load(operation, body, k, lists)
        head = scratch.program
        head[slot.NODES], head[slot.NODE_COUNT] = nodes, node_count
        if operation == slot.TOP_ALL:
            head[slot.CLAUSE_COUNT], head[slot.BOUND_COUNT] = wanted, len(self.engine.segments)
            scratch.room_for_cursors(lists)
        total = self._run(at)
        size = head[slot.FIRST]
        top = Top(total, scratch.docs[:size].tolist(), scratch.scores[:size].tolist())
        scratch.shrink()
        self._pool.give(scratch)
        return top

    def _write(self, node: Node, k1: float, b: float) -> _Written:
        """The program of a node; the last ones are kept, for an opened engine never changes."""
        # Bounds help where one term alone is asked for: then the scores of most blocks need not be known.
        program = self._program(k1, b, isinstance(node, Scored))
        operation, wanted = self._operation(program, node)
        body, nodes = program.body()
        counts = program.node_count, program.places, program.runs, program.lists
        if len(self._written) >= _KEPT:
            self._written.clear()
        written = self._written[node, k1, b] = (operation, wanted, array("q", body), nodes, *counts)
        return written

    def _operation(self, program: Program, node: Node) -> tuple[int, int]:
        """Write a node into a program; (what to do with it, how many lists a document must hold)."""
        positive, negative = (node.node, (node.unwanted,)) if isinstance(node, Without) else (node, ())
        parts = positive.nodes if isinstance(positive, AllOf) else (positive,)
        if (len(parts) > 1 or negative) and parts and self._direct and all(map(_is_word, (*parts, *negative))):
            program.conjunction([p for p in (*parts, *negative) if isinstance(p, Scored)], len(parts))
            return slot.TOP_ALL, len(parts)
        if isinstance(node, AnyOf) and len(node.nodes) > 1 and all(_is_positive(n) for n in node.nodes):
            for one in node.nodes:
                program.node(one)
            return slot.TOP_ANY, 0
        program.node(node)
        return slot.TOP_LIST, 0


def _is_word(node: Node) -> bool:
    """Whether a node is a single term."""
    if not isinstance(node, Scored) or len(node.leaves) != 1:
        return False
    leaf = node.leaves[0]
    return isinstance(leaf, Run) and len(leaf.terms) == 1


def _is_positive(node: Node) -> bool:
    """Whether a node is a scored thing whose scores are above 0."""
    return isinstance(node, Scored) and node.weight > 0
