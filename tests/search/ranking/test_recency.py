"""Freshness as an option: among alike articles the newer come first, and relevance still counts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from archive.model import Article, Block, StoredArticle
from search.backend import PageRequest
from search.backends.columnar import ColumnarBackend
from search.quality.evaluation_index import index_articles
from search.query.parser import parse
from search.ranking.ranker import Ranker
from search.ranking.recency import recency
from search.ranking.weights import WEIGHTS
from tests.support.indexes import hits_at, rank_all
from vietnamese.abbreviations.dictionary import Dictionary

SHIPPED = Dictionary.shipped()
NEWEST = datetime(2024, 6, 30, 3, tzinfo=UTC)


def engine(folder: Path, given: list[tuple[str, int | None]]) -> ColumnarBackend:
    """Articles of a text and an age in days (None: undated)."""
    stored = [
        StoredArticle(
            i,
            Article(
                "s",
                "",
                external_id=str(i),
                published=None if age is None else NEWEST - timedelta(days=age),
                blocks=(Block("paragraph", text),),
            ),
            1,
            i,
            False,
            "",
        )
        for i, (text, age) in enumerate(given)
    ]
    return index_articles(stored, folder, words=False)


def order(ranker: Ranker, text: str, sort: str) -> list[int]:
    """Articles as they are shown."""
    return [hit.article for hit in ranker.find(parse(text, SHIPPED), PageRequest(10, sort=sort)).hits]  # type: ignore[arg-type]


def test_newer_articles_are_preferred_but_not_to_relevance(tmp_path: Path) -> None:
    far = "Tin khác. " * 200
    texts = [("Cháy nhà kho", 900), ("Cháy nhà kho", 0), ("Cháy nhà kho", None), (f"Cháy. {far} nhà {far} kho", 0)]
    ranker = Ranker(engine(tmp_path, texts))
    assert order(ranker, "cháy nhà kho", "relevance") == [0, 1, 2, 3]
    assert order(ranker, "cháy nhà kho", "fresh") == [1, 0, 2, 3]
    assert sorted(order(ranker, "cháy nhà kho", "date")[:2]) == [1, 3]


@pytest.mark.parametrize(("age", "gained"), [(0, 1.0), (180, 0.5), (360, 0.25), (None, 0.0)])
def test_what_freshness_gains(tmp_path: Path, age: int | None, gained: float) -> None:
    opened = engine(tmp_path, [("Một", 0), ("Hai", age)])
    assert recency(opened, hits_at(opened, [0, 1]), WEIGHTS)[1] == pytest.approx(WEIGHTS.fresh * gained)


@settings(max_examples=15)
@given(
    st.lists(
        st.tuples(
            st.lists(st.sampled_from(["cháy", "nhà", "kho", "xã"]), min_size=1), st.none() | st.integers(0, 2000)
        ),
        min_size=1,
        max_size=12,
    )
)
def test_the_page_is_what_the_plain_ranking_says(
    tmp_path_factory: pytest.TempPathFactory, given: list[tuple[list[str], int | None]]
) -> None:
    opened = engine(tmp_path_factory.mktemp("fresh"), [(" ".join(words), age) for words, age in given])
    ranker, query = Ranker(opened), parse("cháy nhà", SHIPPED)
    meant = rank_all(ranker, query, sort="fresh")
    docs = [*meant.order(meant.complete), *meant.order(meant.partial)]
    shown = ranker.find(query, PageRequest(20, sort="fresh")).hits
    assert [s.score for s in shown] == pytest.approx([meant.scores[d] for d in docs])
    assert {s.place for s in shown} == set(docs)
