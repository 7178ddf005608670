"""A PostgreSQL server for the tests of a session, emptied after each test; SQLite where a test does not ask for it."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg

from tools.postgres_server import PostgresServer, find_programs

MISSING = "PostgreSQL is not installed (apt-get install postgresql)"


def missing() -> str:
    """What is missing to start a server, "" when nothing is."""
    return "" if find_programs() else MISSING


@contextmanager
def running_server() -> Iterator[PostgresServer]:
    """A server in a folder that its user may enter."""
    with tempfile.TemporaryDirectory(prefix="timtin-pg-") as folder:
        Path(folder).chmod(0o711)
        with PostgresServer(Path(folder) / "server", durable=False) as server:
            yield server


@contextmanager
def chosen(server: PostgresServer) -> Iterator[None]:
    """Have every data folder keep its records on the server, each in schemas of its own; afterwards they are dropped."""
    given = {"TIMTIN_DATABASE": server.url, "TIMTIN_DATABASE_PREFIX": "{folder}"}
    before = {name: os.environ.get(name) for name in given}
    os.environ.update(given)
    try:
        yield
    finally:
        for name, value in before.items():
            if value is None:
                os.environ.pop(name, None)
            else:
                os.environ[name] = value
        drop_schemas(server)


def drop_schemas(server: PostgresServer) -> None:
    """Drop what the data folders of a test kept."""
    with psycopg.connect(server.url, autocommit=True) as connection:
        ours = "SELECT pid FROM pg_stat_activity WHERE application_name = 'timtin'"
        connection.execute(f"SELECT pg_terminate_backend(pid) FROM ({ours}) AS ours")
        names = connection.execute(
            "SELECT nspname FROM pg_namespace WHERE nspname ~ '_(archive|site|analysis)$'"
        ).fetchall()
        for (name,) in names:
            connection.execute(f'DROP SCHEMA "{name}" CASCADE')
