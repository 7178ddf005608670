"""Small indexes of given texts, and the whole ranking of a query over one: slow, and easy to check."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from archive.model import Article, Block, StoredArticle
from columnar.execution.numpy_executor import NumpyExecutor, Ranking
from columnar.query.plan import Restriction
from search.backend import PageRequest, ScoredArticle, Sort
from search.backends.columnar import ColumnarBackend
from search.quality.evaluation_index import index_articles
from search.query.tree import Query
from search.ranking.ranker import Ranker


def index_texts(folder: Path, texts: Sequence[str]) -> ColumnarBackend:
    """Index articles with nothing but a body; article i has text i."""
    stored = [
        StoredArticle(i, Article("s", "", external_id=str(i), blocks=(Block("paragraph", text),)), 1, i, False, "")
        for i, text in enumerate(texts)
    ]
    return index_articles(stored, folder, words=False)


def reader_of(ranker: Ranker) -> ColumnarBackend:
    """The columnar backend of a ranker."""
    backend = ranker.backend
    assert isinstance(backend, ColumnarBackend)
    return backend


def hits_at(backend: ColumnarBackend, docs: Sequence[int]) -> list[ScoredArticle]:
    """Documents as hits, for stages that look at hits alone."""
    keys, days = backend.reader.keys(), backend.reader.column("published_day")
    return [ScoredArticle(int(keys[d]), 1.0, True, int(d), int(days[d]), 0, "") for d in docs]


def rank_all(
    ranker: Ranker, query: Query, restrictions: Sequence[Restriction] = (), sort: Sort = "relevance"
) -> Ranking:
    """Both tiers of a query with their scores after all stages, over all documents."""
    backend = reader_of(ranker)
    ranked = NumpyExecutor(backend.reader).rank(ranker.plan(query, restrictions))
    docs = np.concatenate([ranked.order(t)[: ranker.rerank_depth(sort)] for t in (ranked.complete, ranked.partial)])
    ranked.scores[docs] *= ranker.gains(query, hits_at(backend, docs.tolist()), sort)
    return ranked


def first_page(n: int = 10, sort: Sort = "relevance") -> PageRequest:
    """The first ``n`` hits."""
    return PageRequest(n, sort=sort)
