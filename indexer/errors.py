"""What can be wrong with an index: the engines' errors under the names that the rest of the project knows.

Every message says what to do; the command line prints it as one line and exits with 1.
"""

from __future__ import annotations

from collections.abc import Mapping

from columnar.errors import ColumnarError as IndexingError
from columnar.errors import ExportRefused, IndexBusy, IndexDamaged, IndexMissing, IndexReadOnly
from words import sentence

__all__ = [
    "ClusterBusy",
    "ClusterIndexMissing",
    "ExportRefused",
    "IndexBusy",
    "IndexDamaged",
    "IndexMissing",
    "IndexReadOnly",
    "IndexUnreachable",
    "IndexingError",
]


class _OfCluster:
    """Its sentence stands with ours: the embedded engine knows no cluster."""

    code: str
    data: Mapping[str, object]

    def __str__(self) -> str:
        return sentence(self.code, **self.data)


class IndexUnreachable(_OfCluster, IndexMissing):
    """The cluster that holds the index does not answer, or refuses: for who searches there is none now."""


class ClusterIndexMissing(_OfCluster, IndexMissing):
    """Nothing was published in the cluster yet."""


class ClusterBusy(_OfCluster, IndexBusy):
    """Another process builds the cluster's index."""
