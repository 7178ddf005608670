"""The articles of a file that is sent: each with its citation, and a count of what could not be written."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import TypeVar

import structlog

from archive.attempts import FailedStep, attempt
from archive.model import StoredArticle
from web.formats.citation import Citation

R = TypeVar("R")

Entry = tuple[StoredArticle, Citation]

_log = structlog.get_logger("exports")


@dataclass(slots=True)
class ExportEntries:
    """The entries of a file of ``promised`` articles; one that cannot be written is left out, and the log says so at the end."""

    entries: Iterable[Entry]
    promised: int
    written: int = 0

    def write_each(self, write: Callable[[Entry], R]) -> Iterator[R]:
        """Yield what each entry is written as."""
        for entry in self.entries:
            made = attempt(write, entry)
            if isinstance(made, FailedStep):
                _log.warning("article left out of a file", article=entry[0].id, error=made.error)
                continue
            self.written += 1
            yield made
        if self.missing:
            _log.warning("a file lacks articles", missing=self.missing, written=self.written)

    @property
    def missing(self) -> int:
        """How many of the promised articles the file lacks, once they are written: those left out, and those gone meanwhile."""
        return self.promised - self.written
