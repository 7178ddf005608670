"""Counts by source, section, kind of event, year and month over the complete hits, and the filters that they offer."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from indexer.model import COLUMNS, NO_DAY, Engine
from indexer.operators import days
from indexer.plan import Days, Labelled, Nothing, Restriction

_YEARS = 10_000
"""Months are counted from the year 0 on; 0 is for undated documents."""


_PERIODS = ("year", "month", "day")
"""Filters by publication: 2023, 2023-05, 2023-05-24."""


def months(engine: Engine) -> NDArray[np.int32]:
    """(size,) 12 * year + month - 1 of publication, 0 where undated or outside the years 1 to 9999."""
    published = engine.column("published_day")
    dated = np.where(published == NO_DAY, 0, published).astype("datetime64[D]").astype("datetime64[M]")
    number = dated.astype(np.int64) + 1970 * 12
    return np.where((published == NO_DAY) | (number < 12) | (number >= 12 * _YEARS), 0, number).astype(np.int32)


def by_label(engine: Engine, name: str, counts: NDArray[np.int64]) -> dict[str, int]:
    """Counts by ordinal as counts by label; absent values are left out."""
    labels, held = engine.labels(name), counts.nonzero()[0]
    return {labels[i]: n for i, n in zip(held.tolist(), counts[held].tolist(), strict=True) if labels[i]}


@lru_cache(maxsize=4096)
def _spelt(number: int) -> tuple[str, str]:
    """Year and month of one of the numbers of ``months``."""
    year, month = divmod(number, 12)
    return str(year), f"{year}-{month + 1:02}"


def by_time(counts: NDArray[np.int64], before: int = 0) -> dict[str, dict[str, int]]:
    """Counts by the numbers of ``months``, less ``before`` where dated, as counts by year and by month, in order of time."""
    by_year: dict[str, int] = {}
    by_month: dict[str, int] = {}
    held = counts.nonzero()[0]
    for number, n in zip(held.tolist(), counts[held].tolist(), strict=True):
        if number:
            year, month = _spelt(number + before)
            by_year[year] = by_year.get(year, 0) + n
            by_month[month] = n
    return {"year": by_year, "month": by_month}


def facets(engine: Engine, mask: NDArray[np.bool_]) -> dict[str, dict[str, int]]:
    """Count the documents of a mask by each facet."""
    out = {name: by_label(engine, name, np.bincount(engine.column(name)[mask])) for name in COLUMNS}
    return {**out, **by_time(np.bincount(months(engine)[mask], minlength=1))}


def restrictions(filters: Mapping[str, str]) -> tuple[Restriction, ...]:
    """The restrictions of the chosen filters, by name of facet; an unknown value lets nothing through."""
    return tuple(_restriction(n, value) for n, value in filters.items() if value and n in (*COLUMNS, *_PERIODS))


def _restriction(name: str, value: str) -> Restriction:
    if name in COLUMNS:
        return Labelled(name, value)
    found = days(value) if value.replace("-", "").isdecimal() else None
    return Days(("published_day",), *found) if found else Nothing()
