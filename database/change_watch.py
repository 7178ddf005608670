"""Tells cheaply whether anything was committed to a database since one last asked."""

from __future__ import annotations

from sqlalchemy import Engine


class ChangeWatch:
    """Keeps one connection that never writes: SQLite counts for it what all others commit. Not for several threads at once."""

    def __init__(self, engine: Engine) -> None:
        self._connection = engine.raw_connection()
        self._cursor = self._connection.cursor()

    def version(self) -> int:
        """Return a number that is another one after each commit of anyone."""
        self._cursor.execute("PRAGMA data_version")
        return int(self._cursor.fetchall()[0][0])

    def close(self) -> None:
        """Give the connection back."""
        self._cursor.close()
        self._connection.close()
