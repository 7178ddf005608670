"""One node for all tests of a session; where none can be started they are skipped with a line that says why."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.cluster.nodes import Nodes, missing


@pytest.fixture(scope="session")
def node(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nodes]:
    """A cluster of one node."""
    if why := missing():
        pytest.skip(why)
    with Nodes(tmp_path_factory.mktemp("nodes")) as nodes:
        yield nodes
