"""Whoosh over the array segments: ``open_whoosh(folder)`` gives a Whoosh searcher whose postings come from our arrays.

There is no pickled table of contents on purpose: reading one runs code, so the manifest (JSON, sealed) stands in its place.
"""

# Whoosh is typed in part only: its constructors carry no annotations.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.analysis.tokenizers import IDTokenizer
from whoosh.fields import TEXT, Schema
from whoosh.matching.mcore import ListMatcher, NullMatcher, NullMatcherClass
from whoosh.query.spans import Span
from whoosh.reading import IndexReader, TermInfo, TermNotFound
from whoosh.searching import Searcher

from indexer.engines.whoosh_scoring import LuceneBM25
from indexer.generations import Generation
from indexer.model import COLUMNS, Engine, Postings
from indexer.schema import FIELD_NAMES


def whoosh_schema() -> Schema:
    """The Whoosh schema of the fields; terms are given as the analysis made them, so nothing is tokenised again."""
    return Schema(**{name: TEXT(analyzer=IDTokenizer(), phrase=True) for name in FIELD_NAMES})


class ArrayMatcher(ListMatcher):
    """A term's postings as a Whoosh matcher: binary search to skip, positions read only when a phrase asks."""

    def __init__(self, engine: Engine, term: tuple[str, str], postings: Postings, scorer: Any, info: TermInfo) -> None:
        """Take the live postings of a term."""
        super().__init__(postings.docs.tolist(), postings.freqs.tolist(), scorer=scorer, term=term, terminfo=info)
        self._engine, self._postings = engine, postings

    def copy(self) -> ArrayMatcher:
        """A matcher at the same place."""
        other = ArrayMatcher(self._engine, self._term, self._postings, self._scorer, self._terminfo)
        other._i = self._i
        return other

    def skip_to(self, id: int) -> None:
        """Move to the first document at or after the given one."""
        self._i = max(self._i, bisect_left(self._ids, id, self._i))

    def spans(self) -> list[Span]:
        """Positions of the term in the current document."""
        field, term = self._term
        (places,) = self._engine.positions(field, term, np.array([self.id()], np.int32))
        return [Span(p) for p in places.tolist()]

    def supports(self, astype: str) -> bool:
        """Frequencies and positions are there."""
        return astype in ("frequency", "positions")

    def value_as(self, astype: str) -> Any:
        """The current document's positions or frequency."""
        return [s.start for s in self.spans()] if astype == "positions" else self.weight()


class ColumnarReader(IndexReader):
    """An engine as a Whoosh reader. Counts are of live documents, so incremental and rebuilt indexes score alike."""

    def __init__(self, engine: Engine) -> None:
        """Wrap an opened engine."""
        self.schema = whoosh_schema()
        self._engine = engine
        self._sorted: dict[str, list[bytes]] = {}

    def _terms(self, fieldname: str) -> list[bytes]:
        if fieldname not in self._sorted:
            self._sorted[fieldname] = sorted(t.encode() for t in self._engine.vocabulary(fieldname))
        return self._sorted[fieldname]

    def _found(self, fieldname: str, text: str | bytes) -> tuple[str, Postings]:
        term = text.decode() if isinstance(text, bytes) else text
        if fieldname not in FIELD_NAMES:
            raise TermNotFound((fieldname, text))
        return term, self._engine.postings(fieldname, term)

    def __contains__(self, term: tuple[str, str | bytes]) -> bool:
        """Whether a live document has the (field, text)."""
        return term[0] in FIELD_NAMES and bool(self._found(*term)[1].docs.size)

    def indexed_field_names(self) -> tuple[str, ...]:
        """Every field of the schema."""
        return FIELD_NAMES

    def all_terms(self) -> Iterator[tuple[str, bytes]]:
        """(field, term) in sorted order."""
        for name in sorted(FIELD_NAMES):
            yield from ((name, term) for term in self._terms(name))

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """(field, term) from the prefix on, of this field only."""
        terms = self._terms(fieldname)
        for i in range(bisect_left(terms, prefix), len(terms)):
            yield fieldname, terms[i]

    def term_info(self, fieldname: str, text: str | bytes) -> TermInfo:
        """Statistics of a term. Raises TermNotFound."""
        _, postings = self._found(fieldname, text)
        if not postings.docs.size:
            raise TermNotFound((fieldname, text))
        return self._info(fieldname, postings)

    def _info(self, fieldname: str, postings: Postings) -> TermInfo:
        lengths = self._engine.lengths(fieldname)[postings.docs]
        return TermInfo(
            weight=int(postings.freqs.sum()),
            df=int(postings.docs.size),
            minlength=int(lengths.min()),
            maxlength=int(lengths.max()),
            maxweight=int(postings.freqs.max()),
            minid=int(postings.docs[0]),
            maxid=int(postings.docs[-1]),
        )

    def postings(self, fieldname: str, text: str | bytes, scorer: Any = None, **_: Any) -> ListMatcher:
        """A matcher over the term's live documents. Raises TermNotFound."""
        term, postings = self._found(fieldname, text)
        if not postings.docs.size:
            raise TermNotFound((fieldname, text))
        return ArrayMatcher(self._engine, (fieldname, term), postings, scorer, self._info(fieldname, postings))

    def frequency(self, fieldname: str, text: str | bytes) -> int:
        """How often the term occurs."""
        return int(self._found(fieldname, text)[1].freqs.sum())

    def doc_frequency(self, fieldname: str, text: str | bytes) -> int:
        """How many live documents have the term."""
        return int(self._found(fieldname, text)[1].docs.size)

    def has_deletions(self) -> bool:
        """Whether some documents are deleted."""
        return not bool(self._engine.live.all())

    def is_deleted(self, docnum: int) -> bool:
        """Whether a document is deleted; Whoosh's matcher of a Not asks one past the last too."""
        return docnum < self._engine.size and not bool(self._engine.live[docnum])

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """The archive's article id and the labels of a document."""
        labels = {name: self._engine.labels(name)[int(self._engine.column(name)[docnum])] for name in COLUMNS}
        return {"article": int(self._engine.articles()[docnum]), **labels}

    def doc_count_all(self) -> int:
        """Documents, the deleted included."""
        return self._engine.size

    def doc_count(self) -> int:
        """Live documents."""
        return int(np.count_nonzero(self._engine.live))

    def _live_lengths(self, fieldname: str) -> NDArray[np.int32]:
        return self._engine.lengths(fieldname)[self._engine.live]

    def field_length(self, fieldname: str) -> int:
        """Tokens of the live documents in the field."""
        return int(self._live_lengths(fieldname).sum())

    def min_field_length(self, fieldname: str) -> int:
        """The shortest length of a live document."""
        return int(self._live_lengths(fieldname).min(initial=2**31 - 1))

    def max_field_length(self, fieldname: str) -> int:
        """The greatest length of a live document."""
        return int(self._live_lengths(fieldname).max(initial=0))

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """Tokens of one document in the field, ``default`` for an unknown field."""
        return int(self._engine.lengths(fieldname)[docnum]) if fieldname in FIELD_NAMES else default

    def has_vector(self, docnum: int, fieldname: str) -> bool:
        """Term vectors are not kept."""
        return False

    def vector(self, docnum: int, fieldname: str, format_: Any = None) -> NullMatcherClass:
        """Term vectors are not kept: an empty one."""
        empty: NullMatcherClass = NullMatcher()
        return empty


def whoosh_searcher(engine: Engine, k1: float | None = None, b: float | None = None) -> Searcher:
    """A Whoosh searcher over an opened engine, scoring by LuceneBM25."""
    weighting = LuceneBM25(**{name: value for name, value in (("k1", k1), ("b", b)) if value is not None})
    return Searcher(ColumnarReader(engine), weighting=weighting)


def open_whoosh(folder: Path) -> Searcher:
    """A Whoosh searcher over a generation folder. Raises IndexDamaged."""
    return whoosh_searcher(Generation(folder))
