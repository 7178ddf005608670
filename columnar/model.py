"""What an index holds: terms in sorted order, postings, the marks of absence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

NO_DAY = -(2**31)


BREAK = -1
"""Stands between sentences in a zone's term numbers: no phrase crosses it."""


@dataclass(frozen=True, slots=True)
class Terms:
    """Distinct terms in sorted order as one byte string: UTF-8, a newline between neighbours; no term is empty."""

    data: bytes = b""

    @classmethod
    def of(cls, terms: Iterable[str]) -> Self:
        """Take terms in any order, with or without repeats."""
        return cls("\n".join(sorted(set(terms))).encode())

    def __len__(self) -> int:
        return self.data.count(b"\n") + 1 if self.data else 0

    def texts(self) -> list[str]:
        """Return the terms as strings."""
        return self.data.decode().split("\n") if self.data else []


@dataclass(frozen=True, slots=True)
class Postings:
    """Documents (int32, ascending, without the deleted) and how often the thing occurs in each (int32)."""

    docs: NDArray[np.int32]
    freqs: NDArray[np.int32]
