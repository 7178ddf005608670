"""Hashes the whole published index when the site starts and every night, beside the requests; damage makes the site let go of it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path

import structlog

from indexer import check_index

DAY_SECONDS = 86_400.0

_log = structlog.get_logger("index")


class IndexWatch:
    """One thread of a served site; ``on_damage`` is called after each check that found something."""

    def __init__(self, data: Path, on_damage: Callable[[], None], *, seconds: float = DAY_SECONDS) -> None:
        """``seconds`` from one check to the next; the first is made at once."""
        self._data, self._on_damage, self._seconds = data, on_damage, seconds
        self._ending, self._asked = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._run_loop, name="index watch", daemon=True)

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def stop(self) -> None:
        """Stop the thread; a check that runs is not waited for."""
        self._ending.set()
        self._asked.set()

    def ask(self) -> None:
        """Have the index checked now, whatever the hour."""
        self._asked.set()

    def join(self) -> None:
        """Wait until the thread has ended."""
        self._thread.join()

    def check(self) -> list[str]:
        """Check the index now and return what is wrong."""
        problems = check_index(self._data)
        for problem in problems:
            _log.error("index damaged", problem=problem)
        if problems:
            self._on_damage()
        return problems

    def _run_loop(self) -> None:
        while not self._ending.is_set():
            try:
                self.check()
            except OSError:
                # Cleared away by the indexer while it was read: the newer one was hashed when it was published.
                _log.warning("index check not finished")
            self._asked.wait(self._seconds)
            if not self._ending.is_set():
                self._asked.clear()
