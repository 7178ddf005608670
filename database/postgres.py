"""PostgreSQL instead of files: one database, a schema for what would be a file, SQLite's migrations said in its words.

Chosen by TIMTIN_DATABASE. Texts compare by their bytes, as SQLite compares them, whatever the database's own order is.
"""

from __future__ import annotations

import re
from hashlib import sha256
from math import isnan
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, create_engine, event, make_url, text
from sqlalchemy.engine import URL
from sqlalchemy.exc import ArgumentError, DatabaseError, InterfaceError

import settings
from database.dialect import POSTGRESQL
from database.errors import ArchiveBusy, ArchiveDamaged, ArchiveError, ArchiveUnreachable, ArchiveUnwritable

WAIT_SECONDS = 30
"""How long a writer waits for another one."""
_CONNECT_SECONDS = 5
_SCHEMA = "timtin_schema"
"""Name of the engine's option that says which schema it works in."""

_SERVER_OPTIONS = {
    "lock_timeout": f"{WAIT_SECONDS}s",
    # The locks of a machine that is gone are given back within a minute.
    "tcp_keepalives_idle": "30",
    "tcp_keepalives_interval": "5",
    "tcp_keepalives_count": "5",
    "statement_timeout": "0",
}

_BUSY = {"55P03", "40P01", "40001", "57014"}  # lock not available, deadlock, serialisation, cancelled
_READ_ONLY = {"25006", "42501"}
_FULL = {"53100", "58030"}
_DAMAGED = {"XX001", "XX002"}


def database_url() -> str:
    """Return the address of the database that holds the records, "" when they lie in files of the data folder."""
    return settings.get("database")


def schema_of(path: Path) -> str:
    """Return the name of the schema that stands for a file of a data folder."""
    folder = sha256(str(path.parent.absolute()).encode()).hexdigest()[:12]
    prefix = settings.get("database_prefix").replace("{folder}", f"f{folder}")
    return f"{prefix}_{path.stem}" if prefix else path.stem


def schema_name(engine: Engine | Connection) -> str:
    """Return the schema that an engine of ``connect_engine`` works in."""
    return str(engine.get_execution_options()[_SCHEMA])


def connect_engine(path: Path, url: str) -> Engine:
    """Return an engine for the schema of what would be the file ``path``. Raises ArchiveError for an address that is none."""
    schema = schema_of(path)
    options = " ".join(f"-c {name}={value}" for name, value in {**_SERVER_OPTIONS, "search_path": schema}.items())
    try:
        engine = create_engine(
            _driver_url(url),
            pool_pre_ping=True,
            connect_args={"options": options, "connect_timeout": _CONNECT_SECONDS, "application_name": "timtin"},
            execution_options={_SCHEMA: schema},
        )
    except (ArgumentError, ValueError):
        raise ArchiveError("database.url_malformed") from None
    except ImportError:
        raise ArchiveError("database.driver_missing") from None
    event.listen(engine, "connect", _configure_connection)
    return engine


def _driver_url(url: str) -> URL:
    parts = make_url(url)
    if parts.drivername not in ("postgresql", "postgres"):
        raise ValueError(parts.drivername)
    return parts.set(drivername="postgresql+psycopg")


def _configure_connection(connection: Any, _record: object) -> None:
    """Leave out zero bytes, which PostgreSQL keeps in no text and which nobody sees; what is no number is nothing, as SQLite has it."""
    from psycopg.types.numeric import FloatDumper
    from psycopg.types.string import StrDumper

    class WithoutZeros(StrDumper):
        def dump(self, obj: str) -> Any:
            return super().dump(obj.replace("\0", "") if "\0" in obj else obj)

    class NumbersAlone(FloatDumper):
        def dump(self, obj: float) -> Any:
            return None if isnan(obj) else super().dump(obj)

    connection.adapters.register_dumper(str, WithoutZeros)
    connection.adapters.register_dumper(float, NumbersAlone)


def schema_exists(connection: Connection) -> bool:
    """Tell whether anything was ever kept there."""
    found = connection.execute(text("SELECT to_regnamespace(:name)::text"), {"name": schema_name(connection)})
    return found.scalar() is not None


def create_schema(engine: Engine) -> None:
    """Make the engine's schema when it is missing; two that start together take turns."""
    with engine.connect() as connection, connection.begin():
        if not schema_exists(connection):
            lock_writers(connection)
            connection.execute(text(f'CREATE SCHEMA IF NOT EXISTS "{schema_name(connection)}"'))


def lock_writers(connection: Connection, part: str = "") -> None:
    """Keep other writers of a schema out until the transaction ends; with ``part`` only those of the same part, and of all."""
    schema = schema_name(connection)
    if part:
        connection.execute(_LOCK_PART, {"all": schema, "part": f"{schema} {part}"})
    else:
        connection.execute(_LOCK_ALL, {"all": schema})


_LOCK_ALL = text("SELECT pg_advisory_xact_lock(hashtextextended(:all, 0))")
_LOCK_PART = text(
    "SELECT pg_advisory_xact_lock_shared(hashtextextended(:all, 0)), pg_advisory_xact_lock(hashtextextended(:part, 0))"
)


def error_of(error: DatabaseError | InterfaceError) -> ArchiveError:
    """Return the archive's error for one of PostgreSQL, with what to do."""
    state = getattr(error.orig, "sqlstate", None) or ""
    why = " ".join(str(error.orig).split())
    if not state or state.startswith(("08", "57P", "53300", "28", "3D")):
        return ArchiveUnreachable("database.unreachable", why=why)
    if state in _BUSY:
        return ArchiveBusy("database.server_busy", why=why)
    if state in _READ_ONLY:
        return ArchiveUnwritable("database.server_readonly", why=why)
    if state in _FULL:
        return ArchiveUnwritable("database.server_full", why=why)
    if state in _DAMAGED:
        return ArchiveDamaged("database.server_damaged", why=why)
    return ArchiveError("database.answered", file="PostgreSQL", why=why)


_DEFINITION = re.compile(r"\s*(CREATE (UNIQUE )?(TABLE|INDEX)|ALTER TABLE)\b")
_TYPES = {
    "INTEGER": "BIGINT",
    "FLOAT": "DOUBLE PRECISION",
    "BLOB": "BYTEA",
    "VARCHAR": 'TEXT COLLATE "C"',
    "TEXT": 'TEXT COLLATE "C"',
}
_TYPE = re.compile(rf"\b({'|'.join(_TYPES)})\b(?!\()")
_NUMBER = "BIGINT GENERATED BY DEFAULT AS IDENTITY"
_COLUMN = re.compile(rf"^(\s+|ALTER TABLE \w+ ADD COLUMN )(\w+)(?= ({'|'.join(_TYPES)})\b)", re.MULTILINE)
_BARE = re.compile(r"^(\w+)(?= DESC$|$)")
_INDEXED = re.compile(r"(CREATE (?:UNIQUE )?INDEX \w+ ON \w+ )\(([^)]*)\)")


def translate_definition(statement: str) -> str:
    """Return a migration's statement in PostgreSQL's words: SQLite's types, numbered rows and names that are no names there."""
    if not _DEFINITION.match(statement):
        return statement
    statement = statement.replace(" WITHOUT ROWID", "")
    statement = statement.replace("INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT", f"{_NUMBER} PRIMARY KEY")
    if "PRIMARY KEY (id)" in statement:  # SQLite numbers such rows as well.
        statement = re.sub(r"\bid INTEGER NOT NULL", f"id {_NUMBER}", statement)
    statement = _COLUMN.sub(r'\1"\2"', statement)
    statement = _TYPE.sub(lambda found: _TYPES[found[1]], statement)
    return _INDEXED.sub(lambda found: f"{found[1]}({_quote_names(found[2])})", statement)


def _quote_names(names: str) -> str:
    return ", ".join(_BARE.sub(r'"\1"', name) for name in names.split(", "))


def translate_migrations(connection: Connection) -> None:
    """Have what migrations say on a connection translated."""

    def translate(
        _connection: object, _cursor: object, statement: str, parameters: Any, _context: object, _many: bool
    ) -> tuple[str, Any]:
        return translate_definition(statement), parameters

    if connection.dialect.name == POSTGRESQL:
        event.listen(connection, "before_cursor_execute", translate, retval=True)
