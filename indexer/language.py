"""How often the terms of an archive and its pairs of neighbours occur: what spelling and accents are judged by.

Counted from the forward arrays of an opened generation when first asked for, over a bounded even sample; about a second.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.model import Engine
from vietnamese.normalise import fold

_SAMPLE = 4_000_000
"""Tokens that are counted at most."""

_BLOCK = 1 << 14
_ZONES = ("title", "lead", "body")

_BACKOFF = 40.0
"""Occurrences of a term at which its own pairs weigh as much as the frequency of the second term alone."""


class Language:
    """Counts of terms and of ordered pairs of neighbours within a sentence, accented or folded."""

    def __init__(self, terms: Sequence[str], running: NDArray[np.int64]) -> None:
        """Count ``running`` (tokens,): numbers of ``terms`` in reading order, -1 between sentences."""
        self.terms = terms
        self.numbers = {t: i for i, t in enumerate(terms)}
        self.counts = np.bincount(running[running >= 0], minlength=len(terms))
        self.total = max(int(self.counts.sum()), 1)
        first, second = running[:-1], running[1:]
        keys = (first * len(terms) + second)[(first >= 0) & (second >= 0)]
        keys.sort()
        start = np.flatnonzero(np.append(True, keys[1:] != keys[:-1])) if keys.size else keys
        often = np.diff(np.append(start, keys.size))
        self._keys = keys[start] if keys.size else np.zeros(1, np.int64)
        self._often = often.astype(np.int32) if keys.size else np.zeros(1, np.int32)

    @classmethod
    def of(cls, engine: Engine, *, folded: bool = False) -> Language:
        """Count the text of a generation."""
        numbers: dict[str, int] = {}
        parts: list[NDArray[np.int64]] = []
        runs = [(terms, forward) for zone in _ZONES for terms, forward in engine.running(zone)]
        stride = -(-sum(f.size for _, f in runs) // _SAMPLE) or 1
        for terms, forward in runs:
            spelt = map(fold, terms) if folded else terms
            own = np.array([*(numbers.setdefault(t, len(numbers)) for t in spelt), -1], np.int64)
            blocks = [forward[at : at + _BLOCK] for at in range(0, forward.size, _BLOCK * stride)]
            parts += [np.append(own[block], -1) for block in blocks]
        return cls(list(numbers), np.concatenate([np.full(1, -1, np.int64), *parts]))

    def count(self, term: str) -> int:
        """Occurrences of a term in the sample."""
        number = self.numbers.get(term, -1)
        return int(self.counts[number]) if number >= 0 else 0

    def number(self, terms: Sequence[str]) -> NDArray[np.int64]:
        """(terms,) the number of each, -1 for an unknown one."""
        return np.array([self.numbers.get(t, -1) for t in terms], np.int64)

    def pairs(self, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.int32]:
        """Occurrences side by side of numbers, broadcast against each other; 0 for unknown ones."""
        keys = first * len(self.terms) + second
        at = np.minimum(np.searchsorted(self._keys, keys), self._keys.size - 1)
        return np.where((first >= 0) & (second >= 0) & (self._keys[at] == keys), self._often[at], 0)

    def alone(self, numbers: NDArray[np.int64]) -> NDArray[np.float64]:
        """(numbers,) the share of each in the text; a little for what was never seen."""
        counts = np.where(numbers >= 0, self.counts[numbers], 0) if self.counts.size else np.zeros(numbers.size)
        return (counts + 0.1) / self.total

    def chances(self, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.float64]:
        """(first, second) natural logarithm of the probability of each second number after each first one."""
        before = np.where(first >= 0, self.counts[first], 0) if self.counts.size else np.zeros(first.size)
        seen = self.pairs(first[:, None], second[None, :]) + _BACKOFF * self.alone(second)[None, :]
        return np.asarray(np.log(seen / (before + _BACKOFF)[:, None]), np.float64)
