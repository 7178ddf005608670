"""Freshness as an option: what a hit gains by being new, beside the newest article of the archive."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from columnar import NO_DAY
from search.backend import Backend, ScoredArticle
from search.ranking.weights import Weights


def recency(backend: Backend, hits: Sequence[ScoredArticle], weights: Weights) -> NDArray[np.float64]:
    """(hits,) ``fresh`` on the newest day of the archive, half of it every ``half_life`` days before, 0 where undated."""
    days = np.array([hit.published_day for hit in hits], np.float64)
    gained = weights.fresh * 0.5 ** ((backend.newest_day - days) / weights.half_life)
    return np.asarray(np.where(days == NO_DAY, 0.0, gained), np.float64)
