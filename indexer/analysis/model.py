"""What is made of an article's text once and kept: its terms by zone, the definitions it makes, its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from columnar import Terms


@dataclass(frozen=True, slots=True)
class Analysis:
    """The terms of one article, made once per text and analyser version.

    ``vocabulary``: the article's distinct accented terms and entity terms. ``zones``: for each of TEXT_ZONES the local term numbers
    (int16 or int32) in reading order, BREAK between sentences. ``definitions``: (abbreviation, expansion) pairs that the text defines.
    ``failed``: the steps that failed for this text (``archive.failures``) and why; what they would have given is missing.
    """

    vocabulary: Terms
    zones: Mapping[str, NDArray[Any]]
    definitions: tuple[tuple[str, str], ...] = ()
    failed: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Words:
    """underthesea's words of several syllables (joined with "_") of one article, made once per text and segmenter version.

    ``numbers`` (int16 or int32) are places in ``vocabulary``, in reading order, with repeats. ``failed`` as in Analysis. ``borders``:
    the terms of ``indexer.analysis.word_borders``, by the versions that made them.
    """

    vocabulary: Terms
    numbers: NDArray[Any]
    failed: Mapping[str, str] = field(default_factory=dict)
    borders: Mapping[str, Sequence[str]] = field(default_factory=dict)

    @classmethod
    def of(cls, words: Sequence[str]) -> Self:
        """Number words given in reading order."""
        terms = Terms.of(words)
        number = {t: i for i, t in enumerate(terms.texts())}
        return cls(terms, np.array([number[w] for w in words], np.int32))

    def texts(self) -> list[str]:
        """The words in reading order."""
        terms = self.vocabulary.texts()
        return [terms[i] for i in self.numbers.tolist()]


NO_WORDS = Words(Terms(), np.zeros(0, np.int32))
