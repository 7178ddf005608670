"""What an executor returns for a plan: totals, the hits that are shown, and counts over the complete hits."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Sort = Literal["relevance", "fresh", "date"]
"""By score, by score with a liking for what is new, or the newest first."""

FACETS = ("source", "section", "event_kind", "year", "month")
"""What complete hits are counted by; a month is "2023-05"."""


@dataclass(frozen=True, slots=True)
class Shown:
    """One document that is shown, with its score; ``complete`` says which tier it is from."""

    doc: int
    score: float
    complete: bool


@dataclass(frozen=True, slots=True)
class Wanted:
    """What of the hits is wanted: ``n`` from ``offset`` on, in which order, and whether facets are counted.

    By date only complete hits are shown, the newest first, undated ones last. ``spare`` hits more of each tier that is shown come
    with it, for a later stage to choose from: the complete ones first.
    """

    n: int = 10
    offset: int = 0
    sort: Sort = "relevance"
    facets: bool = True
    spare: int = 0

    def cut(self, shown: list[Shown]) -> list[Shown]:
        """Both tiers from the offset on, cut to what is wanted."""
        return shown if self.spare and self.sort != "date" else shown[: self.n]


FIRST_PAGE = Wanted()


@dataclass(frozen=True, slots=True)
class Found:
    """``total`` complete hits and ``total_partial`` others (0 when sorted by date); ``facets`` lack absent values."""

    total: int
    total_partial: int
    shown: Sequence[Shown]
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


class Top(NamedTuple):
    """The exact number of documents that a node matches, and the best of them with their scores, best first."""

    total: int
    docs: list[int]
    scores: list[float]
