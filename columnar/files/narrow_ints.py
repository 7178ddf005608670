"""Numbers in few bits: what rarely does not fit stands aside, by its place, and an escape in its stead.

Frequencies take 8 bits (255 is the escape). A running text takes 16: codes of the 65,534 most frequent terms, one for the break, one
for all rarer terms. Segments of fewer terms need no codes: their numbers fit as they are.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from columnar.model import BREAK

Ints = NDArray[np.int32]

BYTE_ESCAPE = 255
"""In a frequency: look aside."""

CODES = 1 << 16
RARE = CODES - 1
"""In a running text: a term without a code."""

BREAK_CODE = CODES - 2

_PIECE = 1 << 20


def narrow(values: NDArray[Any], highest: int) -> NDArray[Any]:
    """Return the values in 16 bits when the highest fits, else in 32."""
    return values.astype(np.uint16 if highest < 2**16 else np.int32, copy=False)


def small_offsets(offsets: NDArray[np.int64]) -> NDArray[Any]:
    """Return ascending offsets in 32 bits when the last fits."""
    return offsets.astype(np.int32 if offsets[-1] < 2**31 else np.int64, copy=False)


def in_bytes(values: NDArray[Any]) -> tuple[NDArray[np.uint8], NDArray[np.int64], Ints]:
    """Return positive numbers in bytes, the places of those that do not fit, and these."""
    places = np.flatnonzero(values >= BYTE_ESCAPE)
    small = np.empty(values.size, np.uint8)
    np.minimum(values, BYTE_ESCAPE, out=small, casting="unsafe")
    return small, places, values[places].astype(np.int32)


@dataclass(frozen=True, slots=True)
class Codes:
    """``of`` (terms + 1,) the code of each number, the break's at the end."""

    of: NDArray[np.uint16]

    @property
    def terms(self) -> Ints:
        """(CODES,) the number of each code: the number after the last for the break, -1 for RARE."""
        own = np.full(CODES, -1, np.int32)
        coded = np.flatnonzero(self.of != RARE)
        own[self.of[coded]] = coded
        return own

    @classmethod
    def made(cls, texts: Iterable[Ints], size: int, most: int) -> Codes | None:
        """Return codes of the ``most`` frequent of ``size`` terms of running texts; None when all their numbers fit as they are."""
        if size <= most + 1:
            return None
        counts = np.zeros(size + 1, np.int64)
        for text in texts:
            # Piece by piece, for counting widens what it counts.
            for at in range(0, text.size, _PIECE):
                counts += np.bincount(text[at : at + _PIECE] - BREAK, minlength=size + 1)
        of = np.full(size + 1, RARE, np.uint16)
        of[np.argsort(-counts[1:], kind="stable")[:most]] = np.arange(most, dtype=np.uint16)
        of[BREAK] = BREAK_CODE
        return cls(of)
