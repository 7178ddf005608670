"""How often terms occur and stand side by side, counted while articles are sent and kept in the cluster beside the index.

OpenSearch counts no neighbours, and lists no words that begin with something. One file a part of the archive, as a segment of the embedded engine holds them; whoever opens
the index takes the files into a folder of its own and maps them.
"""

from __future__ import annotations

import hashlib
import os
import zlib
from base64 import b64decode, b64encode
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from columnar import Document
from columnar.files.array_file import ArrayWriter
from columnar.files.mapped_arrays import read_arrays
from columnar.files.term_dictionary import TermDictionary, dictionary_arrays
from columnar.schema import Schema
from columnar.segment.bigrams import bigram_arrays
from columnar.segment.documents import BatchGatherer, Stream
from columnar.segment.numbered import NumberedText
from columnar.segment.writer import derive_terms
from indexer.builders.columnar import FOLDS
from indexer.documents import IndexedArticle
from indexer.schema import ACCENTED, ARTICLE_SCHEMA, WORDS

if TYPE_CHECKING:
    from opensearchpy import OpenSearch

_STREAMS = ARTICLE_SCHEMA.bigrams
SCHEMA: Schema = replace(
    ARTICLE_SCHEMA,
    fields=tuple(f for f in ARTICLE_SCHEMA.fields if f.stream in (*_STREAMS, WORDS)),
    labels=(),
    days=(),
    sort_column="",
)

PART = 20_000
"""Articles of one file."""

_CHUNK = 4_000_000
"""Bytes of a file in one document."""


class LanguageCounter:
    """Counts articles until there are enough for a file."""

    def __init__(self) -> None:
        self._gathering = BatchGatherer(SCHEMA)
        self.articles = 0

    def add(self, articles: Sequence[IndexedArticle]) -> None:
        """Count some articles."""
        self._gathering.add(
            [
                Document(
                    a.number,
                    texts={
                        ACCENTED: NumberedText(a.analysis.vocabulary, {s: a.analysis.zones[s] for s in _STREAMS}),
                        WORDS: NumberedText(a.words.vocabulary, {WORDS: a.words.numbers}),
                    },
                    terms={WORDS: a.terms.get(WORDS, ())},
                )
                for a in articles
            ]
        )
        self.articles += len(articles)

    def finish(self) -> bytes:
        """Return the file, packed; the counter begins anew."""
        batch = self._gathering.finish()
        self._gathering, self.articles = BatchGatherer(SCHEMA), 0
        vocabularies, derived = dict(batch.vocabularies), {}
        for name, base in SCHEMA.derived.items():
            vocabularies[name], derived[name] = derive_terms(vocabularies[base], FOLDS[name])
        with TemporaryDirectory() as folder:
            path = Path(folder, "part")
            with ArrayWriter(path) as out:
                for name, terms in vocabularies.items():
                    for part, array in dictionary_arrays(f"terms.{name}", terms).items():
                        out.add(part, array)
                for name, numbers in derived.items():
                    out.add(f"derived.{name}", numbers)
                streams = {name: batch.streams[name].numbers for name in _STREAMS}
                for name, array in bigram_arrays(SCHEMA, streams, derived, vocabularies).items():
                    out.add(name, array)
                out.add(f"held.{WORDS}", _holding(batch.streams[WORDS], len(vocabularies[WORDS])))
                out.finish({})
            return zlib.compress(path.read_bytes(), 1)


def _holding(words: Stream, terms: int) -> NDArray[np.int32]:
    """(terms,) how many articles have each."""
    articles = np.repeat(np.arange(words.starts.size - 1, dtype=np.int64), np.diff(words.starts))
    each = np.unique(articles * max(terms, 1) + words.numbers)
    return np.bincount(each % max(terms, 1), minlength=terms).astype(np.int32)


class LanguagePart:
    """An opened file: what ``columnar.segment.bigrams.Bigrams`` reads of a segment, and ``held``, articles that have each word."""

    schema = SCHEMA

    def __init__(self, path: Path) -> None:
        """Map it. Raises IndexDamaged."""
        self.arrays, _ = read_arrays(path)
        self.vocabularies = {name: TermDictionary(self.arrays, f"terms.{name}") for name in SCHEMA.vocabularies}

    def often(self, vocabulary: str, low: int, high: int) -> list[int]:
        """How often terms occur, by number; of the words how many articles have each."""
        name = f"held.{WORDS}" if vocabulary == WORDS else f"near.{vocabulary}.counts"
        counts: list[int] = self.arrays[name][low:high].tolist()
        return counts


def language_index(index: str) -> str:
    """Return the name of the index that keeps the files of an index."""
    return f"{index}-language"


LANGUAGE_BODY: dict[str, Any] = {
    "settings": {"number_of_shards": 1, "auto_expand_replicas": "0-1"},
    "mappings": {
        "dynamic": "strict",
        "properties": {
            "part": {"type": "integer"},
            "chunk": {"type": "integer"},
            "sha256": {"type": "keyword"},
            "data": {"type": "binary"},
        },
    },
}


def chunks_of(part: int, packed: bytes) -> Iterator[dict[str, Any]]:
    """Yield the documents of a file."""
    digest = hashlib.sha256(packed).hexdigest()
    for number, at in enumerate(range(0, len(packed), _CHUNK)):
        data = b64encode(packed[at : at + _CHUNK]).decode()
        yield {"_id": f"{part}-{number}", "part": part, "chunk": number, "sha256": digest, "data": data}


def fetch_parts(client: OpenSearch, index: str, folder: Path) -> list[LanguagePart]:
    """Open every file of an index, fetched into ``folder`` where it is not there yet. Raises the client's errors, IndexDamaged."""
    folder.mkdir(parents=True, exist_ok=True)
    name = language_index(index)
    body = {"size": 1000, "_source": ["part", "chunk", "sha256"], "sort": ["part", "chunk"]}
    found = list(client.search(index=name, body=body)["hits"]["hits"])
    parts: dict[int, list[dict[str, Any]]] = {}
    for hit in found:
        parts.setdefault(hit["_source"]["part"], []).append(hit)
    opened = []
    for hits in parts.values():
        path = folder / hits[0]["_source"]["sha256"]
        if not path.exists():
            data = [client.get(index=name, id=hit["_id"])["_source"]["data"] for hit in hits]
            # Several processes of a site may fetch it at once: each writes a file of its own.
            aside = path.with_suffix(f".{os.getpid()}")
            aside.write_bytes(zlib.decompress(b"".join(map(b64decode, data))))
            aside.replace(path)
        opened.append(LanguagePart(path))
    wanted = {hits[0]["_source"]["sha256"] for hits in parts.values()}
    for old in folder.iterdir():
        if not old.suffix and old.name not in wanted:
            old.unlink(missing_ok=True)
    return opened


def forget_parts(folder: Path) -> None:
    """Delete the fetched files: one of them is damaged."""
    for path in folder.glob("*"):
        path.unlink(missing_ok=True)
