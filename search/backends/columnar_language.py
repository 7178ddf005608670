"""Counts of terms and neighbouring pairs of the columnar engine, added up over its segments query by query: nothing is made or kept."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from columnar.segment.bigrams import Bigrams

_BACKOFF = 40.0
"""Occurrences of a term at which its own pairs weigh as much as the frequency of the second term alone."""

_KEPT = 4000

Numbers = NDArray[np.int64]
"""(terms, segments): the number of each term in each segment, -1 where the segment lacks it."""


class BigramLanguage:
    """Counts of terms and of ordered pairs of neighbours within a sentence, accented or folded."""

    def __init__(self, parts: Sequence[Bigrams]) -> None:
        """Take the counts of each segment."""
        self._parts = parts
        self._numbers: dict[str, list[int]] = {}
        self.total = max(sum(int(part.counts.sum()) for part in parts), 1)

    def number(self, terms: Sequence[str]) -> Numbers:
        """The numbers of terms."""
        found = [number for term in terms for number in self._number(term)]
        return np.array(found, np.int64).reshape(len(terms), len(self._parts))

    def _number(self, term: str) -> list[int]:
        """The number of a term in each segment; the last ones are kept, as a query asks for each several times."""
        known = self._numbers.get(term)
        if known is None:
            if len(self._numbers) >= _KEPT:
                self._numbers.clear()
            known = self._numbers[term] = [part.number(term) for part in self._parts]
        return known

    def nothing(self) -> Numbers:
        """The number of no term: what stands before the first one of a query."""
        return np.full((1, len(self._parts)), -1, np.int64)

    def count(self, term: str) -> int:
        """Occurrences of a term in the sample."""
        numbers = zip(self._parts, self._number(term), strict=True)
        return sum(int(part.counts[number]) for part, number in numbers if number >= 0)

    def counts(self, numbers: Numbers) -> NDArray[np.int64]:
        """(terms,) occurrences of each."""
        found = np.zeros(len(numbers), np.int64)
        for i, part in enumerate(self._parts):
            found += part.occurrences(numbers[:, i])
        return found

    def pairs(self, first: Numbers, second: Numbers) -> NDArray[np.int64]:
        """Occurrences side by side; all axes but the last, that of the segments, are broadcast against each other."""
        each = [part.pairs(first[..., i], second[..., i]) for i, part in enumerate(self._parts)]
        if len(each) == 1:
            return each[0]
        return sum(each, np.zeros(np.broadcast_shapes(first.shape[:-1], second.shape[:-1]), np.int64))

    def alone(self, numbers: Numbers) -> NDArray[np.float64]:
        """(terms,) the share of each in the text; a little for what was never seen."""
        return (self.counts(numbers) + 0.1) / self.total

    def chances(self, first: Numbers, second: Numbers) -> NDArray[np.float64]:
        """(first, second) natural logarithm of the probability of each second term after each first one."""
        seen = self.pairs(first[:, None], second[None, :]) + _BACKOFF * self.alone(second)[None, :]
        return np.asarray(np.log(seen / (self.counts(first) + _BACKOFF)[:, None]), np.float64)

    def chances_of(self, first: Numbers, second: Numbers) -> NDArray[np.float64]:
        """(pairs,) the same of each second term after the first one beside it."""
        seen = self.pairs(first, second) + _BACKOFF * self.alone(second)
        return np.asarray(np.log(seen / (self.counts(first) + _BACKOFF)), np.float64)

    def slips(self, word: str) -> set[str]:
        """Frequent terms that may be a word typed with one slip of the keys; some are not."""
        return set[str]().union(*(part.slips_of(word) for part in self._parts))

    def alike(self, folded: str) -> list[str]:
        """Terms whose unaccented form is ``folded``, in order."""
        return sorted({term for part in self._parts for term in part.alike(folded)})

    def like(self, pattern: str) -> list[str]:
        """Terms that a regular expression describes as a whole, the most frequent first."""
        found = {term for part in self._parts for term in part.like(pattern)}
        return sorted(found, key=lambda term: (-self.count(term), term))
