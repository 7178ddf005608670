"""Reads tables of the archive around their damaged pages, with the same statements as ever: what stands on such a page is missing, and nothing else.

On a connection of its own each damaged table is covered by a temporary copy of its rows that can be read, its indexes made anew. Nobody
pays for it before a read has met damage; the copies are kept until something is written.
"""

from __future__ import annotations

import logging
import re
import sqlite3
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol, TypeVar

from sqlalchemy import Connection, Engine, event
from sqlalchemy.exc import DatabaseError

from archive.salvage import read_in_halves
from database.dialect import is_shared
from database.errors import ArchiveDamaged
from database.transactions import is_bound, reading_on

T = TypeVar("T")
P = ParamSpec("P")

_BY_ARTICLE = frozenset({"blocks", "versions", "responses"})
"""Most of an archive, and read article by article (``archive.articles.archive``): never copied."""

_CHUNK = 256
_BEYOND = 8192
"""Row numbers looked for beyond the last known row, where neither the table nor an index tells which is the last."""

_log = logging.getLogger(__name__)


class _HasEngine(Protocol):
    _engine: Engine


S = TypeVar("S", bound="Engine | _HasEngine")


def around_damage(read: Callable[Concatenate[S, P], T]) -> Callable[Concatenate[S, P], T]:
    """Make a function of an engine, or a method of what has one, read again around the damaged pages that it has met.

    Not for what must name the articles that it leaves out, nor for what tells what must be hidden.
    """

    @wraps(read)
    def read_whole_or_around(owner: S, /, *args: P.args, **kwargs: P.kwargs) -> T:
        engine = owner if isinstance(owner, Engine) else owner._engine
        try:
            return read(owner, *args, **kwargs)
        except ArchiveDamaged as error:
            # Within a transaction that writes, all is read from what is written to.
            if is_shared(engine) or is_bound(engine):
                raise
            with _cover_of(engine).reading(error):
                return read(owner, *args, **kwargs)

    return read_whole_or_around


def covered_tables(engine: Engine) -> Sequence[str]:
    """Return the tables of a database that had to be read around their damaged pages since it was opened."""
    return _covers[engine].tables if engine in _covers else ()


class _Cover:
    """A connection to a database on which the damaged tables are covered by copies."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._connection: Connection | None = None
        self._version = -1
        self.tables: Sequence[str] = ()
        event.listen(engine, "engine_disposed", self._forget)

    @contextmanager
    def reading(self, damage: ArchiveDamaged) -> Iterator[None]:
        """Have this thread read around the damage that it has met. Raises ``damage`` when no table or index is damaged."""
        with self._lock:
            try:
                connection = self._opened(damage)
                with connection.begin(), reading_on(self._engine, connection):
                    yield
            except ArchiveDamaged:
                self.close()  # What is damaged is another table by now.
                raise

    def close(self) -> None:
        """Close the connection: the copies are gone with it."""
        if self._connection is not None:
            # Not back to the others: whoever got it would read its copies.
            self._connection.invalidate()
            self._connection.close()
            self._connection = None

    def _forget(self, engine: Engine) -> None:
        self.close()
        _covers.pop(engine, None)

    def _opened(self, damage: ArchiveDamaged) -> Connection:
        if self._connection is not None and self._version == _version_of(self._connection):
            return self._connection
        self.close()
        try:
            self._connection = self._engine.connect()
            self._version = _version_of(self._connection)
            with closing(self._engine.raw_connection()) as source:
                made = _cover_tables(_driver_of(source), _driver_of(self._connection.connection))
        except (DatabaseError, sqlite3.DatabaseError) as error:
            self.close()
            raise damage from error
        if not made:
            self.close()
            raise damage
        if made != self.tables:
            _log.error("damaged pages are read around in %s", ", ".join(made))
        self.tables = made
        return self._connection


_covers: dict[Engine, _Cover] = {}
_covers_lock = threading.Lock()


def _cover_of(engine: Engine) -> _Cover:
    with _covers_lock:
        return _covers.get(engine) or _covers.setdefault(engine, _Cover(engine))


def _driver_of(connection: Any) -> sqlite3.Connection:
    found = connection.driver_connection
    assert isinstance(found, sqlite3.Connection)
    return found


def _version_of(connection: Connection) -> int:
    """Return the number that is another one when somebody else has written to the database."""
    return int(_driver_of(connection.connection).execute("PRAGMA data_version").fetchone()[0])


def _cover_tables(source: sqlite3.Connection, target: sqlite3.Connection) -> list[str]:
    """Cover the damaged tables on ``target`` by what can be read of them on ``source``; return their names."""
    tables = source.execute("SELECT name, sql FROM sqlite_master WHERE type = 'table' AND rootpage > 1").fetchall()
    damaged = [
        (name, sql)
        for name, sql in tables
        if name not in _BY_ARTICLE and not name.startswith("sqlite_") and not _is_sound(source, name)
    ]
    # A copy's rows refer to rows of tables that are not copied.
    target.execute("PRAGMA foreign_keys = OFF")
    target.execute("BEGIN")
    for name, sql in damaged:
        indexes = source.execute(
            "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type = 'index' AND sql != ''", (name,)
        )
        target.execute(re.sub(r"^CREATE TABLE", "CREATE TEMP TABLE", sql))
        for rows in _readable_rows(source, name, "WITHOUT ROWID" in sql.upper()):
            if rows:
                places = ", ".join("?" * len(rows[0]))
                target.executemany(f'INSERT OR IGNORE INTO temp."{name}" VALUES ({places})', rows)
        for (index,) in indexes.fetchall():
            target.execute(re.sub(r'^CREATE (UNIQUE )?INDEX "?(\w+)"?', r'CREATE \1INDEX temp."\2"', index))
    target.execute("COMMIT")
    return [name for name, _ in damaged]


def _is_sound(source: sqlite3.Connection, table: str) -> bool:
    """Tell whether SQLite finds nothing wrong with the pages of a table and of its indexes."""
    try:
        return bool(source.execute(f'PRAGMA main.quick_check("{table}")').fetchone()[0] == "ok")
    except sqlite3.DatabaseError:
        return False


def _readable_rows(source: sqlite3.Connection, table: str, by_key: bool) -> Iterator[Sequence[Any]]:
    """Yield the rows of a table that can be read, some at a time."""
    if by_key:
        # From both ends: what is between the first and the last damaged page has no numbers to ask for.
        for order in ("", " DESC"):
            yield _read_until_damage(source, f'SELECT * FROM main."{table}" {_order_by_key(source, table, order)}')
        return

    def read(low: int, high: int) -> list[Any]:
        asked = "rowid = ?1" if low == high else "rowid BETWEEN ?1 AND ?2"
        return source.execute(
            f'SELECT * FROM main."{table}" NOT INDEXED WHERE {asked}', (low, high)[: 1 + (low < high)]
        ).fetchall()

    for low in range(1, _highest_row(source, table) + 1, _CHUNK):
        yield read_in_halves(read, low, low + _CHUNK - 1, sqlite3.DatabaseError)[0]


def _order_by_key(source: sqlite3.Connection, table: str, order: str) -> str:
    columns = sorted((row[5], row[1]) for row in source.execute(f'PRAGMA main.table_info("{table}")') if row[5])
    return "ORDER BY " + ", ".join(f'"{name}"{order}' for _, name in columns)


def _read_until_damage(source: sqlite3.Connection, statement: str) -> list[Any]:
    found: list[Any] = []
    with suppress(sqlite3.DatabaseError):
        found.extend(source.execute(statement))
    return found


def _highest_row(source: sqlite3.Connection, table: str) -> int:
    """Return a number that no row is above, as far as can be known."""
    indexes = [row[1] for row in source.execute(f'PRAGMA main.index_list("{table}")')]
    for how in ("NOT INDEXED", *(f'INDEXED BY "{index}"' for index in indexes)):
        with suppress(sqlite3.DatabaseError):
            return int(source.execute(f'SELECT max(rowid) FROM main."{table}" {how}').fetchone()[0] or 0)
    last = deque(_read_until_damage(source, f'SELECT rowid FROM main."{table}" NOT INDEXED ORDER BY rowid'), maxlen=1)
    return (last[0][0] if last else 0) + _BEYOND
