"""An opened array segment: one memory-mapped file that Whoosh's matchers, NumPy and compiled kernels all read.

For each field, the postings of term t are the slices between ``doc_offsets`` t and t + 1: ``docs`` (int32, ascending) and
``freqs``; ``positions`` (in the document, ascending) stand in the same order, ``freqs`` of them a document, between
``position_offsets`` t and t + 1. A frequency is a byte, 255 where it is larger: then ``large_at`` has its place and ``large`` its
value. Positions take 16 bits where the highest of them fits. ``block_freqs`` and ``block_lengths`` bound the score of every BLOCK
postings.

For each stream, ``forward`` holds the terms of all documents in reading order, with a break between sentences and after each
document: place = ``starts[doc]`` + position, so a phrase check is one gather and crosses neither. In 16 bits stand the term's number
(the break's is the one after the last) or, in a segment of more terms, its code: ``codes.VOCABULARY`` has the number of each code,
``rare_at`` and ``rare`` the places and numbers of the terms without one. A derived field has no forward array of its own:
``derived.VOCABULARY`` maps a number of the base vocabulary to its own, ``codes.VOCABULARY`` a code. Nor has it lengths: deriving
neither adds nor drops a term.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from columnar.errors import IndexDamaged
from columnar.files.held_arrays import HeldArrays
from columnar.files.mapped_arrays import LazyArray, MappedArrays, read_arrays
from columnar.files.narrow_ints import BREAK_CODE, RARE
from columnar.files.term_dictionary import TermDictionary
from columnar.model import BREAK
from columnar.schema import Schema
from columnar.segment.documents import Payload, StoredBytes
from columnar.segment.inversion import block_offsets, transpose_bag
from columnar.segment.transpose import offsets_of

SUFFIX = ".seg"

Ints = NDArray[np.int32]
_NONE = np.zeros(0, np.int64)


class Segment:
    """An opened segment file; documents are numbered 0..documents-1."""

    def __init__(self, path: Path, held: tuple[HeldArrays, Mapping[str, Any]] | None = None) -> None:
        """Map the file; ``held``: what would be in it, where it lies in memory instead. Raises IndexDamaged."""
        self.path = path
        self.arrays: HeldArrays | MappedArrays
        self.arrays, meta = held or read_arrays(path)
        try:
            self.documents = int(meta["documents"])
            self.labels: dict[str, list[str]] = meta["labels"]
            self.schema = Schema.from_json(meta["schema"])
            self.vocabularies = {
                name: TermDictionary(self.arrays, f"terms.{name}") for name in self.schema.vocabularies
            }
        except (KeyError, TypeError, ValueError) as error:
            raise IndexDamaged("columnar.schema_unreadable", file=path.name, why=error) from None
        self._fields = {f.name: FieldArrays(self, f.name) for f in self.schema.fields}

    def check_documents(self, docs: Ints) -> None:
        """Hold document numbers kept in another file against this segment. Raises IndexDamaged."""
        if docs.size and not (int(docs.min()) >= 0 and int(docs.max()) < self.documents):
            raise IndexDamaged("columnar.file_damaged", file=self.path.name, why="it lacks a deleted document")

    def column(self, name: str) -> Ints:
        """Return (documents,) ordinals into ``labels[name]``, or days. Raises IndexDamaged."""
        own: Ints = self.arrays[f"column.{name}"]
        known = len(self.labels[name]) if name in self.labels else None
        beyond = known is not None and own.size and not (int(own.min()) >= 0 and int(own.max()) < known)
        if own.size != self.documents or beyond:
            raise IndexDamaged("columnar.file_damaged", file=self.path.name, why=f"wrong column {name}")
        return own

    def unmap(self) -> None:
        """Unmap the pages read so far; what is read again is mapped again."""
        self.arrays.unmap()

    def field(self, name: str) -> FieldArrays:
        """Return the arrays of a field; KeyError for a field not in the schema."""
        return self._fields[name]

    def payload(self, docs: Ints | None = None) -> list[Payload]:
        """Return the payload lines of all documents, or only those of ``docs``."""
        owners = self.arrays["payload_docs"]
        chosen = np.arange(owners.size) if docs is None else np.flatnonzero(np.isin(owners, docs))
        if not chosen.size:
            return []
        lines = self.arrays["payload"].tobytes().decode().split("\n")
        return [Payload(int(owners[i]), lines[i]) for i in chosen.tolist()]

    @cached_property
    def _stored(self) -> tuple[memoryview, LazyArray]:
        offsets, data = self.arrays["stored_offsets"], self.arrays.lazy("stored")
        ascends = offsets.size == self.documents + 1 and bool((offsets[1:] >= offsets[:-1]).all())
        if not (ascends and int(offsets[0]) == 0 and int(offsets[-1]) == data.data.size):
            raise IndexDamaged("columnar.file_damaged", file=self.path.name, why="wrong places of what is stored")
        return offsets.data, data

    def stored(self, doc: int) -> bytes:
        """Return the bytes that are kept with a document. Raises IndexDamaged."""
        offsets, data = self._stored
        return data.read(offsets[doc], offsets[doc + 1]).tobytes()

    def stored_bytes(self, live: NDArray[np.bool_]) -> StoredBytes:
        """Return what is kept with the documents that are ``live``."""
        offsets, data = np.asarray(self._stored[0]), self._stored[1]
        every = data.read(0, data.data.size)
        sizes = np.diff(offsets)
        if live.all():
            return StoredBytes(every, offsets)
        return StoredBytes(every[np.repeat(live, sizes)], offsets_of(sizes[live]))


class FieldArrays:
    """One field of a segment; arrays are views of the mapped file."""

    def __init__(self, segment: Segment, name: str) -> None:
        """Name the field; nothing is read before it is asked for."""
        self._arrays, self.name, self._field = segment.arrays, name, segment.schema.by_name[name]
        self.file = segment.path.name
        self._base = segment.vocabularies[segment.schema.base(self._field.vocabulary)]
        self._is_derived = self._field.vocabulary in segment.schema.derived
        self.terms: TermDictionary = segment.vocabularies[self._field.vocabulary]

    def _own(self, part: str) -> NDArray[Any]:
        return self._arrays[f"{self.name}.{part}"]

    def _lazy(self, part: str) -> LazyArray:
        return self._arrays.lazy(f"{self.name}.{part}")

    def _shared(self, part: str) -> NDArray[Any]:
        return self._arrays[f"{self._field.stream}.{part}"]

    @property
    def has_positions(self) -> bool:
        """Whether phrases can be looked for."""
        return self._field.positions

    @cached_property
    def starts(self) -> NDArray[np.int64]:
        """(documents + 1,) place in ``forward`` at which each document begins."""
        return self._shared("starts")

    @cached_property
    def forward(self) -> NDArray[Any]:
        """(places,) codes (see ``code_numbers``) or term numbers of the base vocabulary in reading order, uint16 or int32."""
        return self._shared("forward")

    @cached_property
    def code_numbers(self) -> Ints | None:
        """(CODES,) this field's number of each code, below 0 for the break of a derived field and for RARE; None: no codes."""
        return self._arrays.get(f"codes.{self._field.vocabulary}")

    @cached_property
    def rare(self) -> tuple[NDArray[np.int64], Ints]:
        """Ascending places of the terms without a code, and their numbers in the base vocabulary."""
        if self.code_numbers is None:
            return _NONE, np.zeros(0, np.int32)
        return self._shared("rare_at"), self._shared("rare")

    @cached_property
    def is_break(self) -> int:
        """What stands in ``forward`` for a break."""
        return len(self._base) if self.code_numbers is None else BREAK_CODE

    @cached_property
    def to_derived(self) -> Ints | None:
        """(base terms + 1,) this field's number of each number of the base vocabulary, BREAK for the break; None: the same."""
        return self._arrays[f"derived.{self._field.vocabulary}"] if self._is_derived else None

    @cached_property
    def lengths(self) -> Ints:
        """(documents,) tokens of each document."""
        return self._shared("lengths")

    @cached_property
    def doc_offsets(self) -> NDArray[Any]:
        """(terms + 1,) where the documents of each term begin."""
        return self._own("doc_offsets")

    @cached_property
    def position_offsets(self) -> NDArray[Any]:
        """(terms + 1,) where the positions of each term begin."""
        return self._own("position_offsets")

    @property
    def all_docs(self) -> Ints:
        """Documents of all terms, one term after the other."""
        return self._own("docs")

    @cached_property
    def lazy_docs(self) -> LazyArray:
        """``all_docs``, of which only some terms' are read."""
        return self._lazy("docs")

    @cached_property
    def lazy_freqs(self) -> LazyArray:
        """Frequencies beside ``all_docs``, uint8 with an escape."""
        return self._lazy("freqs")

    @cached_property
    def lazy_positions(self) -> LazyArray:
        """Positions in the document of every occurrence, uint16 or int32, one posting after the other."""
        return self._lazy("positions")

    @cached_property
    def large(self) -> tuple[NDArray[np.int64], Ints]:
        """Ascending places in ``all_freqs`` of escapes, and the frequencies meant."""
        return self._own("large_at"), self._own("large")

    def frequencies(self, low: int, high: int) -> Ints:
        """Return the frequencies at places [low, high) of ``all_freqs``."""
        found = self.lazy_freqs.read(low, high).astype(np.int32)
        places, values = self.large
        begin, end = np.searchsorted(places, (low, high)) if places.size else (0, 0)
        found[places[begin:end] - low] = values[begin:end]
        return found

    @cached_property
    def block_offsets(self) -> NDArray[np.int64]:
        """(terms + 1,) where the blocks of each term begin."""
        return block_offsets(self.doc_offsets)

    @cached_property
    def block_freqs(self) -> NDArray[Any]:
        """The highest frequency of every block, uint16 or int32."""
        return self._own("block_freqs")

    @cached_property
    def block_lengths(self) -> Ints:
        """The lowest document length of every block."""
        return self._own("block_lengths")

    def number(self, term: str) -> int:
        """Return the number of a term, -1 when unknown."""
        return self.terms.number(term)

    def run(self, number: int) -> slice:
        """Return where the postings of a term stand."""
        return slice(int(self.doc_offsets[number]), int(self.doc_offsets[number + 1]))

    def docs(self, number: int) -> Ints:
        """Return ascending documents of a term. Raises IndexDamaged."""
        run = self.run(number)
        return self.docs_between(run.start, run.stop)

    def docs_between(self, low: int, high: int) -> Ints:
        """Return the documents at places [low, high) of ``all_docs``, none beyond the segment. Raises IndexDamaged."""
        found: Ints = self.lazy_docs.read(low, high)
        self._require(not found.size or (int(found.min()) >= 0 and int(found.max()) < self.lengths.size))
        return found

    def _require(self, holds: bool) -> None:
        """Raise IndexDamaged where numbers lead beyond their arrays."""
        if not holds:
            raise IndexDamaged("columnar.numbers_damaged")

    def freqs(self, number: int) -> Ints:
        """Return frequencies beside ``docs``."""
        run = self.run(number)
        return self.frequencies(run.start, run.stop)

    def positions(self, number: int) -> NDArray[Any]:
        """Return positions of a term in its documents, ascending in each, one document after the other."""
        if not self.has_positions:
            return _NONE
        return self.lazy_positions.read(int(self.position_offsets[number]), int(self.position_offsets[number + 1]))

    def places(self, number: int) -> NDArray[np.int64]:
        """Return ascending places in ``forward`` of a term."""
        if not self.has_positions:
            return _NONE
        docs, freqs, positions = self.docs(number), self.freqs(number), self.positions(number)
        self._require(bool((freqs >= 0).all()) and int(freqs.sum(dtype=np.int64)) == positions.size)
        found = np.repeat(self.starts[docs], freqs)
        found += positions
        self._require(not found.size or (int(found.min()) >= 0 and int(found.max()) < self.forward.size))
        return found

    def at(self, places: NDArray[np.int64]) -> NDArray[Any]:
        """Return this field's term numbers at some places in ``forward``; those of breaks belong to no term."""
        return self._numbers(self.forward[places], lambda rare: np.searchsorted(self.rare[0], places[rare]))

    def text(self, low: int, high: int) -> NDArray[Any]:
        """Return the same at the places [low, high)."""
        return self._numbers(self.forward[low:high], lambda rare: np.searchsorted(self.rare[0], rare + low))

    def _numbers(self, held: NDArray[Any], which: Callable[[NDArray[np.int64]], NDArray[np.int64]]) -> NDArray[Any]:
        """Return the term numbers of what ``forward`` holds; ``which`` of the terms without a code stand there."""
        if self.code_numbers is None:
            numbers: NDArray[Any] = held if self.to_derived is None else self.to_derived[held]
            return numbers
        numbers = self.code_numbers[held]
        rare = np.flatnonzero(held == RARE)
        if rare.size:
            own = self.rare[1][which(rare)]
            numbers[rare] = own if self.to_derived is None else self.to_derived[own]
        return numbers

    def running(self) -> Ints:
        """Return (places,) this field's term numbers in reading order, BREAK between sentences and after each document."""
        numbers: Ints = self.text(0, self.forward.size).astype(np.int32)
        numbers[numbers == len(self.terms)] = BREAK
        return numbers

    def bag(self, documents: int) -> tuple[Ints, NDArray[np.int64]]:
        """Return (tokens,) this field's term numbers of each document, by number with repeats, and where each document begins."""
        return transpose_bag(self.all_docs, self.frequencies(0, self.lazy_freqs.data.size), self.doc_offsets, documents)

    def prefix_range(self, prefix: str) -> tuple[int, int]:
        """Return term numbers [low, high) that begin with the prefix."""
        return self.terms.prefix_range(prefix)

    def phrase_starts(self, numbers: Sequence[int]) -> NDArray[np.int64]:
        """Return ascending places at which the terms stand side by side; all numbers must be known."""
        if not self.has_positions:
            return _NONE
        counts = [self.position_offsets[n + 1] - self.position_offsets[n] for n in numbers]
        order = np.argsort(counts, kind="stable")
        rarest = int(order[0])
        found = self.places(numbers[rarest]) - rarest
        found = found[(found >= 0) & (found + len(numbers) <= self.forward.size)]
        for k in order[1:]:
            found = found[self.at(found + int(k)) == numbers[int(k)]]
        return found
