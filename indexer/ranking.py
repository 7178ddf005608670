"""Query -> documents and scores over an engine: plan the query, execute the plan."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from indexer.engines.reference import Ranked, Reference
from indexer.model import Engine
from indexer.plan import Restriction
from indexer.planner import plan
from indexer.proximity import nearness
from indexer.units import Query
from indexer.weights import WEIGHTS, Weights

__all__ = ["Ranked", "Ranker"]


class Ranker:
    """Executes queries over one opened engine."""

    def __init__(self, engine: Engine, weights: Weights = WEIGHTS) -> None:
        self.engine = engine
        self.weights = weights
        self._reference = Reference(engine)

    def rank(self, query: Query, restrictions: Sequence[Restriction] = ()) -> Ranked:
        """Both tiers of a query with their scores, over all documents; the first hits also by nearness."""
        ranked = self._reference.rank(plan(query, self.weights, restrictions))
        docs = np.concatenate([ranked.order(t)[: self.weights.nearest] for t in (ranked.complete, ranked.partial)])
        ranked.scores[docs] *= 1.0 + self.weights.near * nearness(self.engine, query, docs)
        return ranked
