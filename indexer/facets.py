"""Counts by source, section, year and kind of event over the complete hits, and the filters that they offer."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from indexer.model import COLUMNS, NO_DAY, Engine
from indexer.operators import days
from indexer.plan import Days, Labelled, Nothing, Restriction

Mask = NDArray[np.bool_]


def years(engine: Engine) -> NDArray[np.int32]:
    """(size,) the year of publication, 0 where undated."""
    published = engine.column("published_day")
    dated = (
        np.where(published == NO_DAY, 0, published).astype("datetime64[D]").astype("datetime64[Y]").astype(np.int32)
        + 1970
    )
    return np.where(published == NO_DAY, 0, dated).astype(np.int32)


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


def restrictions(filters: Mapping[str, str]) -> tuple[Restriction, ...]:
    """The restrictions of the chosen filters (source, section, event_kind, year); an unknown value lets nothing through."""
    return tuple(_restriction(name, value) for name, value in filters.items() if value and name in (*COLUMNS, "year"))


def _restriction(name: str, value: str) -> Restriction:
    if name in COLUMNS:
        return Labelled(name, value)
    found = days(value) if value.isascii() and value.isdigit() else None
    return Days(("published_day",), *found) if found else Nothing()
