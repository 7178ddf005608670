"""Errors of the indexer: ``IndexingError`` > ``IndexMissing``, ``IndexDamaged``, ``IndexBusy``, ``IndexReadOnly``,
``ExportRefused``, ``Cancelled``, ``EvaluationInput``, ``Regressed``.

Every message says what to do; the command line prints it as one line and exits with 1.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from indexer.self_test import Loss


class IndexingError(Exception):
    """Something is wrong with the index or with what it was asked to do."""


class IndexMissing(IndexingError):
    """There is no index yet: run ``run.py index``."""


class IndexDamaged(IndexingError):
    """No generation passes its manifest: run ``run.py index --rebuild``."""


class IndexBusy(IndexingError):
    """Another process is indexing."""


class IndexReadOnly(IndexingError):
    """Whoosh was asked to write into a generation: export it first."""


class ExportRefused(IndexingError):
    """The folder to export to cannot be used: give a new one."""


class Cancelled(IndexingError):
    """The person cancelled; what was published before stays."""


class EvaluationInput(IndexingError):
    """A passages or questions file cannot be read (file and line number in the message)."""


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
