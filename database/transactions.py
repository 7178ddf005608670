"""Opens transactions: one that writes takes the write lock at its start, one that reads sees one state."""

from __future__ import annotations

import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError

from database import postgres
from database.dialect import is_shared
from database.errors import ArchiveBusy, ArchiveDamaged, ArchiveError, ArchiveUnwritable

_LOG_INDEX_BYTES = 32 * 1024
"""What SQLite takes beside a database before it reads it."""


def archive_error_of(error: DatabaseError, path: Path) -> ArchiveError:
    """Return the archive's error for a database error, with what to do."""
    if not isinstance(error.orig, sqlite3.Error):
        return postgres.error_of(error)
    return sqlite_error_of(error.orig, path)


def sqlite_error_of(error: sqlite3.Error, path: Path) -> ArchiveError:
    """Return the archive's error for what SQLite says of the file ``path``, with what to do."""
    text = str(error)
    if "locked" in text or "busy" in text:
        return ArchiveBusy("database.busy", file=path.name)
    if "readonly" in text or "unable to open" in text:
        return ArchiveUnwritable("database.file_readonly", file=path)
    if "full" in text or ("I/O" in text and _is_full(path.parent)):
        return ArchiveUnwritable("database.no_space", folder=path.parent)
    # Limits on the size of files and broken disks arrive as input/output errors.
    if "I/O" in text:
        return ArchiveUnwritable("database.disk_full", folder=path.parent, why=text)
    # Text that is no UTF-8 was written as such: another page, or other bits, stand in its place.
    if "malformed" in text or "not a database" in text or "decode to UTF-8" in text:
        return ArchiveDamaged("database.damaged", file=path, why=text)
    return ArchiveError("database.answered", file=path.name, why=text)


def _is_full(folder: Path) -> bool:
    """Tell whether a disk has no room for the index of a log."""
    try:
        return shutil.disk_usage(folder).free < _LOG_INDEX_BYTES
    except OSError:
        return False


class _OpenTransactions(threading.local):
    """The writing transactions that are open in a thread, by engine."""

    def __init__(self) -> None:
        self.connections: dict[int, Connection] = {}
        self.around: dict[int, Connection] = {}
        """Those on which damaged tables are covered, in which this thread reads (``archive.around_damage``)."""


_open_transactions = _OpenTransactions()
_ONE_STATE = {"isolation_level": "REPEATABLE READ", "postgresql_readonly": True}


def writing(engine: Engine, part: str | None = "") -> AbstractContextManager[Connection]:
    """Open a transaction that writes: it takes the write lock at its start. Raises the archive's errors.

    Inside another one of the same engine and thread it is a part of that one: all of it is kept, or none.
    Of a shared database it may take the lock of a ``part`` alone (the crawl of a source, the facts): parts are written at the same
    time, and each of them reads what only its own writers change. None is for who locks the rows that it changes.
    """
    outer = _open_transactions.connections.get(id(engine))
    return _begin_writing(engine, part) if outer is None else nullcontext(outer)


@contextmanager
def _begin_writing(engine: Engine, part: str | None) -> Iterator[Connection]:
    try:
        with engine.connect().execution_options(writing=True) as connection, connection.begin():
            if part is not None and is_shared(engine):
                postgres.lock_writers(connection, part)
            _open_transactions.connections[id(engine)] = connection
            try:
                yield connection
            finally:
                del _open_transactions.connections[id(engine)]
    except DatabaseError as error:
        raise archive_error_of(error, Path(str(engine.url.database))) from None


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that reads one consistent state (inside a writing one: what that has written). Raises the archive's errors."""
    outer = _open_transactions.connections.get(id(engine)) or _open_transactions.around.get(id(engine))
    try:
        if outer is not None:
            yield outer
            return
        with engine.connect() as connection:
            if is_shared(engine):
                connection = connection.execution_options(**_ONE_STATE)
            with connection.begin():
                yield connection
    except DatabaseError as error:
        raise archive_error_of(error, Path(str(engine.url.database))) from None


@contextmanager
def reading_on(engine: Engine, connection: Connection) -> Iterator[None]:
    """Have ``reading`` of an engine read on this connection, in this thread."""
    _open_transactions.around[id(engine)] = connection
    try:
        yield
    finally:
        del _open_transactions.around[id(engine)]


def is_bound(engine: Engine) -> bool:
    """Tell whether ``reading`` reads on a connection chosen for this thread: in a writing transaction, or around damage."""
    return id(engine) in _open_transactions.connections or id(engine) in _open_transactions.around
