"""huey's part: it wakes the worker and keeps the schedule. What is to be done stands in the jobs table, never here."""

from __future__ import annotations

import logging
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from huey import SqliteHuey
from huey.consumer import Consumer

_FILE = "huey.sqlite3"
_EPOCH = datetime(1970, 1, 1)

# huey's start-up banner would stand between the lines `serve` prints.
logging.getLogger("huey").setLevel(logging.WARNING)


def _queue(data: Path) -> SqliteHuey:
    return SqliteHuey("timtin", filename=str(data / _FILE), results=False)


def wake(data: Path) -> None:
    """Tell the worker that a job was put into the table. Safe without a worker: the next one finds the job by scanning."""
    queue = _queue(data)
    try:
        queue.task(name="wake")(_nothing)()
    finally:
        queue.storage.close()


def _nothing() -> None:
    return None


def due(moment: datetime, minutes: int) -> bool:
    """True in each minute (naive, UTC) that begins a period of ``minutes``; never when ``minutes`` is 0."""
    return minutes > 0 and int((moment - _EPOCH).total_seconds()) // 60 % minutes == 0


class _Consumer(Consumer):  # type: ignore[misc]
    """huey's consumer as a guest in a thread: signals belong to ``serve``."""

    def _set_signal_handlers(self) -> None:
        return


class Alarm:
    """Calls ``on_wake`` when ``wake`` was called (in any process) and ``on_due`` every ``minutes`` minutes."""

    def __init__(self, data: Path, minutes: int, on_wake: Callable[[], None], on_due: Callable[[], None]) -> None:
        self._queue = _queue(data)

        # huey names a task by the module of its function: these two must be functions of this module.
        def woken() -> None:
            on_wake()

        def timed() -> None:
            on_due()

        self._queue.task(name="wake")(woken)
        if minutes > 0:
            self._queue.periodic_task(lambda moment: due(moment, minutes), name="due")(timed)
        self._consumer = _Consumer(self._queue, workers=1, max_delay=1.0, check_worker_health=False)

    def start(self) -> None:
        """Start listening in threads of huey's consumer."""
        self._consumer.start()

    def stop(self) -> None:
        """Stop the threads and close the queue's file."""
        self._consumer.stop(graceful=True)
        self._queue.storage.close()
