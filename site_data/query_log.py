"""The query log: written some seconds after a query was asked, without addresses of readers, dropped under pressure."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import Engine, Select, delete, func, insert, select, text

from database.errors import ArchiveError
from database.times import text_of
from database.transactions import reading, writing
from site_data import tables as t

SECONDS = 3.0
"""The longest that a query waits in memory while the database can be written."""

_MANY = 50
"""Queries that are written at once."""

_MOST = 1000
"""Queries kept in memory while the database cannot be written; more are dropped."""


LEAST = 3
"""How often a query must have been asked before an admin sees it: what one person asks once may tell who that is."""


@dataclass(frozen=True, slots=True)
class FrequentQuery:
    """A query as it was last typed, how often it was asked, and what it found and took the last time."""

    query: str
    times: int
    total: int
    took_ms: int


class QueryLog:
    """The query log, without readers' addresses. Its thread, which begins with the first query, writes: no search waits for that."""

    def __init__(self, engine: Engine, *, seconds: float = SECONDS) -> None:
        self._engine, self._seconds = engine, seconds
        self._lock = threading.Lock()
        self._rows: list[dict[str, object]] = []
        self._noted, self._hurried, self._ending = threading.Event(), threading.Event(), threading.Event()
        self._thread: threading.Thread | None = None

    def add(self, query: str, total: int, took_ms: float, at: datetime) -> None:
        """Add a query; written with the next ones, some seconds later. Never fails: under pressure notes are dropped."""
        row: dict[str, object] = {"query": query, "total": total, "took_ms": round(took_ms), "at": text_of(at)}
        with self._lock:
            if len(self._rows) < _MOST:
                self._rows.append(row)
            if len(self._rows) >= _MANY:
                self._hurried.set()
            if self._thread is None:
                self._thread = threading.Thread(target=self._write_loop, name="query log", daemon=True)
                self._thread.start()
        self._noted.set()

    def close(self) -> None:
        """Write what was noted and end the thread."""
        self._ending.set()
        self._hurried.set()
        self._noted.set()
        if self._thread is not None:
            self._thread.join()
        self._try_to_flush()

    def _write_loop(self) -> None:
        while not self._ending.is_set():
            self._noted.wait()
            self._hurried.wait(self._seconds)
            self._noted.clear()
            self._hurried.clear()
            if not self._try_to_flush():
                self._noted.set()
                self._ending.wait(self._seconds)

    def _try_to_flush(self) -> bool:
        try:
            self.flush()
        except ArchiveError:
            return False  # A reader's answer matters more than the log.
        return True

    def flush(self) -> None:
        """Write what was noted. Raises ArchiveBusy, ArchiveUnwritable (then the notes are kept for the next try)."""
        with self._lock:
            rows, self._rows = self._rows, []
        if not rows:
            return
        try:
            with writing(self._engine) as connection:
                connection.execute(insert(t.queries), rows)
        except ArchiveError:
            with self._lock:
                self._rows = (rows + self._rows)[:_MOST]
            raise

    def prune(self, days: int = 90) -> None:
        """Delete queries older than ``days``."""
        before = text_of(datetime.now(UTC) - timedelta(days=days))
        with writing(self._engine) as connection:
            connection.execute(delete(t.queries).where(t.queries.c.at < before))

    def frequent(
        self, n: int = 50, *, offset: int = 0, wanted: str = "", without_result: bool = False
    ) -> list[FrequentQuery]:
        """Return queries asked ``LEAST`` times or more, the most frequent first; rarer ones may tell who asked.

        ``without_result``: only those that found nothing the last time.
        """
        chosen = (
            _grouped(wanted, without_result).order_by(text("times DESC"), t.queries.c.query).limit(n).offset(offset)
        )
        with reading(self._engine) as connection:
            return [FrequentQuery(r.query, r.times, r.total, r.took_ms) for r in connection.execute(chosen)]

    def count_frequent(self, wanted: str = "", *, without_result: bool = False) -> int:
        """Return how many queries ``frequent`` has."""
        with reading(self._engine) as connection:
            grouped = _grouped(wanted, without_result).subquery()
            return int(connection.execute(select(func.count()).select_from(grouped)).scalar_one())

    def times_asked(self, query: str) -> int:
        """Return how often a query was asked, 0 below ``LEAST``."""
        plain = " ".join(query.lower().split())
        with reading(self._engine) as connection:
            mine = select(func.count(t.queries.c.id)).where(func.lower(func.trim(t.queries.c.query)) == plain)
            times = int(connection.execute(mine).scalar_one())
        return times if times >= LEAST else 0


def _grouped(wanted: str, without_result: bool) -> Select[Any]:
    """Select the queries by their words, with how often they were asked and what the last one of them found."""
    c = t.queries.c
    counted = select(func.count().label("times"), func.max(c.id).label("newest"))
    counted = counted.where(c.query.icontains(wanted, autoescape=True)).group_by(func.lower(func.trim(c.query)))
    asked = counted.having(func.count() >= LEAST).subquery()
    chosen = select(c.query, asked.c.times, c.total, c.took_ms).join(asked, c.id == asked.c.newest)
    return chosen.where(c.total == 0) if without_result else chosen
