"""Errors of judging the search."""

from __future__ import annotations

from indexer.errors import IndexingError


class EvaluationInput(IndexingError):
    """A passages or questions file cannot be read (file and line number in the message)."""
