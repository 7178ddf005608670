"""What an address asks for: query, filters, sort, view and page; read from a request, from a saved search, and written again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from search import PARAMETERS, RANGE, Sort, filters_of, values_of
from web import urls

SORTS: Mapping[str, Sort] = {"uu-tien-moi": "fresh", "ngay": "date"}
"""Sorts by their name in an address; without one, by relevance."""

VIEWS = ("dong-thoi-gian", "su-kien")
"""Views of the results by their name in an address; without one, the list."""

PERIODS = {4: "nam", 7: "thang", 10: "ngay-dang"}
"""Length of a period as written (2023, 2023-05, 2023-05-24) -> parameter that filters by it."""

MAX_PAGE = 100
"""Deeper pages are no reading any more; filters lead there."""

MAX_QUERY = 1000
"""Characters of a query that are looked at; the page says so when more were given."""

MAX_VALUES = 40
"""Values of one filter at a time."""

Values = Mapping[str, str | Sequence[str]]
"""Parameters of an address as they are kept: one value, or several."""


def page_number(values: Values) -> int:
    """Return the page that an address asks for, from 1; 1 for nonsense."""
    text = _first(values, "trang") or "1"
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 6 else 1


def _first(values: Values, name: str) -> str:
    return next(iter(_all(values, name)), "")


def _all(values: Values, name: str) -> tuple[str, ...]:
    several = getattr(values, "getlist", None)
    return values_of(several(name) if several is not None else values.get(name))


@dataclass(frozen=True, slots=True)
class SearchParams:
    """Query text, filters by parameter name, sort ("" or one of SORTS), page (from 1) and view ("" or one of VIEWS).

    ``cut``: the query was too long.
    """

    q: str
    filters: Mapping[str, tuple[str, ...]]
    sort: str = ""
    page: int = 1
    cut: bool = False
    view: str = ""

    @classmethod
    def of(cls, values: Values) -> SearchParams:
        """Read the parameters of an address; nonsense falls back to defaults."""
        text = " ".join(_first(values, "q").replace("\x00", " ").split())
        filters = {p: values_of([v.strip()[:200] for v in _all(values, p)])[:MAX_VALUES] for p in PARAMETERS}
        period = _range_of(_first(values, "tu"), _first(values, "den"))
        sort, view = _first(values, "sap-xep"), _first(values, "xem")
        return cls(
            text[:MAX_QUERY],
            {p: chosen for p, chosen in (filters | period).items() if chosen},
            sort if sort in SORTS else "",
            min(page_number(values), MAX_PAGE),
            len(text) > MAX_QUERY,
            view if view in VIEWS else "",
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return not self.q and not self.filters

    @property
    def order(self) -> Sort:
        """The searcher's name of the sort; a timeline has one of its own."""
        return "date" if self.view == VIEWS[0] else SORTS.get(self.sort, "relevance")

    def search_filters(self) -> dict[str, tuple[str, ...]]:
        """Return the filters under the searcher's names."""
        return filters_of(self.filters)

    def parameters(self) -> dict[str, str | tuple[str, ...]]:
        """Return the parameters of the address, without the page."""
        found: dict[str, str | tuple[str, ...]] = {"q": self.q, **self.filters, "sap-xep": self.sort, "xem": self.view}
        return {name: value for name, value in found.items() if value}

    def pairs(self) -> list[tuple[str, str]]:
        """Return (name, value) of everything but query and page, as fields of a form carry it."""
        return [(name, one) for name, value in self.parameters().items() if name != "q" for one in values_of(value)]

    def address(self, endpoint: str, **more: Any) -> str:
        """Return the address of another page about the same search."""
        if more:
            return url_for(endpoint, **{**self.parameters(), **more})
        return urls.page_address(endpoint, self.parameters())

    def link(self, **changes: str | int | Sequence[str] | None) -> str:
        """Return the address of the results page with some parameters changed; None removes one. Page 1 unless given."""
        params = {**self.parameters(), **changes}
        return urls.page_address("search.results", {k: v for k, v in params.items() if v not in (None, "", ())})

    def switched(self, parameter: str, value: str) -> str:
        """Return the address with one value of a filter chosen as well, or no longer."""
        chosen = self.filters.get(parameter, ())
        return self.link(**{parameter: tuple(v for v in chosen if v != value) if value in chosen else (*chosen, value)})


def _range_of(first: str, last: str) -> dict[str, tuple[str, ...]]:
    """Return the filter between two periods of one kind, the ends in any order; one alone is the whole of it."""
    first, last = sorted((first or last, last or first))
    parameter = PERIODS.get(len(first))
    if parameter is None or len(first) != len(last):
        return {}
    return {parameter: (first if first == last else f"{first}{RANGE}{last}",)}


def read_params() -> SearchParams:
    """Read the address of the present request."""
    return SearchParams.of(request.args)
