"""What is asked of the whole index in OpenSearch: counts of many things in one call, statistics of fields, pages of documents."""

from __future__ import annotations

import json
import threading
from base64 import urlsafe_b64decode
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from opensearchpy import exceptions

from indexer.builders.opensearch import ClusterSettings, cluster_errors
from indexer.builders.opensearch.layout import PACKED
from indexer.schema import ARTICLE_SCHEMA
from search.backends.opensearch.queries import ROUND_UPS, Query, all_of

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

PAGE = 1000
_MOST_COUNTS = 20_000
_AT_A_TIME = 200
_KEEP_ALIVE = "2m"

Sorting = Sequence[Any]


def columns(*names: str) -> dict[str, Any]:
    """Return what asks for columns of hits, and for nothing that is kept with documents: that is slow to read."""
    return {"_source": False, "stored_fields": "_none_", "docvalue_fields": list(names)}


class WholeIndex:
    """One index of the cluster, without some articles. Safe to ask from several threads. Everything raises IndexUnreachable."""

    def __init__(self, client: OpenSearch, cluster: ClusterSettings, index: str, without: Sequence[int]) -> None:
        self._client, self._cluster, self._index = client, cluster, index
        self._hidden: list[Query] = [{"terms": {"number": list(without)}}] if without else []
        self._counts: dict[str, int] = {}
        self._lock = threading.Lock()

    def visible(self, query: Query, *, score: bool = False) -> Query:
        """Return a query without the hidden articles."""
        if not self._hidden:
            return query
        return {"bool": {"must" if score else "filter": [query], "must_not": self._hidden}}

    def search(self, bodies: Sequence[dict[str, Any]]) -> list[dict[str, Any]]:
        """Run some searches in one call."""
        lines = [line for body in bodies for line in ({"index": self._index}, body)]
        with cluster_errors(self._cluster):
            answers: list[dict[str, Any]] = self._client.msearch(body=lines)["responses"]
            for answer in answers:
                # An answer of some shards alone is none: its totals would be wrong.
                if "error" in answer or answer["timed_out"] or answer["_shards"]["failed"]:
                    told = answer.get("error") or answer.get("_shards")
                    raise exceptions.TransportError(answer.get("status", 500), str(told)[:300], answer)
        return answers

    def aggregate(self, aggregations: dict[str, Any], query: Query | None = None) -> dict[str, Any]:
        """Return aggregations over the articles that a query matches, or over all."""
        body = {"size": 0, "query": self.visible(query or all_of(())), "aggs": aggregations, "track_total_hits": False}
        found: dict[str, Any] = self.search([body])[0]["aggregations"]
        return found

    def counts(self, queries: Sequence[Query]) -> list[int]:
        """Return how many articles each query matches; one call for those that were not asked before."""
        keys = [json.dumps(query, ensure_ascii=False, sort_keys=True) for query in queries]
        with self._lock:
            known = {key: self._counts[key] for key in keys if key in self._counts}
        lacking = {key: query for key, query in zip(keys, queries, strict=True) if key not in known}
        listed = list(lacking.items())
        for at in range(0, len(listed), _AT_A_TIME):
            some = listed[at : at + _AT_A_TIME]
            filters = {str(i): query for i, (_, query) in enumerate(some)}
            buckets = self.aggregate({"asked": {"filters": {"filters": filters}}})["asked"]["buckets"]
            known |= {key: int(buckets[str(i)]["doc_count"]) for i, (key, _) in enumerate(some)}
        with self._lock:
            if len(self._counts) > _MOST_COUNTS:
                self._counts.clear()
            self._counts.update(known)
        return [known[key] for key in keys]

    def known(self, query: Query) -> int | None:
        """Return how many articles a query matches where that was asked before."""
        key = json.dumps(query, ensure_ascii=False, sort_keys=True)
        with self._lock:
            return self._counts.get(key)

    @cached_property
    def documents(self) -> int:
        """Articles that can be found, 1 at least."""
        return max(self.counts([all_of(())])[0], 1)

    @cached_property
    def round_ups(self) -> int:
        """Articles of several texts."""
        return self.counts([ROUND_UPS])[0]

    @cached_property
    def field_statistics(self) -> dict[str, tuple[int, float]]:
        """Articles that have each field, and their mean length in terms."""
        asked = {
            stream: {
                "filter": {"range": {f"lengths.{stream}": {"gt": 0}}},
                "aggs": {"sum": {"sum": {"field": f"lengths.{stream}"}}},
            }
            for stream in ARTICLE_SCHEMA.streams
        }
        found = self.aggregate(asked)
        having = {name: int(one["doc_count"]) for name, one in found.items()}
        mean = {name: one["sum"]["value"] / having[name] if having[name] else 1.0 for name, one in found.items()}
        return {f.name: (having[f.stream], mean[f.stream]) for f in ARTICLE_SCHEMA.fields}

    def packed(self, numbers: Sequence[int]) -> list[bytes]:
        """Return what ranking reads of some articles, PAGE at most."""
        body = {"size": len(numbers), "query": {"terms": {"number": list(numbers)}}, "sort": ["_doc"]}
        (answer,) = self.search([body | columns(PACKED) | {"track_total_hits": False}])
        # Columns of bytes come in the other alphabet, and without what fills up the last group.
        return [urlsafe_b64decode(hit["fields"][PACKED][0] + "==") for hit in answer["hits"]["hits"]]

    def pages(self, query: Query, sort: Sorting, *fields: str) -> Iterator[list[dict[str, Any]]]:
        """Yield every hit in order, with some columns, a page at a time, all as they were when the first page was read."""
        with cluster_errors(self._cluster):
            point = self._client.create_pit(index=self._index, params={"keep_alive": _KEEP_ALIVE})["pit_id"]
        try:
            after: list[Any] | None = None
            while True:
                body = {
                    "size": PAGE, "query": query, "sort": list(sort), "track_total_hits": False,
                    "pit": {"id": point, "keep_alive": _KEEP_ALIVE},
                } | columns(*fields)  # fmt: skip
                with cluster_errors(self._cluster):
                    answer = self._client.search(body=body | ({"search_after": after} if after else {}))
                    if answer["timed_out"] or answer["_shards"]["failed"]:
                        raise exceptions.TransportError(500, str(answer["_shards"])[:300], answer)
                hits = answer["hits"]["hits"]
                if hits:
                    yield hits
                if len(hits) < PAGE:
                    return
                after = hits[-1]["sort"]
        finally:
            with cluster_errors(self._cluster):
                self._client.delete_pit(body={"pit_id": [point]})
