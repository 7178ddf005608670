"""The histogram of a search by publication: years, the months of a chosen year, the days of a chosen month; each bar filters."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from search import UNDATED, Matching, Results
from translations import N_, gettext, write_partial_day
from web.view.search_params import SearchParams

HEIGHT = 60
_EPOCH = date(1970, 1, 1)
_CHOICES = {"ngay-dang": N_("Chọn ngày"), "thang": N_("Chọn tháng"), "nam": N_("Chọn năm")}


@dataclass(frozen=True, slots=True)
class Bar:
    """One period: its label, number of articles, the address that chooses it, and the bar's place and height in the drawing (px)."""

    label: str
    count: int
    link: str
    x: float
    height: float


@dataclass(frozen=True, slots=True)
class Histogram:
    """The bars, how wide each is, the title, what the list of bars offers, and the address one level up ("" at the top)."""

    title: str
    choose: str
    bars: tuple[Bar, ...]
    width: float
    up: str


def make_histogram(params: SearchParams, results: Results, matching: Matching | None) -> Histogram | None:
    """Return the next finer histogram; ``matching`` (needed for days only) are the complete hits. None when one bar says it all."""
    years = {year: count for year, count in results.facets.get("year", {}).items() if year != UNDATED}
    month, year = params.filters.get("thang", ""), params.filters.get("nam", "")
    if re.fullmatch(r"\d{4}-\d{1,2}", month, re.ASCII) and matching is not None:
        counts, parameter, title = (
            days_of(matching),
            "ngay-dang",
            gettext("Các ngày của tháng {month}", month=write_partial_day(f"{month[:5]}{int(month[5:]):02}")),
        )
        up = params.link(**{"thang": None, "ngay-dang": None})
    elif year or len(years) == 1:
        counts, parameter, title = dict(results.facets.get("month", {})), "thang", gettext("Theo tháng")
        up = params.link(nam=None, thang=None) if year else ""
    else:
        counts, parameter, title, up = years, "nam", gettext("Theo năm"), ""
    if len(counts) < 2:
        return None
    top, step = max(counts.values()), 600 / len(counts)
    bars = tuple(
        Bar(
            _label(value),
            count,
            params.link(**{parameter: value}),
            round(step * at, 1),
            round(max(HEIGHT * count / top, 2), 1),
        )
        for at, (value, count) in enumerate(sorted(counts.items()))
    )
    return Histogram(title, gettext(_CHOICES[parameter]), bars, round(step * 0.85, 1), up)


def days_of(matching: Matching) -> Mapping[str, int]:
    """Count articles by day of publication (YYYY-MM-DD)."""
    counts = Counter(day for day in matching.published if day is not None)
    return {(_EPOCH + timedelta(days=day)).isoformat(): counts[day] for day in sorted(counts)}


def _label(value: str) -> str:
    return write_partial_day(value)
