"""The builder of an index that OpenSearch holds, and what the backend of search shares with it: client, layout, language."""

from indexer.builders.cluster_settings import ClusterSettings
from indexer.builders.opensearch.builder import OpenSearchBuilder, find_problems, published_at, read_meta
from indexer.builders.opensearch.client import cluster_errors, connect

__all__ = [
    "ClusterSettings",
    "OpenSearchBuilder",
    "cluster_errors",
    "connect",
    "find_problems",
    "published_at",
    "read_meta",
]
