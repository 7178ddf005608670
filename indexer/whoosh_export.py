"""A generation as a Whoosh index: opened in place by Whoosh's own searcher, or written out as a stock index of its own."""

# Whoosh is typed in part only: its constructors carry no annotations.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path

import numpy as np
from whoosh.analysis.filters import StopFilter
from whoosh.analysis.tokenizers import SpaceSeparatedTokenizer
from whoosh.fields import ID, NUMERIC, TEXT, Schema
from whoosh.index import create_in
from whoosh.searching import Searcher

from archive.attempts import Exported
from indexer.engines.segment import FieldArrays, Segment
from indexer.engines.whoosh_index import whoosh_searcher
from indexer.errors import ExportRefused
from indexer.generations import Generation
from indexer.model import BREAK, COLUMNS, DAY_COLUMNS, NO_DAY
from indexer.schema import FIELDS

_BREAK = "\u241e"
"""Stands where a sentence ends; Whoosh drops it and keeps the gap, so no phrase crosses it there either."""

_MEMORY_MB = 256


def open_whoosh(folder: Path) -> Searcher:
    """A Whoosh searcher over a generation folder. Raises IndexDamaged."""
    return whoosh_searcher(Generation(folder))


def stock_schema() -> Schema:
    """A schema of Whoosh's own parts alone, so that the exported index needs nothing of ours."""
    terms = SpaceSeparatedTokenizer() | StopFilter(stoplist=[_BREAK], minsize=1, renumber=False)
    fields = {f.name: TEXT(analyzer=terms, phrase=f.positions) for f in FIELDS}
    labels = {name: ID(stored=True, sortable=True) for name in COLUMNS}
    days = {name: NUMERIC(int, stored=True, sortable=True, default=NO_DAY) for name in DAY_COLUMNS}
    return Schema(article=NUMERIC(int, 64, stored=True, unique=True), **fields, **labels, **days)


class Texts:
    """One field's terms of each document as text, ``between`` standing where a sentence ends."""

    def __init__(self, arrays: FieldArrays, documents: int, between: str = _BREAK) -> None:
        self._terms = np.array([*arrays.terms.texts(0, len(arrays.terms)), between], object)
        if arrays.has_positions:
            self._numbers, self._starts = arrays.running(), arrays.starts
        else:
            self._numbers, self._starts = arrays.bag(documents)

    def of(self, doc: int) -> str:
        """The text of a document."""
        numbers = self._numbers[self._starts[doc] : self._starts[doc + 1]]
        return " ".join(self._terms[np.where(numbers == BREAK, self._terms.size - 1, numbers)])


def document_of(segment: Segment, texts: Mapping[str, Texts], doc: int) -> dict[str, object]:
    """Return a document of a segment as Whoosh's writer takes it."""
    stored: dict[str, object] = {"article": int(segment.arrays["articles"][doc])}
    stored |= {name: segment.labels[name][int(segment.arrays[f"column.{name}"][doc])] for name in COLUMNS}
    stored |= {name: int(segment.arrays[f"column.{name}"][doc]) for name in DAY_COLUMNS}
    return stored | {name: own.of(doc) for name, own in texts.items()}


def export_whoosh(
    folder: Path,
    target: Path,
    progress: Callable[[int, int], None] | None = None,
    document: Callable[[Segment, Mapping[str, Texts], int], dict[str, object]] = document_of,
) -> Exported:
    """Write the live documents of a generation as a stock Whoosh index into an empty folder.

    The same documents, terms and positions, written by Whoosh itself; one that ``document`` cannot make is left out.
    Raises IndexDamaged, ExportRefused.
    """
    generation = Generation(folder)
    try:
        target.mkdir(parents=True, exist_ok=True)
        if any(target.iterdir()):
            raise ExportRefused(f"{target} is not empty: give a new folder")
    except OSError as error:
        raise ExportRefused(f"{target} cannot be used ({error.strerror}): give a new folder") from None
    writer = create_in(str(target), stock_schema()).writer(limitmb=_MEMORY_MB)
    done = Exported()
    try:
        for segment, deleted in zip(generation.segments, generation.deleted, strict=True):
            texts = {f.name: Texts(segment.field(f.name), segment.documents) for f in FIELDS}
            for doc in np.setdiff1d(np.arange(segment.documents), deleted).tolist():
                number = int(segment.arrays["articles"][doc])
                made = done.attempt(number, partial(document, segment, texts), doc)
                if made is not None:
                    writer.add_document(**made)
                if progress is not None and done.articles % 100 == 0:
                    progress(done.articles, generation.manifest.live)
    except BaseException:
        writer.cancel()
        raise
    writer.commit()
    return done
