"""What spelling and accents are judged by: how often the terms of an archive and its pairs of neighbours occur."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

FREQUENT = 3
"""Occurrences a term needs to be offered instead of what was typed."""

Numbers = NDArray[np.int64]
"""(terms, …): what a language model calls terms by; other axes are its own."""


class LanguageModel(Protocol):
    """Counts of terms and of ordered pairs of neighbours within a sentence, with or without accents."""

    def number(self, terms: Sequence[str]) -> Numbers:
        """The numbers of terms."""

    def nothing(self) -> Numbers:
        """The number of no term: what stands before the first one of a query."""

    def count(self, term: str) -> int:
        """Occurrences of a term."""

    def pairs(self, first: Numbers, second: Numbers) -> NDArray[Any]:
        """Occurrences side by side."""

    def alone(self, numbers: Numbers) -> NDArray[np.float64]:
        """(terms,) the share of each in the text; a little for what was never seen."""

    def chances(self, first: Numbers, second: Numbers) -> NDArray[np.float64]:
        """(first, second) natural logarithm of the probability of each second term after each first one."""

    def chances_of(self, first: Numbers, second: Numbers) -> NDArray[np.float64]:
        """(pairs,) the same of each second term after the first one beside it."""

    def slips(self, word: str) -> set[str]:
        """Frequent terms that may be a word typed with one slip of the keys; some are not."""

    def alike(self, folded: str) -> list[str]:
        """Terms whose unaccented form is ``folded``, in order."""

    def like(self, pattern: str) -> list[str]:
        """Terms that a regular expression describes as a whole, the most frequent first."""
