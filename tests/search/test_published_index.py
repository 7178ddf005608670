"""A searcher over a published generation: learned abbreviations, refreshing, filters, pages over both tiers, corrections."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path
from weakref import ref

import pytest

from archive.articles.archive import Archive
from archive.model import VIETNAM, Article, Block
from indexer.dictionary import effective_dictionary
from indexer.update import index_archive
from search.searcher import Searcher

DEFINES = "Tổ công nghệ số cộng đồng (TCNSCĐ) họp bàn."


def article(number: int, body: str, *, source: str = "tinh", section: str = "Tin", year: int = 2023) -> Article:
    """A short article."""
    published = datetime(year, 6, number + 1, tzinfo=VIETNAM)
    blocks = (Block("paragraph", body),)
    return Article(
        source, f"Bản tin {number}", external_id=f"x{number}", blocks=blocks, section=section, published=published
    )


ARTICLES = [
    article(0, DEFINES),
    article(1, DEFINES + " Kết quả tốt."),
    article(2, "Các TCNSCĐ hoạt động đều.", source="huyen", year=2022),
    article(3, "Xe tải chở gỗ lậu bị bắt giữ.", section="Pháp luật"),
    article(4, "Xe tải đi đúng đường.", section="Giao thông"),
    article(5, "Rừng gỗ quý được bảo vệ. Bắt giữ hai người."),
    article(6, "Bắt giữ xe máy chở gỗ. Xe tải chở gỗ.", year=2024),
]


@pytest.fixture(name="data", scope="module")
def _data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("published")
    with Archive.open(data) as archive:
        archive.put_many(ARTICLES)
    index_archive(data, processes=1)
    return data


@pytest.fixture(name="searcher")
def _searcher(data: Path) -> Iterator[Searcher]:
    with Searcher.open(data) as searcher:
        yield searcher


def ids(searcher: Searcher, text: str, **filters: str) -> set[str]:
    """Ids of the complete hits."""
    return {h.id for h in searcher.search(text, filters=filters).hits if h.complete}


@pytest.mark.parametrize("text", ["TCNSCĐ", "tcnscđ", "tổ công nghệ số cộng đồng"])
def test_abbreviations_of_the_archive_are_known(searcher: Searcher, text: str) -> None:
    assert ids(searcher, text) == {"x0", "x1", "x2"}


def test_what_is_not_learned() -> None:
    base = effective_dictionary([])
    pairs = [("ANTQ", "an ninh trường quay", 9), ("XYZK", "một lần thôi", 1), ("tin", "thông tin nhanh", 5)]
    assert effective_dictionary(pairs).entries == base.entries
    learned = effective_dictionary([("XYZK", "xa yêu zin ka", 2), ("XYZK", "xưa yếu zô kê", 3)])
    assert [e.ambiguous for e in learned.expansions_of("xyzk")] == [True, True]


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"source": "huyen"}, {"x2"}),
        ({"source": "tinh"}, {"x0", "x1"}),
        ({"year": "2022"}, {"x2"}),
        ({"section": "Tin", "year": "2023"}, {"x0", "x1"}),
        ({"event_kind": "hội nghị"}, set()),
    ],
)
def test_filters(searcher: Searcher, filters: dict[str, str], expected: set[str]) -> None:
    assert ids(searcher, "TCNSCĐ", **filters) == expected


def test_pages_cross_from_complete_to_partial_without_gap_or_repeat(searcher: Searcher) -> None:
    everything = searcher.search("bắt giữ xe tải", n=50)
    assert (everything.total, everything.total_partial) == (2, 2)
    assert [h.complete for h in everything.hits] == [True, True, False, False]
    for size in (1, 2, 3):
        paged = [h.id for at in range(0, 6, size) for h in searcher.search("bắt giữ xe tải", n=size, offset=at).hits]
        assert paged == [h.id for h in everything.hits]


def test_a_correction_is_applied_only_when_nothing_holds_every_word(searcher: Searcher) -> None:
    assert not [u for u in searcher.search("xe tải").understood if u.kind == "correction"]
    assert searcher.search("xe tải").suggestion is None


def test_refresh_opens_what_was_published_since(tmp_path: Path) -> None:
    with Archive.open(tmp_path) as archive:
        archive.put_many(ARTICLES[:1])
        index_archive(tmp_path, processes=1)
        with Searcher.open(tmp_path) as searcher:
            assert not searcher.refresh()
            assert ids(searcher, "tổ công nghệ số cộng đồng") == {"x0"}
            archive.put_many(ARTICLES[1:3])
            index_archive(tmp_path, processes=1)
            assert searcher.refresh()
            assert ids(searcher, "tổ công nghệ số cộng đồng") == {"x0", "x1", "x2"}
            assert not searcher.refresh()


def test_searches_go_on_while_generations_are_published(tmp_path: Path) -> None:
    query = "tổ công nghệ số cộng đồng"
    with Archive.open(tmp_path) as archive:
        archive.put_many(ARTICLES[:1])
        index_archive(tmp_path, processes=1)
        with Searcher.open(tmp_path) as searcher, ThreadPoolExecutor(3) as pool:
            running = [pool.submit(lambda: [frozenset(ids(searcher, query)) for _ in range(30)]) for _ in range(3)]
            for article in ARTICLES[1:3]:
                archive.put_many([article])
                index_archive(tmp_path, processes=1)
                assert searcher.refresh()
            found = [each for one in running for each in one.result()]
            # Each search saw one generation, whole.
            assert set(found) <= {frozenset(("x0",)), frozenset(("x0", "x1")), frozenset(("x0", "x1", "x2"))}
            assert ids(searcher, query) == {"x0", "x1", "x2"}


def test_a_generation_that_nobody_reads_is_closed_at_once(data: Path, tmp_path: Path) -> None:
    with Searcher.open(data) as searcher:
        for text in ("xe tải", "hop ban ket qua tot", "baof veej ruwngf", "TCNSCĐ", '"bắt giữ" OR gỗ', "xe taii"):
            searcher.search(text)
        read = ref(searcher.backend)
        assert read() is not None
    del searcher
    assert read() is None, "something keeps it, and its files stay open"
