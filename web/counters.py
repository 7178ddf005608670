"""Counts what all web processes of a site must count together: requests of each address, and slots of heavy work.

One small SQLite database, made anew by each ``serve``: nothing in it is worth a fsync. It is the storage of Flask-Limiter
(``limits``), under the scheme ``timtin``, and the ground of ``web.slots``.
"""

from __future__ import annotations

import os
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from limits.storage.base import Storage

NAME = "counters.sqlite3"
SCHEME = "timtin"

_WAIT_SECONDS = 5.0
_SWEEP_SECONDS = 60.0
_TABLES = """
CREATE TABLE IF NOT EXISTS counts (key TEXT PRIMARY KEY, count INTEGER NOT NULL, ends REAL NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS slots (id INTEGER PRIMARY KEY, address TEXT NOT NULL, process INTEGER NOT NULL);
"""
_INCREASE = """
INSERT INTO counts VALUES (:key, :amount, :ends) ON CONFLICT (key) DO UPDATE SET
  count = CASE WHEN ends BETWEEN :now AND :ends THEN count + :amount ELSE :amount END,
  ends = CASE WHEN ends BETWEEN :now AND :ends THEN ends ELSE :ends END
RETURNING count
"""


class Counters:
    """The counters of a data folder, open in one process; safe for its threads. Without a writable folder: of this process alone."""

    def __init__(self, path: Path, clock: Callable[[], float] = time.time) -> None:
        """``clock`` tells seconds since 1970."""
        self._lock = threading.RLock()
        self._clock = clock
        self._swept = clock()
        try:
            self._connection = _connect(str(path))
        except sqlite3.Error:
            self._connection = _connect(":memory:")

    @contextmanager
    def transaction(self) -> Iterator[sqlite3.Connection]:
        """Open a transaction that holds the write lock, across processes."""
        with self._lock:
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield self._connection
            except BaseException:
                self._connection.rollback()
                raise
            self._connection.commit()

    def increase(self, key: str, seconds: float, amount: int = 1) -> int:
        """Count under a key that begins anew ``seconds`` after its first count, or when the clock was set back; return the count."""
        now = self._clock()
        values = {"key": key, "amount": amount, "now": now, "ends": now + seconds}
        with self.transaction() as connection:
            if abs(now - self._swept) > _SWEEP_SECONDS:
                self._swept = now
                connection.execute("DELETE FROM counts WHERE ends <= ?", (now,))
            return int(connection.execute(_INCREASE, values).fetchall()[0][0])

    def look_up(self, key: str) -> tuple[int, float]:
        """Return the count of a key and when it ends (seconds since 1970); (0, now) without one."""
        now = self._clock()
        with self._lock:
            row = self._connection.execute(
                "SELECT count, ends FROM counts WHERE key = ? AND ends > ?", (key, now)
            ).fetchone()
        return (int(row[0]), float(row[1])) if row else (0, now)

    def clear(self, key: str | None = None) -> int:
        """Forget a key, or all; return how many."""
        with self.transaction() as connection:
            if key is None:
                return connection.execute("DELETE FROM counts").rowcount
            return connection.execute("DELETE FROM counts WHERE key = ?", (key,)).rowcount

    def close(self) -> None:
        """Close the database."""
        with self._lock:
            self._connection.close()


def _connect(path: str) -> sqlite3.Connection:
    connection = sqlite3.connect(path, timeout=_WAIT_SECONDS, isolation_level=None, check_same_thread=False)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = OFF")
        connection.executescript(_TABLES)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def remove_counters(data: Path) -> None:
    """Begin anew, when nobody serves the folder: what an earlier run counted and held is over."""
    for ending in ("", "-wal", "-shm"):
        with suppress(OSError):
            (data / f"{NAME}{ending}").unlink(missing_ok=True)


def is_alive(process: int) -> bool:
    """Tell whether a process runs."""
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True


class CounterStorage(Storage):
    """The counters as Flask-Limiter wants them; its address is ``timtin://PATH``."""

    STORAGE_SCHEME = [SCHEME]  # noqa: RUF012 (the base class declares it so)

    def __init__(self, uri: str | None = None, wrap_exceptions: bool = False, *, counters: Counters) -> None:
        """``counters``: those that the application has open."""
        super().__init__(uri, wrap_exceptions)
        self.counters = counters

    @property
    def base_exceptions(self) -> type[Exception]:
        """What may go wrong here."""
        return sqlite3.Error

    def incr(self, key: str, expiry: int, amount: int = 1) -> int:
        """Count a request."""
        return self.counters.increase(key, expiry, amount)

    def get(self, key: str) -> int:
        """Return a count."""
        return self.counters.look_up(key)[0]

    def get_expiry(self, key: str) -> float:
        """Return when a count begins anew."""
        return self.counters.look_up(key)[1]

    def check(self) -> bool:
        """Tell whether the counters answer."""
        self.counters.look_up("")
        return True

    def reset(self) -> int | None:
        """Forget all counts."""
        return self.counters.clear()

    def clear(self, key: str) -> None:
        """Forget a count."""
        self.counters.clear(key)
