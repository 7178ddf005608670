"""Counts by source, section, year and kind of event over the complete hits, and the filters that they offer."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from indexer.model import COLUMNS, NO_DAY, Engine

Mask = NDArray[np.bool_]


def years(engine: Engine) -> NDArray[np.int32]:
    """(size,) the year of publication, 0 where undated."""
    days = engine.column("published_day")
    dated = np.where(days == NO_DAY, 0, days).astype("datetime64[D]").astype("datetime64[Y]").astype(np.int32) + 1970
    return np.where(days == NO_DAY, 0, dated).astype(np.int32)


def facets(engine: Engine, mask: Mask) -> Mapping[str, Mapping[str, int]]:
    """Count the documents of a mask by each facet; absent values are left out."""
    out: dict[str, dict[str, int]] = {}
    for name in COLUMNS:
        labels = engine.labels(name)
        counts = np.bincount(engine.column(name)[mask], minlength=len(labels))
        out[name] = {labels[i]: int(counts[i]) for i in np.flatnonzero(counts).tolist() if labels[i]}
    values, counts = np.unique(years(engine)[mask], return_counts=True)
    out["year"] = {str(v): int(c) for v, c in zip(values.tolist(), counts.tolist(), strict=True) if v}
    return out


def filter_mask(engine: Engine, filters: Mapping[str, str]) -> Mask:
    """(size,) documents that the chosen filters let through; an unknown value lets nothing through."""
    mask = np.ones(engine.size, np.bool_)
    for name, value in filters.items():
        if name == "year":
            mask &= years(engine) == (int(value) if value.isascii() and value.isdigit() and len(value) < 6 else -1)
        elif name in COLUMNS and value:
            labels = list(engine.labels(name))
            mask &= engine.column(name) == (labels.index(value) if value in labels else -1)
    return mask
