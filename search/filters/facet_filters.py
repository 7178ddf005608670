"""Counts by source, section, kind of event, year and month over the complete hits, and the filters that they offer."""

from __future__ import annotations

from collections.abc import Mapping

from columnar.query.plan import Days, LabelIn, NoDay, Nothing, Restriction
from indexer.schema import COLUMNS, PUBLISHED
from search.backend import Found
from search.query.days import days
from translations import N_

PERIODS = ("year", "month", "day")
"""Filters by publication: 2023, 2023-05, 2023-05-24."""

UNDATED = N_("không rõ ngày")
"""The value of these filters, and of the facet of years, for articles without a day."""


def restrictions(filters: Mapping[str, str]) -> tuple[Restriction, ...]:
    """The restrictions of the chosen filters, by name of facet; an unknown value lets nothing through."""
    return tuple(_restriction(n, value) for n, value in filters.items() if value and n in (*COLUMNS, *PERIODS))


def _restriction(name: str, value: str) -> Restriction:
    if name in COLUMNS:
        return LabelIn(name, (value,))
    if value == UNDATED:
        return NoDay((PUBLISHED,))
    found = days(value) if value.replace("-", "").isdecimal() else None
    return Days((PUBLISHED,), *found) if found else Nothing()


def with_undated(found: Found) -> dict[str, dict[str, int]]:
    """Return the facets of what was found, those of years with the undated: what facets count adds up to the total."""
    facets = {name: dict(counts) for name, counts in found.facets.items()}
    if facets:
        years = facets.setdefault("year", {})
        if undated := found.total - sum(years.values()):
            years[UNDATED] = undated
    return facets


def is_period(value: str) -> bool:
    """Whether a value of a filter by publication can be read."""
    return value == UNDATED or not isinstance(_restriction(PERIODS[0], value), Nothing)
