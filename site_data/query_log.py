"""The query log: buffered, without addresses of readers, dropped under pressure."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, delete, insert

from database.errors import ArchiveError
from database.times import text_of
from database.transactions import writing
from site_data import tables as t

_BUFFER = 50


_MOST = 1000
"""Queries kept in memory while the database cannot be written; more are dropped."""


class QueryLog:
    """The query log: buffered, without readers' addresses."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._rows: list[dict[str, object]] = []

    def add(self, query: str, total: int, took_ms: float, at: datetime) -> None:
        """Add a query; written with the next ones. Never fails: under pressure notes are dropped."""
        row: dict[str, object] = {"query": query, "total": total, "took_ms": round(took_ms), "at": text_of(at)}
        with self._lock:
            if len(self._rows) < _MOST:
                self._rows.append(row)
            full = len(self._rows) % _BUFFER == 0
        if full:
            try:
                self.flush()
            except ArchiveError:
                return  # A reader's answer matters more than the log.

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
