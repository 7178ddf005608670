"""What an executor returns for a plan: totals, the documents that are shown, and counts over the complete hits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ScoredDoc:
    """One document that is shown, with its score; ``complete`` says which tier it is from.

    ``lacks``: by place, what of the plan's ``ahead`` a complete one lacks.
    """

    doc: int
    score: float
    complete: bool
    lacks: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class PageRequest:
    """What of the hits is wanted: ``n`` from ``offset`` on, by score or ``by_date``, and whether facets are counted.

    By date (the schema's sort column) only complete hits are shown, the newest first, undated ones last. ``spare`` hits more of each
    tier that is shown come with it, for a later stage to choose from: the complete ones first.
    """

    n: int = 10
    offset: int = 0
    by_date: bool = False
    facets: bool = True
    spare: int = 0

    def cut(self, shown: list[ScoredDoc]) -> list[ScoredDoc]:
        """Return both tiers from the offset on, cut to what is wanted."""
        return shown if self.spare and not self.by_date else shown[: self.n]


@dataclass(frozen=True, slots=True)
class TopDocs:
    """``total`` complete hits and ``total_partial`` others (0 when sorted by date); ``facets`` lack absent values."""

    total: int
    total_partial: int
    shown: Sequence[ScoredDoc]
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
