"""The connection to the cluster, made from the settings, and its errors in words that say what to do."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from indexer.builders.cluster_settings import ClusterSettings
from indexer.errors import ClusterIndexMissing, IndexUnreachable

try:
    from opensearchpy import OpenSearch, exceptions
except ImportError:  # The embedded engine needs none of it.
    OpenSearch = None  # type: ignore[assignment, misc]


_ATTEMPTS = 2
"""Hosts that a search asks at most, one after the other: all of it takes ``ClusterSettings.seconds``."""

_CONNECTIONS = 16
"""Kept open to each host: searches of several threads go at once."""


def connect(cluster: ClusterSettings, *, seconds: float | None = None) -> OpenSearch:
    """Make a client: it asks another host when one does not answer. Nothing is sent yet. Raises IndexUnreachable.

    ``seconds`` that each host may take; without it, that of a search.
    """
    if OpenSearch is None:
        raise IndexUnreachable("indexer.cluster_client_missing")
    options: dict[str, Any] = {"headers": {"Authorization": f"ApiKey {cluster.api_key}"}} if cluster.api_key else {}
    if cluster.user:
        options["http_auth"] = (cluster.user, cluster.password)
    if cluster.ca_file:
        if not os.access(cluster.ca_file, os.R_OK):
            raise IndexUnreachable("indexer.cluster_ca_unreadable", file=cluster.ca_file)
        options["ca_certs"] = cluster.ca_file
    return OpenSearch(
        list(cluster.hosts),
        timeout=seconds or cluster.seconds / _ATTEMPTS,
        max_retries=_ATTEMPTS - 1 if seconds is None else len(cluster.hosts),
        retry_on_timeout=True,
        retry_on_status=(502, 503, 504),
        http_compress=True,
        pool_maxsize=_CONNECTIONS,
        **options,
    )


@contextmanager
def cluster_errors(cluster: ClusterSettings) -> Iterator[None]:
    """Tell the cluster's errors as ours. Raises IndexMissing, IndexUnreachable."""
    try:
        yield
    except exceptions.NotFoundError:
        raise ClusterIndexMissing("indexer.cluster_index_missing", index=cluster.index) from None
    except exceptions.TransportError as error:
        raise _told(error, cluster.named(), _reason(error)) from None
    except exceptions.SerializationError as error:
        raise IndexUnreachable("indexer.cluster_no_opensearch", hosts=cluster.named(), why=_reason(error)) from None


def _told(error: exceptions.TransportError, hosts: str, why: str) -> IndexUnreachable:
    said = f"{error.error} {error.info}"
    if isinstance(error, exceptions.SSLError):
        return IndexUnreachable("indexer.cluster_untrusted", hosts=hosts, why=why)
    if isinstance(error, exceptions.ConnectionError):
        return IndexUnreachable("indexer.cluster_silent", hosts=hosts, why=why)
    if "read_only_allow_delete" in said or "read-only" in said or "cluster_block_exception" in said:
        return IndexUnreachable("indexer.cluster_disk_full", hosts=hosts)
    if isinstance(error, (exceptions.AuthenticationException, exceptions.AuthorizationException)):
        return IndexUnreachable("indexer.cluster_refuses", hosts=hosts)
    if "mapper" in said or "mapping" in said:
        return IndexUnreachable("indexer.cluster_mapping_conflict", hosts=hosts, why=why)
    if error.status_code == 429:
        return IndexUnreachable("indexer.cluster_overloaded", hosts=hosts, why=why)
    if any(sign in said for sign in ("no_shard_available", "all shards failed", "cluster_manager_not_discovered")):
        return IndexUnreachable("indexer.cluster_red", hosts=hosts)
    return IndexUnreachable("indexer.cluster_answers_wrong", hosts=hosts, why=why)


def check_cluster(client: OpenSearch, cluster: ClusterSettings) -> str:
    """Return the cluster's state ("green", "yellow"). Raises IndexUnreachable for "red" and for a version that is too old."""
    with cluster_errors(cluster):
        told = client.info()
        version = str(told.get("version", {}).get("number", "")) if isinstance(told, dict) else ""
        if not version:
            raise exceptions.SerializationError("/ names no version")
        if int(version.split(".")[0]) < 2:
            raise IndexUnreachable("indexer.cluster_too_old", version=version)
        state = str(client.cluster.health()["status"])
    if state == "red":
        raise IndexUnreachable("indexer.cluster_red", hosts=cluster.named())
    return state


def _reason(error: Exception) -> str:
    return " ".join(str(error).split())[:200]
