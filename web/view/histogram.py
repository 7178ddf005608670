"""The histogram of a search by publication: years, months or days, whichever is fine enough to be read; each bar filters."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from search import UNDATED, Matching, Results
from translations import N_, gettext, write_partial_day
from web.view.search_params import PERIODS, SearchParams

HEIGHT = 60
MOST_MONTHS = 36
"""With more months than these, years are shown."""

_EPOCH = date(1970, 1, 1)
_TITLES = {"nam": N_("Theo năm"), "thang": N_("Theo tháng"), "ngay-dang": N_("Theo ngày")}


@dataclass(frozen=True, slots=True)
class Bar:
    """One period: as written, its label, number of articles, the address that chooses it, its place and height in the drawing (px)."""

    value: str
    label: str
    count: int
    link: str
    x: float
    height: float


@dataclass(frozen=True, slots=True)
class Histogram:
    """The bars, how wide each is, the title, and the address without any filter by time ("" when there is none)."""

    title: str
    bars: tuple[Bar, ...]
    width: float
    up: str


def chosen_month(params: SearchParams) -> str:
    """Return the one month that a search is filtered by; "" for none or several."""
    months = params.filters.get("thang", ())
    return months[0] if len(months) == 1 and len(months[0]) == 7 else ""


def make_histogram(params: SearchParams, results: Results, matching: Matching | None) -> Histogram | None:
    """Return the histogram; ``matching`` (needed for the days of a month only) are the complete hits. None when one bar says it all."""
    months = dict(results.facets.get("month", {}))
    years = {year: count for year, count in results.facets.get("year", {}).items() if year != UNDATED}
    if matching is not None:
        counts, parameter = dict(days_of(matching)), "ngay-dang"
    elif len(years) == 1 or len(months) <= MOST_MONTHS and not params.filters.keys().isdisjoint(PERIODS.values()):
        counts, parameter = months, "thang"
    else:
        counts, parameter = years, "nam"
    if len(counts) < 2:
        return None
    others: dict[str, None] = dict.fromkeys(PERIODS.values())
    top, step = max(counts.values()), 600 / len(counts)
    bars = tuple(
        Bar(
            value,
            write_partial_day(value),
            count,
            params.link(**{**others, parameter: value}),
            round(step * at, 1),
            round(max(HEIGHT * count / top, 2), 1),
        )
        for at, (value, count) in enumerate(sorted(counts.items()))
    )
    filtered = not params.filters.keys().isdisjoint(PERIODS.values())
    return Histogram(
        gettext(_TITLES[parameter]), bars, round(step * 0.85, 1), params.link(**others) if filtered else ""
    )


def days_of(matching: Matching) -> Mapping[str, int]:
    """Count articles by day of publication (YYYY-MM-DD)."""
    counts = Counter(day for day in matching.published if day is not None)
    return {(_EPOCH + timedelta(days=day)).isoformat(): counts[day] for day in sorted(counts)}
