"""Opens the databases, migrated to this version: files of SQLite (WAL, foreign keys, waiting for other writers), or PostgreSQL."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError

from coded_error import reason_of
from database import postgres
from database.errors import ArchiveDamaged, ArchiveError, ArchiveUnwritable
from database.migrate import is_current, migrate
from database.transactions import archive_error_of

_WAIT_MS = 30_000
"""How long a writer waits for another one: writes are short, so this means something is wrong."""


def _configure_connection(connection: Any, _record: object) -> None:
    # The driver's own transactions begin too late for consistent reads; SQLAlchemy begins them below.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {_WAIT_MS}")
    cursor.execute("PRAGMA foreign_keys = ON")
    # FULL: what a commit acknowledged survives a power cut, not only a killed process.
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.close()


def _begin_transaction(connection: Connection) -> None:
    mode = "IMMEDIATE" if connection.get_execution_options().get("writing") else "DEFERRED"
    connection.exec_driver_sql(f"BEGIN {mode}")


def open_database(path: Path, migrations: Path | None, *, readonly: bool = False, url: str | None = None) -> Engine:
    """Open (and unless ``readonly`` create and migrate) a database; ``migrations`` is their folder.

    ``url`` is the server's address, "" for the file ``path``, None for what the settings say.
    With ``readonly`` nothing is written, so that a folder for reading alone and a snapshot of one can be read; one whose damage
    hides which version it has is opened all the same, for what can still be read.
    Raises ArchiveUnwritable, ArchiveDamaged, ArchiveBusy, and ArchiveError for a database of another version.
    """
    if url := postgres.database_url() if url is None else url:
        return _open_shared(path, url, migrations, readonly)
    if readonly and not path.exists():
        raise ArchiveError("database.missing", folder=path.parent)
    if readonly:
        engine = create_engine(f"sqlite:///{path}", creator=lambda: connect_to_read(path))
    else:
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ArchiveUnwritable("database.folder_unmakeable", folder=path.parent, why=reason_of(error)) from None
        engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": _WAIT_MS / 1000})
    event.listen(engine, "connect", _configure_connection)
    event.listen(engine, "begin", _begin_transaction)
    try:
        _prepare_database(engine, path, migrations, readonly)
    except (DatabaseError, ArchiveDamaged) as error:
        engine.dispose()
        met = archive_error_of(error, path) if isinstance(error, DatabaseError) else error
        if not (readonly and isinstance(met, ArchiveDamaged)):
            raise met from None
    except OSError as error:
        engine.dispose()
        raise ArchiveUnwritable("database.file_unwritable", file=path, why=reason_of(error)) from None
    except BaseException:
        engine.dispose()
        raise
    return engine


def database_exists(path: Path, url: str | None = None) -> bool:
    """Tell whether there is a database of that name, in the folder or on the server (``open_database``). Raises ArchiveUnreachable."""
    if not (url := postgres.database_url() if url is None else url):
        return path.exists()
    engine = postgres.connect_engine(path, url)
    try:
        with engine.connect() as connection:
            return postgres.schema_exists(connection)
    except DatabaseError as error:
        raise archive_error_of(error, path) from None
    finally:
        engine.dispose()


def _open_shared(path: Path, url: str, migrations: Path | None, readonly: bool) -> Engine:
    """Open a database on the server; the data folder keeps what is of this machine alone."""
    if not readonly and not path.parent.exists():
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise ArchiveUnwritable("database.folder_unmakeable", folder=path.parent, why=reason_of(error)) from None
    engine = postgres.connect_engine(path, url)
    try:
        with engine.connect() as connection:
            known = postgres.schema_exists(connection)
        if readonly and not known:
            raise ArchiveError("database.missing_on_server")
        if not known:
            postgres.create_schema(engine)
        current = migrations is None or is_current(engine, path, migrations)
        if readonly and not current:
            raise ArchiveError("database.older", file=path.stem)
        if migrations is not None and not current:
            migrate(engine, path, migrations)
    except DatabaseError as error:
        engine.dispose()
        raise archive_error_of(error, path) from None
    except BaseException:
        engine.dispose()
        raise
    return engine


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Connect to a database and never write to it, not even beside it where its folder is for reading alone.

    Raises ArchiveUnwritable for a copy whose log was not copied whole: what it lacks would be read as if it had never been.
    """
    mode = "mode=ro"
    if not os.access(path.parent, os.W_OK):
        log, shared = (path.with_name(path.name + ending) for ending in ("-wal", "-shm"))
        if not log.exists() or log.stat().st_size == 0:
            mode += "&immutable=1"  # SQLite would otherwise make its log's index, which it cannot here.
        elif not shared.exists():
            raise ArchiveUnwritable("database.log_unreadable", file=path)
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{mode}", uri=True, timeout=_WAIT_MS / 1000, check_same_thread=False
    )


class OpenDatabase:
    """An open database; the end of a ``with`` block closes it."""

    damage: ArchiveDamaged | None = None
    """Why it is open for what can be read of it alone (``database.damage.open_what_is_left``)."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine

    def refuse_writes(self, damage: ArchiveDamaged) -> None:
        """Answer whoever begins to write with what is damaged."""
        self.damage = damage

        def refuse(connection: Connection) -> None:
            if connection.get_execution_options().get("writing"):
                raise damage

        event.listen(self.engine, "begin", refuse, insert=True)

    def close(self) -> None:
        """Close every connection."""
        self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def _prepare_database(engine: Engine, path: Path, migrations: Path | None, readonly: bool) -> None:
    # First, so that a database of another version stays as it is.
    current = migrations is None or (path.exists() and is_current(engine, path, migrations))
    if readonly:
        if not current:
            raise ArchiveError("database.older", file=path)
        return
    try:
        with closing(sqlite3.connect(path, timeout=_WAIT_MS / 1000)) as raw:
            raw.execute("PRAGMA journal_mode = WAL")
    except sqlite3.Error as error:
        raise OperationalError("PRAGMA journal_mode", {}, error) from error
    if migrations is not None and not current:
        migrate(engine, path, migrations)
