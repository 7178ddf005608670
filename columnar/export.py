"""A generation as a Whoosh index: opened in place by Whoosh's own searcher, or written out as a stock index of its own."""

# Whoosh is typed in part only: its constructors carry no annotations.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
from whoosh.analysis.filters import StopFilter
from whoosh.analysis.tokenizers import SpaceSeparatedTokenizer
from whoosh.fields import ID, NUMERIC, TEXT
from whoosh.fields import Schema as WhooshSchema
from whoosh.index import create_in
from whoosh.searching import Searcher

from columnar.errors import ExportRefused
from columnar.generations.opened import Generation
from columnar.model import BREAK, NO_DAY
from columnar.schema import Schema
from columnar.segment.reader import FieldArrays, Segment
from columnar.whoosh_compat.documents import stored_values
from columnar.whoosh_compat.index import whoosh_searcher

_BREAK = "\u241e"
"""Stands where a sentence ends; Whoosh drops it and keeps the gap, so no phrase crosses it there either."""

_MEMORY_MB = 256


def open_whoosh(folder: Path) -> Searcher:
    """Return a Whoosh searcher over a generation folder. Raises IndexDamaged."""
    return whoosh_searcher(Generation(folder))


def stock_schema(schema: Schema) -> WhooshSchema:
    """Return a schema of Whoosh's own parts alone, so that the exported index needs nothing of ours."""
    terms = SpaceSeparatedTokenizer() | StopFilter(stoplist=[_BREAK], minsize=1, renumber=False)
    fields = {f.name: TEXT(analyzer=terms, phrase=f.positions) for f in schema.fields}
    labels = {name: ID(stored=True, sortable=True) for name in schema.labels}
    days = {name: NUMERIC(int, stored=True, sortable=True, default=NO_DAY) for name in schema.days}
    return WhooshSchema(key=NUMERIC(int, 64, stored=True, unique=True), **fields, **labels, **days)


class Texts:
    """One field's terms of each document as text, ``between`` standing where a sentence ends."""

    def __init__(self, arrays: FieldArrays, documents: int, between: str = _BREAK) -> None:
        self._terms = np.array([*arrays.terms.texts(0, len(arrays.terms)), between], object)
        if arrays.has_positions:
            self._numbers, self._starts = arrays.running(), arrays.starts
        else:
            self._numbers, self._starts = arrays.bag(documents)

    def of(self, doc: int) -> str:
        """Return the text of a document."""
        numbers = self._numbers[self._starts[doc] : self._starts[doc + 1]]
        return " ".join(self._terms[np.where(numbers == BREAK, self._terms.size - 1, numbers)])


def stock_document(segment: Segment, texts: Mapping[str, Texts], doc: int) -> dict[str, object]:
    """Return a document of a segment as Whoosh's writer takes it."""
    return stored_values(segment, doc) | {name: own.of(doc) for name, own in texts.items()}


DocumentOf = Callable[[Segment, Mapping[str, Texts], int], dict[str, object] | None]
"""Makes what is written of a document; None leaves it out."""


def export_whoosh(
    folder: Path,
    target: Path,
    progress: Callable[[int, int], None] | None = None,
    document_of: DocumentOf = stock_document,
) -> int:
    """Write the live documents of a generation as a stock Whoosh index into an empty folder; return how many.

    The same documents, terms and positions, written by Whoosh itself. Raises IndexDamaged, ExportRefused.
    """
    generation = Generation(folder)
    try:
        target.mkdir(parents=True, exist_ok=True)
        if any(target.iterdir()):
            raise ExportRefused("columnar.target_not_empty", folder=target)
    except OSError as error:
        raise ExportRefused("columnar.target_unusable", folder=target, why=error.strerror) from None
    writer = create_in(str(target), stock_schema(generation.schema)).writer(limitmb=_MEMORY_MB)
    written = 0
    try:
        for segment, deleted in zip(generation.segments, generation.deleted, strict=True):
            texts = {f.name: Texts(segment.field(f.name), segment.documents) for f in generation.schema.fields}
            for doc in np.setdiff1d(np.arange(segment.documents), deleted).tolist():
                made = document_of(segment, texts, doc)
                if made is None:
                    continue
                writer.add_document(**made)
                written += 1
                if progress is not None and written % 100 == 0:
                    progress(written, generation.manifest.live)
    except BaseException:
        writer.cancel()
        raise
    writer.commit()
    return written
