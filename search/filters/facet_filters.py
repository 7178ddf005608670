"""Counts by source, section, kind of event, year and month over the complete hits, and the filters that they offer."""

from __future__ import annotations

from collections.abc import Mapping

from columnar.query.plan import Days, LabelIn, Nothing, Restriction
from indexer.schema import COLUMNS
from search.query.operators import days

_PERIODS = ("year", "month", "day")
"""Filters by publication: 2023, 2023-05, 2023-05-24."""


def restrictions(filters: Mapping[str, str]) -> tuple[Restriction, ...]:
    """The restrictions of the chosen filters, by name of facet; an unknown value lets nothing through."""
    return tuple(_restriction(n, value) for n, value in filters.items() if value and n in (*COLUMNS, *_PERIODS))


def _restriction(name: str, value: str) -> Restriction:
    if name in COLUMNS:
        return LabelIn(name, (value,))
    found = days(value) if value.replace("-", "").isdecimal() else None
    return Days(("published_day",), *found) if found else Nothing()
