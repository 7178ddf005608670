"""Opens transactions: one that writes takes the write lock at its start, one that reads sees one state."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import DatabaseError

from database.errors import ArchiveBusy, ArchiveDamaged, ArchiveError, ArchiveUnwritable


def archive_error_of(error: DatabaseError, path: Path) -> ArchiveError:
    """Return the archive's error for a database error, with what to do."""
    text = str(error.orig)
    if "locked" in text or "busy" in text:
        return ArchiveBusy("database.busy", file=path.name)
    if "readonly" in text or "unable to open" in text:
        return ArchiveUnwritable("database.file_readonly", file=path)
    # Limits on the size of files and broken disks arrive as input/output errors.
    if "full" in text or "I/O" in text:
        return ArchiveUnwritable("database.disk_full", folder=path.parent, why=text)
    # Text that is no UTF-8 was written as such: another page, or other bits, stand in its place.
    if "malformed" in text or "not a database" in text or "decode to UTF-8" in text:
        return ArchiveDamaged("database.damaged", file=path, why=text)
    return ArchiveError("database.answered", file=path.name, why=text)


class _OpenTransactions(threading.local):
    """The writing transactions that are open in a thread, by engine."""

    def __init__(self) -> None:
        self.connections: dict[int, Connection] = {}


_open_transactions = _OpenTransactions()


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """Open a transaction that writes: it takes the write lock at its start. Raises the archive's errors.

    Inside another one of the same engine and thread it is a part of that one: all of it is kept, or none.
    """
    outer = _open_transactions.connections.get(id(engine))
    if outer is not None:
        yield outer
        return
    try:
        with engine.connect().execution_options(writing=True) as connection, connection.begin():
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
    outer = _open_transactions.connections.get(id(engine))
    try:
        if outer is not None:
            yield outer
            return
        with engine.connect() as connection, connection.begin():
            yield connection
    except DatabaseError as error:
        raise archive_error_of(error, Path(str(engine.url.database))) from None
