"""A Whoosh codec whose postings are our arrays: Whoosh's own searcher reads the very bytes that the fast path reads.

Read-only: generations are written by ``IndexWriter`` alone, and every way of Whoosh to write says so. ``whoosh_compat.index`` opens
them, for our code and for ``whoosh.index.open_dir``.
"""

# Whoosh is typed in part only: its constructors carry no annotations.
# mypy: disable-error-code="no-untyped-call"

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
from numpy.typing import NDArray
from whoosh.analysis.filters import LowercaseFilter
from whoosh.analysis.tokenizers import SpaceSeparatedTokenizer
from whoosh.codec.base import Automata, Codec, FieldCursor, TermsReader
from whoosh.codec.base import Segment as SegmentRecord
from whoosh.columns import NumericColumn, RefBytesColumn
from whoosh.fields import COLUMN, STORED, TEXT
from whoosh.fields import Schema as WhooshSchema
from whoosh.matching.mcore import LeafMatcher, ReadTooFar
from whoosh.reading import TermInfo, TermNotFound

from columnar.errors import IndexReadOnly
from columnar.model import NO_DAY
from columnar.schema import Field, Schema
from columnar.segment.inversion import BLOCK
from columnar.segment.reader import FieldArrays, Segment
from columnar.whoosh_compat.documents import ArrayDocuments

INDEX_NAME = "MAIN"


AnalyzerOf = Callable[[Field], Any]
"""Gives what cuts a query to a field into terms, for Whoosh's own query parser."""


def plain_analyzer(field: Field) -> Any:
    """Return words between blanks, in small letters."""
    return SpaceSeparatedTokenizer() | LowercaseFilter()


def whoosh_schema(schema: Schema, analyzer_of: AnalyzerOf = plain_analyzer) -> WhooshSchema:
    """Return the Whoosh schema of an index. Its analyzers cut queries; documents were analysed before."""
    fields: dict[str, Any] = {f.name: TEXT(analyzer=analyzer_of(f), phrase=f.positions) for f in schema.fields}
    fields |= {name: COLUMN(RefBytesColumn()) for name in schema.labels}
    fields |= {name: COLUMN(NumericColumn("i", default=NO_DAY)) for name in schema.days}
    return WhooshSchema(key=STORED(), **fields)


def _refuse() -> NoReturn:
    raise IndexReadOnly("columnar.read_only")


class ArraySegment(SegmentRecord):
    """Whoosh's record of a segment: the name of its file, its documents and the deleted ones. Pickles by ``whoosh_compat.index`` only."""

    def __init__(self, name: str, documents: int, deleted: bytes, opened: Segment | None = None) -> None:
        """``deleted``: int32 document numbers as bytes."""
        super().__init__(INDEX_NAME)
        self.segid = Path(name).stem
        self.file, self.documents = name, documents
        self.deleted = frozenset(np.frombuffer(deleted, np.int32).tolist())
        self._opened = opened

    def __reduce__(self) -> NoReturn:
        # What a Whoosh writer does last is to pickle the segments into a new table of contents.
        _refuse()

    def opened(self, storage: Any) -> Segment:
        """Return the segment itself, mapped at the first call."""
        if self._opened is None:
            self._opened = Segment(Path(storage.folder) / self.file)
        return self._opened

    def codec(self) -> ArrayCodec:
        """Return the codec that reads it."""
        return ArrayCodec()

    def doc_count_all(self) -> int:
        """Return documents, the deleted included."""
        return self.documents

    def deleted_count(self) -> int:
        """Return deleted documents."""
        return len(self.deleted)

    def deleted_docs(self) -> frozenset[int]:
        """Return their numbers."""
        return self.deleted

    def is_deleted(self, docnum: int) -> bool:
        """Tell whether a document is deleted."""
        return docnum in self.deleted

    def delete_document(self, docnum: int, delete: bool = True) -> NoReturn:
        """Refuse."""
        _refuse()

    def set_doc_count(self, doccount: int) -> NoReturn:
        """Refuse."""
        _refuse()


class ArrayCodec(Codec):
    """Reads array segments."""

    def terms_reader(self, storage: Any, segment: ArraySegment) -> ArrayTerms:
        """Return terms and postings."""
        return ArrayTerms(segment.opened(storage))

    def per_document_reader(self, storage: Any, segment: ArraySegment) -> ArrayDocuments:
        """Return lengths, columns and stored fields."""
        return ArrayDocuments(segment, segment.opened(storage))

    def automata(self, storage: Any, segment: ArraySegment) -> Automata:
        """Return fuzzy terms: Whoosh's automata over our cursor."""
        return Automata()

    def postings_reader(
        self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> NoReturn:
        """Refuse: postings are no file of their own; ``terms_reader`` gives them."""
        _refuse()

    def postings_writer(self, dbfile: Any, byteids: bool = False) -> NoReturn:
        """Refuse."""
        _refuse()

    def new_segment(self, storage: Any, indexname: str) -> NoReturn:
        """Refuse."""
        _refuse()

    def per_document_writer(self, storage: Any, segment: Any) -> NoReturn:
        """Refuse."""
        _refuse()

    def field_writer(self, storage: Any, segment: Any) -> NoReturn:
        """Refuse."""
        _refuse()


class _Held:
    """The terms of one field that documents of the segment hold; a vocabulary is shared by several fields."""

    def __init__(self, arrays: FieldArrays) -> None:
        self.arrays = arrays
        self.numbers = np.flatnonzero(np.diff(arrays.doc_offsets))

    def from_(self, term_bytes: bytes) -> int:
        """Return place of the first held term that is not below the one given."""
        return int(np.searchsorted(self.numbers, self.arrays.terms.first_from(term_bytes)))

    def term_bytes(self, place: int) -> bytes:
        """Return the term at a place."""
        return self.arrays.terms.term_bytes(int(self.numbers[place]))

    def number(self, term_bytes: bytes) -> int:
        """Return the number of a held term, -1 when it is none."""
        number = self.arrays.number(term_bytes.decode("utf-8", "replace"))
        return number if number >= 0 and self.arrays.doc_offsets[number] < self.arrays.doc_offsets[number + 1] else -1


def _info(arrays: FieldArrays, number: int) -> TermInfo:
    docs, freqs = arrays.docs(number), arrays.freqs(number)
    lengths = arrays.lengths[docs]
    return TermInfo(
        weight=int(freqs.sum()),
        df=int(docs.size),
        minlength=int(lengths.min()),
        maxlength=int(lengths.max()),
        maxweight=int(freqs.max()),
        minid=int(docs[0]),
        maxid=int(docs[-1]),
    )


class ArrayTerms(TermsReader):
    """The terms of an opened segment."""

    def __init__(self, segment: Segment) -> None:
        self._segment = segment
        self._held: dict[str, _Held] = {}

    def _field(self, fieldname: str) -> _Held:
        if fieldname not in self._held:
            self._held[fieldname] = _Held(self._segment.field(fieldname))
        return self._held[fieldname]

    def _number(self, fieldname: str, text: bytes) -> int:
        number = self._field(fieldname).number(text)
        if number < 0:
            raise TermNotFound(f"{fieldname}:{text!r}")
        return number

    def __contains__(self, term: tuple[str, bytes]) -> bool:
        return term[0] in self.indexed_field_names() and self._field(term[0]).number(term[1]) >= 0

    def cursor(self, fieldname: str, fieldobj: Any) -> ArrayCursor:
        """Return a cursor at the first term of a field."""
        return ArrayCursor(self._field(fieldname), fieldobj)

    def terms(self) -> Iterator[tuple[str, bytes]]:
        """Return (field, term), sorted."""
        for name in sorted(self.indexed_field_names()):
            yield from self.terms_from(name, b"")

    def terms_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[str, bytes]]:
        """Return (field, term) of one field, from a spelling on."""
        held = self._field(fieldname)
        for place in range(held.from_(prefix), held.numbers.size):
            yield fieldname, held.term_bytes(place)

    def items(self) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Return ((field, term), statistics), sorted."""
        for name, text in self.terms():
            yield (name, text), self.term_info(name, text)

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[tuple[str, bytes], TermInfo]]:
        """Return ((field, term), statistics) of one field, from a spelling on."""
        for name, text in self.terms_from(fieldname, prefix):
            yield (name, text), self.term_info(name, text)

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """Return statistics of a term. Raises TermNotFound."""
        return _info(self._field(fieldname).arrays, self._number(fieldname, text))

    def frequency(self, fieldname: str, text: bytes) -> int:
        """Return occurrences of a term; 0 where this segment lacks it."""
        field = self._field(fieldname)
        number = field.number(text)
        return int(field.arrays.freqs(number).sum()) if number >= 0 else 0

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """Return documents of a term, the deleted included; 0 where this segment lacks it."""
        field = self._field(fieldname)
        number = field.number(text)
        return int(field.arrays.docs(number).size) if number >= 0 else 0

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> ArrayMatcher:
        """Return the postings of a term. Raises TermNotFound."""
        number = self._number(fieldname, text)
        return ArrayMatcher(self._field(fieldname).arrays, number, (fieldname, text), format_, scorer)

    def indexed_field_names(self) -> tuple[str, ...]:
        """Return every field with terms."""
        return tuple(self._segment.schema.by_name)

    def close(self) -> None:
        """Do nothing: the file is unmapped with the arrays."""


class ArrayCursor(FieldCursor):
    """Walks over the terms of a field."""

    def __init__(self, held: _Held, fieldobj: Any) -> None:
        self._terms, self._field, self._place = held, fieldobj, 0

    def first(self) -> str | None:
        """Go to the first term and return it."""
        self._place = 0
        return self.text()

    def find(self, term: str | bytes) -> str | None:
        """Go to the first term that is not below the one given and return it."""
        self._place = self._terms.from_(term if isinstance(term, bytes) else self._field.to_bytes(term))
        return self.text()

    def next(self) -> str | None:
        """Go to the next term and return it."""
        self._place += 1
        return self.text()

    def text(self) -> str | None:
        """Return the term, None behind the last."""
        return self._terms.term_bytes(self._place).decode() if self.is_valid() else None

    def term_info(self) -> TermInfo | None:
        """Return its statistics."""
        return _info(self._terms.arrays, int(self._terms.numbers[self._place])) if self.is_valid() else None

    def is_valid(self) -> bool:
        """Tell whether it stands at a term."""
        return self._place < self._terms.numbers.size


class ArrayMatcher(LeafMatcher):
    """The postings of one term, in place; skips by binary search, and by block maxima when only good documents matter."""

    def __init__(self, arrays: FieldArrays, number: int, term: tuple[str, bytes], format_: Any, scorer: Any) -> None:
        self._arrays, self._number, self._term, self.format, self.scorer = arrays, number, term, format_, scorer
        self._docs, self._freqs = arrays.docs(number), arrays.freqs(number)
        self._block = int(arrays.block_offsets[number])
        self._i = 0

    def copy(self) -> ArrayMatcher:
        """Return a matcher at the same place."""
        other = ArrayMatcher(self._arrays, self._number, self._term, self.format, self.scorer)
        other._i = self._i
        return other

    def reset(self) -> None:
        """Go back to the first document."""
        self._i = 0

    def is_active(self) -> bool:
        """Tell whether it stands at a document."""
        return self._i < self._docs.size

    def id(self) -> int:
        """Return the document."""
        return int(self._docs[self._i])

    def weight(self) -> float:
        """Return how often the term occurs in it."""
        return float(self._freqs[self._i])

    def value(self) -> NoReturn:
        """Refuse: only a Whoosh writer that merges segments asks for coded postings; readers ask ``value_as``."""
        _refuse()

    def all_ids(self) -> Iterator[int]:
        """Return every document from here on."""
        return iter(self._docs[self._i :].tolist())

    def next(self) -> bool:  # type: ignore[override]
        """Go to the next document; True at the beginning of a block."""
        if not self.is_active():
            raise ReadTooFar
        self._i += 1
        return self._i % BLOCK == 0

    def skip_to(self, id: int) -> None:
        """Go to the first document at or after the one given."""
        if not self.is_active():
            raise ReadTooFar
        if id > self._docs[self._i]:
            self._i += int(np.searchsorted(self._docs[self._i :], id))

    def skip_to_quality(self, minquality: float) -> int:
        """Pass over blocks that cannot hold a better score; return how many."""
        passed = 0
        while self.is_active() and self.block_quality() <= minquality:
            self._i = (self._i // BLOCK + 1) * BLOCK
            passed += 1
        return passed

    def block_min_length(self) -> int:
        """Return the lowest length in the block."""
        return int(self._arrays.block_lengths[self._block + self._i // BLOCK])

    def block_max_weight(self) -> float:
        """Return the highest frequency in the block."""
        return float(self._arrays.block_freqs[self._block + self._i // BLOCK])

    @cached_property
    def _ends(self) -> NDArray[np.int64]:
        return np.cumsum(self._freqs, dtype=np.int64)

    def value_as(self, astype: str) -> Any:
        """Return the current document's positions or frequency."""
        if astype != "positions":
            return int(self._freqs[self._i])
        end = int(self._ends[self._i])
        return self._arrays.positions(self._number)[end - int(self._freqs[self._i]) : end].tolist()
