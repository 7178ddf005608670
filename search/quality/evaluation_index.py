"""An index of some articles outside every archive: for evaluation and tests."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

from archive.model import StoredArticle
from indexer.analysis.analyzer import analyse_texts, whole_text, zone_texts
from indexer.analysis.main_events import event_of
from indexer.analysis.model import NO_WORDS
from indexer.analysis.word_segmentation import segment_text
from indexer.builder import Builder
from indexer.builders.columnar import ColumnarBuilder
from indexer.documents import IndexedArticle, document_of
from search.backends.columnar import ColumnarBackend, ColumnarSource

_BATCH = 500


def index_articles(articles: Iterable[StoredArticle], folder: Path, *, words: bool = True) -> ColumnarBackend:
    """Analyse and index articles in a folder (made when missing), outside every archive; their order is kept.

    Without ``words`` underthesea's words, which take nearly all the time, are left out.
    """
    folder.mkdir(parents=True, exist_ok=True)
    build_index(ColumnarBuilder(folder, "evaluation"), articles, words=words)
    return ColumnarSource(folder).open()


def build_index(builder: Builder, articles: Iterable[StoredArticle], *, words: bool) -> None:
    """Analyse articles and have an engine index them afresh."""
    with builder:
        builder.begin(fresh=True)
        for batch in _batches(_analyse(s, words=words) for s in articles):
            builder.add(batch)
        builder.publish(0)


def _batches(articles: Iterator[IndexedArticle]) -> Iterator[list[IndexedArticle]]:
    while batch := list(islice(articles, _BATCH)):
        yield batch


def _analyse(stored: StoredArticle, *, words: bool) -> IndexedArticle:
    texts = zone_texts(stored.article)
    own = segment_text(whole_text(texts)) if words else NO_WORDS
    return document_of(stored, event_of(stored.article), analyse_texts(texts), own)
