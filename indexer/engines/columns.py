"""Restrictions of a plan over the columns of an engine: which labels they name, and the mask of what they let through."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from indexer.model import NO_DAY, Engine
from indexer.operators import plain
from indexer.plan import Among, Days, Labelled, Nothing, Restriction

Mask = NDArray[np.bool_]


def ordinals(engine: Engine, label: Labelled) -> list[int]:
    """The ordinals of a label column that a restriction names; empty when it names none."""
    texts = engine.labels(label.column)
    if not label.typed:
        return [i for i, t in enumerate(texts) if t == label.text and t]
    folded = [plain(t) for t in texts]
    wanted = label.text.replace("_", " ")
    same = [i for i, t in enumerate(folded) if t and t.replace("_", " ") == wanted]
    return same or [i for i, t in enumerate(folded) if t and t.startswith(label.text)]


def bounds(days: Days) -> tuple[int, int]:
    """The first and last day that ``days`` lets through; an absent day is never inside."""
    low = NO_DAY + 1 if days.low is None else max(days.low, NO_DAY + 1)
    return low, 2**31 - 1 if days.high is None else days.high


def among(engine: Engine, one: Among) -> Mask:
    """(size,) documents of the articles named."""
    return np.isin(engine.articles(), np.array(one.articles, np.int64))


def _inside(engine: Engine, days: Days) -> Mask:
    low, high = bounds(days)
    mask = np.zeros(engine.size, np.bool_)
    for name in days.columns:
        column = engine.column(name)
        mask |= (column >= low) & (column <= high)
    return mask


def allowed(engine: Engine, restrictions: Sequence[Restriction]) -> Mask:
    """(size,) the live documents that every restriction lets through."""
    mask = engine.live.copy()
    for one in restrictions:
        if isinstance(one, Nothing):
            mask[:] = False
        elif isinstance(one, Days):
            mask &= _inside(engine, one)
        elif isinstance(one, Among):
            mask &= among(engine, one)
        else:
            mask &= np.isin(engine.column(one.column), ordinals(engine, one))
    return mask
