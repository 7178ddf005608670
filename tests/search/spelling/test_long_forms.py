"""Unknown capitals: the archive's own expressions with those initials are offered, whole words first."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from archive.articles.archive import Archive
from archive.model import Article, Block
from indexer.update import index_archive
from search.searcher import Searcher
from search.spelling.long_forms import find_expressions

TEXTS = [
    "Chi cục thuế thu thuế tiêu thụ đặc biệt của các cơ sở.",
    "Luật thuế tiêu thụ đặc biệt có hiệu lực từ tháng này.",
    "Xe giao thông trên địa bàn tỉnh được kiểm tra.",
    "Công tác giao thông trên địa bàn được báo cáo.",
    "Quỹ phát triển rừng của tỉnh.",
]


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    data = tmp_path_factory.mktemp("long-forms")
    with Archive.open(data) as archive:
        archive.put_many(
            [
                Article("a", f"Tin {n}", external_id=str(n), blocks=(Block("paragraph", text),))
                for n, text in enumerate(TEXTS)
            ]
        )
    index_archive(data, processes=1)
    with Searcher.open(data) as opened:
        yield opened


def test_whole_words_come_first(searcher: Searcher) -> None:
    found = find_expressions(searcher.backend, len(TEXTS), "TTĐB")
    assert found[0] == "tiêu thụ đặc biệt"
    assert not any("trên" in one for one in found)


def test_an_offer_can_be_taken_and_nothing_is_replaced(searcher: Searcher) -> None:
    asked = searcher.search("thuế TTĐB")
    (offer, *_) = [one for one in asked.understood if one.kind == "offer"]
    assert offer.on == 'thuế (TTĐB OR "tiêu thụ đặc biệt")' and not asked.total
    assert [hit.id for hit in searcher.search(offer.on).hits if hit.complete] == ["0", "1"]


@pytest.mark.parametrize("text", ["+TTĐB", '"TTĐB"', "ttđb", "PHÒNG CHÁY VÀ CHỮA CHÁY", "XYZ", "ANTQ"])
def test_no_offer(searcher: Searcher, text: str) -> None:
    assert not [one for one in searcher.search(text).understood if one.kind == "offer"]
