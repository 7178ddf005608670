"""The default builder: a generation of the columnar engine in the data folder."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path
from types import TracebackType
from typing import Self
from zlib import compress

from columnar import Document, Generation, IndexWriter, NumberedText
from columnar.generations.names import current_folder
from columnar.generations.publication import clear_old
from indexer.analysis.whoosh_analyzer import analyzer_of
from indexer.builder import Examine, Published
from indexer.documents import IndexedArticle
from indexer.schema import ACCENTED, ARTICLE_SCHEMA, FOLDED, WORDS
from vietnamese.spelling.normalise import fold

FOLDS = {FOLDED: fold}


def _compress_all(texts: Sequence[bytes]) -> list[bytes]:
    return [compress(text) for text in texts]


def columnar_document(article: IndexedArticle, stored: bytes = b"") -> Document:
    """An article as a document of the columnar engine; the definitions it makes are its payload, tab between short and long.

    ``stored``: what is kept of it for pages of hits, compressed.
    """
    analysis, words = article.analysis, article.words
    texts = {
        ACCENTED: NumberedText(analysis.vocabulary, analysis.zones),
        WORDS: NumberedText(words.vocabulary, {WORDS: words.numbers}),
    }
    payload = tuple(f"{short}\t{long}" for short, long in analysis.definitions)
    return Document(article.number, article.labels, article.days, texts, article.terms, payload, stored)


class ColumnarBuilder:
    """Makes generations under ``data``."""

    def __init__(self, data: Path, made_by: str = "") -> None:
        """``made_by`` names the versions of all that makes the documents: of others the index is built afresh."""
        self._data = data
        self._writer = IndexWriter(data, ARTICLE_SCHEMA, FOLDS, made_by=made_by, analyzer_of=analyzer_of)
        self._base: Generation | None = None
        # zlib holds no interpreter lock: what is kept of a batch is compressed while the one before is added.
        self._compressing = ThreadPoolExecutor(1)
        self._waiting: tuple[Sequence[IndexedArticle], Future[list[bytes]]] | None = None

    def __enter__(self) -> Self:
        """Take the index's lock. Raises IndexBusy."""
        self._writer.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Clear away what was not published."""
        self._compressing.shutdown()
        self._writer.__exit__(kind, error, trace)

    def previous(self) -> Published | None:
        """The newest sound generation of this schema and version."""
        self._base = self._writer.current()
        return None if self._base is None else _published(self._base)

    def begin(self, *, fresh: bool) -> None:
        """Begin on what ``previous`` found, or ``fresh``."""
        self._waiting = None
        self._writer.begin(None if fresh else self._base)

    def add(self, articles: Sequence[IndexedArticle]) -> None:
        """Add articles; those that were there before are replaced."""
        packed = self._compressing.submit(_compress_all, [article.stored for article in articles])
        self._add_waiting()
        self._waiting = articles, packed

    def _add_waiting(self) -> None:
        if self._waiting is not None:
            articles, packed = self._waiting
            self._waiting = None
            self._writer.add([columnar_document(*one) for one in zip(articles, packed.result(), strict=True)])

    def delete(self, numbers: Iterable[int]) -> None:
        """Take articles away."""
        if gone := list(numbers):
            self._add_waiting()
            self._writer.delete(gone)

    @property
    def added(self) -> int:
        """Articles added that stay."""
        return self._writer.added

    @property
    def removed(self) -> int:
        """Articles taken away and not added again."""
        return self._writer.removed

    def publish(self, change: int, examine: Examine | None = None) -> Published:
        """Publish the generation; ``examine`` gets its folder."""
        self._add_waiting()
        look = None if examine is None else lambda generation: examine(str(generation.folder))
        manifest = self._writer.publish(change, look)
        return Published(manifest.generation, manifest.up_to, manifest.live)

    def tidy(self, check: Callable[[], None]) -> Published:
        """Merge segments."""
        self._writer.merge(check)
        return _published(Generation(current_folder(self._data)))

    def drop_previous(self) -> None:
        """Delete every generation but the one that answers."""
        clear_old(self._data, None)


def _published(generation: Generation) -> Published:
    return Published(generation.folder.name, generation.manifest.up_to, generation.manifest.live)
