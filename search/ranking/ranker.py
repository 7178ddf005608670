"""Query -> hits of a backend: plan the query, find its candidates, rank the first hits by nearness too."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from columnar.query.plan import Plan, Restriction
from search.backend import Backend, Found, PageRequest, ScoredArticle, Sort
from search.filters.resolve import Stating, resolve_conditions
from search.query.tree import Query
from search.ranking.planner import plan
from search.ranking.proximity import nearness
from search.ranking.recency import recency
from search.ranking.weights import WEIGHTS, Weights
from vietnamese.related_words.pairs import RelatedWords, shipped

__all__ = ["Found", "PageRequest", "Ranker"]


def _nothing_stated(kind: str, value: str) -> tuple[int, ...]:
    return ()


class Ranker:
    """Ranks what one backend finds."""

    def __init__(
        self,
        backend: Backend,
        weights: Weights = WEIGHTS,
        related: RelatedWords | None = None,
        stating: Stating = _nothing_stated,
    ) -> None:
        """``related``: words of one meaning, the shipped ones when None; ``stating`` looks up what articles state, nothing without an archive."""
        self.backend = backend
        self.weights = weights
        self.related = related or shipped()
        self.stating = stating

    def plan(self, query: Query, restrictions: Sequence[Restriction] = ()) -> Plan:
        """What the backend is asked for a query: ``restrictions`` beside its own conditions."""
        own = resolve_conditions(query.conditions, self.backend.labels, self.stating)
        return plan(query, self.weights, (*own, *restrictions))

    def find(self, query: Query, wanted: PageRequest, restrictions: Sequence[Restriction] = ()) -> Found:
        """Totals, the hits wanted and the facets of a query."""
        planned = self.plan(query, restrictions)
        if wanted.sort == "date":
            return self.backend.find(planned, wanted)
        end, first = wanted.offset + wanted.n, self.rerank_depth(wanted.sort)
        found = self.backend.find(planned, replace(wanted, n=end, offset=0, spare=max(first - end, 0)))
        tiers = ([h for h in found.hits if h.complete], [h for h in found.hits if not h.complete])
        page = self._rerank(query, tiers, wanted.sort)
        return replace(found, hits=page[wanted.offset : end])

    def count(self, query: Query, restrictions: Sequence[Restriction] = ()) -> int:
        """How many articles hold the whole of a query; nothing is ranked, so nothing is looked for that only orders hits."""
        matching = replace(self.plan(query, restrictions), boosts=(), related=(), ahead=())
        return self.backend.find(matching, PageRequest(0, facets=False)).total

    def matching(self, query: Query, sort: Sort, restrictions: Sequence[Restriction] = ()) -> list[tuple[int, int]]:
        """(article, day of publication) of every complete hit, in order."""
        if sort == "date":
            return self.backend.matching(self.plan(query, restrictions), sort)
        every = PageRequest(self.backend.version.articles, 0, sort, facets=False)
        return [(h.article, h.published_day) for h in self.find(query, every, restrictions).hits if h.complete]

    def rerank_depth(self, sort: Sort) -> int:
        """Hits of each tier that stage three looks at."""
        return self.weights.freshest if sort == "fresh" else self.weights.nearest

    def gains(self, query: Query, hits: Sequence[ScoredArticle], sort: Sort) -> NDArray[np.float64]:
        """(hits,) what stage three multiplies each score by, 1 at least."""
        gained = nearness(self.backend, query, hits, self.weights)
        if sort == "fresh":
            gained = gained + recency(self.backend, hits, self.weights)
        return np.exp(gained)

    def _rerank(self, query: Query, tiers: Sequence[list[ScoredArticle]], sort: Sort) -> list[ScoredArticle]:
        """The tiers, each with its first hits ranked by stage three too, which only ever adds to a score."""
        k = self.rerank_depth(sort)
        first = [hit for tier in tiers for hit in tier[:k]]
        gains = iter(self.gains(query, first, sort).tolist())
        page = []
        for tier in tiers:
            scored = [replace(hit, score=hit.score * next(gains)) for hit in tier[:k]]
            page += [*sorted(scored, key=lambda hit: (len(hit.lacks), -hit.score, hit.place)), *tier[k:]]
        return page
