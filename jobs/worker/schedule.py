"""When the worker looks at the jobs table out of turn: woken in its own process, or once in each period of the schedule."""

from __future__ import annotations

import threading
from datetime import datetime, timedelta
from pathlib import Path

from site_data.site import Site

_EPOCH = datetime(1970, 1, 1)
_MINUTE = timedelta(minutes=1)

_events: dict[Path, threading.Event] = {}


def wake_event(data: Path) -> threading.Event:
    """Return the event that ``wake_worker`` sets for this data folder in this process."""
    return _events.setdefault(data.resolve(), threading.Event())


def wake_worker(data: Path) -> None:
    """Tell a worker of this process that a job was put into the table; one of another process finds it by scanning."""
    wake_event(data).set()


_PERIOD = "schedule_minutes"


def record_schedule(site: Site, minutes: int | None) -> None:
    """Keep the period of the crawl that the running worker schedules, 0 for none; None when no worker runs."""
    site.settings.set(_PERIOD, "" if minutes is None else str(minutes))


def scheduled_minutes(site: Site) -> int | None:
    """Return the period of the crawl that the running worker schedules, 0 for none; None when no worker runs."""
    kept = site.settings.get(_PERIOD)
    return int(kept) if kept else None


class Schedule:
    """Periods of ``minutes`` counted from midnight UTC of 1970, so that a restart does not shift them; 0 for none.

    ``begin``: how long after such a midnight they begin.
    """

    def __init__(self, minutes: int, started: datetime, begin: timedelta = timedelta(0)) -> None:
        self._minutes, self._begin = minutes, begin
        # A worker started in the minute that begins a period takes it: the one before it may have ended just too early.
        self._taken = self._period(started - _MINUTE)

    def is_due(self, moment: datetime) -> bool:
        """Tell whether a period has begun since the one taken last (naive moment, UTC).

        A clock that was set back by more than a period begins anew: a day wrongly in the future would stop everything for so long.
        """
        period = self._period(moment)
        return period > self._taken or period < self._taken - 1

    def take_period(self, moment: datetime) -> None:
        """Have no more work to do until the period after this moment's."""
        self._taken = self._period(moment)

    def _period(self, moment: datetime) -> int:
        return (moment - self._begin - _EPOCH) // (self._minutes * _MINUTE) if self._minutes > 0 else 0
