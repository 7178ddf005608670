"""Both engines answer alike: totals, facets and the set of complete hits are the same, and so is the order of the first page."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import pytest

from archive.articles.archive import Archive
from archive.model import VIETNAM, Article, Block
from indexer.builders.cluster_settings import ClusterSettings
from indexer.builders.opensearch import OpenSearchBuilder
from indexer.update import STEPS, index_archive
from search.backends.columnar import ColumnarSource
from search.backends.opensearch import OpenSearchSource
from search.searcher import Searcher
from tests.cluster.nodes import Nodes
from tests.cluster.sameness import compare, random_queries

pytestmark = pytest.mark.cluster

WRITTEN = (
    "ma túy", "ma tuy", "an ninh tổ quốc", "ANTQ", "hội nghị", '"phong trào toàn dân"', "công an -ma túy", "từ:2015 công an",
    "nguồn:sample ma túy", "mục:\"An ninh trật tự\" công an", "ma túy NEAR/5 học sinh", "ma túy NEAR/CÂU học sinh",
    "tiêu đề:công an", "cong a*", "09/CTr-BCA-MTTW", "ma túy OR cờ bạc", "sự kiện:hội nghị", "24/5/2023", "zzqqxx", "ma tý",
    "đăng:không", "diễn ra:không công an", 'ít nhất 2 lần "ma túy"', "tú* ma", "trong 30 từ đầu: công an",
)  # fmt: skip


@dataclass
class Engines:
    """The same archive behind both engines."""

    embedded: Searcher
    cluster: Searcher


@pytest.fixture(scope="module")
def engines(node: Nodes, demo_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engines]:
    with opened(node.settings("contract"), demo_data, tmp_path_factory.mktemp("files")) as engines:
        yield engines


@contextmanager
def opened(settings: ClusterSettings, demo_data: Path, files: Path) -> Iterator[Engines]:
    """The demonstration's articles in both engines."""
    index_archive(demo_data, processes=1, builder=OpenSearchBuilder(settings, STEPS.version))
    source = OpenSearchSource(settings, files)
    with Searcher.open(demo_data, ColumnarSource(demo_data)) as embedded, Searcher.open(demo_data, source) as cluster:
        yield Engines(embedded, cluster)


@pytest.mark.parametrize("query", WRITTEN)
@pytest.mark.parametrize("sort", ["relevance", "date", "fresh"])
def test_one_query(engines: Engines, query: str, sort: str) -> None:
    one, other = (s.search(query, n=10, sort=sort) for s in (engines.embedded, engines.cluster))  # type: ignore[arg-type]
    assert (other.total, other.total_partial) == (one.total, one.total_partial)
    assert other.facets == one.facets
    assert set(engines.cluster.matching(query).articles) == set(engines.embedded.matching(query).articles)
    if sort != "date":
        assert [hit.article for hit in other.hits] == [hit.article for hit in one.hits]


@pytest.mark.parametrize("count", [150, pytest.param(2000, marks=[pytest.mark.full, pytest.mark.timeout(3600)])])
def test_random_queries(engines: Engines, demo_data: Path, count: int) -> None:
    found = compare(engines.embedded, engines.cluster, random_queries(demo_data, count, 7), told=print)
    assert (found.totals, found.facets, found.sets) == (count,) * 3
    assert found.top_share >= 0.95
    assert found.overlap >= 0.98


@pytest.mark.full
@pytest.mark.timeout(3600)
def test_three_shards(node: Nodes, demo_data: Path, tmp_path: Path) -> None:
    """Each shard weighs words by its own articles: candidates may differ, what is a hit may not."""
    with opened(node.settings("shards", shards=3), demo_data, tmp_path / "files") as engines:
        found = compare(engines.embedded, engines.cluster, random_queries(demo_data, 2000, 13), told=print)
    assert (found.totals, found.facets, found.sets) == (found.asked,) * 3
    assert found.top_share >= 0.95


ROUND_UPS = [
    (
        "Giá xăng giảm mạnh ở Gia Lai\nCác cây xăng của tỉnh mở cửa từ sáng sớm.\n"
        "Kiểm tra chợ lúc rạng sáng\nĐội kiểm tra của huyện báo rằng chợ an toàn.\n"
        "Mở hội bơi cho học sinh\nHội bơi khai mạc tại nhà thiếu nhi tỉnh.",
        2020,
    ),
    (
        "Kiểm tra bến xe ở Nam Định\nBến xe của tỉnh được báo là an toàn.\n"
        "Mở hội làng cho người già\nHội làng khai mạc tại đình của xã.\n"
        "Họp chợ phiên lúc rạng sáng\nPhiên chợ đầu năm họp sớm hơn mọi năm.",
        2010,
    ),
    (
        "Kiểm tra bến đò ở Nam Định\nBến đò của huyện được báo là an toàn.\n"
        "Mở hội hoa cho học sinh\nHội hoa khai mạc tại công viên của tỉnh.\n"
        "Sửa xong cầu lúc rạng sáng\nCầu của xã thông xe sau một tháng sửa.",
        2010,
    ),
]


def test_round_ups_outside_a_restriction_weigh_too(node: Nodes, tmp_path: Path) -> None:
    """Which item of a round-up holds most of a query is told by all round-ups, not by those that a query leaves."""
    texts = [(f"Điểm tin sáng {n}", *one) for n, one in enumerate(ROUND_UPS)]
    texts += [(f"Đội {n} ra quân", f"Đội {n} kiểm tra, báo an toàn.", 2020) for n in range(20)]
    with Archive.open(tmp_path) as archive:
        for n, (title, body, year) in enumerate(texts):
            blocks, day = (Block("paragraph", body),), datetime(year, 6, 5, tzinfo=VIETNAM)
            archive.put(Article("sample", title, external_id=str(n), blocks=blocks, published=day))
    index_archive(tmp_path, processes=1)
    with opened(node.settings("items"), tmp_path, tmp_path / "files") as engines:
        for query in ("xăng kiểm an", "xăng kiểm an từ:2015", "xăng kiểm an -đò"):
            one, other = engines.embedded.search(query, n=50), engines.cluster.search(query, n=50)
            assert "Điểm tin sáng 0" in {hit.title for hit in one.hits if not hit.complete}
            assert (other.total, other.total_partial) == (one.total, one.total_partial)
            assert {hit.article for hit in other.hits} == {hit.article for hit in one.hits}


def test_a_question_is_counted_once(engines: Engines, demo_data: Path, caplog: pytest.LogCaptureFixture) -> None:
    """What understanding a query counts and its plan weighs by are asked of the cluster in one call."""
    queries = random_queries(demo_data, 100, 11)
    with caplog.at_level(logging.DEBUG, "opensearch"):
        for query in queries:
            engines.cluster.search(query)
    sent = [record.getMessage() for record in caplog.records if record.getMessage().startswith("> ")]
    assert len(sent) >= len(queries)
    assert sum('"asked"' in body for body in sent) <= 1.25 * len(queries)
