"""Point to the arrays of a reader: the leaves of programs hold their addresses."""

from __future__ import annotations

import struct
from array import array
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from columnar.execution.lazy_attribute import lazy_attribute
from columnar.execution.made_lists import MadeLists
from columnar.execution.scratch import address
from columnar.kernels import layout as slot
from columnar.query.bm25 import field_statistics
from columnar.reader.index_reader import IndexReader
from columnar.segment.reader import FieldArrays
from columnar.segment.validation import check_postings, check_text

_DOC = 4
"""Bytes of a document number."""

_WIDE = 4
"""Bytes of a wide frequency, position or term number; the others take two."""

_NO_PHRASE = [0] * (slot.LEAF_WIDTH - slot.LEAF_POSITIONS)

_LEAVES = 4096
"""Leaves of terms that are kept."""

_LONGER = 32
"""How many times the places of the rarest term the postings of the second may be to be walked beside them: beyond, it is
cheaper to look into the text at each place, which misses the caches."""


@lru_cache(maxsize=4096)
def bits(number: float) -> int:
    """Return a float64 as the integer of the same bits."""
    return int(struct.unpack("<q", struct.pack("<d", number))[0])


class PostingsPointers:
    """Addresses of one field of one segment."""

    def __init__(self, arrays: FieldArrays, segment: int, base: int) -> None:
        """``base`` is the number of the segment's first document."""
        self._arrays = arrays
        self.number = arrays.terms.number
        self.prefix_range = arrays.prefix_range
        self.has_positions = arrays.has_positions
        self.segment, self.base = segment, base
        check_postings(arrays, arrays.lengths.size)
        self._lazy_docs, self._lazy_freqs = arrays.lazy_docs, arrays.lazy_freqs
        self._docs, self._freqs = address(self._lazy_docs.data), address(self._lazy_freqs.data)
        self._lengths, self._limit = address(arrays.lengths), int(arrays.lengths.size)
        self._size = int(self._lazy_freqs.data.itemsize)
        self._wide = slot.BYTES if self._size == 1 else int(self._size == _WIDE)
        self._offsets = arrays.doc_offsets.data
        self._unverified = bytearray(b"\1" * len(arrays.terms))
        self._unverified_places = bytearray(self._unverified)
        self._leaves: dict[int, list[int]] = {}
        places, values = (part.tolist() for part in arrays.large)
        self._large_kept = array("q", [len(places), self._freqs, *places, *values])
        self._large = self._large_kept.buffer_info()[0] if places else 0

    def term(self, number: int) -> list[int]:
        """Return the leaf of one term, which is not to be changed; -1 gives an empty one."""
        known = self._leaves.get(number)
        if known is not None:
            return known
        low, high = (self._offsets[number], self._offsets[number + 1]) if number >= 0 else (0, 0)
        if number >= 0 and self._unverified[number]:
            self._verify(low, high)
            self._unverified[number] = 0
        if len(self._leaves) >= _LEAVES:
            self._leaves.clear()
        made = self._leaves[number] = self._leaf(slot.KIND_TERM, low, high)
        return made

    def _verify_places(self, number: int) -> None:
        """Verify the postings of a term and where it stands in its documents. Raises IndexDamaged."""
        self._verify(self._offsets[number], self._offsets[number + 1])
        places = self._places[2]
        self._arrays.lazy_positions.verify(places[number], places[number + 1])
        self._unverified_places[number] = 0

    def _verify(self, low: int, high: int) -> None:
        """Verify postings that no query has read yet. Raises IndexDamaged."""
        self._lazy_docs.verify(low, high)
        self._lazy_freqs.verify(low, high)

    def terms(self, low: int, high: int) -> list[int]:
        """Return the leaf of the terms in [low, high)."""
        kind = slot.KIND_TERM if high - low == 1 else slot.KIND_TERMS
        first, last = self._offsets[low], self._offsets[high]
        self._verify(first, last)
        return self._leaf(kind, first, last)

    def made(self, docs: NDArray[np.int32], freqs: NDArray[np.int32]) -> list[int]:
        """Return the leaf of a list that an earlier query made; the arrays must be held on to."""
        return [
            slot.KIND_TERM, self.segment, address(docs), address(freqs), 1, 0, docs.size, self.base, self._lengths,
            self._limit, *_NO_PHRASE,
        ]  # fmt: skip

    def _leaf(self, kind: int, low: int, high: int) -> list[int]:
        docs, freqs = self._docs + _DOC * low, self._freqs + self._size * low
        size = high - low
        return [
            kind, self.segment, docs, freqs, self._wide, self._large, size, self.base, self._lengths, self._limit, *_NO_PHRASE,
        ]  # fmt: skip

    @lazy_attribute
    def text(self) -> NDArray[np.int64]:
        """The running text, as kernels read it (``layout.TEXT_WIDTH``)."""
        arrays = self._arrays
        check_text(arrays, self._limit)
        at, rare = arrays.rare
        derived = arrays.to_derived
        numbers = derived if arrays.code_numbers is None else arrays.code_numbers
        return np.array(
            [
                address(arrays.starts), address(arrays.forward), int(arrays.forward.itemsize == _WIDE),
                0 if numbers is None else address(numbers), arrays.forward.size,
                address(at), address(rare), at.size, 0 if derived is None else address(derived),
                0 if numbers is None else numbers.size, 0 if derived is None else derived.size,
            ],
            np.int64,
        )  # fmt: skip

    @cached_property
    def _places(self) -> tuple[int, int, memoryview, int]:
        """Address and width of the positions, where those of each term begin, the address of the text."""
        positions = self._arrays.lazy_positions.data
        return (
            address(positions),
            int(positions.itemsize),
            self._arrays.position_offsets.data,
            address(self.text),
        )

    @property
    def documents(self) -> int:
        """Documents of the segment."""
        return int(self._arrays.lengths.size)

    @property
    def size(self) -> int:
        """Terms of the field's vocabulary."""
        return len(self._arrays.terms)

    def phrase_of(self, terms: Sequence[str]) -> tuple[list[int], list[int]] | None:
        """Return the leaf of terms side by side, and the other terms, (place, number) each, whose slot the leaf still lacks.

        None where the field lacks a term, or keeps no positions.
        """
        numbers = [self.number(t) for t in terms]
        if min(numbers) < 0 or not self.has_positions:
            return None
        positions, size, places, text = self._places
        counts = [places[n + 1] - places[n] for n in numbers]
        order = sorted(range(len(numbers)), key=counts.__getitem__)
        one, other = order[0], order[1]
        rarest, second = numbers[one], numbers[other]
        low, high = self._offsets[second], self._offsets[second + 1]
        walked = high - low <= _LONGER * counts[one]
        if self._unverified_places[rarest]:
            self._verify_places(rarest)
        if walked and self._unverified_places[second]:
            self._verify_places(second)
        leaf = self._leaf(slot.KIND_PHRASE, self._offsets[rarest], self._offsets[rarest + 1])
        leaf[slot.LEAF_POSITIONS :] = (
            positions + size * places[rarest], int(size == _WIDE), text, one, 0, len(order) - 1,
            self._docs + _DOC * low, self._freqs + self._size * low, positions + size * places[second],
            high - low if walked else 0, counts[one], counts[other],
        )  # fmt: skip
        return leaf, [n for i in order[1:] for n in (i, numbers[i])]


@dataclass(frozen=True, slots=True)
class FieldPointers:
    """One field over all segments, and the numbers of BM25 as bits."""

    parts: tuple[PostingsPointers, ...]
    head: tuple[int, ...]
    """What stands behind the weight of a list, up to its leaves."""
    tail: tuple[int, ...]
    """Room for a list's results, and what stands behind."""


class IndexPointers:
    """The fields of an opened index, each taken up when a query first asks for it."""

    def __init__(self, reader: IndexReader, k1: float, b: float, made: MadeLists | None = None) -> None:
        """BM25's ``k1`` and ``b`` are part of what a field keeps; ``made``: the lists of earlier queries over this reader."""
        self._reader, self._k1, self._b = reader, k1, b
        self._fields: dict[str, FieldPointers] = {}
        self.made = made or MadeLists()

    def field(self, name: str) -> FieldPointers:
        """Return the field's addresses. Raises KeyError for a field not in the schema."""
        return self._fields.get(name) or self._point_to(name)

    def _point_to(self, name: str) -> FieldPointers:
        reader, k1, b = self._reader, self._k1, self._b
        parts, base = [], 0
        for number, segment in enumerate(reader.segments):
            parts.append(PostingsPointers(segment.field(name), number, base))
            base += segment.documents
        documents, average = field_statistics(reader, name)
        norm, slope = k1 * (1 - b), k1 * b / average
        head, tail = (bits(norm), bits(slope), documents, 0), (0, 0, 0, 0, bits(k1 + 1))
        # Two threads may get here at once: programs point into what is kept, so the first one's stays.
        return self._fields.setdefault(name, FieldPointers(tuple(parts), head, tail))
