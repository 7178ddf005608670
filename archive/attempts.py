"""Runs one step of work on one article so that its failure is a value: one article must never end a batch.

What is wrong with the machine and not with the article is raised all the same: no memory, no disk, no database, no library.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from coded_error import CodedError
from database.errors import ArchiveDamaged, ArchiveError

A = TypeVar("A")
R = TypeVar("R")

_LONGEST = 200
_MACHINE_ERRORS = (MemoryError, OSError, ImportError, ArchiveError)


@dataclass(frozen=True, slots=True)
class FailedStep:
    """Stands for the result of a step that failed; ``error`` says why in one line."""

    error: str


def attempt(step: Callable[[A], R], given: A, passing: tuple[type[Exception], ...] = ()) -> R | FailedStep:
    """Run a step that depends on ``given`` alone; return its result, or Failed.

    Raises MemoryError, OSError, ImportError, ArchiveError, database errors, what is no Exception (Ctrl-C), and ``passing``.
    """
    try:
        return step(given)
    except _MACHINE_ERRORS:
        raise
    except passing:
        raise
    except Exception as error:
        # Any exception: nobody knows which text will break which rule, and the next article has nothing to do with it.
        # SQLAlchemy is imported only now: the process that reads pages beside a crawl does without it.
        from sqlalchemy.exc import SQLAlchemyError

        if isinstance(error, SQLAlchemyError):
            raise
        return FailedStep(error_line(error))


def error_line(error: Exception) -> str:
    """Return an error in one line: the sentence of ours, the kind and the words of another."""
    told = str(error) if isinstance(error, CodedError) else f"{type(error).__name__}: {error}"
    line = " ".join(told.split()).removesuffix(":")
    # Half a character in a message could not be kept.
    return line.encode(errors="backslashreplace").decode()[:_LONGEST]


@dataclass(slots=True)
class Attempts:
    """The steps of one article: ``failed`` has the reason of each that failed, by its name."""

    failed: dict[str, str] = field(default_factory=dict)

    def run(self, name: str, step: Callable[[A], R], given: A, otherwise: R) -> R:
        """Run a step as ``attempt`` does; return ``otherwise`` when it fails."""
        found = attempt(step, given)
        if isinstance(found, FailedStep):
            self.failed.setdefault(name, found.error)
            return otherwise
        return found


@dataclass(slots=True)
class ExportReport:
    """How many articles an export wrote, and why it left out others, by number."""

    articles: int = 0
    left_out: dict[int, str] = field(default_factory=dict)

    def attempt(self, article: int, write: Callable[[A], R], given: A) -> R | None:
        """Make what an article is written as; None, and the article is left out, when that fails. Raises as ``attempt`` does."""
        try:
            made = attempt(write, given)
        except ArchiveDamaged as error:  # a page of one of its versions or responses
            made = FailedStep(error_line(error))
        if isinstance(made, FailedStep):
            self.left_out[article] = made.error
            return None
        self.articles += 1
        return made
