"""Errors of judging the search."""

from __future__ import annotations

from coded_error import CodedError
from indexer.errors import IndexingError


class EvaluationInput(CodedError, IndexingError):
    """A passages or questions file cannot be read (file and line number in the message)."""
