"""The filters beside a result list: the values of each facet with their counts, and the address that switches each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from search import PARAMETERS, RANGE, UNDATED
from translations import lookup, write_partial_day
from web.state import SiteState
from web.view.search_params import PERIODS, SearchParams

LISTED = ("nguon", "muc", "nam", "loai")
"""Parameters whose values are listed; months and days are chosen in the histogram."""

MAX_CHOICES = 25
"""Values of one filter on the page: the first ten open, the others folded; all of them have a page with a box to search in."""


class FilterChoice(NamedTuple):
    """One value of a filter: as written, label, number of articles, address that switches it, whether it is chosen."""

    value: str
    label: str
    number: int | None
    link: str
    chosen: bool


_PERIOD = re.compile(r"[0-9]{4}(?:-(?:0?[1-9]|1[0-2])(?:-[0-9]{1,2})?)?")

Facets = Mapping[str, Mapping[str, int]]


def widen_facets(params: SearchParams, facets: Facets, state: SiteState) -> Facets:
    """Return the facets with the counts of the filtered ones as they are without their own filter: several values can be chosen."""
    found = dict(facets)
    for parameter in LISTED:
        others = without_filter(params, parameter)
        if len(others) < len(params.search_filters()):
            facet = PARAMETERS[parameter]
            found[facet] = state.count_facets(params.q, others).get(facet, {})
    return found


def without_filter(params: SearchParams, parameter: str) -> dict[str, tuple[str, ...]]:
    """Return the searcher's filters without one; the year goes with all that is filtered by time."""
    gone = PERIODS.values() if parameter == "nam" else (parameter,)
    return {
        name: values for name, values in params.search_filters().items() if name not in {PARAMETERS[g] for g in gone}
    }


def filter_choices(params: SearchParams, facets: Facets, titles: Mapping[str, str]) -> dict[str, list[FilterChoice]]:
    """Return the choices by parameter, the chosen first, then most articles first (years newest first); none for empty facets."""
    found: dict[str, list[FilterChoice]] = {}
    for parameter, facet in PARAMETERS.items():
        counts = {value: count for value, count in facets.get(facet, {}).items() if value}
        if parameter not in LISTED:
            counts = {}
        chosen = params.filters.get(parameter, ())
        order = sorted(counts, key=lambda v: (v not in chosen, rank_value(facet, v, counts[v]), v))
        values = [*(v for v in chosen if v not in counts), *order][:MAX_CHOICES]
        if values:
            found[parameter] = [
                FilterChoice(v, label_of(facet, v, titles), counts.get(v), _switch(params, parameter, v), v in chosen)
                for v in values
            ]
    return found


def rank_value(facet: str, value: str, count: int) -> int:
    """Return by what values of a filter are sorted: years newest first, the undated last, others by their articles."""
    if facet != "year":
        return -count
    return -int(value) if value.isdecimal() else 1


def _switch(params: SearchParams, parameter: str, value: str) -> str:
    if parameter != "nam":
        return params.switched(parameter, value)
    chosen = params.filters.get("nam", ())
    years = tuple(v for v in chosen if v != value) if value in chosen else (*chosen, value)
    return params.link(**{name: None for name in PERIODS.values() if name != "nam"}, nam=years)


def label_of(facet: str, value: str, titles: Mapping[str, str]) -> str:
    """Return how a value of a filter is written for readers."""
    if facet == "source":
        return titles.get(value, value)
    if value == UNDATED or facet == "event_kind":
        return lookup(value)
    if facet in ("year", "month", "day"):
        ends = value.split(RANGE)
        return " – ".join(map(write_partial_day, ends)) if all(map(_PERIOD.fullmatch, ends)) else value
    return value


def labels_of(params: SearchParams, titles: Mapping[str, str]) -> list[str]:
    """Return every value that is filtered by, as readers write it."""
    return [label_of(PARAMETERS[p], value, titles) for p, values in params.filters.items() for value in values]
