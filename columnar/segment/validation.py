"""What must hold of the arrays of a field before kernels, which read by address, are given them.

Offsets and small tables are looked through once, when a field is first asked for; numbers of postings and of running texts are
bounded by the kernels where they are used.
"""

from __future__ import annotations

from typing import Any

from numpy.typing import NDArray

from columnar.errors import IndexDamaged
from columnar.files.narrow_ints import CODES
from columnar.segment.reader import FieldArrays


def check_postings(arrays: FieldArrays, documents: int) -> None:
    """Hold the offsets, lengths and large frequencies of a field against its postings. Raises IndexDamaged."""
    terms = len(arrays.terms)
    docs, freqs = arrays.lazy_docs.data, arrays.lazy_freqs.data
    _require(arrays, _is(docs, "i4") and _is(freqs, "u1", "u2", "i4") and docs.size == freqs.size, "postings")
    _require(arrays, _are_offsets(arrays.doc_offsets, terms, docs.size), "doc_offsets")
    lengths = arrays.lengths
    _require(arrays, _is(lengths, "i4") and lengths.size == documents and not _has_negative(lengths), "lengths")
    places, values = arrays.large
    _require(arrays, places.size == values.size and _is(places, "i8") and not _has_negative(values), "large")
    if arrays.has_positions:
        positions = arrays.lazy_positions.data
        _require(arrays, _is(positions, "u2", "i4"), "positions")
        _require(arrays, _are_offsets(arrays.position_offsets, terms, positions.size), "position_offsets")


def check_text(arrays: FieldArrays, documents: int) -> None:
    """Hold the tables that lead from the running text of a field to its terms against each other. Raises IndexDamaged."""
    forward, codes, derived = arrays.forward, arrays.code_numbers, arrays.to_derived
    terms = len(arrays.terms)
    _require(arrays, _is(forward, "u2", "i4"), "forward")
    _require(arrays, _is(arrays.starts, "i8") and _are_offsets(arrays.starts, documents, forward.size), "starts")
    if codes is not None:
        _require(arrays, _is(forward, "u2") and codes.size == CODES and _are_numbers(codes, terms), "codes")
        places, rare = arrays.rare
        _require(arrays, places.size == rare.size and _is(places, "i8") and not _has_negative(rare), "rare")
    if derived is not None:
        _require(arrays, _are_numbers(derived, terms), "derived")


def _require(arrays: FieldArrays, holds: bool, part: str) -> None:
    if not holds:
        raise IndexDamaged("columnar.file_damaged", file=arrays.file, why=f"{arrays.name}: wrong {part}")


def _is(data: NDArray[Any], *kinds: str) -> bool:
    return data.dtype.isnative and data.dtype.str[1:] in kinds


def _has_negative(data: NDArray[Any]) -> bool:
    return bool(data.size) and int(data.min()) < 0


def _are_offsets(data: NDArray[Any], entries: int, end: int) -> bool:
    """Tell whether (entries + 1,) ascending offsets begin at 0 and end within ``end``."""
    if data.size != entries + 1 or int(data[0]) != 0 or int(data[-1]) > end:
        return False
    return bool((data[1:] >= data[:-1]).all())


def _are_numbers(data: NDArray[Any], terms: int) -> bool:
    """Tell whether all are numbers of terms, of the break behind the last, or none (-1)."""
    return _is(data, "i4") and (not data.size or (int(data.min()) >= -1 and int(data.max()) <= terms))
