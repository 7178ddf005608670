"""Freshness as an option: what a hit gains by being new, beside the newest article of the archive."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from indexer.model import NO_DAY, Engine
from indexer.weights import Weights


def recency(engine: Engine, docs: NDArray[np.int64], weights: Weights) -> NDArray[np.float64]:
    """(docs,) ``fresh`` on the newest day of the archive, half of it every ``half_life`` days before, 0 where undated."""
    days = engine.column("published_day")
    age = int(days.max(initial=NO_DAY)) - days[docs].astype(np.float64)
    return np.asarray(np.where(days[docs] == NO_DAY, 0.0, weights.fresh * 0.5 ** (age / weights.half_life)), np.float64)
