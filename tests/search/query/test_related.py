"""Words of one meaning fill the second tier, are said, and can be switched."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from archive.articles.archive import Archive
from archive.model import Article, Block
from search.backend import PageRequest
from search.correction import parse_query
from search.quality.evaluation_index import index_articles
from search.quality.metrics import passage
from search.query.related import add_offered
from search.ranking.ranker import Ranker
from search.searcher import Searcher
from vietnamese.abbreviations.dictionary import Dictionary

TEXTS = {
    "trom": "Kẻ trộm lấy xe máy bị bắt ở chợ.",
    "moto": "Mô tô hai bánh bị mất.",
    "khac": "Chợ quê họp phiên sớm.",
    "chet": "Hai người chết trong vụ cháy.",
}


@pytest.fixture(name="searcher")
def _searcher(tmp_path: Path) -> Iterator[Searcher]:
    with Archive.open(tmp_path) as archive:
        archive.put_many([Article("kho", "", external_id=k, blocks=(Block("paragraph", t),)) for k, t in TEXTS.items()])
        stored = [s for batch in archive.changed_since(0) for s in batch]
        (tmp_path / "engine").mkdir()
        engine = index_articles(stored, tmp_path / "engine", words=False)
        yield Searcher(archive, engine, Dictionary.shipped())


@pytest.mark.parametrize(
    ("query", "found"), [("đạo chích lấy mô tô", "trom"), ("dao chich lay mo to", "trom"), ("tử vong vụ cháy", "chet")]
)
def test_an_article_with_other_words_is_a_hit_in_part(searcher: Searcher, query: str, found: str) -> None:
    results = searcher.search(query)
    (hit,) = (h for h in results.hits if h.id == found)
    assert not hit.complete
    assert results.total == 0
    assert "related" in {why.how for why in hit.why}
    assert "<mark>" in hit.snippet


def test_complete_hits_are_those_of_the_words_typed(searcher: Searcher) -> None:
    results = searcher.search("mô tô")
    assert [(h.id, h.complete) for h in results.hits] == [("moto", True), ("trom", False)]
    (said,) = (u for u in results.understood if u.kind == "related")
    assert [h.id for h in searcher.search(said.off).hits] == ["moto"]
    taken = searcher.search(said.on)
    assert {h.id for h in taken.hits if h.complete} == {"moto", "trom"}


def test_a_misspelt_name_brings_what_has_it_right(tmp_path: Path) -> None:
    texts = ["Vợ của Donal Trump đến.", *["Donald Trump và vợ phát biểu."] * 3]
    engine = index_articles(
        (passage(n, {"id": str(n), "text": text}) for n, text in enumerate(texts)), tmp_path, words=False
    )
    typed, _ = parse_query(engine, "vợ của Donal Trump", Dictionary.shipped())
    assert [clause.kind for clause in typed.units][-1] == "name"
    (offered,) = add_offered(typed, "vợ của Donald Trump").related
    assert offered.words == ("Donald Trump",)
    found = Ranker(engine).find(add_offered(typed, "vợ của Donald Trump"), PageRequest(10))
    assert (found.total, found.total_partial) == (1, 3)
