"""The terms of a segment as arrays: sorted for ranges, hashed for look-ups, never held as Python strings.

``<name>.bytes``: the sorted terms as ``Terms.data``; ``<name>.offsets``: (terms + 1,) where each begins; ``<name>.slots`` and
``<name>.hashed``: the term numbers ordered by hash, and where each of the hash values begins. A look-up reads two neighbours of
``slots`` and compares one or two terms: a microsecond, without a dictionary that each process would have to build and keep.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from columnar.model import Terms

_KEPT = 4000
"""Look-ups that are kept."""


def _bits(terms: int) -> int:
    return max(terms - 1, 1).bit_length()


def _slot(term: bytes, bits: int) -> int:
    return crc32(term) >> (32 - bits)


def dictionary_arrays(name: str, terms: Terms) -> dict[str, NDArray[Any]]:
    """Return the arrays of a vocabulary, to be written into a segment."""
    data = np.frombuffer(terms.data, np.uint8)
    count = len(terms)
    offsets = np.zeros(count + 1, np.int32)
    if count:
        offsets[1:-1] = np.flatnonzero(data == ord("\n")) + 1
        offsets[-1] = data.size + 1  # As if a newline followed: every term ends one before the next begins.
    bits = _bits(count)
    each = terms.data.split(b"\n") if count else []
    slots = np.fromiter((_slot(term, bits) for term in each), np.int32, count)
    begins = np.zeros((1 << bits) + 1, np.int32)
    np.cumsum(np.bincount(slots, minlength=1 << bits), out=begins[1:])
    hashed = np.argsort(slots, kind="stable").astype(np.int32)
    return {f"{name}.bytes": data, f"{name}.offsets": offsets, f"{name}.slots": begins, f"{name}.hashed": hashed}


def _ascends(offsets: NDArray[Any], end: int) -> bool:
    """Tell whether offsets begin at 0, ascend and end at ``end``; nothing has the offset 0 alone."""
    return int(offsets[0]) == 0 and bool((offsets[1:] >= offsets[:-1]).all()) and (int(offsets[-1]) in (0, end))


def _are_terms(numbers: NDArray[Any]) -> bool:
    """Tell whether these are numbers of terms."""
    return not numbers.size or (int(numbers.min()) >= 0 and int(numbers.max()) < numbers.size)


class TermDictionary(Sequence[str]):
    """The terms of an opened segment, numbered in sorted order."""

    def __init__(self, arrays: Mapping[str, NDArray[Any]], name: str) -> None:
        """Take the mapped arrays of ``dictionary_arrays``. Raises ValueError where they do not fit each other."""
        self._bytes = arrays[f"{name}.bytes"]
        offsets, slots, hashed = (arrays[f"{name}.{part}"] for part in ("offsets", "slots", "hashed"))
        self._bits = _bits(offsets.size - 1)
        fits = slots.size == (1 << self._bits) + 1 and hashed.size == offsets.size - 1
        if not (
            fits and _ascends(offsets, self._bytes.size + 1) and _ascends(slots, hashed.size) and _are_terms(hashed)
        ):
            raise ValueError(f"the terms of {name} do not fit each other")
        self._view = self._bytes.data
        self._known: dict[str, int] = {}
        self._offsets, self._slots, self._hashed = offsets.data, slots.data, hashed.data

    def __len__(self) -> int:
        return len(self._offsets) - 1

    def term_bytes(self, number: int) -> bytes:
        """Return a term in UTF-8."""
        return bytes(self._view[self._offsets[number] : self._offsets[number + 1] - 1])

    def __getitem__(self, number: Any) -> Any:
        if isinstance(number, slice):
            low, high, _ = number.indices(len(self))
            return self.texts(low, high)
        return self.term_bytes(range(len(self))[number]).decode()

    def texts(self, low: int, high: int) -> list[str]:
        """Return the terms with numbers [low, high)."""
        if low >= high:
            return []
        return bytes(self._view[self._offsets[low] : self._offsets[high] - 1]).decode().split("\n")

    def number(self, term: str) -> int:
        """Return the number of a term, -1 when it is none; the last ones are kept, as a query asks for each in field after field."""
        known = self._known.get(term)
        if known is None:
            if len(self._known) >= _KEPT:
                self._known.clear()
            known = self._known[term] = self._find(term)
        return known

    def _find(self, term: str) -> int:
        term_bytes = term.encode("utf-8", "replace")
        slot = _slot(term_bytes, self._bits)
        for at in range(self._slots[slot], self._slots[slot + 1]):
            number = self._hashed[at]
            if self._view[self._offsets[number] : self._offsets[number + 1] - 1] == term_bytes:
                return number
        return -1

    def first_from(self, term_bytes: bytes) -> int:
        """Return the first number whose term (UTF-8) is not below the one given."""
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if self.term_bytes(middle) < term_bytes:
                low = middle + 1
            else:
                high = middle
        return low

    def prefix_range(self, prefix: str) -> tuple[int, int]:
        """Numbers [low, high) of the terms that begin with the prefix."""
        term_bytes = prefix.encode("utf-8", "replace")
        return self.first_from(term_bytes), self.first_from(term_bytes + b"\xff")

    def terms(self) -> Terms:
        """Return all of them as they are kept."""
        return Terms(self._bytes.tobytes())


def renumbering(vocabularies: Iterable[Terms]) -> tuple[Terms, list[NDArray[np.int32]]]:
    """Merge vocabularies: all their terms, and for each vocabulary its numbers' numbers among them."""
    listed = [v.texts() for v in vocabularies]
    every = sorted(set().union(*listed))
    number = {term: i for i, term in enumerate(every)}
    return Terms.of(every), [np.fromiter(map(number.__getitem__, own), np.int32, len(own)) for own in listed]
