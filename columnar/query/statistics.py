"""What scores are weighed by besides a document itself: how many documents there are, and how many of them hold something.

Taken from the reader by default; who ranks some documents of a larger collection gives that collection's numbers.
"""

from __future__ import annotations

from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from columnar.model import Postings
from columnar.query.bm25 import field_statistics
from columnar.query.plan import Clause, Scored
from columnar.reader.index_reader import IndexReader


class Statistics(Protocol):
    """Numbers of one collection of documents."""

    @property
    def documents(self) -> int:
        """Documents that are not deleted, 1 at least."""

    def of_field(self, field: str) -> tuple[int, float]:
        """Documents that have the field, and their mean length in tokens."""

    def frequency(self, node: Scored, found: Postings) -> int:
        """Documents that a node matches; ``found``: those of the reader."""

    def holding(self, clause: Clause, mask: NDArray[np.bool_]) -> int:
        """Documents that hold a clause; ``mask``: those of the reader."""

    def split_documents(self, found: int) -> int:
        """Documents of several texts; ``found``: those of the reader."""


class ReaderStatistics:
    """The numbers of a reader's own documents."""

    def __init__(self, reader: IndexReader) -> None:
        self._reader = reader
        self.documents = max(int(np.count_nonzero(reader.live)), 1)
        self._fields: dict[str, tuple[int, float]] = {}

    def of_field(self, field: str) -> tuple[int, float]:
        """Documents that have the field, and their mean length; counted once."""
        known = self._fields.get(field)
        if known is None:
            known = self._fields[field] = field_statistics(self._reader, field)
        return known

    def frequency(self, node: Scored, found: Postings) -> int:
        """The documents found."""
        return int(found.docs.size)

    def holding(self, clause: Clause, mask: NDArray[np.bool_]) -> int:
        """The documents of the mask."""
        return int(np.count_nonzero(mask))

    def split_documents(self, found: int) -> int:
        """The documents found."""
        return found
