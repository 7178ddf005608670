"""Every article of the index by month of publication, listed once a generation: what the sitemap and the feed of all read."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import islice

import numpy as np
from apiflask import APIFlask
from flask import current_app

from search import Indexed
from web.state import SiteState

UNDATED = "khong-ro-ngay"
"""The month of articles without a day of publication."""

_EPOCH = date(1970, 1, 1)
_KEY = "timtin.listing"


@dataclass(slots=True)
class ArticleListing:
    """The numbers of the articles of the generation ``indexed`` by month ("2023-05"), the newest first, the undated last.

    ``file_size``: addresses in one file of the sitemap; the protocol allows 50,000.
    """

    file_size: int = 10_000
    indexed: Indexed | None = None
    months: Mapping[str, np.ndarray] = field(default_factory=dict)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def read_months(self, state: SiteState) -> Mapping[str, np.ndarray]:
        """Return the months of the newest generation. Raises IndexMissing, IndexDamaged."""
        newest = state.indexed()
        with self.lock:
            if self.indexed != newest:
                self.months, self.indexed = group_by_month(_list_articles(state)), newest
            return self.months

    def newest(self, state: SiteState, n: int) -> list[int]:
        """Return the newest articles of all. Raises IndexMissing, IndexDamaged."""
        every = (int(number) for numbers in self.read_months(state).values() for number in numbers)
        return list(islice(every, n))


def register_listing(app: APIFlask) -> None:
    """Give an application its listing, empty until somebody asks."""
    app.extensions[_KEY] = ArticleListing()


def current_listing() -> ArticleListing:
    """Return the listing of the application that answers the present request."""
    found = current_app.extensions[_KEY]
    assert isinstance(found, ArticleListing)
    return found


def group_by_month(articles: Mapping[int, int | None]) -> dict[str, np.ndarray]:
    """Group article numbers by the month of their day (days since 1970-01-01, None where undated)."""
    found: dict[str, list[int]] = defaultdict(list)
    names: dict[int, str] = {}
    for article in sorted(articles, key=lambda number: (articles[number] or -1, number), reverse=True):
        day = articles[article]
        if day is not None and day not in names:
            names[day] = f"{_EPOCH + timedelta(days=day):%Y-%m}"
        found[UNDATED if day is None else names[day]].append(article)
    return {name: np.array(numbers, dtype=np.int64) for name, numbers in found.items()}


def _list_articles(state: SiteState) -> dict[int, int | None]:
    """Return each article with its day. A search for nothing finds nothing: each source is asked for its own."""
    found: dict[int, int | None] = {}
    for source in state.archive.sources():
        part = state.matching("", sort="date", filters={"source": source})
        found |= dict(zip(part.articles, part.published, strict=True))
    return found
