"""New generations against golden queries: what is lost."""

from __future__ import annotations

from dataclasses import dataclass

from coded_error import CodedError
from indexer.errors import IndexingError
from site_data.golden_queries import GoldenQuery
from words import Message


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


class Regressed(CodedError, IndexingError):
    """A new generation answers kept queries worse than the one before: it was not published, the one before goes on answering."""

    def __init__(self, losses: tuple[Loss, ...]) -> None:
        """``losses``: the queries it lost."""
        self.losses = losses
        lost = "; ".join(str(_told(loss)) for loss in losses)
        super().__init__("search.regressed", count=len(losses), lost=lost)


def _told(loss: Loss) -> Message:
    kept, rank = loss.outcome.kept, loss.outcome.rank
    if rank:
        return Message(
            "search.query_lost_rank",
            query=kept.query,
            article=kept.article,
            before=loss.before,
            rank=rank,
            top=kept.top,
        )
    return Message("search.query_lost", query=kept.query, article=kept.article, before=loss.before, top=kept.top)
