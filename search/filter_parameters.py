"""The filters of a search as addresses and saved searches name them."""

from __future__ import annotations

from collections.abc import Mapping

PARAMETERS: Mapping[str, str] = {
    "nguon": "source",
    "muc": "section",
    "nam": "year",
    "thang": "month",
    "ngay-dang": "day",
    "loai": "event_kind",
}
"""Parameter of the results page -> filter of the searcher."""


def filters_of(values: Mapping[str, str]) -> dict[str, str]:
    """Return the searcher's filters among the parameters of an address or a saved search."""
    return {name: values[parameter] for parameter, name in PARAMETERS.items() if values.get(parameter)}
