"""Query -> documents and scores over an engine: plan the query, execute the plan, rank the first hits by nearness too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from indexer.engines.columnar import ColumnarEngine
from indexer.engines.executor import Executor
from indexer.engines.found import Found, Shown, Sort, Wanted
from indexer.engines.reference import Ranked, Reference
from indexer.kernels.linker import kernel_when_ready
from indexer.model import Engine
from indexer.plan import Restriction
from indexer.planner import plan
from indexer.proximity import Nearby, nearness
from indexer.recency import recency
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
        end, first = wanted.offset + wanted.n, self._first(wanted.sort)
        found = self._executor().find(planned, replace(wanted, n=end, offset=0, spare=max(first - end, 0)))
        tiers = ([s for s in found.shown if s.complete], [s for s in found.shown if not s.complete])
        page = self._raised(query, tiers, wanted.sort)
        return replace(found, shown=page[wanted.offset : end])

    def _first(self, sort: Sort) -> int:
        """Hits of each tier that stage three looks at."""
        return self.weights.freshest if sort == "fresh" else self.weights.nearest

    def _gains(self, query: Query, docs: NDArray[np.int64], sort: Sort, nearby: Nearby | None) -> NDArray[np.float64]:
        """(docs,) what stage three multiplies each score by, 1 at least."""
        gained = nearness(self.engine, query, docs, self.weights, nearby)
        if sort == "fresh":
            gained = gained + recency(self.engine, docs, self.weights)
        return np.exp(gained)

    def _raised(self, query: Query, tiers: Sequence[list[Shown]], sort: Sort) -> list[Shown]:
        """The tiers, each with its first hits ranked by stage three too, which only ever adds to a score."""
        k = self._first(sort)
        docs = np.array([s.doc for tier in tiers for s in tier[:k]], np.int64)
        gains = dict(zip(docs.tolist(), self._gains(query, docs, sort, self._fast).tolist(), strict=True))
        page = []
        for tier in tiers:
            scored = [replace(s, score=s.score * gains[s.doc]) for s in tier[:k]]
            page += [*sorted(scored, key=lambda s: (-s.score, s.doc)), *tier[k:]]
        return page

    def rank(self, query: Query, restrictions: Sequence[Restriction] = (), sort: Sort = "relevance") -> Ranked:
        """Both tiers of a query with their scores, over all documents: slow, for tests and tuning."""
        ranked = self._reference.rank(plan(query, self.weights, restrictions))
        docs = np.concatenate([ranked.order(t)[: self._first(sort)] for t in (ranked.complete, ranked.partial)])
        ranked.scores[docs] *= self._gains(query, docs, sort, None)
        return ranked
