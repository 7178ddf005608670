"""Candidates and looked-into articles of the cluster, ranked together: pages of hits, counts and facets."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import numpy as np

from columnar import NO_DAY
from columnar.execution.numpy_executor import NumpyExecutor
from columnar.query.facets import facets
from columnar.query.plan import Plan
from columnar.reader.index_reader import IndexReader
from indexer.schema import EVENT_DAY, PUBLISHED
from search.backend import PageRequest, ScoredArticle
from search.backends.opensearch.whole_statistics import WholeStatistics


class Ranked:
    """Candidates and looked-into articles, ranked together."""

    def __init__(self, reader: IndexReader, looked: Collection[int], plan: Plan, statistics: WholeStatistics) -> None:
        """``reader`` has all of them; ``looked``: the numbers of what may be a hit and only its texts tell."""
        self._reader, self._numbers = reader, reader.keys().tolist()
        self._looked = np.isin(reader.keys(), np.array(list(looked), np.int64))
        self._ranking = NumpyExecutor(reader, statistics).rank(plan)

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
        days = [self._reader.column(name) for name in (PUBLISHED, EVENT_DAY)]
        kinds, labels = self._reader.column("event_kind"), self._reader.labels("event_kind")
        found = []
        for doc in docs:
            number, shown = self._numbers[doc], self._ranking.shown(doc)
            published, held = (int(column[doc]) for column in days)
            kind = labels[int(kinds[doc])]
            found.append(ScoredArticle(number, shown.score, shown.complete, number, published, held, kind, shown.lacks))
        return found


SHOWN = (PUBLISHED, EVENT_DAY, "event_kind")
"""Columns that tell what a hit shows beside its score."""


def scored_article(hit: Mapping[str, Any], score: float) -> ScoredArticle:
    """Return a complete hit as the engine tells it, with those columns of SHOWN that were asked for; every order ends with its number."""
    told: Mapping[str, Sequence[Any]] = hit.get("fields", {})
    number = int(hit["sort"][-1])
    published, held = (int(told.get(name, (NO_DAY,))[0]) for name in (PUBLISHED, EVENT_DAY))
    return ScoredArticle(number, score, True, number, published, held, str(told.get("event_kind", ("",))[0]))
