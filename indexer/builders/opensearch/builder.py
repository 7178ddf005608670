"""The builder of an index in OpenSearch: a fresh one stands aside until the name that readers search is moved to it.

An update writes into the index that answers: what is sent is found all at once when it is published, and each article is whole
before and after. A builder that ends before it publishes has changed nothing that is found; the next one sends the same again.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import UTC, datetime
from types import TracebackType
from typing import Any, Self

from indexer.builder import Examine, Published
from indexer.builders.cluster_settings import ClusterSettings
from indexer.builders.opensearch.client import check_cluster, cluster_errors, connect
from indexer.builders.opensearch.language import (
    LANGUAGE_BODY,
    PART,
    LanguageCounter,
    chunks_of,
    language_index,
)
from indexer.builders.opensearch.layout import LAYOUT, document_of_article, index_body
from indexer.builders.opensearch.lease import Lease
from indexer.documents import IndexedArticle
from indexer.errors import ClusterIndexMissing, IndexMissing, IndexUnreachable
from words import sentence

_WRITE_SECONDS = 60.0
_CHUNK_BYTES = 5_000_000
_CHUNK_ARTICLES = 200
_RETRIES = 8
_KEPT_PARTS = 12
"""Files of neighbours after which an index is built afresh: each is looked into at every query."""


class OpenSearchBuilder:
    """Makes the index that ``cluster.index`` names."""

    def __init__(self, cluster: ClusterSettings, made_by: str = "") -> None:
        """``made_by`` names the versions of all that makes the documents: of others the index is built afresh."""
        self._cluster, self._made_by = cluster, made_by
        self._client = connect(cluster, seconds=_WRITE_SECONDS)
        self._lease = Lease(self._client, cluster.index)
        self._base: str | None = None
        self._target: str | None = None
        self._is_fresh = False
        self._language = LanguageCounter()
        self._parts = 0
        self._sent: set[int] = set()
        self._gone: set[int] = set()

    def __enter__(self) -> Self:
        """Take the lease. Raises IndexBusy, IndexUnreachable."""
        check_cluster(self._client, self._cluster)
        with cluster_errors(self._cluster):
            self._lease.take()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Delete what stands aside unpublished, and give the lease back."""
        if self._is_fresh and self._target is not None:
            for name in (self._target, language_index(self._target)):
                self._client.indices.delete(index=name, ignore_unavailable=True)
        self._lease.give_back()
        self._client.close()

    def previous(self) -> Published | None:
        """The index that answers, if this layout and these versions made it."""
        with cluster_errors(self._cluster):
            try:
                self._base, meta = read_meta(self._client, self._cluster.index)
            except IndexMissing:
                return None
            if (meta["layout"], meta["made_by"]) != (LAYOUT, self._made_by) or meta["parts"] >= _KEPT_PARTS:
                return None
            self._parts = meta["parts"]
            return Published(meta["name"], meta["change"], self._count(self._base))

    def begin(self, *, fresh: bool) -> None:
        """Begin on the index that answers, or ``fresh`` with one aside."""
        self._is_fresh, self._sent, self._gone = fresh, set(), set()
        if not fresh:
            self._target = self._base
            return
        self._parts = 0
        with cluster_errors(self._cluster):
            self._drop_unpublished()
            target = f"{self._cluster.index}-{time.strftime('%Y%m%d%H%M%S')}-{time.monotonic_ns() % 10**6:06}"
            self._client.indices.create(index=target, body=index_body(self._cluster.shards, self._made_by))
            self._client.indices.create(index=language_index(target), body=LANGUAGE_BODY)
        self._target = target

    def add(self, articles: Sequence[IndexedArticle]) -> None:
        """Send articles; those that were there before are replaced."""
        with cluster_errors(self._cluster):
            self._lease.renew()
            self._bulk(({"_id": str(a.number), **document_of_article(a)} for a in articles), self._target_name)
            self._language.add(articles)
            if self._language.articles >= PART:
                self._send_language()
        numbers = {article.number for article in articles}
        self._sent |= numbers
        self._gone -= numbers

    def delete(self, numbers: Iterable[int]) -> None:
        """Take articles away."""
        chosen = list(numbers)
        with cluster_errors(self._cluster):
            self._bulk(({"_op_type": "delete", "_id": str(number)} for number in chosen), self._target_name)
        self._gone |= set(chosen)
        self._sent -= self._gone

    @property
    def added(self) -> int:
        """Articles added that stay."""
        return len(self._sent)

    @property
    def removed(self) -> int:
        """Articles taken away and not added again."""
        return len(self._gone)

    def publish(self, change: int, examine: Examine | None = None) -> Published:
        """Make what was sent found. A fresh index is examined before the name is moved to it, an updated one as it answers."""
        target = self._target_name
        with cluster_errors(self._cluster):
            self._send_language()
            self._client.indices.refresh(index=target)
            name = f"{target}@{change}"
            meta = {"layout": LAYOUT, "made_by": self._made_by, "change": change, "parts": self._parts, "name": name}
            meta["published"] = time.time()
            self._client.indices.put_mapping(index=target, body={"_meta": meta})
        if examine is not None:
            examine(target)
        with cluster_errors(self._cluster):
            if self._is_fresh:
                self._move_name(target)
            self._target, self._is_fresh = target, False
            return Published(name, change, self._count(target))

    def tidy(self, check: Callable[[], None]) -> Published:
        """OpenSearch merges by itself: tell what answers."""
        with cluster_errors(self._cluster):
            index, meta = read_meta(self._client, self._cluster.index)
            return Published(meta["name"], meta["change"], self._count(index))

    def drop_previous(self) -> None:
        """Delete every index but the one that answers, and make what was deleted in it leave the disk."""
        with cluster_errors(self._cluster):
            self._drop_unpublished(keep_former=False)
            self._client.indices.forcemerge(index=self._cluster.index, only_expunge_deletes=True)

    @property
    def _target_name(self) -> str:
        if self._target is None:
            raise RuntimeError("begin comes first")
        return self._target

    def _count(self, index: str) -> int:
        return int(self._client.count(index=index)["count"])

    def _bulk(self, documents: Iterator[dict[str, Any]], index: str) -> None:
        """Send documents some at a time; what the cluster has no room for now is sent again, later each time."""
        from opensearchpy import helpers

        failed = [
            told
            for done, told in helpers.streaming_bulk(
                self._client,
                documents,
                index=index,
                chunk_size=_CHUNK_ARTICLES,
                max_chunk_bytes=_CHUNK_BYTES,
                max_retries=_RETRIES,
                initial_backoff=1,
                max_backoff=30,
                raise_on_error=False,
            )
            if not done and told.get("delete", {}).get("result") != "not_found"
        ]
        if failed:
            raise IndexUnreachable("indexer.cluster_refuses_articles", count=len(failed), why=str(failed[0])[:200])

    def _send_language(self) -> None:
        if not self._language.articles:
            return
        target = language_index(self._target_name)
        # A part that an earlier builder sent and never published has this number too: its chunks are replaced or deleted.
        body = {"query": {"range": {"part": {"gte": self._parts}}}}
        self._client.indices.refresh(index=target)
        self._client.delete_by_query(index=target, body=body, conflicts="proceed", refresh=True)
        self._bulk(chunks_of(self._parts, self._language.finish()), target)
        self._client.indices.refresh(index=target)
        self._parts += 1

    def _move_name(self, target: str) -> None:
        former = self._base if self._base is not None else find_index(self._client, self._cluster.index)
        actions: list[dict[str, Any]] = [{"add": {"index": target, "alias": self._cluster.index}}]
        if former is not None:
            actions.append({"remove": {"index": former, "alias": self._cluster.index}})
            actions.append({"add": {"index": former, "alias": f"{self._cluster.index}-former"}})
        older = find_index(self._client, f"{self._cluster.index}-former")
        self._client.indices.update_aliases(body={"actions": actions})
        if older is not None and older not in (former, target):
            for name in (older, language_index(older)):
                self._client.indices.delete(index=name, ignore_unavailable=True)

    def _drop_unpublished(self, *, keep_former: bool = True) -> None:
        """Delete what earlier builders left aside; the index that answered before is kept."""
        names = [self._cluster.index, *([f"{self._cluster.index}-former"] if keep_former else [])]
        kept = {find_index(self._client, name) for name in names}
        prefix = f"{self._cluster.index}-2"
        for name in self._client.indices.get(index=f"{prefix}*", ignore_unavailable=True, allow_no_indices=True):
            if name.removesuffix("-language") not in kept:
                self._client.indices.delete(index=name, ignore_unavailable=True)


def find_index(client: Any, alias: str) -> str | None:
    """Return the index behind a name; None without one."""
    from opensearchpy import exceptions

    try:
        return next(iter(client.indices.get_alias(name=alias)), None)
    except exceptions.NotFoundError:
        return None


def read_meta(client: Any, alias: str) -> tuple[str, dict[str, Any]]:
    """Return the index behind a name and what its builder noted in it. Raises IndexMissing, the client's errors."""
    index = find_index(client, alias)
    if index is None and client.indices.exists(index=alias):
        index = alias  # One that stands aside is asked by its own name.
    if index is None:
        raise ClusterIndexMissing("indexer.cluster_index_missing", index=alias)
    meta = client.indices.get_mapping(index=index)[index]["mappings"].get("_meta", {})
    # An index that is not ours has nothing noted: no builder goes on with it.
    return index, {"layout": 0, "made_by": "", "change": 0, "parts": 0, "name": index, **meta}


def published_at(cluster: ClusterSettings) -> datetime | None:
    """Return when the index was last published (UTC); None when there is none. Raises IndexUnreachable."""
    client = connect(cluster)
    with cluster_errors(cluster):
        try:
            _, meta = read_meta(client, cluster.index)
        except IndexMissing:
            return None
    return datetime.fromtimestamp(float(meta["published"]), UTC) if "published" in meta else None


def find_problems(cluster: ClusterSettings) -> list[str]:
    """Return what is wrong with the cluster and the index in it, one line each."""
    try:
        client = connect(cluster)
        state = check_cluster(client, cluster)
        with cluster_errors(cluster):
            read_meta(client, cluster.index)
    except IndexMissing as error:
        return [str(error)]
    # One node needs no copies: where some are lacking, a node is.
    return [sentence("indexer.cluster_yellow", hosts=cluster.named())] if state == "yellow" else []
