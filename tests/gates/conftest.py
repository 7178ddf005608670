"""One index for all gates."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from archive.articles.archive import Archive
from search.quality.evaluation_index import index_articles
from search.quality.metrics import read_lines
from search.searcher import Searcher
from tests.gates.gate_texts import Collection, sample_articles, shared_articles
from tests.support.paths import texts_folder
from vietnamese.abbreviations.dictionary import Dictionary


@pytest.fixture(scope="session")
def collection(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Collection]:
    """The collection, indexed once."""
    folder, texts = tmp_path_factory.mktemp("gates"), texts_folder()
    shared = (texts / "corpus/security-news.jsonl.xz").exists()
    assert shared or not os.environ.get("TIMTIN_REQUIRE_TEXTS"), f"TIMTIN_REQUIRE_TEXTS: no texts in {texts}"
    print(f"\ngates over {'the shared police corpus' if shared else 'the sample articles (shared texts absent)'}")
    articles = shared_articles(texts) if shared else sample_articles()
    if shared:
        lines = read_lines(texts / "relevance/known-items.jsonl", ("question", "relevant"))
        known = [(str(q["question"]), frozenset(map(str, q["relevant"])), str(q.get("kind", ""))) for q in lines]
    else:
        known = [(a.title, frozenset([str(a.external_id)]), "title") for a in articles]
    with Archive.open(folder) as archive:
        archive.put_many(articles)
        stored = (s for batch in archive.changed_since(0) for s in batch)
        engine = index_articles(stored, folder, words=False)
        yield Collection(Searcher(archive, engine, Dictionary.shipped()), shared, known)
