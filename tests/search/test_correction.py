"""How a query is answered as a whole: what is told of it beside its hits, and what another reading would find."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from archive.articles.archive import Archive
from archive.model import Article, Block
from indexer.update import index_archive
from search.searcher import Searcher

NOW = datetime.now(UTC)


def _article(number: int, text: str, days_ago: int) -> Article:
    published = NOW - timedelta(days=days_ago)
    return Article(
        "vd", f"Tin {number}", external_id=str(number), blocks=(Block("paragraph", text),), published=published
    )


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    """Six articles of drugs, thirty of a horse and a lock; the newest of the last days."""
    data = tmp_path_factory.mktemp("correction")
    texts = ["Bắt nhóm ma túy ở xã. Thu ma túy."] * 6 + ["Mã số của xe, túy lúy ở chợ."] * 30
    with Archive.open(data) as archive:
        archive.put_many([_article(n, f"{text} Tin số {n}.", n * 40) for n, text in enumerate(texts)])
    index_archive(data, processes=1)
    with Searcher.open(data) as opened:
        yield opened


def test_a_query_without_accents_that_finds_mostly_other_words_says_so(searcher: Searcher) -> None:
    found = searcher.search("ma tuy")
    (told,) = [one for one in found.understood if one.message == "mostly_others"]
    assert told.data == {"total": 36, "count": 6, "reading": "ma túy"}
    assert searcher.search(told.on).total == 6
    assert not [one for one in searcher.search("ma túy").understood if one.message == "mostly_others"]
    assert not [one for one in searcher.search("ma tuy", correct=False).understood if one.message == "mostly_others"]


@pytest.mark.parametrize(
    ("text", "total"),
    [
        ("ma túy hôm nay", 1),
        ("ma túy tuần qua", 1),
        ("ma túy 50 ngày qua", 2),
        ('ma túy "tuần qua"', 0),
        ("đăng:hôm nay", 1),
    ],
)
def test_days_told_from_today_are_those_of_the_clock(searcher: Searcher, text: str, total: int) -> None:
    assert searcher.search(text).total == total
    assert len(searcher.matching(text).articles) == total


def test_a_label_that_the_archive_lacks_is_told_with_those_it_has(searcher: Searcher) -> None:
    (told,) = [one for one in searcher.search("ma túy nguồn:khongco").understood if one.message == "label_unknown"]
    assert told.data["forms"] == ("vd",)
