"""Three nodes, of which one and then all are killed: no search fails after one retry, no article is lost or doubled."""

from __future__ import annotations

import signal
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest

from archive.articles.archive import Archive
from indexer.builders.opensearch import OpenSearchBuilder, connect
from indexer.documents import IndexedArticle
from indexer.errors import IndexUnreachable
from indexer.update import STEPS, index_archive
from search.backends.opensearch import OpenSearchSource
from search.searcher import Searcher
from tests.cluster.nodes import Nodes, missing

pytestmark = [pytest.mark.cluster, pytest.mark.full]


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nodes]:
    if why := missing():
        pytest.skip(why)
    with Nodes(tmp_path_factory.mktemp("three"), count=3) as nodes:
        nodes.wait(3, "green")
        yield nodes


class KillingBuilder(OpenSearchBuilder):
    """A builder under which a node is killed after the first articles were sent."""

    nodes: Nodes
    killed = 0

    def add(self, articles: Sequence[IndexedArticle]) -> None:
        for at in range(0, len(articles), 10):
            super().add(articles[at : at + 10])
            if not self.killed and at:
                self.killed = 2
                self.nodes.end(2, signal.SIGKILL)


def test_a_node_is_killed_while_articles_are_sent(three: Nodes, demo_data: Path) -> None:
    settings = three.settings("sent", shards=2)
    builder = KillingBuilder(settings, STEPS.version)
    builder.nodes = three
    report = index_archive(demo_data, processes=1, builder=builder)
    assert builder.killed
    client = connect(settings, seconds=30)
    client.indices.refresh(index="sent")
    hits = client.search(index="sent", body={"size": 1000, "docvalue_fields": ["number"]})["hits"]["hits"]
    client.close()
    numbers = sorted(hit["fields"]["number"][0] for hit in hits)
    with Archive.open(demo_data, readonly=True) as archive:
        wanted = sorted(s.id for batch in archive.changed_since(0) for s in batch if s.searchable)
    assert numbers == wanted
    assert report.articles == len(wanted)
    three.start(2)
    three.wait(3, "green")


def test_a_node_is_killed_while_readers_search(three: Nodes, demo_data: Path, tmp_path: Path) -> None:
    settings = three.settings("read", shards=2)
    index_archive(demo_data, processes=1, builder=OpenSearchBuilder(settings, STEPS.version))
    three.wait(3, "green")
    failed: list[Exception] = []
    totals: set[int] = set()
    done = threading.Event()
    with Searcher.open(demo_data, OpenSearchSource(settings, tmp_path / "files")) as searcher:

        def read() -> None:
            while not done.is_set():
                try:
                    totals.add(searcher.search("công an").total)
                except IndexUnreachable:
                    try:
                        totals.add(searcher.search("công an").total)
                    except IndexUnreachable as error:
                        failed.append(error)

        reader = threading.Thread(target=read)
        reader.start()
        three.end(3, signal.SIGKILL)
        three.wait(2)
        three.start(3)
        three.wait(3, "green")
        done.set()
        reader.join()
        assert failed == []
        assert len(totals) == 1
        for number in (1, 2, 3):
            three.end(number, signal.SIGKILL)
        begun = time.monotonic()
        with pytest.raises(IndexUnreachable, match="does not answer"):
            searcher.search("ma túy")
        assert time.monotonic() - begun < 3.5
        for number in (1, 2, 3):
            three.start(number)
        three.wait(3, "green")
        assert searcher.search("công an").total == totals.pop()
