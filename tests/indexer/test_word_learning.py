"""Words of one meaning are learned from an archive, seldom, and found by the search until an admin leaves them out."""

from __future__ import annotations

from pathlib import Path

from archive.abbreviations.decisions import Decisions
from archive.abbreviations.learned_words import LearnedWord, LearnedWords
from archive.articles.archive import Archive
from archive.model import Article, Block
from indexer import index_archive, learn_words
from search.searcher import Searcher
from tests.gates.search.own_texts import related_texts


def fill(data: Path) -> None:
    """An archive in which "hung thủ" and "thủ phạm" stand among the same words."""
    with Archive.open(data) as archive:
        archive.put_many(
            [
                Article("s", "Tin", external_id=str(n), blocks=(Block("paragraph", text),))
                for n, text in enumerate(related_texts())
            ]
        )
    index_archive(data, processes=1)


def test_words_are_learned_from_an_archive(tmp_path: Path) -> None:
    fill(tmp_path)
    assert learn_words(tmp_path) is None, "too few articles tell too little"
    count = learn_words(tmp_path, anyway=True, fewest=10)
    with Archive.open(tmp_path, readonly=True) as archive:
        pairs = LearnedWords(archive.engine).all()
        at, seconds = LearnedWords(archive.engine).learned()
    assert count == len(pairs) > 0
    assert {"hung thủ", "thủ phạm"} in [{pair.word, pair.other} for pair in pairs]
    assert at > 0 and seconds > 0
    assert learn_words(tmp_path, fewest=10) is None, "it was done a moment ago"


def test_learned_pairs_are_used_until_they_are_rejected(tmp_path: Path) -> None:
    with Archive.open(tmp_path) as archive:
        archive.put_many(
            [
                Article("s", "Mở phiên chợ nổi", external_id="1", lead="Phiên chợ nổi mở sáng nay ở bến sông."),
                Article("s", "Hội thao", external_id="2", lead="Hội thao khai mạc."),
            ]
        )
        LearnedWords(archive.engine).replace_all([LearnedWord("bến tàu", "bến sông", 0.8, 30)], at=1, seconds=1)
    index_archive(tmp_path, processes=1)
    with Searcher.open(tmp_path) as searcher:
        found = searcher.search("phiên chợ bến tàu")
        assert [(hit.id, hit.complete) for hit in found.hits] == [("1", False)]
        said = [one for one in found.understood if one.kind == "related"]
        assert "learned from the archive: bến sông" in said[0].text and said[0].off and said[0].on
        assert searcher.search(said[0].on).total == 1
        with Archive.open(tmp_path) as archive:
            Decisions(archive.engine, "related").decide("bến tàu", "bến sông", "rejected", by="an")
            assert Decisions(archive.engine).all() == [], "abbreviations are decided apart"
        searcher.refresh()
        assert not [one for one in searcher.search("phiên chợ bến tàu").understood if one.kind == "related"]
