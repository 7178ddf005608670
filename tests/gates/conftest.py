"""One index for all gates."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.articles.archive import Archive
from search.backends.columnar import ColumnarSource
from search.quality.evaluation_index import index_articles
from search.quality.metrics import read_lines
from search.searcher import Searcher
from tests.gates.gate_texts import Collection, sample_articles, shared_articles
from tests.support.paths import build_once, texts_folder
from vietnamese.abbreviations.dictionary import Dictionary


@pytest.fixture(scope="session")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """The collection, indexed once a run."""
    texts = texts_folder()
    shared = (texts / "corpus/security-news.jsonl.xz").exists()
    assert shared or not os.environ.get("TIMTIN_REQUIRE_TEXTS"), f"TIMTIN_REQUIRE_TEXTS: no texts in {texts}"
    print(f"\ngates over {'the shared police corpus' if shared else 'the sample articles (shared texts absent)'}")
    articles = shared_articles(texts) if shared else sample_articles()
    if shared:
        lines = read_lines(texts / "relevance/known-items.jsonl", ("question", "relevant"))
        known = [(str(q["question"]), frozenset(map(str, q["relevant"])), str(q.get("kind", ""))) for q in lines]
    else:
        known = [(a.title, frozenset([str(a.external_id)]), "title") for a in articles]

    def build(folder: Path) -> None:
        with Archive.open(folder) as archive:
            archive.put_many(articles)
            index_articles((s for batch in archive.changed_since(0) for s in batch), folder, words=False)

    folder = build_once(tmp_path_factory, "gates", build)
    with Archive.open(folder, readonly=True) as archive:
        yield Collection(Searcher(archive, ColumnarSource(folder).open(), Dictionary.shipped()), shared, known)
