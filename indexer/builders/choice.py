"""Which engine holds the index: the columnar one in the data folder, or the OpenSearch cluster that the settings name."""

from __future__ import annotations

from pathlib import Path

from indexer.builder import Builder
from indexer.builders.cluster_settings import ClusterSettings
from indexer.builders.columnar import ColumnarBuilder


def builder_of(data: Path, made_by: str = "") -> Builder:
    """Return the builder of the index; ``made_by`` names the versions of what makes its documents. Raises SettingError."""
    cluster = ClusterSettings.read()
    if cluster is None:
        return ColumnarBuilder(data, made_by)
    from indexer.builders.opensearch import OpenSearchBuilder  # The embedded engine loads none of it.

    return OpenSearchBuilder(cluster, made_by)
