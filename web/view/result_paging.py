"""The pages of a result list: how many there are, the numbers to offer, and what to say where reading ends."""

from __future__ import annotations

from dataclasses import dataclass

from search import Results
from web.view.search_params import MAX_PAGE, VIEWS, SearchParams

SIZES = {"": 10, VIEWS[0]: 30, VIEWS[1]: 60}
"""Hits of a page by view: a timeline is short lines, of the hits of the third only the events are shown."""

_AROUND = 2


@dataclass(frozen=True, slots=True)
class Paging:
    """The number shown, the last, (number, address) of the pages offered (None: a gap), and the addresses around ("" for none).

    ``beyond``: there are more hits than pages.
    """

    number: int
    last: int
    offered: tuple[tuple[int, str] | None, ...]
    before: str
    after: str
    beyond: bool


def page_size(params: SearchParams) -> int:
    """Return how many hits a page has."""
    return SIZES[params.view]


def paging_of(params: SearchParams, results: Results) -> Paging:
    """Return the paging of a result list."""
    shown = results.total + (0 if params.view else results.total_partial)
    pages = max(1, -(-shown // page_size(params)))
    last = min(MAX_PAGE, pages)

    def link(number: int) -> str:
        return params.link(trang=number if number > 1 else None) if 1 <= number <= last else ""

    near = range(params.page - _AROUND, params.page + _AROUND + 1)
    offered: list[tuple[int, str] | None] = []
    for number in sorted({1, last, *(n for n in near if 1 <= n <= last)}):
        if offered and offered[-1] is not None and number - offered[-1][0] > 1:
            offered.append(None)
        offered.append((number, link(number)))
    return Paging(params.page, last, tuple(offered), link(params.page - 1), link(params.page + 1), pages > MAX_PAGE)
