"""``site.sqlite3``: accounts, jobs, the query log, settings, saved searches and alerts."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Self

from sqlalchemy import Engine, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from archive import tables as t
from archive.database import moment, now_text, open_database, reading, text_of, writing
from archive.errors import ArchiveError
from archive.following import Following
from archive.jobs_table import Jobs
from archive.kept_queries import KeptQueries
from archive.model import Job
from archive.tokens import Tokens

__all__ = ["Job", "Jobs", "Queries", "Settings", "Site", "User", "Users"]

NAME = "site.sqlite3"
_BUFFER = 50
_MOST = 1000
"""Queries kept in memory while the database cannot be written; more are dropped."""


@dataclass(frozen=True, slots=True)
class User:
    """An account. ``failures``: failed sign-ins since the last good one; ``failed_at`` (aware, UTC) is the newest."""

    name: str
    password_hash: str
    failures: int
    failed_at: datetime | None = None


class Users:
    """The accounts."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, name: str, password_hash: str) -> None:
        """Make an account. Raises ArchiveError when the name is taken."""
        with writing(self._engine) as connection:
            if connection.execute(select(t.users.c.name).where(t.users.c.name == name)).first():
                raise ArchiveError(f"there is already an account {name}: choose another name")
            row = {"name": name, "password_hash": password_hash, "failures": 0, "created": now_text()}
            connection.execute(insert(t.users).values(row))

    def get(self, name: str) -> User | None:
        """Return an account by name."""
        return next((user for user in self.list() if user.name == name), None)

    def list(self) -> list[User]:
        """Return every account by name."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(t.users).order_by(t.users.c.name))
            return [User(row.name, row.password_hash, row.failures, moment(row.failed_at)) for row in rows]

    def set_password(self, name: str, password_hash: str) -> None:
        """Change a password and forget failed sign-ins."""
        self._set(name, {"password_hash": password_hash, "failures": 0})

    def failed(self, name: str, now: datetime | None = None) -> None:
        """Count a failed sign-in."""
        self._set(name, {"failures": t.users.c.failures + 1, "failed_at": text_of(now) if now else now_text()})

    def succeeded(self, name: str) -> None:
        """Forget failed sign-ins, after a good one."""
        self._set(name, {"failures": 0, "failed_at": None})

    def _set(self, name: str, values: dict[str, object]) -> None:
        with writing(self._engine) as connection:
            connection.execute(update(t.users).where(t.users.c.name == name).values(values))


class Queries:
    """The query log: buffered, without readers' addresses."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._rows: list[dict[str, object]] = []

    def log(self, query: str, total: int, took_ms: float, at: datetime) -> None:
        """Note a query; written with the next ones. Never fails: under pressure notes are dropped."""
        row: dict[str, object] = {"query": query, "total": total, "took_ms": round(took_ms), "at": text_of(at)}
        with self._lock:
            if len(self._rows) < _MOST:
                self._rows.append(row)
            full = len(self._rows) % _BUFFER == 0
        if full:
            try:
                self.flush()
            except ArchiveError:
                return  # A reader's answer matters more than the log.

    def flush(self) -> None:
        """Write what was noted. Raises ArchiveBusy, ArchiveUnwritable (then the notes are kept for the next try)."""
        with self._lock:
            rows, self._rows = self._rows, []
        if not rows:
            return
        try:
            with writing(self._engine) as connection:
                connection.execute(insert(t.queries), rows)
        except ArchiveError:
            with self._lock:
                self._rows = (rows + self._rows)[:_MOST]
            raise

    def prune(self, days: int = 90) -> None:
        """Forget queries older than ``days``."""
        before = text_of(datetime.now(UTC) - timedelta(days=days))
        with writing(self._engine) as connection:
            connection.execute(delete(t.queries).where(t.queries.c.at < before))


class Settings:
    """Values by name."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def get(self, name: str) -> str | None:
        """Return a value, None when it was never set."""
        with reading(self._engine) as connection:
            return connection.execute(select(t.values.c.value).where(t.values.c.name == name)).scalar()

    def set(self, name: str, value: str) -> None:
        """Keep a value."""
        add = upsert(t.values).values(name=name, value=value)
        with writing(self._engine) as connection:
            connection.execute(add.on_conflict_do_update(set_={"value": add.excluded.value}))

    def set_once(self, name: str, value: str) -> str:
        """Keep a value unless there is one already; return the one that is kept."""
        with writing(self._engine) as connection:
            connection.execute(upsert(t.values).values(name=name, value=value).on_conflict_do_nothing())
            kept = connection.execute(select(t.values.c.value).where(t.values.c.name == name)).scalar_one()
            return str(kept)


class Site:
    """The open site database of a data folder."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.users = Users(engine)
        self.jobs = Jobs(engine)
        self.queries = Queries(engine)
        self.settings = Settings(engine)
        self.following = Following(engine)
        self.tokens = Tokens(engine)
        self.kept_queries = KeptQueries(engine)

    @classmethod
    def open(cls, data: Path) -> Self:
        """Open the database, made and migrated when missing. Raises ArchiveUnwritable, ArchiveDamaged, ArchiveBusy."""
        return cls(open_database(data / NAME, "site"))

    def close(self) -> None:
        """Write the noted queries and close every connection."""
        try:
            self.queries.flush()
        except ArchiveError:
            pass  # The log is dropped under pressure.
        finally:
            self.engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
