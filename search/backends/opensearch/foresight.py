"""What a question will want to be counted, found out beforehand, so that the cluster is asked once for all of it.

Understanding a query asks for counts a few at a time, and what it asks next depends on the answers. So it is understood once with
guesses, made from what is known here of terms and their neighbours; what it asked for is counted by the cluster in one call, and then it is
understood with the truth. Where a guess led another way, that alone is asked for as it comes.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

from columnar.query.plan import Run
from indexer.schema import FOLDED, MARKS, WORDS
from search.backend import Counting
from search.spelling.language_model import LanguageModel

_MOST = 400
"""Runs that are asked for beforehand; the others of a long query are asked for as they come."""

_FOLDED_FIELD = f"_{FOLDED}"


class Foresight(Counting):
    """Answers for an index with guesses, and remembers what it was asked. Safe to ask from several threads."""

    def __init__(
        self, index: Callable[[], Counting], known: Callable[[Run], int | None], words: Callable[[str], int]
    ) -> None:
        """``index`` answers what is no count; ``known``: counts that need no guess; ``words``: articles with a word, roughly."""
        self._index, self._known, self._words = index, known, words
        self._asked = threading.local()

    @contextmanager
    def noting(self) -> Iterator[dict[Run, None]]:
        """Note what this thread asks for that is not known."""
        self._asked.runs = {}
        yield self._asked.runs
        self._asked.runs = {}

    def counts(self, runs: Sequence[Run]) -> list[int]:
        """How many articles may hold each run."""
        return [self._count(run) for run in runs]

    def _count(self, run: Run) -> int:
        known = self._known(run)
        if known is not None:
            return known
        if len(self._asked.runs) < _MOST:
            self._asked.runs[run] = None
        if run.field == WORDS:
            return self._words(run.terms[0])
        if run.field == MARKS:
            return 1
        language = self.language(accented=not run.field.endswith(_FOLDED_FIELD))
        if len(run.terms) == 1:
            return language.count(run.terms[0])
        numbers = language.number(run.terms)
        return int(language.pairs(numbers[:-1], numbers[1:]).min())

    def labels(self, column: str) -> Sequence[str]:
        """Every label of a column."""
        return self._index().labels(column)

    def begun(self, field: str, prefix: str, most: int = 0) -> list[str]:
        """The terms of a field that begin so."""
        return self._index().begun(field, prefix, most)

    def language(self, *, accented: bool) -> LanguageModel:
        """Counts of terms and neighbouring pairs."""
        return self._index().language(accented=accented)
