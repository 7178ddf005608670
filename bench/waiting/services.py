"""What is asked over HTTP: the site as `run.py serve` starts it, and an OpenSearch node over the same articles."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from typing import Any, Self
from urllib.parse import quote

from archive.model import Article
from tests.cluster.nodes import Nodes
from tools.served_site import serve_folder

_POLL_SECONDS = 0.01
_WAIT_SECONDS = 300
_BULK = 1000
_ADDRESSES = count()


class Refused(OSError):
    """A service that has too much to do says so (503)."""


@dataclass(slots=True)
class Client:
    """One client: a kept connection. Each request comes from an address of its own, so that no limit of one address is met."""

    port: int
    connection: HTTPConnection = field(init=False)

    def __post_init__(self) -> None:
        self.connection = HTTPConnection("127.0.0.1", self.port, timeout=60)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.connection.close()

    def ask(self, method: str, path: str, body: object = None) -> bytes:
        """Send a request and return the answer. Raises Refused, or OSError when it is an error."""
        number = next(_ADDRESSES)
        headers = {"X-Forwarded-For": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}"}
        sent = body if isinstance(body, (bytes, type(None))) else json.dumps(body).encode()
        if sent is not None:
            headers["Content-Type"] = "application/x-ndjson" if path.endswith("_bulk") else "application/json"
        self.connection.request(method, path, sent, headers)
        answer = self.connection.getresponse()
        content = answer.read()
        if answer.status >= 400:
            raise (Refused if answer.status == 503 else OSError)(f"{method} {path}: {answer.status} {content[:300]!r}")
        return content


class Site:
    """The pages of results of this project's site."""

    name, path = "Tìm Tin", "GET /tim-kiem, `run.py serve`"

    def __init__(self, port: int, started: float = 0.0) -> None:
        """``started``: seconds from the start of its process to its first page of results."""
        self.port, self.started = port, started

    def search(self, client: Client, query: str) -> object:
        """Ask for the page of ten hits."""
        return client.ask("GET", f"/tim-kiem?q={quote(query)}")

    def total(self, client: Client, query: str) -> int:
        """Articles that hold every unit."""
        return int(json.loads(client.ask("GET", f"/api/v1/search?q={quote(query)}&n=1"))["total"])


@contextmanager
def serving(data: Path, first: str, environment: Mapping[str, str] | None = None) -> Iterator[Site]:
    """Start the site as its users do, with more settings, wait for a first page of results, and end it."""
    begun = perf_counter()
    settings = {"TIMTIN_TRUSTED_PROXIES": "1", **(environment or {})}
    with serve_folder(data, worker=True, environment=settings) as served:
        site = Site(served.port)
        with Client(served.port) as client:
            wait(lambda: site.search(client, first))
        site.started = perf_counter() - begun
        yield site


def wait(ask: Any) -> float:
    """Ask until it is answered with something true; return the seconds it took. Raises the last error after some minutes."""
    begun = perf_counter()
    while True:
        try:
            if ask():
                return perf_counter() - begun
        except (OSError, AssertionError):
            if perf_counter() - begun > _WAIT_SECONDS:
                raise
        sleep(_POLL_SECONDS)


_FIELDS = {"title": 3.0, "lead": 1.5, "body": 1.0}
_LABELS = ("source", "section", "year")


class OpenSearch:
    """One node, one shard: folded analysis, ten hits with exact totals, facets and highlights, its request cache off."""

    name, path = "OpenSearch", "POST /_search, one node"

    def __init__(self, port: int, *, every: bool) -> None:
        """``every``: all words must match, else any."""
        self.port, self._every = port, every

    def build(self, articles: Iterable[Article]) -> float:
        """Index articles and merge into one segment; return the seconds."""
        folded = {"tokenizer": "standard", "filter": ["lowercase", "asciifolding"]}
        text = {"type": "text", "analyzer": "folded", "index_options": "offsets"}
        settings = {"number_of_shards": 1, "number_of_replicas": 0, "refresh_interval": "-1"}
        mapping = {**dict.fromkeys(_FIELDS, text), **dict.fromkeys(_LABELS, {"type": "keyword"})}
        begun = perf_counter()
        with Client(self.port) as client:
            client.ask("PUT", "/bench", {
                "settings": {**settings, "analysis": {"analyzer": {"folded": folded}}}, "mappings": {"properties": mapping},
            })  # fmt: skip
            lines: list[str] = []
            for article in articles:
                lines += [json.dumps({"index": {"_index": "bench"}}), json.dumps(_fields(article))]
                if len(lines) >= 2 * _BULK:
                    client.ask("POST", "/_bulk", ("\n".join(lines) + "\n").encode())
                    lines = []
            if lines:
                client.ask("POST", "/_bulk", ("\n".join(lines) + "\n").encode())
            client.ask("POST", "/bench/_forcemerge?max_num_segments=1")
            client.ask("POST", "/bench/_refresh")
        return perf_counter() - begun

    def add(self, article: Article) -> None:
        """Add one article and make it searchable."""
        with Client(self.port) as client:
            client.ask("POST", "/bench/_doc?refresh=true", _fields(article))

    def search(self, client: Client, query: str) -> object:
        """Ask for ten hits as the site's page shows them."""
        how = {"type": "cross_fields", "operator": "and"} if self._every else {"type": "most_fields", "operator": "or"}
        fields = [f"{name}^{weight}" for name, weight in _FIELDS.items()]
        shown = {
            "title": {"number_of_fragments": 0},
            "lead": {"number_of_fragments": 1},
            "body": {"number_of_fragments": 2, "fragment_size": 200},
        }
        return client.ask("POST", "/bench/_search?request_cache=false", {
            "size": 10, "track_total_hits": True, "_source": ["title"],
            "query": {"multi_match": {"query": query, "fields": fields, **how}},
            "aggs": {name: {"terms": {"field": name, "size": 60}} for name in _LABELS},
            "highlight": {"fields": shown},
        })  # fmt: skip


def _fields(article: Article) -> dict[str, str]:
    year = str(article.published.year) if article.published else ""
    return {
        "title": article.title, "lead": article.lead, "body": article.body, "source": article.source,
        "section": article.section, "year": year,
    }  # fmt: skip


@contextmanager
def node() -> Iterator[tuple[int, float]]:
    """Start one OpenSearch node and end it; give its port and the seconds until it answers."""
    with TemporaryDirectory(prefix="opensearch-") as folder:
        begun = perf_counter()
        with Nodes(Path(folder)) as nodes:
            yield nodes.port, perf_counter() - begun
