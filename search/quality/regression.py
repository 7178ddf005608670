"""New generations against golden queries: what is lost."""

from __future__ import annotations

from dataclasses import dataclass

from indexer.errors import IndexingError
from site_data.golden_queries import GoldenQuery


@dataclass(frozen=True, slots=True)
class Outcome:
    """Where a generation has the article of a kept query: ``rank`` 0 is not among the first MOST_TOP.

    ``searchable``: whether the generation holds the article at all.
    """

    kept: GoldenQuery
    rank: int
    searchable: bool = True

    @property
    def passed(self) -> bool:
        """Whether the article stands where it must, or cannot stand anywhere any more."""
        return not self.searchable or 0 < self.rank <= self.kept.top


@dataclass(frozen=True, slots=True)
class Loss:
    """A kept query that the generation before answered at ``before`` and the new one does not."""

    outcome: Outcome
    before: int


class Regressed(IndexingError):
    """A new generation answers kept queries worse than the one before: it was not published, the one before goes on answering."""

    def __init__(self, losses: tuple[Loss, ...]) -> None:
        """``losses``: the queries it lost."""
        self.losses = losses
        listed = "; ".join(
            f"“{x.outcome.kept.query}” had article {x.outcome.kept.article} at {x.before}, now "
            + (f"at {x.outcome.rank}" if x.outcome.rank else "nowhere")
            + f", wanted among the first {x.outcome.kept.top}"
            for x in losses
        )
        super().__init__(
            f"not published, the index before goes on answering: {len(losses)} kept queries are answered worse ({listed}): "
            "correct the cause, or publish with `run.py index --anyway`"
        )
