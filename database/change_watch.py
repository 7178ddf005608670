"""Tells cheaply whether anything was committed to a database since one last asked."""

from __future__ import annotations

from pathlib import Path
from zlib import crc32

from sqlalchemy import Engine, PoolProxiedConnection
from sqlalchemy.exc import DatabaseError

from database.dialect import is_shared
from database.transactions import archive_error_of


class ChangeWatch:
    """Keeps one connection that never writes. Not for several threads at once.

    SQLite counts for it what all others commit; PostgreSQL's snapshot (which transactions are over, which are under way) is another
    one after each commit.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._shared = is_shared(engine)
        self._connection: PoolProxiedConnection | None = None

    def version(self) -> int:
        """Return a number that is another one after each commit of anyone. Raises the archive's errors."""
        if self._shared:
            with self._engine.connect() as connection:  # Not one for ever: the server may have been started anew.
                found = connection.exec_driver_sql("SELECT pg_current_snapshot()::text").scalar_one()
            return crc32(str(found).encode())
        try:
            if self._connection is None:
                self._connection = self._engine.raw_connection()
            cursor = self._connection.cursor()
            cursor.execute("PRAGMA data_version")
            return int(cursor.fetchall()[0][0])
        except self._engine.dialect.loaded_dbapi.Error as error:
            told = DatabaseError("PRAGMA data_version", {}, error)
            raise archive_error_of(told, Path(str(self._engine.url.database))) from None

    def close(self) -> None:
        """Give the connection back."""
        if self._connection is not None:
            self._connection.close()
