"""What the second tier holds, and round-ups matched item by item."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from archive.model import Article, Block, StoredArticle
from search.backend import PageRequest
from search.correction import execute_literal
from search.quality.evaluation_index import index_articles
from search.ranking.ranker import Ranker
from search.ranking.weights import WEIGHTS
from vietnamese.abbreviations.dictionary import Dictionary

ROUND_UP = (
    "An ninh 24h: ba tin trong ngày",
    "Bắt nhóm trộm xe ở Nam Định\nCông an bắt ba người trộm xe máy.\n"
    "Cháy chợ lúc rạng sáng ở Gia Lai\nLửa thiêu năm gian hàng bán vải.\n"
    "Mở hội bơi cho học sinh\nHội bơi khai mạc tại nhà thiếu nhi.",
)
ARTICLES = [
    ROUND_UP,
    ("Trộm vải ở chợ", "Hai người trộm vải ở chợ huyện."),
    ("Chợ quê", "Chợ quê họp phiên sớm."),
    ("Chợ hoa", "Chợ hoa ngày tết."),
    ("Chợ cá", "Chợ cá bên sông."),
    ("Bạn gái 19 tuổi lạc đường", "Cô gái 19 tuổi được giúp."),
]


@pytest.fixture(name="ranker", scope="module")
def _ranker(tmp_path_factory: pytest.TempPathFactory) -> Ranker:
    stored = [
        StoredArticle(i, Article("s", title, external_id=str(i), blocks=(Block("paragraph", body),)), 1, i, False, "")
        for i, (title, body) in enumerate(ARTICLES)
    ]
    return Ranker(index_articles(stored, tmp_path_factory.mktemp("tiers"), words=False))


COMPANIES = [
    *[
        (f"Tổng giám đốc công ty {name}", f"Tổng giám đốc công ty {name} họp. Tổng giám đốc công ty trả lời.")
        for name in "ABCD"
    ],
    ("Kho hàng mới", "Hãng Lambretta mở kho hàng ở ngoại ô; công ty nhận thêm thợ."),
    *[("Chợ quê", f"Phiên chợ quê thứ {n} đông khách.") for n in range(12)],
]


def test_what_holds_the_rarest_name_gains_in_the_second_tier(tmp_path: Path) -> None:
    stored = [
        StoredArticle(i, Article("s", title, external_id=str(i), blocks=(Block("paragraph", body),)), 1, i, False, "")
        for i, (title, body) in enumerate(COMPANIES)
    ]
    ranker = Ranker(index_articles(stored, tmp_path, words=False))
    found = []
    for gain in (1.0, WEIGHTS.rarest):
        own = Ranker(ranker.backend, replace(WEIGHTS, rarest=gain))
        hits = execute_literal(own, "tổng giám đốc công ty lambretta", Dictionary.shipped()).hits.hits
        found.append({hit.article: hit.score for hit in hits})
    assert set(found[0]) == set(found[1]) == {0, 1, 2, 3, 4}
    assert found[1] == pytest.approx({**found[0], 4: found[0][4] * WEIGHTS.rarest})


def tiers(ranker: Ranker, text: str) -> tuple[set[int], set[int], int]:
    """The articles of both tiers, and the total that is told for the second."""
    found = execute_literal(ranker, text, Dictionary.shipped(), wanted=PageRequest(50)).hits
    hits = [{h.article for h in found.hits if h.complete is complete} for complete in (True, False)]
    return hits[0], hits[1], found.total_partial


@pytest.mark.parametrize(
    ("text", "complete", "partial"),
    [
        ("trộm vải chợ", {1}, set()),  # words of three items are no complete hit
        ("cháy chợ", {0}, set()),  # those of one item are
        ("trộm gian hàng", set(), {0}),
        ("hội bơi lambretta", set(), {0}),  # a word that no article has empties no page
    ],
)
def test_round_ups_are_matched_item_by_item(ranker: Ranker, text: str, complete: set[int], partial: set[int]) -> None:
    found, others, _ = tiers(ranker, text)
    assert found == complete
    assert partial <= others


def test_a_frequent_word_alone_is_no_hit_in_part(ranker: Ranker) -> None:
    _, partial, told = tiers(ranker, "chợ hoa trộm")
    assert partial.isdisjoint({2, 4})
    assert told == len(partial)


@pytest.mark.parametrize("text", ["COVID-19", "zzz-19"])
def test_a_piece_of_a_number_is_no_hit_in_part(ranker: Ranker, text: str) -> None:
    assert tiers(ranker, text)[:2] == (set(), set())
