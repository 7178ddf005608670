"""The seam of making an index: what every engine's builder does. ``builders.columnar`` is the default."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Protocol, Self

from indexer.documents import IndexedArticle

FIRST_MARK = " terms-only"
"""How the versions that made an index end where it has terms alone."""

Examine = Callable[[str], None]
"""Looks at an index that is finished and not published yet, given where it stands; what it raises stops the publication."""


@dataclass(frozen=True, slots=True)
class Published:
    """An index that answers: its name, the archive's last change in it, the articles that can be found."""

    name: str
    change: int
    articles: int


class Builder(Protocol):
    """Makes the next index aside of the one that answers; a context manager that only one process holds.

    ``begin``, any number of ``add`` and ``delete``, then ``publish``: whatever ends it before leaves the published index as it was.
    """

    def __enter__(self) -> Self:
        """Take the index's lock. Raises IndexBusy."""

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Clear away what was not published."""

    def previous(self) -> Published | None:
        """The index that can be built on; None when there is none, or another version or schema made it."""

    def begin(self, *, fresh: bool) -> None:
        """Begin on the previous index, or ``fresh``."""

    def add(self, articles: Sequence[IndexedArticle]) -> None:
        """Add articles; those that were there before are replaced."""

    def delete(self, numbers: Iterable[int]) -> None:
        """Take articles away."""

    @property
    def added(self) -> int:
        """Articles added since ``begin`` that stay."""

    @property
    def removed(self) -> int:
        """Articles taken away since ``begin`` and not added again."""

    def publish(self, change: int, examine: Examine | None = None) -> Published:
        """Publish; ``change`` is the archive's last change in it, ``examine`` looks at it first."""

    def tidy(self, check: Callable[[], None]) -> Published:
        """Do what may wait until something is published, such as merging; ``check`` may raise in between."""

    def drop_previous(self) -> None:
        """Delete every index but the one that answers: after an erasure nothing older may be kept."""
