"""Articles read for ranking score like the whole index that they are taken from, when they are weighed by its numbers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from archive.articles.archive import Archive
from columnar.execution.numpy_executor import NumpyExecutor
from columnar.query.bm25 import field_statistics
from columnar.query.leaves import leaves_of, terms_of
from columnar.query.plan import Plan
from columnar.reader.index_reader import IndexReader
from columnar.segment.known_documents import KnownDocuments
from columnar.segment.writer import hold_batch
from indexer.analysis.analyzer import analyse_texts, zone_texts
from indexer.analysis.main_events import event_of
from indexer.builders.columnar import FOLDS, columnar_document
from indexer.documents import document_of
from indexer.schema import ARTICLE_SCHEMA
from search.backend import PageRequest
from search.backends.columnar import ColumnarBackend, ColumnarSource
from search.backends.opensearch.queries import scored_nodes
from search.backends.opensearch.whole_statistics import WholeStatistics
from search.searcher import Searcher


@pytest.mark.parametrize("query", ["ma túy", "công an", "hội nghị an ninh", '"toàn dân"'])
def test_half_of_the_articles_score_as_in_the_whole(indexed_data: Path, query: str) -> None:
    with Searcher.open(indexed_data, ColumnarSource(indexed_data)) as searcher, Archive.open(indexed_data) as archive:
        backend = searcher.backend
        assert isinstance(backend, ColumnarBackend)
        plan = searcher.ranker.plan(searcher.read(query))
        found = backend.find(plan, PageRequest(1000, facets=False))
        assert found.hits
        chosen = [hit.article for hit in found.hits][::2]
        stored = archive.get_many(chosen).values()
        articles = [document_of(s, event_of(s.article), analyse_texts(zone_texts(s.article))) for s in stored]
        known = KnownDocuments(replace(ARTICLE_SCHEMA, bigrams=()), FOLDS)
        added = known.add([columnar_document(article) for article in articles])
        batch = known.select(added, terms_of(leaves_of(plan), ARTICLE_SCHEMA))
        reader = IndexReader([hold_batch(batch, FOLDS)])
        ranking = NumpyExecutor(reader, whole_statistics(backend, plan)).rank(plan)
        scores = dict(zip(reader.keys().tolist(), ranking.scores.tolist(), strict=True))
        assert scores == pytest.approx(
            {hit.article: hit.score for hit in found.hits if hit.article in scores}, rel=1e-5
        )


def whole_statistics(backend: ColumnarBackend, plan: Plan) -> WholeStatistics:
    """The numbers that a cluster would be asked for."""
    reader, executor = backend.reader, NumpyExecutor(backend.reader)
    fields = {field.name: field_statistics(reader, field.name) for field in ARTICLE_SCHEMA.fields}
    frequencies = {node: int(executor.node(node, plan).mask.sum()) for node in scored_nodes(plan)}
    clauses = {clause: executor.clause(clause, plan).documents for clause in plan.clauses}
    return WholeStatistics(reader.size, fields, frequencies, clauses, 0)
