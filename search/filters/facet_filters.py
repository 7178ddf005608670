"""The filters that a page offers as what narrows the hits: by source, section, kind of event, year, month and day; and their counts."""

from __future__ import annotations

from columnar.query.plan import Days, EitherOf, LabelIn, NoDay, Nothing, Restriction
from indexer.schema import COLUMNS, PUBLISHED
from search.backend import Found
from search.filter_parameters import RANGE, Filters, values_of
from search.query.days import days
from translations import N_
from vietnamese.spelling.normalise import normalise

PERIODS = ("year", "month", "day")
"""Filters by publication: 2023, 2023-05, 2023-05-24, and ranges of them."""

UNDATED = N_("không rõ ngày")
"""The value of these filters, and of the facet of years, for articles without a day."""


def restrictions(filters: Filters) -> tuple[Restriction, ...]:
    """The restrictions of the chosen filters, by name of facet; of the values of one any will do, an unknown one lets nothing through."""
    chosen = {name: values_of(value) for name, value in filters.items()}
    return tuple(_restriction(n, values) for n, values in chosen.items() if values and n in (*COLUMNS, *PERIODS))


def _restriction(name: str, values: tuple[str, ...]) -> Restriction:
    if name in COLUMNS:
        # Labels are normalised when they are indexed; addresses written before may name them as a portal does.
        return LabelIn(name, tuple(dict.fromkeys(form for value in values for form in (value, normalise(value)))))
    periods = tuple(_period(value) for value in values)
    return periods[0] if len(periods) == 1 else EitherOf(periods)


def _period(value: str) -> Restriction:
    if value == UNDATED:
        return NoDay((PUBLISHED,))
    ends = [days(one) if one.replace("-", "").isdecimal() else None for one in value.split(RANGE, 1)]
    found = [one for one in ends if one is not None]
    if len(found) < len(ends):
        return Nothing()
    return Days((PUBLISHED,), min(low for low, _ in found), max(high for _, high in found))


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
    return not isinstance(_period(value), Nothing)
