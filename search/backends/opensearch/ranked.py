"""Candidates and looked-into articles of the cluster, ranked together: pages of hits, counts and facets."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from columnar import NO_DAY
from columnar.query.facets import facets
from columnar.query.plan import Plan
from indexer.builders.opensearch.layout import read_article
from indexer.schema import EVENT_DAY, PUBLISHED
from search.backend import PageRequest, ScoredArticle
from search.backends.opensearch.candidates import Candidates, WholeStatistics


class Ranked:
    """Candidates and looked-into articles, ranked together."""

    def __init__(
        self,
        documents: Iterable[Mapping[str, Any]],
        looked: Iterable[Mapping[str, Any]],
        plan: Plan,
        statistics: WholeStatistics,
    ) -> None:
        """``documents`` are candidates; ``looked``: what may be a hit and only its texts tell."""
        own = [read_article(doc) for doc in looked]
        self.candidates = Candidates([*(read_article(doc) for doc in documents), *own])
        self._reader = self.candidates.reader
        numbers = np.array([article.number for article in self.candidates.articles], np.int64)
        self._looked = np.isin(numbers, np.array([article.number for article in own], np.int64))
        self._ranking = self.candidates.rank(plan, statistics)
        self._lacking = self.candidates.find_lacking(plan, statistics)

    @property
    def complete_of_looked(self) -> int:
        """How many of those that were looked into are complete hits."""
        return int(np.count_nonzero(self._ranking.complete & self._looked))

    @property
    def partial_of_looked(self) -> int:
        """How many of those that were looked into are other hits."""
        return int(np.count_nonzero(self._ranking.partial & self._looked))

    def facets_of_looked(self) -> dict[str, dict[str, int]]:
        """Counts by label over the complete hits that were looked into."""
        return facets(self._reader, self._ranking.complete & self._looked)

    def complete(self) -> list[ScoredArticle]:
        """Return every complete hit, the best first."""
        return self._hits(self._ranking.order(self._ranking.complete).tolist())

    def by_score(self, wanted: PageRequest, total: int) -> list[ScoredArticle]:
        """Return a page by score, of an index with so many complete hits in all."""
        end = wanted.offset + wanted.n
        order = self._ranking.order(self._ranking.complete)[wanted.offset : end + wanted.spare].tolist()
        if total < end:
            after = max(wanted.offset - total, 0)
            order += self._ranking.order(self._ranking.partial)[after : end + wanted.spare].tolist()
        return self._hits(order if wanted.spare else order[: wanted.n])

    def by_date(self, wanted: PageRequest) -> list[ScoredArticle]:
        """Return a page of complete hits, the newest first."""
        docs = np.flatnonzero(self._ranking.complete)
        days = self._reader.column(PUBLISHED)[docs].astype(np.int64)
        order = docs[np.lexsort((docs, -self._ranking.scores[docs], -days))]
        return self._hits(order[wanted.offset : wanted.offset + wanted.n].tolist())

    def _hits(self, docs: Sequence[int]) -> list[ScoredArticle]:
        found = []
        for doc in docs:
            article = self.candidates.articles[doc]
            score, complete = float(self._ranking.scores[doc]), bool(self._ranking.complete[doc])
            found.append(
                ScoredArticle(
                    article.number, score, complete, article.number,
                    article.days[PUBLISHED], article.days[EVENT_DAY], article.labels["event_kind"],
                    self._lacking[doc] if complete else (),
                )
            )  # fmt: skip
        return found


def scored_article(document: Mapping[str, Any], score: float) -> ScoredArticle:
    """Return a complete hit as the engine tells it."""
    number, kind = int(document["number"]), str(document.get("event_kind", ""))
    published, held = (int(document.get(name, NO_DAY)) for name in (PUBLISHED, EVENT_DAY))
    return ScoredArticle(number, score, True, number, published, held, kind)
