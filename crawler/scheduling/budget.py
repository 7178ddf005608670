"""Whether a crawl may ask for one more address: its limit, the hours of its source and the requests of the day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime

import settings
from archive.crawling.host_state import Politeness
from archive.model import VIETNAM
from crawler.http.fetcher import Clock
from crawler.sources.source import Source


@dataclass(frozen=True, slots=True)
class Allowance:
    """What one crawl of a source may still do. ``counts`` are its visits so far, ``say`` tells why it has to stop."""

    source: Source
    kept: Politeness
    clock: Clock
    counts: Counter[str]
    limit: int | None
    cancelled: Callable[[], bool]
    say: Callable[..., None]
    _spent: dict[date, int] = field(default_factory=dict)

    def going(self, under_way: int = 0) -> bool:
        """Tell whether another address may be asked for, after the ``under_way`` that are not counted yet."""
        if self.cancelled() or (self.limit is not None and self.counts.total() + under_way >= self.limit):
            return False
        now = self.clock.now()
        if not open_at(self.source, now):
            start, end = self.source.hours
            self.say("hours", start=start, end=end)
            return False
        budget = int(settings.number("budget")) if self.source.budget is None else self.source.budget
        if budget and self._spent_on(day_of(now)) + under_way >= budget:
            self.say("budget", budget=budget)
            return False
        return True

    def spend(self, requests: int) -> None:
        """Count requests that were sent against the budget of the day."""
        day = day_of(self.clock.now())
        self._spent[day] = self.kept.spent(self.source.name, day, requests)

    def _spent_on(self, day: date) -> int:
        """Return the requests of a day; nobody else crawls the source meanwhile."""
        if day not in self._spent:
            self._spent[day] = self.kept.requests(self.source.name, day)
        return self._spent[day]


def open_at(source: Source, now: datetime) -> bool:
    """Tell whether the source may be crawled at a moment: its hours are those of Vietnam and may pass midnight."""
    if not source.hours:
        return True
    start, end = source.hours
    hour = now.astimezone(VIETNAM).hour
    return start <= hour < end if start < end else hour >= start or hour < end


def day_of(now: datetime) -> date:
    """Return the day in Vietnam, to which a budget belongs."""
    return now.astimezone(VIETNAM).date()
