"""Where the index of a cluster stands: which one answers is asked of the cluster at most once a second."""

from __future__ import annotations

import time
from collections.abc import Callable, Collection
from pathlib import Path
from zlib import crc32

from indexer.builders.opensearch import ClusterSettings, cluster_errors, connect, read_meta
from indexer.builders.opensearch.language import forget_parts
from indexer.errors import IndexMissing, IndexUnreachable
from search.backend import BackendSource
from search.backends.opensearch.backend import OpenSearchBackend

_SECONDS = 1.0
_FOLDER = "opensearch"


class OpenSearchSource(BackendSource):
    """The index that ``cluster.index`` names; ``data`` keeps files that are fetched once."""

    def __init__(self, cluster: ClusterSettings, data: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._cluster, self._folder, self._clock = cluster, data / _FOLDER, clock
        self._client = connect(cluster)
        self._asked, self._name = -_SECONDS, ""

    def published(self) -> str:
        """The name of the index that answers. Raises IndexMissing, IndexUnreachable."""
        if not self._name or self._clock() - self._asked >= _SECONDS:
            with cluster_errors(self._cluster):
                _, meta = read_meta(self._client, self._cluster.index)
            self._name, self._asked = str(meta["name"]), self._clock()
        return self._name

    def stamp(self) -> tuple[int, ...] | None:
        """A number of that name; the last one known while the cluster does not answer, which the search itself will tell."""
        try:
            return (crc32(self.published().encode()),)
        except IndexUnreachable:
            self._asked = self._clock()
            return (crc32(self._name.encode()),)
        except IndexMissing:
            return None

    def open(self, without: Collection[int] = ()) -> OpenSearchBackend:
        """Open the index that answers. Raises IndexMissing, IndexUnreachable."""
        return OpenSearchBackend(self._cluster, self._client, self._cluster.index, self._folder, without)

    def distrust(self) -> None:
        """Fetch the files of neighbours again; the cluster verifies its own."""
        forget_parts(self._folder)

    def open_candidate(self, location: str) -> OpenSearchBackend:
        """Open an index that is not published yet, by its own name."""
        return OpenSearchBackend(self._cluster, self._client, location, self._folder.with_name(f"{_FOLDER}-candidate"))
