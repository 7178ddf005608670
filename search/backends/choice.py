"""Which engine answers: the columnar one in the data folder, or the OpenSearch cluster that the settings name."""

from __future__ import annotations

from pathlib import Path

from indexer.builders.cluster_settings import ClusterSettings
from search.backend import BackendSource
from search.backends.columnar import ColumnarSource


def source_of(data: Path) -> BackendSource:
    """Return where the published index stands. Raises SettingError."""
    cluster = ClusterSettings.read()
    if cluster is None:
        return ColumnarSource(data)
    from search.backends.opensearch import OpenSearchSource  # The embedded engine loads none of it.

    return OpenSearchSource(cluster, data)
