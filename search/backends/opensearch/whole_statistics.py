"""The numbers of the whole index for one plan: some of its articles, read for ranking, score by them as all do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from columnar.model import Postings
from columnar.query.plan import Clause, Scored


@dataclass(frozen=True, slots=True)
class WholeStatistics:
    """The numbers of the whole index for one plan (``columnar.query.statistics``)."""

    documents: int
    fields: Mapping[str, tuple[int, float]]
    frequencies: Mapping[Scored, int]
    clauses: Mapping[Clause, int]
    round_ups: int

    def of_field(self, field: str) -> tuple[int, float]:
        """Documents that have the field, and their mean length."""
        return self.fields[field]

    def frequency(self, node: Scored, found: Postings) -> int:
        """Documents that a node matches; those found where the index was not asked, as nothing weighs by it."""
        return self.frequencies.get(node, int(found.docs.size))

    def holding(self, clause: Clause, mask: NDArray[np.bool_]) -> int:
        """Documents that hold a clause."""
        return self.clauses[clause]

    def split_documents(self, found: int) -> int:
        """Round-ups of the index."""
        return max(self.round_ups, found)
