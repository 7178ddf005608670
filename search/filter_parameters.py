"""The filters of a search as addresses and saved searches name them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

PARAMETERS: Mapping[str, str] = {
    "nguon": "source",
    "muc": "section",
    "nam": "year",
    "thang": "month",
    "ngay-dang": "day",
    "loai": "event_kind",
}
"""Parameter of the results page -> filter of the searcher."""

Filters = Mapping[str, str | Sequence[str]]
"""Filter -> its value, or several of which an article has to have one; empty ones filter nothing."""

RANGE = ".."
"""Stands between the first and the last of several years, months or days: ``2013..2016``."""


def values_of(value: str | Sequence[str] | None) -> tuple[str, ...]:
    """Return the values of a filter, each once, without the empty ones."""
    values = (value,) if isinstance(value, str) else value or ()
    return tuple(dict.fromkeys(v for v in values if v))


def filters_of(values: Filters) -> dict[str, tuple[str, ...]]:
    """Return the searcher's filters among the parameters of an address or a saved search."""
    found = {name: values_of(values.get(parameter)) for parameter, name in PARAMETERS.items()}
    return {name: chosen for name, chosen in found.items() if chosen}
