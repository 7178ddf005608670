"""Counts by label, year and month over the documents that match."""

from __future__ import annotations

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from columnar.model import NO_DAY
from columnar.reader.index_reader import IndexReader

_YEARS = 10_000
"""Months are counted from the year 0 on; 0 is for undated documents."""


def months(reader: IndexReader) -> NDArray[np.int32]:
    """Return (size,) 12 * year + month - 1 of the sort column, 0 where undated or outside the years 1 to 9999."""
    if not reader.schema.sort_column:
        return np.zeros(reader.size, np.int32)
    days = reader.column(reader.schema.sort_column)
    dated = np.where(days == NO_DAY, 0, days).astype("datetime64[D]").astype("datetime64[M]")
    number = dated.astype(np.int64) + 1970 * 12
    return np.where((days == NO_DAY) | (number < 12) | (number >= 12 * _YEARS), 0, number).astype(np.int32)


def by_label(reader: IndexReader, name: str, counts: NDArray[np.int64]) -> dict[str, int]:
    """Counts by ordinal as counts by label; absent values are left out."""
    labels, held = reader.labels(name), counts.nonzero()[0]
    return {labels[i]: n for i, n in zip(held.tolist(), counts[held].tolist(), strict=True) if labels[i]}


@lru_cache(maxsize=4096)
def _spelt(number: int) -> tuple[str, str]:
    """Return year and month of one of the numbers of ``months``."""
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


def facets(reader: IndexReader, mask: NDArray[np.bool_]) -> dict[str, dict[str, int]]:
    """Count the documents of a mask by each facet."""
    out = {name: by_label(reader, name, np.bincount(reader.column(name)[mask])) for name in reader.schema.labels}
    return {**out, **by_time(np.bincount(months(reader)[mask], minlength=1))}
