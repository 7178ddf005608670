"""Both engines answer alike: totals, facets and the set of complete hits are the same, and so is the order of the first page."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from archive.articles.archive import Archive
from indexer.builders.opensearch import OpenSearchBuilder
from indexer.update import STEPS, index_archive
from search.backends.columnar import ColumnarSource
from search.backends.opensearch import OpenSearchSource
from search.searcher import Searcher
from tests.cluster.nodes import Nodes

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
    settings = node.settings("contract")
    index_archive(demo_data, processes=1, builder=OpenSearchBuilder(settings, STEPS.version))
    source = OpenSearchSource(settings, tmp_path_factory.mktemp("files"))
    with Searcher.open(demo_data, ColumnarSource(demo_data)) as embedded, Searcher.open(demo_data, source) as cluster:
        yield Engines(embedded, cluster)


def random_queries(data: Path, count: int, seed: int) -> list[str]:
    """Pieces of titles, as words, phrases, with one word unwanted or near another."""
    chance = random.Random(seed)
    with Archive.open(data, readonly=True) as archive:
        titles = [s.article.title.split() for batch in archive.changed_since(0) for s in batch if s.searchable]
    made: list[str] = []
    while len(made) < count:
        words = chance.choice(titles)
        length = chance.randint(1, 5)
        at = chance.randrange(max(1, len(words) - length))
        text = " ".join(words[at : at + length]).replace('"', "")
        form = chance.choice(("{}", "{}", '"{}"', "{} -" + chance.choice(words), "{} từ:2016"))
        made.append(form.format(text))
    return made


@pytest.mark.parametrize("query", WRITTEN)
@pytest.mark.parametrize("sort", ["relevance", "date", "fresh"])
def test_one_query(engines: Engines, query: str, sort: str) -> None:
    one, other = (s.search(query, n=10, sort=sort) for s in (engines.embedded, engines.cluster))  # type: ignore[arg-type]
    assert (other.total, other.total_partial) == (one.total, one.total_partial)
    assert other.facets == one.facets
    assert set(engines.cluster.matching(query).articles) == set(engines.embedded.matching(query).articles)
    if sort != "date":
        assert [hit.article for hit in other.hits] == [hit.article for hit in one.hits]


def test_random_queries(engines: Engines, demo_data: Path) -> None:
    same, shared, queries = 0, 0.0, random_queries(demo_data, 150, 7)
    for query in queries:
        one, other = engines.embedded.search(query, n=10), engines.cluster.search(query, n=10)
        assert (other.total, other.total_partial, other.facets) == (one.total, one.total_partial, one.facets), query
        ours, theirs = ([hit.article for hit in found.hits] for found in (one, other))
        same += ours == theirs
        shared += len({*ours} & {*theirs}) / len(ours) if ours else 1.0
    assert same / len(queries) >= 0.95
    assert shared / len(queries) >= 0.98
