"""Texts as numbers into a vocabulary of their own: made once a text, numbered anew when a segment is written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from columnar.model import BREAK, Terms


@dataclass(frozen=True, slots=True)
class NumberedText:
    """Streams of one document in one vocabulary.

    ``vocabulary``: the distinct terms. ``streams``: for each stream the local term numbers (int16 or int32) in reading order,
    BREAK where no phrase shall cross.
    """

    vocabulary: Terms
    streams: Mapping[str, NDArray[Any]]

    @classmethod
    def of(cls, streams: Mapping[str, Sequence[str | None]]) -> Self:
        """Number terms given in reading order, None where no phrase shall cross. Raises ValueError for an empty term or one with a newline."""
        distinct = {t for own in streams.values() for t in own if t is not None}
        if any(not t or "\n" in t for t in distinct):
            raise ValueError("a term is empty, or holds a newline")
        terms = Terms.of(distinct)
        number: dict[str | None, int] = {t: i for i, t in enumerate(terms.texts())}
        number[None] = BREAK
        return cls(terms, {name: np.array([number[t] for t in own], np.int32) for name, own in streams.items()})
