"""Crawl budget: limit, opening hours, daily quota."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

import settings
from archive.crawling.host_state import HostStates
from archive.model import VIETNAM
from crawler.http.fetcher import Clock
from crawler.sources.source import Source


@dataclass(frozen=True, slots=True)
class CrawlBudget:
    """The budget of one crawl of a source. ``counts`` are its visits so far, ``report`` tells why it has to stop."""

    source: Source
    host_states: HostStates
    clock: Clock
    counts: Counter[str]
    limit: int | None
    cancelled: Callable[[], bool]
    report: Callable[..., None]
    _requests: dict[date, int] = field(default_factory=dict)

    def allows_another(self, under_way: int = 0) -> bool:
        """Tell whether another URL may be fetched, after the ``under_way`` that are not counted yet."""
        if self.cancelled() or (self.limit is not None and self.counts.total() + under_way >= self.limit):
            return False
        now = self.clock.now()
        if not is_open_at(self.source, now):
            start, end = self.source.hours
            self.report("hours", start=start, end=end)
            return False
        budget = int(settings.number("budget")) if self.source.budget is None else self.source.budget
        if budget and self._requests_on(day_of(now)) + under_way >= budget:
            self.report("budget", budget=budget)
            return False
        return True

    def spend_requests(self, requests: int) -> None:
        """Count requests that were sent against the budget of the day."""
        day = day_of(self.clock.now())
        self._requests[day] = self.host_states.add_requests(self.source.name, day, requests)

    def _requests_on(self, day: date) -> int:
        """Return the requests of a day; nobody else crawls the source meanwhile."""
        if day not in self._requests:
            self._requests[day] = self.host_states.requests_on(self.source.name, day)
        return self._requests[day]


def is_open_at(source: Source, now: datetime) -> bool:
    """Tell whether the source may be crawled at a moment: its hours are those of Vietnam and may pass midnight."""
    if not source.hours:
        return True
    start, end = source.hours
    hour = now.astimezone(VIETNAM).hour
    return start <= hour < end if start < end else hour >= start or hour < end


def day_of(now: datetime) -> date:
    """Return the day in Vietnam, to which a budget belongs."""
    return now.astimezone(VIETNAM).date()
