"""One builder at a time over all machines: a document in the cluster that its holder renews and another may take when it is old."""

from __future__ import annotations

import time
import uuid
from typing import TYPE_CHECKING, Any

from indexer.errors import ClusterBusy

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

SECONDS = 120
"""A builder that has said nothing for so long is taken for dead."""


class Lease:
    """The right to build one index."""

    def __init__(self, client: OpenSearch, index: str) -> None:
        """``index``: the name that readers search."""
        self._client, self._index, self._name = client, f"{index}-locks", index
        self._holder = uuid.uuid4().hex
        self._renewed = 0.0

    def take(self) -> None:
        """Take it. Raises IndexBusy while another builder holds it."""
        from opensearchpy import exceptions

        settings = {"number_of_shards": 1, "auto_expand_replicas": "0-1"}
        self._client.indices.create(index=self._index, body={"settings": settings}, ignore=400)
        try:
            self._write(op_type="create")
        except exceptions.ConflictError:
            held = self._client.get(index=self._index, id=self._name)
            if time.time() < float(held["_source"]["until"]):
                raise ClusterBusy("indexer.cluster_busy", index=self._name) from None
            try:
                self._write(if_seq_no=held["_seq_no"], if_primary_term=held["_primary_term"])
            except exceptions.ConflictError:
                raise ClusterBusy("indexer.cluster_busy", index=self._name) from None

    def renew(self) -> None:
        """Say that work goes on, at most every few seconds. Raises IndexBusy when another builder took it meanwhile."""
        if time.monotonic() - self._renewed < SECONDS / 10:
            return
        held = self._client.get(index=self._index, id=self._name)
        if held["_source"]["holder"] != self._holder:
            raise ClusterBusy("indexer.cluster_busy", index=self._name)
        self._write(if_seq_no=held["_seq_no"], if_primary_term=held["_primary_term"])

    def give_back(self) -> None:
        """Let others build."""
        from opensearchpy import exceptions

        try:
            held = self._client.get(index=self._index, id=self._name)
            if held["_source"]["holder"] == self._holder:
                self._client.delete(
                    index=self._index, id=self._name, if_seq_no=held["_seq_no"], if_primary_term=held["_primary_term"]
                )
        except exceptions.OpenSearchException:
            return  # It runs out by itself.

    def _write(self, **how: Any) -> None:
        body = {"holder": self._holder, "until": time.time() + SECONDS}
        self._client.index(index=self._index, id=self._name, body=body, **how)
        self._renewed = time.monotonic()
