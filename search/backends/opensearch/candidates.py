"""Candidates as a small index of their own: the code that ranks the embedded index ranks them, by the numbers of the whole index."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from numpy.typing import NDArray

from columnar.execution.numpy_executor import NumpyExecutor, Ranking
from columnar.execution.proximity import Pair, plain_distances
from columnar.model import Postings
from columnar.query.plan import Clause, Plan, Scored
from columnar.reader.index_reader import IndexReader
from columnar.segment.reader import Segment
from columnar.segment.writer import write_segment
from indexer.builders.columnar import FOLDS, columnar_document
from indexer.documents import IndexedArticle
from indexer.schema import ARTICLE_SCHEMA

_SCHEMA = replace(ARTICLE_SCHEMA, bigrams=())
_MEMORY = Path("/dev/shm")


@dataclass(frozen=True, slots=True)
class WholeStatistics:
    """The numbers of the whole index for one plan (``columnar.query.statistics``)."""

    documents: int
    fields: Mapping[str, tuple[int, float]]
    frequencies: Mapping[Scored, int]
    clauses: Mapping[Clause, int]
    round_ups: int

    def of_field(self, field: str) -> tuple[int, float]:
        """Documents that have the field, and their mean length."""
        return self.fields[field]

    def frequency(self, node: Scored, found: Postings) -> int:
        """Documents that a node matches; those found where the index was not asked, as nothing weighs by it."""
        return self.frequencies.get(node, int(found.docs.size))

    def holding(self, clause: Clause, mask: NDArray[np.bool_]) -> int:
        """Documents that hold a clause."""
        return self.clauses[clause]

    def split_documents(self, found: int) -> int:
        """Round-ups of the index."""
        return max(self.round_ups, found)


class Candidates:
    """Some articles, numbered by their place among them; each once, ascending by article number."""

    def __init__(self, articles: Sequence[IndexedArticle]) -> None:
        """Index them in memory."""
        self.articles = sorted({a.number: a for a in articles}.values(), key=lambda a: a.number)
        self.numbers = {article.number for article in self.articles}
        with TemporaryDirectory(dir=_MEMORY if _MEMORY.is_dir() else None) as folder:
            path = Path(folder, "candidates")
            write_segment(path, map(columnar_document, self.articles), _SCHEMA, FOLDS)
            # The mapping outlives the file.
            self.reader = IndexReader([Segment(path)])

    def rank(self, plan: Plan, statistics: WholeStatistics) -> Ranking:
        """Tell which of them are hits, and score them."""
        return NumpyExecutor(self.reader, statistics).rank(plan)

    def find_lacking(self, plan: Plan, statistics: WholeStatistics) -> list[tuple[int, ...]]:
        """Return for each of them what of ``plan.ahead`` it lacks."""
        executor = NumpyExecutor(self.reader, statistics)
        held = [executor.node(node, plan).mask.tolist() for node in plan.ahead]
        return [tuple(n for n, mask in enumerate(held) if not mask[doc]) for doc in range(self.reader.size)]

    def distances(
        self, fields: Sequence[str], pairs: Sequence[Pair], numbers: Sequence[int], window: int
    ) -> NDArray[np.uint8]:
        """Tell how far apart the words of each pair stand in each of some articles, by their numbers."""
        place = {article.number: doc for doc, article in enumerate(self.articles)}
        docs = np.array([place[number] for number in numbers], np.int64)
        return plain_distances(self.reader, fields, pairs, docs, window)
