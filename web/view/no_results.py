"""What a page offers when no article holds everything that was asked for: which condition is to blame, and the years around."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from search import PARAMETERS, Results, years_near
from web.state import SiteState
from web.view.facet_choices import label_of, without_filter
from web.view.search_params import PERIODS, SearchParams

_FILTERS = {name: parameter for parameter, name in PARAMETERS.items()}
_YEAR = re.compile(r"(?<![0-9])[0-9]{4}(?![0-9])")
_NARROWING = ("range", "filter")


class Loosened(NamedTuple):
    """The search without one condition: what is left out as readers write it, how many articles hold the rest, its address."""

    condition: str
    total: int
    link: str


class Neighbour(NamedTuple):
    """A year near the one asked for."""

    year: str
    total: int
    link: str


def loosen_search(params: SearchParams, state: SiteState, titles: Mapping[str, str]) -> list[Loosened]:
    """Return the searches with one condition less that find something, most first."""
    found = []
    for one in state.relax(params.q, params.search_filters()):
        if one.is_filter:
            parameter = _FILTERS[one.condition]
            labels = [label_of(one.condition, v, titles) for v in params.filters[parameter]]
            found.append(Loosened(", ".join(labels), one.total, params.link(**{parameter: None})))
        else:
            found.append(Loosened(one.condition, one.total, params.link(q=one.query)))
    return found


def neighbouring_years(params: SearchParams, found: Results, state: SiteState) -> list[Neighbour]:
    """Return the years nearest to those that a search is filtered by, or that its query names, in which it finds something."""
    wanted = [
        year for name in PERIODS.values() for value in params.filters.get(name, ()) for year in _YEAR.findall(value)
    ]
    if wanted:
        counts = state.count_facets(params.q, without_filter(params, "nam")).get("year", {})
        none: dict[str, None] = dict.fromkeys(PERIODS.values())
        return [Neighbour(year, n, params.link(**{**none, "nam": year})) for year, n in years_near(counts, wanted)]
    dated = next((u for u in found.understood if u.kind in _NARROWING and u.off and _YEAR.search(u.unit)), None)
    if dated is None:
        return []
    counts = state.count_facets(dated.off, params.search_filters()).get("year", {})
    near = years_near(counts, _YEAR.findall(dated.unit))
    return [Neighbour(year, n, params.link(q=f"{dated.off} đăng:{year}")) for year, n in near]
