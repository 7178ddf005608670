"""What an address asks for: query, filters, sort and page; read from a request, from a saved search, and written again."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from flask import request, url_for

from search import PARAMETERS, Sort, filters_of
from web import urls

SORTS: Mapping[str, Sort] = {"uu-tien-moi": "fresh", "ngay": "date"}
"""Sorts by their name in an address; without one, by relevance."""

MAX_PAGE = 100
"""Deeper pages are no reading any more; filters lead there."""

MAX_QUERY = 1000
"""Characters of a query that are looked at; the page says so when more were given."""


def page_number(values: Mapping[str, str]) -> int:
    """Return the page that an address asks for, from 1; 1 for nonsense."""
    text = values.get("trang", "1")
    return max(int(text), 1) if text.isascii() and text.isdigit() and len(text) < 6 else 1


@dataclass(frozen=True, slots=True)
class SearchParams:
    """Query text, filters by parameter name, sort ("" or one of SORTS) and page (from 1); ``cut``: the query was too long."""

    q: str
    filters: Mapping[str, str]
    sort: str = ""
    page: int = 1
    cut: bool = False

    @classmethod
    def of(cls, values: Mapping[str, str]) -> SearchParams:
        """Read the parameters of an address; nonsense falls back to defaults."""
        text = " ".join(values.get("q", "").replace("\x00", " ").split())
        number = page_number(values)
        filters = {p: v[:200] for p in PARAMETERS if (v := values.get(p, "").strip())}
        sort = values.get("sap-xep", "")
        return cls(
            text[:MAX_QUERY], filters, sort if sort in SORTS else "", min(number, MAX_PAGE), len(text) > MAX_QUERY
        )

    @property
    def is_empty(self) -> bool:
        """Whether nothing is asked for."""
        return not self.q and not self.filters

    @property
    def order(self) -> Sort:
        """The searcher's name of the sort."""
        return SORTS.get(self.sort, "relevance")

    def search_filters(self) -> dict[str, str]:
        """Return the filters under the searcher's names."""
        return filters_of(self.filters)

    def parameters(self) -> dict[str, str]:
        """Return the parameters of the address, without the page."""
        found = {"q": self.q, **self.filters, "sap-xep": self.sort}
        return {name: value for name, value in found.items() if value}

    def address(self, endpoint: str, **more: Any) -> str:
        """Return the address of another page about the same search."""
        if more:
            return url_for(endpoint, **{**self.parameters(), **more})
        return urls.page_address(endpoint, self.parameters())

    def link(self, **changes: str | int | None) -> str:
        """Return the address of the results page with some parameters changed; None removes one. Page 1 unless given."""
        params: dict[str, str | int | None] = {**self.parameters(), **changes}
        return urls.page_address("search.results", {k: v for k, v in params.items() if v not in (None, "")})


def read_params() -> SearchParams:
    """Read the address of the present request."""
    return SearchParams.of(request.args)
