"""Both ways to turn documents into postings, sorting a few tokens and counting many, say the same."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engines import inversion
from indexer.engines.inversion import Inverted, invert, offsets_of

DOCUMENTS = st.lists(st.lists(st.integers(0, 6), max_size=8), max_size=8)


def inverted(documents: list[list[int]], few: int, change: pytest.MonkeyPatch) -> Inverted:
    """Invert the documents; fewer tokens than ``few`` are sorted."""
    change.setattr(inversion, "FEW", few)
    terms = np.array([t for own in documents for t in own], np.int32)
    positions = np.array([i for own in documents for i in range(len(own))], np.uint16)
    return invert(terms, positions, offsets_of(np.array([len(own) for own in documents], np.int64)), 8)


@settings(deadline=None)
@given(DOCUMENTS)
def test_sorting_and_counting_agree(documents: list[list[int]]) -> None:
    with pytest.MonkeyPatch.context() as change:
        a, b = inverted(documents, 1 << 20, change), inverted(documents, 0, change)
    for part in Inverted.__dataclass_fields__:
        one, other = getattr(a, part), getattr(b, part)
        assert one.dtype == other.dtype, part
        assert one.tolist() == other.tolist(), part
