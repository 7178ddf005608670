"""Searching a small collection: totals, tiers, forms, snippets, facets and corrections."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from archive.articles.archive import Archive
from archive.model import VIETNAM, Article, Block
from search.quality.evaluation_index import index_articles
from search.results_json import as_json
from search.searcher import Searcher
from vietnamese.abbreviations.dictionary import Dictionary

TEXTS = [
    ("Bắt đối tượng mua bán ma túy", "Công an bắt giữ <b>ma tuý</b> tại thành phố.", 2023),
    ("Phong trào bảo vệ ANTQ", "Hội nghị tổng kết phong trào.", 2024),
    ("Ngày hội toàn dân", "Phong trào bảo vệ an ninh Tổ quốc ở xã.", 2024),
    ("Quốc phòng", "Tổ công tác, quốc lộ, ninh bình, an toàn.", None),
    ("Số 09/CTr-BCA-MTTW", "Có 114.924 lượt người dự.", 2022),
]


def article(number: int) -> Article:
    """One of TEXTS as an article."""
    heading, body, year = TEXTS[number]
    published = datetime(year, 5, 1, tzinfo=VIETNAM) if year else None
    return Article("tinh", heading, external_id=f"b{number}", blocks=(Block("paragraph", body),), published=published)


@pytest.fixture(name="searcher")
def _searcher(tmp_path: Path) -> Iterator[Searcher]:
    with Archive.open(tmp_path) as archive:
        archive.put_many([article(i) for i in range(len(TEXTS))])
        stored = [s for batch in archive.changed_since(0) for s in batch]
        (tmp_path / "engine").mkdir()
        engine = index_articles(stored, tmp_path / "engine", words=False)
        yield Searcher(archive, engine, Dictionary.shipped())


def ids(searcher: Searcher, text: str, **options: object) -> list[str]:
    """Ids of the complete hits."""
    return [h.id for h in searcher.search(text, **options).hits if h.complete]  # type: ignore[arg-type]


@pytest.mark.parametrize("text", ["ma túy", "ma tuý", "MA TÚY", unicodedata.normalize("NFD", "ma túy"), "ma tuy"])
def test_one_word_many_spellings(searcher: Searcher, text: str) -> None:
    assert searcher.search(text).total == 1


@pytest.mark.parametrize("text", ["ANTQ", "antq", "an ninh tổ quốc", "an ninh to quoc"])
def test_abbreviation_and_long_form(searcher: Searcher, text: str) -> None:
    assert sorted(ids(searcher, text)) == ["b1", "b2"]


def test_exactly_as_typed(searcher: Searcher) -> None:
    assert ids(searcher, "+ANTQ") == ["b1"]


@pytest.mark.parametrize("text", ["114924", "114.924", "114 924", "(114.924)", "09/ctr-bca", "09 CTr BCA MTTW"])
def test_numbers(searcher: Searcher, text: str) -> None:
    assert ids(searcher, text) == ["b4"]


def test_partial_hits_follow_and_exclusions_bind(searcher: Searcher) -> None:
    results = searcher.search("phong trào xã -ANTQ")
    assert [h.id for h in results.hits][:1] == ["b2"]
    assert "b1" not in [h.id for h in results.hits]
    assert results.total == 1


def test_snippet_marks_what_is_published(searcher: Searcher) -> None:
    hit = searcher.search("ma túy").hits[0]
    assert "&lt;b&gt;<mark>ma tuý</mark>&lt;/b&gt;" in hit.snippet
    assert "túy</mark>" in hit.title_marked
    assert "<mark>ANTQ</mark>" in searcher.search("an ninh tổ quốc -xã").hits[0].title_marked


def test_date_sort_filters_and_facets(searcher: Searcher) -> None:
    results = searcher.search("phong trào", sort="date", filters={"year": "2024"})
    assert results.total == 2
    assert results.facets["year"] == {"2024": 2}
    assert results.facets["source"] == {"tinh": 2}
    assert ids(searcher, "từ:2023 phong trào OR ma") == ids(searcher, "phong trào OR ma")


def test_json_keys(searcher: Searcher) -> None:
    found = as_json(searcher.search("ma túy"))
    assert {
        "query",
        "total",
        "total_partial",
        "took_ms",
        "understood",
        "suggestion",
        "hits",
        "facets",
        "answer",
    } == set(found)
    assert found["hits"][0]["complete"] is True


@pytest.mark.parametrize("text", ["", "?!", "x" * 10_000, "zzzzqq"])
def test_no_results_is_no_error(searcher: Searcher, text: str) -> None:
    assert searcher.search(text).total == 0
