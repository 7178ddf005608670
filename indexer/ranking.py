"""Query -> documents and scores over an engine: plan the query, execute the plan, rank the first hits by nearness too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from indexer.engines.columnar import ColumnarEngine
from indexer.engines.executor import Executor
from indexer.engines.found import Found, Shown, Wanted
from indexer.engines.reference import Ranked, Reference
from indexer.kernels.linker import kernel_when_ready
from indexer.model import Engine
from indexer.plan import Restriction
from indexer.planner import plan
from indexer.proximity import nearness
from indexer.units import Query
from indexer.weights import WEIGHTS, Weights

__all__ = ["Found", "Ranked", "Ranker", "Wanted"]


class Ranker:
    """Executes queries over one opened engine."""

    def __init__(self, engine: Engine, weights: Weights = WEIGHTS) -> None:
        self.engine = engine
        self.weights = weights
        self._reference = Reference(engine)
        self._fast: Executor | None = None
        self._executor()

    def _executor(self) -> Executor | Reference:
        """The compiled kernels once they are there, else NumPy: the answers are the same."""
        if self._fast is None and isinstance(self.engine, ColumnarEngine) and (run := kernel_when_ready()):
            self._fast = Executor(self.engine, run)
        return self._fast or self._reference

    def find(self, query: Query, wanted: Wanted, restrictions: Sequence[Restriction] = ()) -> Found:
        """Totals, the hits wanted and the facets of a query."""
        planned = plan(query, self.weights, restrictions)
        if wanted.sort == "date":
            return self._executor().find(planned, wanted)
        end = wanted.offset + wanted.n
        found = self._executor().find(
            planned, replace(wanted, n=end, offset=0, spare=max(self.weights.nearest - end, 0))
        )
        tiers = ([s for s in found.shown if s.complete], [s for s in found.shown if not s.complete])
        page = self._nearer(query, tiers)
        return replace(found, shown=page[wanted.offset : end])

    def _nearer(self, query: Query, tiers: Sequence[list[Shown]]) -> list[Shown]:
        """The tiers, each with its first hits ranked by nearness too, which only ever adds to a score."""
        k = self.weights.nearest
        docs = np.array([s.doc for tier in tiers for s in tier[:k]], np.int64)
        gained = np.exp(nearness(self.engine, query, docs, self.weights, self._fast)).tolist()
        gains = dict(zip(docs.tolist(), gained, strict=True))
        page = []
        for tier in tiers:
            scored = [replace(s, score=s.score * gains[s.doc]) for s in tier[:k]]
            page += [*sorted(scored, key=lambda s: (-s.score, s.doc)), *tier[k:]]
        return page

    def rank(self, query: Query, restrictions: Sequence[Restriction] = ()) -> Ranked:
        """Both tiers of a query with their scores, over all documents: slow, for tests and tuning."""
        ranked = self._reference.rank(plan(query, self.weights, restrictions))
        docs = np.concatenate([ranked.order(t)[: self.weights.nearest] for t in (ranked.complete, ranked.partial)])
        ranked.scores[docs] *= np.exp(nearness(self.engine, query, docs, self.weights))
        return ranked
