"""Articles read for ranking score like the whole index that they are taken from, when they are weighed by its numbers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest

from archive.articles.archive import Archive
from archive.model import Article, Block
from columnar.execution.numpy_executor import NumpyExecutor
from columnar.query.bm25 import field_statistics
from columnar.query.leaves import leaves_of, terms_of
from columnar.query.plan import Plan, Scored
from columnar.reader.index_reader import IndexReader
from columnar.segment.known_documents import KnownDocuments
from columnar.segment.writer import hold_batch
from indexer.analysis.analyzer import analyse_texts, zone_texts
from indexer.analysis.main_events import event_of
from indexer.analysis.model import NO_WORDS
from indexer.builders.columnar import FOLDS, columnar_document
from indexer.builders.opensearch.layout import pack_article
from indexer.documents import IndexedArticle, document_of
from indexer.schema import ARTICLE_SCHEMA
from search.backend import PageRequest
from search.backends.columnar import ColumnarBackend, ColumnarSource
from search.backends.opensearch.known_articles import KnownArticles
from search.backends.opensearch.queries import scored_nodes
from search.backends.opensearch.whole_index import WholeIndex
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


class SomeArticles(WholeIndex):
    """An index whose column holds what it was given."""

    def __init__(self, packed: dict[int, bytes]) -> None:
        self._packed = packed

    def packed(self, numbers: Sequence[int]) -> list[bytes]:
        """What it has of them."""
        return [self._packed[number] for number in numbers if number in self._packed]


@pytest.mark.parametrize("damaged", [b"", b"{}\n", b"\xff\n", b'{"number": 2, "analysis": 3}\nabc'])
def test_a_damaged_article_costs_itself_alone(damaged: bytes, caplog: pytest.LogCaptureFixture) -> None:
    article = Article("s", "Bắt nhóm trộm xe", blocks=(Block("paragraph", "Công an bắt nhóm trộm xe."),))
    labels, days = {"source": "s", "section": "", "event_kind": ""}, {"published_day": 1, "event_day": 1}
    sound = IndexedArticle(1, labels, days, analyse_texts(zone_texts(article)), NO_WORDS, {})
    known = KnownArticles(SomeArticles({1: pack_article(sound), 2: damaged}))
    plan = Plan.of(Scored.of("body", "trộm"))
    for _ in range(2):
        reader = known.reader([1, 2, 3], plan)
        assert reader.keys().tolist() == [1]
        assert reader.postings("body", "trộm").docs.tolist() == [0]
    assert known.distances(["body"], [("trộm", "xe")], [2, 1], 8)[0].tolist() == [[0, 1]]
    assert "run index --rebuild" in caplog.text


def whole_statistics(backend: ColumnarBackend, plan: Plan) -> WholeStatistics:
    """The numbers that a cluster would be asked for."""
    reader, executor = backend.reader, NumpyExecutor(backend.reader)
    fields = {field.name: field_statistics(reader, field.name) for field in ARTICLE_SCHEMA.fields}
    frequencies = {node: int(executor.node(node, plan).mask.sum()) for node in scored_nodes(plan)}
    clauses = {clause: executor.clause(clause, plan).documents for clause in plan.clauses}
    return WholeStatistics(reader.size, fields, frequencies, clauses, 0)
