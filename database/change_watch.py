"""Tells cheaply whether anything was committed to a database since one last asked."""

from __future__ import annotations

from zlib import crc32

from sqlalchemy import Engine

from database.dialect import is_shared


class ChangeWatch:
    """Keeps one connection that never writes. Not for several threads at once.

    SQLite counts for it what all others commit; PostgreSQL's snapshot (which transactions are over, which are under way) is another
    one after each commit.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._shared = is_shared(engine)
        self._connection = engine.raw_connection()
        self._cursor = self._connection.cursor()

    def version(self) -> int:
        """Return a number that is another one after each commit of anyone."""
        if self._shared:
            with self._engine.connect() as connection:  # Not one for ever: the server may have been started anew.
                found = connection.exec_driver_sql("SELECT pg_current_snapshot()::text").scalar_one()
            return crc32(str(found).encode())
        self._cursor.execute("PRAGMA data_version")
        return int(self._cursor.fetchall()[0][0])

    def close(self) -> None:
        """Give the connection back."""
        self._cursor.close()
        self._connection.close()
