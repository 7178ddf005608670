"""Query -> documents and scores over an engine: plan the query, execute the plan."""

from __future__ import annotations

from collections.abc import Sequence

from indexer.engines.reference import Ranked, Reference
from indexer.model import Engine
from indexer.plan import Restriction
from indexer.planner import plan
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
        """Both tiers of a query with their scores, over all documents."""
        return self._reference.rank(plan(query, self.weights, restrictions))
