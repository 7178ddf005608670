"""More articles than there are: each batch is indexed several times, the title and lead of one with the body of another."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from types import TracebackType
from typing import Self

import numpy as np
from numpy.typing import NDArray

from columnar import Terms
from indexer.analysis.model import Analysis
from indexer.builder import Builder, Examine, Published
from indexer.documents import IndexedArticle

_APART = 10_000_000
"""Between the numbers of an article's copies."""

_HEAD = ("title", "lead")


class RecombiningBuilder:
    """A builder that adds ``copies`` of every article, the first of them as it is."""

    def __init__(self, builder: Builder, copies: int) -> None:
        self._builder, self._copies = builder, copies

    def __enter__(self) -> Self:
        """Begin. Raises IndexBusy."""
        self._builder.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """End."""
        self._builder.__exit__(kind, error, trace)

    def previous(self) -> Published | None:
        """The index that answers."""
        return self._builder.previous()

    def begin(self, *, fresh: bool) -> None:
        """Begin to add."""
        self._builder.begin(fresh=fresh)

    def add(self, articles: Sequence[IndexedArticle]) -> None:
        """Add the copies of some articles."""
        for copy in range(self._copies):
            turned = [*articles[copy % len(articles) :], *articles[: copy % len(articles)]] if articles else []
            self._builder.add([recombined(*pair, copy) for pair in zip(articles, turned, strict=True)])

    def delete(self, numbers: Iterable[int]) -> None:
        """Take every copy of some articles away."""
        chosen = list(numbers)
        self._builder.delete([number + copy * _APART for number in chosen for copy in range(self._copies)])

    @property
    def added(self) -> int:
        """Copies added."""
        return self._builder.added

    @property
    def removed(self) -> int:
        """Copies taken away."""
        return self._builder.removed

    def publish(self, change: int, examine: Examine | None = None) -> Published:
        """Publish."""
        return self._builder.publish(change, examine)

    def tidy(self, check: Callable[[], None]) -> Published:
        """Merge."""
        return self._builder.tidy(check)

    def drop_previous(self) -> None:
        """Delete what does not answer."""
        self._builder.drop_previous()


def recombined(head: IndexedArticle, body: IndexedArticle, copy: int) -> IndexedArticle:
    """Return an article with the title, labels and days of one and the body and words of another; copy 0 is ``head`` itself."""
    if not copy:
        return head
    terms = Terms.of([*head.analysis.vocabulary.texts(), *body.analysis.vocabulary.texts()])
    number = {term: place for place, term in enumerate(terms.texts())}
    zones = {
        name: _renumbered((head if name in _HEAD else body).analysis, name, number) for name in body.analysis.zones
    }
    analysis = replace(body.analysis, vocabulary=terms, zones=zones)
    return replace(head, number=head.number + copy * _APART, analysis=analysis, words=body.words, terms=body.terms)


def _renumbered(analysis: Analysis, zone: str, number: dict[str, int]) -> NDArray[np.int32]:
    # The last place is what BREAK, -1, means.
    places = np.array([*(number[term] for term in analysis.vocabulary.texts()), -1], np.int32)
    renumbered: NDArray[np.int32] = places[analysis.zones[zone]]
    return renumbered
