"""The backend of an index that OpenSearch holds: it finds candidates and counts there, and ranks them here as the embedded one does."""

from search.backends.opensearch.backend import OpenSearchBackend
from search.backends.opensearch.source import OpenSearchSource

__all__ = ["OpenSearchBackend", "OpenSearchSource"]
