"""Readers notice nothing of an index that is swapped, are told of a network that is cut, and find again when it is whole."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic

import pytest

from indexer.builders.cluster_settings import ClusterSettings
from indexer.builders.opensearch import OpenSearchBuilder
from indexer.errors import IndexUnreachable
from indexer.update import STEPS, index_archive
from search.backends.opensearch import OpenSearchSource
from search.searcher import Searcher
from tests.cluster.nodes import Nodes

pytestmark = pytest.mark.cluster


class Cable:
    """A connection to a node that can be cut: what is sent is lost, nobody hangs up."""

    def __init__(self, port: int) -> None:
        self._node = port
        self._server = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._server.getsockname()[1])
        self.whole = threading.Event()
        self.whole.set()
        self._open: list[socket.socket] = []
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        with suppress(OSError):
            while True:
                one, _ = self._server.accept()
                other = socket.create_connection(("127.0.0.1", self._node))
                self._open += [one, other]
                for ends in ((one, other), (other, one)):
                    threading.Thread(target=self._carry, args=ends, daemon=True).start()

    def _carry(self, one: socket.socket, other: socket.socket) -> None:
        with suppress(OSError):
            while data := one.recv(65536):
                if self.whole.is_set():
                    other.sendall(data)
            other.shutdown(socket.SHUT_WR)

    def close(self) -> None:
        """Let go of every connection."""
        self._server.close()
        for one in self._open:
            one.close()


@contextmanager
def cable(port: int) -> Iterator[Cable]:
    found = Cable(port)
    try:
        yield found
    finally:
        found.close()


@pytest.fixture
def data(indexed_data: Path, tmp_path: Path) -> Path:
    shutil.copytree(indexed_data, tmp_path / "data")
    return tmp_path / "data"


def test_a_cut_network_is_told_and_heals(node: Nodes, data: Path, tmp_path: Path) -> None:
    direct = node.settings("cut")
    index_archive(data, processes=1, builder=OpenSearchBuilder(direct, STEPS.version))
    with cable(node.port) as between:
        settings = ClusterSettings((f"http://127.0.0.1:{between.port}",), index=direct.index)
        with Searcher.open(data, OpenSearchSource(settings, tmp_path / "files")) as searcher:
            total = searcher.search("ma túy").total
            between.whole.clear()
            begun = monotonic()
            with pytest.raises(IndexUnreachable, match="does not answer"):
                searcher.search("an ninh trật tự")
            took = monotonic() - begun
            print(f"told after {took:.2f} s")
            assert took < 3.0
            between.whole.set()
            assert searcher.search("ma túy").total == total


def test_readers_notice_nothing_of_a_swap(node: Nodes, data: Path, tmp_path: Path) -> None:
    settings = node.settings("underload")
    index_archive(data, processes=1, builder=OpenSearchBuilder(settings, STEPS.version))
    done, failed, answers = threading.Event(), list[Exception](), list[tuple[str, int]]()
    with Searcher.open(data, OpenSearchSource(settings, tmp_path / "files")) as searcher:

        def read(*, refreshing: bool) -> None:
            while not done.is_set():
                try:
                    if refreshing:
                        searcher.refresh()
                    answers.append((searcher.backend.version.name, searcher.search("ma túy").total))
                except Exception as error:
                    failed.append(error)

        readers = [threading.Thread(target=read, kwargs={"refreshing": first}) for first in (True, False)]
        for reader in readers:
            reader.start()
        for swaps in range(3):
            end = monotonic() + 120
            while len({name for name, _ in answers}) <= swaps and monotonic() < end and not failed:
                done.wait(0.1)
            if swaps < 2:
                index_archive(data, processes=1, rebuild=True, builder=OpenSearchBuilder(settings, STEPS.version))
        done.set()
        for reader in readers:
            reader.join()
    assert failed == []
    assert len({name for name, _ in answers}) >= 3
    assert len({total for _, total in answers}) == 1
    print(f"{len(answers)} searches over two swaps, none failed")
