"""The engines whose relevance is compared, behind one face: build from articles, answer ten ids."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol

import httpx

from archive.model import StoredArticle
from bench.peers.fts5_index import Fts5Index
from bench.peers.tantivy_index import TantivyIndex
from search.quality.evaluation_index import index_articles
from search.quality.metrics import best
from search.ranking.ranker import Ranker
from tests.cluster.nodes import Nodes, missing
from vietnamese.abbreviations.dictionary import Dictionary
from vietnamese.spelling.normalise import fold

_WORD = re.compile(r"\w+")


class Peer(Protocol):
    """One engine under measurement."""

    name: str

    def build(self, articles: Sequence[StoredArticle], place: Path) -> None:
        """Index the articles in an empty folder."""

    def ask(self, query: str) -> list[str]:
        """The ids of the ten best, best first."""


def whole(stored: StoredArticle) -> str:
    """All text of an article."""
    article = stored.article
    return "\n".join(t for t in (article.title, article.lead, article.body, article.captions) if t)


class Ours:
    """The production analysis, parser, typing help and ranking."""

    name = "Tìm Tin"

    def build(self, articles: Sequence[StoredArticle], place: Path) -> None:
        """Index four zones."""
        self.ids = {s.id: s.public_id for s in articles}
        self.ranker = Ranker(index_articles(articles, place / "index", words=False))
        self.shipped = Dictionary.shipped()

    def ask(self, query: str) -> list[str]:
        """As the site answers."""
        return [self.ids[number] for number in best(self.ranker, query, self.shipped)]


class Tantivy:
    """tantivy with its default tokenizer."""

    name = "tantivy"

    def build(self, articles: Sequence[StoredArticle], place: Path) -> None:
        """Index one field."""
        self.index = TantivyIndex(place, {"text": "position"}, tokenizer="default", labels=("id",))
        self.index.write({"id": stored.public_id, "text": whole(stored)} for stored in articles)

    def ask(self, query: str) -> list[str]:
        """Any word."""
        words = " ".join(_WORD.findall(query))
        return self.index.best(self.index.parsed(words.lower(), "text"), "id") if words else []


class Fts5:
    """SQLite's full-text search over folded text."""

    name = "FTS5 folded"

    def build(self, articles: Sequence[StoredArticle], place: Path) -> None:
        """Index one column."""
        self.ids = [s.public_id for s in articles]
        index = Fts5Index(place, ("text",))
        index.write((fold(whole(s)),) for s in articles)
        self.db = index.db

    def ask(self, query: str) -> list[str]:
        """Any word."""
        match = " OR ".join(f'"{word}"' for word in _WORD.findall(fold(query)))
        if not match:
            return []
        found = self.db.execute("SELECT rowid FROM t WHERE t MATCH ? ORDER BY rank LIMIT 10", (match,))
        return [self.ids[number] for (number,) in found]


class OpenSearch:
    """A real node, with its standard analysis or with accents folded."""

    def __init__(self, client: httpx.Client, *, folded: bool) -> None:
        """Use a running node (``node``)."""
        self.client, self.folded = client, folded
        self.name = f"OpenSearch {'folded' if folded else 'standard'}"

    @staticmethod
    @contextmanager
    def node() -> Iterator[httpx.Client]:
        """Start a node of one process on loopback (``tools/install-cluster`` fetches what it is made of)."""
        if why := missing():
            raise SystemExit(f"{why}; or use --without-opensearch")
        with (
            TemporaryDirectory(prefix="opensearch-") as place,
            Nodes(Path(place)) as nodes,
            httpx.Client(base_url=f"http://127.0.0.1:{nodes.port}", timeout=120, trust_env=False) as client,
        ):
            yield client

    def build(self, articles: Sequence[StoredArticle], place: Path) -> None:
        """One shard, one field."""
        analyzer = {"tokenizer": "standard", "filter": ["lowercase", "asciifolding"]}
        self.client.delete("/bench", params={"ignore_unavailable": "true"})
        settings: dict[str, object] = {"number_of_shards": 1, "number_of_replicas": 0}
        if self.folded:
            settings["analysis"] = {"analyzer": {"folded": analyzer}}
        text = {"type": "text", "analyzer": "folded" if self.folded else "standard"}
        self._sent("PUT", "/bench", {"settings": settings, "mappings": {"properties": {"text": text}}})
        for start in range(0, len(articles), 1000):
            lines = []
            for stored in articles[start : start + 1000]:
                lines += [json.dumps({"index": {"_id": stored.public_id}}), json.dumps({"text": whole(stored)})]
            body = ("\n".join(lines) + "\n").encode()
            answer = self.client.post("/bench/_bulk", content=body, headers={"content-type": "application/x-ndjson"})
            assert not answer.json()["errors"], answer.text[:500]
        self._sent("POST", "/bench/_refresh", {})

    def ask(self, query: str) -> list[str]:
        """Any word."""
        found = self._sent(
            "POST", "/bench/_search", {"size": 10, "_source": False, "query": {"match": {"text": query}}}
        )
        return [str(hit["_id"]) for hit in found["hits"]["hits"]]  # type: ignore[index]

    def _sent(self, method: str, path: str, content: object) -> dict[str, object]:
        answer = self.client.request(method, path, json=content)
        answer.raise_for_status()
        found: dict[str, object] = answer.json()
        return found
