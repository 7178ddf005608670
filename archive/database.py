"""Opens the SQLite databases: WAL, foreign keys, waiting for other writers, migrated to this version."""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event
from sqlalchemy.exc import DatabaseError, OperationalError

from archive.errors import ArchiveBusy, ArchiveDamaged, ArchiveError, ArchiveUnwritable
from archive.migrating import migrate

_WAIT_MS = 30_000
"""How long a writer waits for another one: writes are short, so this means something is wrong."""


def now_text() -> str:
    """The present moment as ISO 8601 text in UTC."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def text_of(moment: datetime) -> str:
    """A moment as ISO 8601 text in UTC, comparable as text."""
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def moment(text: str | None) -> datetime | None:
    """The moment that ``text_of`` wrote."""
    return datetime.fromisoformat(text) if text else None


def _connected(connection: Any, _record: object) -> None:
    # The driver's own transactions begin too late for consistent reads; SQLAlchemy begins them below.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(f"PRAGMA busy_timeout = {_WAIT_MS}")
    cursor.execute("PRAGMA foreign_keys = ON")
    # FULL: what a commit acknowledged survives a power cut, not only a killed process.
    cursor.execute("PRAGMA synchronous = FULL")
    cursor.close()


def _begun(connection: Connection) -> None:
    mode = "IMMEDIATE" if connection.get_execution_options().get("writing") else "DEFERRED"
    connection.exec_driver_sql(f"BEGIN {mode}")


def translated(error: DatabaseError, path: Path) -> ArchiveError:
    """The archive's error for a database error, with what to do."""
    text = str(error.orig)
    if "locked" in text or "busy" in text:
        return ArchiveBusy(f"another process is writing to {path.name}: wait until it ends, then try again")
    if "readonly" in text or "unable to open" in text:
        return ArchiveUnwritable(
            f"{path} cannot be written: check the folder's permissions or choose another with --data"
        )
    # Limits on the size of files and broken disks arrive as input/output errors.
    if "full" in text or "I/O" in text:
        return ArchiveUnwritable(
            f"the disk of {path.parent} is full or broken ({text}): free some space and try again; what was confirmed is kept"
        )
    if "malformed" in text or "not a database" in text:
        return ArchiveDamaged(f"{path} is damaged ({text}): bring back a backup with `run.py restore DIR`")
    return ArchiveError(f"{path.name}: {text}")


def open_database(path: Path, migrations: str | None, *, readonly: bool = False) -> Engine:
    """Open (and unless ``readonly`` create and migrate) a database. Raises ArchiveUnwritable, ArchiveDamaged, ArchiveBusy."""
    if readonly and not path.exists():
        raise ArchiveError(
            f"there is no archive in {path.parent}: `run.py import` or `run.py crawl` makes one, --data chooses another folder"
        )
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise ArchiveUnwritable(
            f"the data folder {path.parent} cannot be made ({error.strerror}): choose another with --data"
        ) from None
    engine = create_engine(f"sqlite:///{path}", connect_args={"timeout": _WAIT_MS / 1000})
    event.listen(engine, "connect", _connected)
    event.listen(engine, "begin", _begun)
    try:
        _set_up(engine, path, migrations, readonly)
    except DatabaseError as error:
        engine.dispose()
        raise translated(error, path) from None
    except OSError as error:
        engine.dispose()
        raise ArchiveUnwritable(
            f"{path} cannot be written ({error.strerror}): check the folder's permissions or choose another with --data"
        ) from None
    except BaseException:
        engine.dispose()
        raise
    return engine


def _set_up(engine: Engine, path: Path, migrations: str | None, readonly: bool) -> None:
    if readonly:
        return
    try:
        with closing(sqlite3.connect(path, timeout=_WAIT_MS / 1000)) as raw:
            raw.execute("PRAGMA journal_mode = WAL")
    except sqlite3.Error as error:
        raise OperationalError("PRAGMA journal_mode", {}, error) from error
    if migrations is not None:
        migrate(engine, path, migrations)


class _Held(threading.local):
    """The writing transactions that are open in a thread, by engine."""

    def __init__(self) -> None:
        self.connections: dict[int, Connection] = {}


_held = _Held()


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """A transaction that writes: it takes the write lock at its start. Raises the archive's errors.

    Inside another one of the same engine and thread it is a part of that one: all of it is kept, or none.
    """
    outer = _held.connections.get(id(engine))
    if outer is not None:
        yield outer
        return
    try:
        with engine.connect().execution_options(writing=True) as connection, connection.begin():
            _held.connections[id(engine)] = connection
            try:
                yield connection
            finally:
                del _held.connections[id(engine)]
    except DatabaseError as error:
        raise translated(error, Path(str(engine.url.database))) from None


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """A transaction that reads one consistent state (inside a writing one: what that has written). Raises the archive's errors."""
    outer = _held.connections.get(id(engine))
    if outer is not None:
        yield outer
        return
    try:
        with engine.connect() as connection, connection.begin():
            yield connection
    except DatabaseError as error:
        raise translated(error, Path(str(engine.url.database))) from None


def fsync_folder(folder: Path) -> None:
    """Make renames in a folder durable."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
