"""Has a database forget what was deleted: its bytes, not only its rows.

PostgreSQL does it by itself, with the vacuum of its tables and as its log is used again (docs/cluster.md).
"""

from __future__ import annotations

from sqlalchemy import Connection, Engine

from database.dialect import is_shared


def overwrite_deleted(connection: Connection) -> None:
    """Have what a transaction deletes overwritten in the database file."""
    if not is_shared(connection):
        connection.exec_driver_sql("PRAGMA secure_delete = ON")


def empty_journal(engine: Engine) -> None:
    """Empty the journal, which holds what was deleted as well."""
    if not is_shared(engine):
        with engine.connect() as connection:
            connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")
