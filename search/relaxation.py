"""Why a search finds nothing: the same search without one of its conditions, and how many articles hold the rest.

Each count is one pass of the engine over the postings, without ranking, and their number is bounded (``MOST``).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from search.filter_parameters import Filters
from search.query.tree import Alternation, Query
from search.understood import Understood

MOST = 8
"""Conditions that are tried."""

_SWITCHED = ("filter", "range", "excluded")
"""Kinds of what was understood that narrow, and whose switch says what is left without them."""


@dataclass(frozen=True, slots=True)
class RelaxedSearch:
    """A search with one condition less. ``condition``: as typed, or the name of the filter when ``is_filter``; ``total``: complete hits."""

    condition: str
    is_filter: bool
    query: str
    filters: Filters
    total: int = 0


def relax_search(text: str, query: Query, understood: Sequence[Understood], filters: Filters) -> list[RelaxedSearch]:
    """Return the searches that lack one condition of a search each, uncounted; none for a search of one condition."""
    found = [
        *(RelaxedSearch(name, True, text, {n: v for n, v in filters.items() if n != name}) for name in filters),
        *(RelaxedSearch(c, False, rest, filters) for c, rest in _without_each(text, query, understood)),
    ]
    return found[:MOST] if len(found) > 1 else []


def _without_each(text: str, query: Query, understood: Sequence[Understood]) -> Iterator[tuple[str, str]]:
    """Yield each condition of a query as it was typed, and the query without it."""
    for one in understood:
        if one.kind in _SWITCHED and one.off:
            yield one.unit, one.off
    for number, clause in enumerate(query.clauses):
        if number not in query.optional:
            units = clause.units if isinstance(clause, Alternation) else (clause,)
            raw = " ".join(unit.raw for unit in units)
            place = re.search(rf"(?<!\w){re.escape(raw)}(?!\w)", text)
            if place is not None:
                rest = " ".join(f"{text[: place.start()]} {text[place.end() :]}".replace('""', " ").split())
                if rest:
                    yield raw, rest


def count_relaxed(searches: Sequence[RelaxedSearch], count: Callable[[str, Filters], int]) -> list[RelaxedSearch]:
    """Return the searches that find something, most first."""
    counted = (RelaxedSearch(s.condition, s.is_filter, s.query, s.filters, count(s.query, s.filters)) for s in searches)
    return sorted((s for s in counted if s.total), key=lambda s: -s.total)


def years_near(counts: Mapping[str, int], wanted: Sequence[str], most: int = 6) -> list[tuple[str, int]]:
    """Return (year, articles) of the years nearest to those wanted (numbers of four digits), in order of time."""
    years = [int(year) for year in wanted if year.isdecimal()]
    near = sorted((y for y in counts if y.isdecimal()), key=lambda y: min((abs(int(y) - w) for w in years), default=0))
    return [(year, counts[year]) for year in sorted(near[:most])]
