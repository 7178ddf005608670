"""Opens the databases, migrated to this version: files of SQLite (WAL, foreign keys, waiting for other writers), or PostgreSQL."""

from __future__ import annotations

import fcntl
import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from weakref import WeakValueDictionary, finalize

from sqlalchemy import Connection, Engine, MetaData, StaticPool, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError

from coded_error import reason_of
from database import postgres
from database.errors import ArchiveBusy, ArchiveDamaged, ArchiveError, ArchiveUnwritable
from database.migrate import is_current, migrate
from database.transactions import archive_error_of, sqlite_error_of

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
    hides which version it has is opened all the same, for what can still be read. Who writes holds the folder until the engine is
    disposed of (``hold_folder``).
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
            hold = hold_folder(path.parent)
        except OSError as error:
            raise ArchiveUnwritable("database.folder_unmakeable", folder=path.parent, why=reason_of(error)) from None
        engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": _WAIT_MS / 1000})
        event.listen(engine, "engine_disposed", lambda _: hold.release())
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


def open_to_read(path: Path, migrations: Path, tables: MetaData) -> Engine:
    """Open a database for reading alone, an empty one in memory where there is none yet. Raises as ``open_database``."""
    if database_exists(path):
        return open_database(path, migrations, readonly=True)
    engine = create_engine("sqlite://", poolclass=StaticPool)
    tables.create_all(engine)
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


class FolderHold:
    """A lock on a data folder (``hold_folder``), until it is released or the process dies. A context manager."""

    def __init__(self, handle: int) -> None:
        self.release = finalize(self, os.close, handle)
        """Give it back; a second time does nothing."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.release()


def hold_folder(folder: Path, *, alone: bool = False) -> FolderHold:
    """Lock a data folder beside others that write there, or ``alone``: nobody begins to write meanwhile.

    The folder itself is locked: nothing is left in it, and a full disk is no hindrance.
    Raises ArchiveBusy when it is held otherwise, OSError when there is no such folder.
    """
    handle = os.open(folder, os.O_RDONLY)
    hold = FolderHold(handle)
    try:
        fcntl.flock(handle, (fcntl.LOCK_EX if alone else fcntl.LOCK_SH) | fcntl.LOCK_NB)
    except OSError as error:
        # A file system without such locks keeps nobody from writing, only from replacing what is written to.
        if alone or isinstance(error, BlockingIOError):
            hold.release()
            raise ArchiveBusy("database.folder_written" if alone else "database.folder_taken", folder=folder) from None
    return hold


class _ReadConnection(sqlite3.Connection):
    """A connection that may need its folder held as long as it is open."""

    hold: FolderHold | None = None

    def close(self) -> None:
        super().close()
        self.hold = None


_holds: WeakValueDictionary[Path, FolderHold] = WeakValueDictionary()
"""The folders that connections of this process hold alone: one lock for all of them."""
_holds_lock = threading.Lock()


def connect_to_read(path: Path) -> sqlite3.Connection:
    """Connect to a database and never write to it, not even beside it where its folder is for reading alone or its disk is full.

    Raises ArchiveUnwritable for a copy whose log was not copied whole: what it lacks would be read as if it had never been.
    """
    if not os.access(path.parent, os.W_OK):
        if _has_empty_log(path):
            # SQLite would otherwise make its log's index, which it cannot here.
            return _connect(path, "mode=ro&immutable=1")
        if not path.with_name(f"{path.name}-shm").exists():
            raise ArchiveUnwritable("database.log_unreadable", file=path)
    connection = _connect(path, "mode=ro")
    try:
        connection.execute("PRAGMA schema_version").fetchone()
    except sqlite3.DatabaseError as error:
        # On a full disk there is no room for the log's index.
        if isinstance(sqlite_error_of(error, path), ArchiveUnwritable) and (held := _connect_alone(path)) is not None:
            connection.close()
            return held
    return connection


def _connect_alone(path: Path) -> sqlite3.Connection | None:
    """Connect without a log to a database that nobody writes to meanwhile; None where somebody may, or where the log holds something."""
    folder = path.parent.resolve()
    try:
        with _holds_lock:
            hold = _holds.get(folder)
            if hold is None:
                hold = _holds[folder] = hold_folder(folder, alone=True)
    except (ArchiveBusy, OSError):
        return None
    if not _has_empty_log(path):
        return None
    connection = _connect(path, "mode=ro&immutable=1")
    connection.hold = hold
    return connection


def _has_empty_log(path: Path) -> bool:
    log = path.with_name(f"{path.name}-wal")
    return not log.exists() or log.stat().st_size == 0


def _connect(path: Path, mode: str) -> _ReadConnection:
    return sqlite3.connect(
        f"{path.absolute().as_uri()}?{mode}",
        uri=True,
        timeout=_WAIT_MS / 1000,
        check_same_thread=False,
        factory=_ReadConnection,
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
