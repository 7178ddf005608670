"""An index in the cluster is built aside, updated, hidden from and kept to one builder; what fails is told in one line."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from archive.articles.archive import Archive
from archive.model import Article, Block
from archive.moderation import Moderation
from indexer.builders.cluster_settings import ClusterSettings
from indexer.builders.opensearch import OpenSearchBuilder, connect
from indexer.errors import IndexBusy, IndexMissing, IndexUnreachable
from indexer.update import STEPS, index_archive
from search.backends.opensearch import OpenSearchSource
from search.searcher import Searcher
from tests.cluster.nodes import Nodes, free_port

pytestmark = pytest.mark.cluster


@pytest.fixture
def data(indexed_data: Path, tmp_path: Path) -> Path:
    """A copy of a few articles that may be changed."""
    shutil.copytree(indexed_data, tmp_path / "data")
    return tmp_path / "data"


def index(data: Path, settings: ClusterSettings) -> str:
    return index_archive(data, processes=1, builder=OpenSearchBuilder(settings, STEPS.version)).generation


def test_articles_come_go_and_are_hidden(node: Nodes, data: Path, tmp_path: Path) -> None:
    settings = node.settings("updates")
    source = OpenSearchSource(settings, tmp_path / "files", clock=iter(range(0, 10_000, 5)).__next__)
    with pytest.raises(IndexMissing, match="run.py index"):
        source.published()
    first = index(data, settings)
    with Searcher.open(data, source) as searcher, Archive.open(data) as archive:
        before = searcher.search("ma túy")
        article = archive.get_many([before.hits[0].article])[before.hits[0].article].article
        added = archive.put(
            replace(article, url="https://congan.example.vn/moi", title="Ma túy giấu trong thùng hàng")
        ).id
        second = index(data, settings)
        assert second.partition("@")[0] == first.partition("@")[0], "an update does not build afresh"
        assert searcher.refresh()
        after = searcher.search("ma túy")
        assert after.total == before.total + 1
        assert added in {hit.article for hit in after.hits}
        Moderation(archive.engine).hide_article(added, who="lan", reason="thử")
        assert searcher.refresh()
        assert searcher.search("ma túy").total == before.total
        archive.mark_gone(added)
        index(data, settings)
        assert index(data, settings).partition("@")[0] == first.partition("@")[0]


def test_a_fresh_index_takes_the_name_when_it_is_finished(node: Nodes, data: Path, tmp_path: Path) -> None:
    settings = node.settings("swap")
    index(data, settings)
    source = OpenSearchSource(settings, tmp_path / "files", clock=iter(range(0, 10_000, 5)).__next__)
    client = connect(settings)
    with Searcher.open(data, source) as searcher:
        former = searcher.backend.version.name

        def refuse(location: str) -> None:
            assert source.open_candidate(location).version.articles == searcher.backend.version.articles
            raise ValueError("golden queries fail")

        with pytest.raises(ValueError, match="golden"):
            index_archive(
                data, processes=1, rebuild=True, examine=refuse, builder=OpenSearchBuilder(settings, STEPS.version)
            )
        assert source.published() == former
        assert len(client.indices.get(index="swap-2*")) == 2, "nothing is left aside"
        index_archive(data, processes=1, rebuild=True, builder=OpenSearchBuilder(settings, STEPS.version))
        assert searcher.refresh()
        assert searcher.backend.version.name != former
        assert searcher.search("ma túy").total
        # The one before is kept until the next.
        assert len(client.indices.get(index="swap-2*")) == 4
    client.close()


def test_only_one_builds(node: Nodes, data: Path) -> None:
    settings = node.settings("one")
    with OpenSearchBuilder(settings), pytest.raises(IndexBusy, match="another process"):
        OpenSearchBuilder(settings).__enter__()
    with OpenSearchBuilder(settings):
        pass


def test_a_wrong_index_of_that_name_is_told(node: Nodes) -> None:
    settings = node.settings("other")
    client = connect(settings)
    client.indices.create(index="other-2x", body={"aliases": {"other": {}}})
    with OpenSearchBuilder(settings) as builder:
        assert builder.previous() is None
    client.close()


def test_a_silent_cluster_is_told_soon() -> None:
    settings = ClusterSettings((f"http://127.0.0.1:{free_port()}",), seconds=1.0)
    with pytest.raises(IndexUnreachable, match="does not answer"):
        OpenSearchBuilder(settings).__enter__()


def test_an_article_without_text_is_indexed(node: Nodes, data: Path, tmp_path: Path) -> None:
    settings = node.settings("odd")
    with Archive.open(data) as archive:
        archive.put(
            Article(
                "s", "Zqx", "https://congan.example.vn/x", None, "", (Block("paragraph", "a\u2028b " + "x" * 9000),)
            )
        )
    index(data, settings)
    with Searcher.open(data, OpenSearchSource(settings, tmp_path / "files")) as searcher:
        assert searcher.search("zqx").total == 1
