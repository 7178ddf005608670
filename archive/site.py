"""site.sqlite3: accounts, jobs with their logs, the query log and kept values of the site."""

from __future__ import annotations

import json
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from sqlalchemy import Engine, Row, delete, insert, select, update
from sqlalchemy.dialects.sqlite import insert as upsert

from archive import tables as t
from archive.database import moment, now_text, open_database, reading, text_of, writing
from archive.errors import ArchiveError
from archive.model import Job

NAME = "site.sqlite3"


@dataclass(frozen=True, slots=True)
class User:
    """An account. ``failures``: refused sign-ins in a row, the last one at ``failed_at``."""

    name: str
    password_hash: str
    failures: int
    failed_at: datetime | None


class Users:
    """Accounts."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, name: str, password_hash: str) -> None:
        """Make an account. Raises ArchiveError when the name is taken."""
        row = {"name": name, "password_hash": password_hash, "failures": 0, "created": now_text()}
        with writing(self._engine) as connection:
            if not connection.execute(upsert(t.users).values(row).on_conflict_do_nothing()).rowcount:
                raise ArchiveError(f"{name!r} exists already: choose another name or change its password")

    def get(self, name: str) -> User | None:
        """One account."""
        with reading(self._engine) as connection:
            row = connection.execute(select(t.users).where(t.users.c.name == name)).first()
        return User(row.name, row.password_hash, row.failures, moment(row.failed_at)) if row else None

    def list(self) -> list[User]:
        """Every account, by name."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(t.users).order_by(t.users.c.name)).all()
        return [User(r.name, r.password_hash, r.failures, moment(r.failed_at)) for r in rows]

    def set_password(self, name: str, password_hash: str) -> None:
        """Change a password and forget refused sign-ins."""
        self._set(name, {"password_hash": password_hash, "failures": 0})

    def failed(self, name: str, at: datetime) -> None:
        """Count a refused sign-in."""
        self._set(name, {"failures": t.users.c.failures + 1, "failed_at": text_of(at)})

    def succeeded(self, name: str) -> None:
        """Forget refused sign-ins."""
        self._set(name, {"failures": 0})

    def _set(self, name: str, values: dict[str, Any]) -> None:
        with writing(self._engine) as connection:
            connection.execute(update(t.users).where(t.users.c.name == name).values(values))


class Jobs:
    """The jobs table: the only truth about what is to be done, what runs and how far it is."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def submit(self, kind: str, args: Mapping[str, object]) -> int:
        """Put a job into the line and return its number."""
        row = {"kind": kind, "args": json.dumps(dict(args)), "state": "waiting", "created": now_text()}
        with writing(self._engine) as connection:
            return int(connection.execute(insert(t.jobs).values(row)).inserted_primary_key[0])

    def claim(self, worker: str, now: datetime) -> Job | None:
        """Take the oldest waiting job of a kind that is not running, None when there is none."""
        j = t.jobs.c
        busy = select(j.kind).where(j.state == "running")
        with writing(self._engine) as connection:
            waiting = select(j.id).where((j.state == "waiting") & j.kind.not_in(busy)).order_by(j.id).limit(1)
            number = connection.execute(waiting).scalar()
            if number is None:
                return None
            values = {"state": "running", "worker": worker, "started": text_of(now), "beat": text_of(now)}
            connection.execute(update(t.jobs).where(j.id == number).values(values))
            return _job(connection.execute(select(t.jobs).where(j.id == number)).one())

    def heartbeat(self, job: int, done: int, total: int, message: str) -> None:
        """Say that a job is alive and how far it is."""
        values = {"done": done, "total": total, "message": message, "beat": now_text()}
        with writing(self._engine) as connection:
            connection.execute(
                update(t.jobs).where((t.jobs.c.id == job) & (t.jobs.c.state == "running")).values(values)
            )

    def finish(self, job: int, state: str, result: str) -> None:
        """End a running job: done, failed, cancelled or dead."""
        values = {"state": state, "result": result, "finished": now_text()}
        with writing(self._engine) as connection:
            connection.execute(
                update(t.jobs).where((t.jobs.c.id == job) & (t.jobs.c.state == "running")).values(values)
            )

    def cancel(self, job: int) -> None:
        """End a waiting job, or ask a running one to stop."""
        j = t.jobs.c
        with writing(self._engine) as connection:
            ended = {"state": "cancelled", "cancel": 1, "finished": now_text()}
            connection.execute(update(t.jobs).where((j.id == job) & (j.state == "waiting")).values(ended))
            connection.execute(update(t.jobs).where((j.id == job) & (j.state == "running")).values(cancel=1))

    def cancelled(self, job: int) -> bool:
        """Whether a job was asked to stop."""
        with reading(self._engine) as connection:
            return bool(connection.execute(select(t.jobs.c.cancel).where(t.jobs.c.id == job)).scalar())

    def list(self, n: int = 50) -> list[Job]:
        """The newest jobs, the newest first."""
        with reading(self._engine) as connection:
            return [_job(row) for row in connection.execute(select(t.jobs).order_by(t.jobs.c.id.desc()).limit(n))]

    def get(self, job: int) -> Job | None:
        """One job."""
        with reading(self._engine) as connection:
            row = connection.execute(select(t.jobs).where(t.jobs.c.id == job)).first()
        return _job(row) if row else None

    def mark_dead(self, now: datetime, lease_seconds: float) -> int:
        """Mark running jobs dead whose heartbeat is older than the lease. Returns how many."""
        j = t.jobs.c
        silent = (j.state == "running") & (j.beat < text_of(now - timedelta(seconds=lease_seconds)))
        with writing(self._engine) as connection:
            values = {
                "state": "dead",
                "finished": text_of(now),
                "result": "tiến trình của công việc này không còn trả lời",
            }
            return connection.execute(update(t.jobs).where(silent).values(values)).rowcount

    def log(self, job: int, text: str) -> None:
        """Add a line to a job's log."""
        with writing(self._engine) as connection:
            connection.execute(insert(t.job_lines).values(job=job, at=now_text(), text=text))

    def lines(self, job: int) -> list[str]:
        """A job's log, the oldest line first."""
        c = t.job_lines.c
        with reading(self._engine) as connection:
            return list(connection.execute(select(c.text).where(c.job == job).order_by(c.id)).scalars())


def _job(row: Row[Any]) -> Job:
    created = moment(row.created) or datetime.now(UTC)
    times = (created, moment(row.started), moment(row.finished))
    return Job(
        row.id,
        row.kind,
        json.loads(row.args),
        row.state,
        *times,
        row.done,
        row.total,
        row.message,
        row.result,
        row.worker,
    )


class Queries:
    """The query log, without anything about the reader; buffered, and dropped rather than ever slowing a search."""

    _BUFFER = 50
    _MOST = 1000

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._lock = threading.Lock()
        self._rows: list[dict[str, object]] = []

    def log(self, query: str, total: int, took_ms: float, at: datetime) -> None:
        """Note a query."""
        row: dict[str, object] = {"query": query, "total": total, "took_ms": round(took_ms), "at": text_of(at)}
        with self._lock:
            if len(self._rows) < self._MOST:
                self._rows.append(row)
            full = len(self._rows) >= self._BUFFER
        if full:
            self.flush()

    def flush(self) -> None:
        """Write what is buffered; kept for the next time when the database cannot be written now."""
        with self._lock:
            rows, self._rows = self._rows, []
        if not rows:
            return
        try:
            with writing(self._engine) as connection:
                connection.execute(insert(t.queries), rows)
        except ArchiveError:
            with self._lock:
                self._rows = (rows + self._rows)[: self._MOST]

    def prune(self, days: int = 90, now: datetime | None = None) -> int:
        """Delete entries older than ``days``. Returns how many."""
        border = text_of((now or datetime.now(UTC)) - timedelta(days=days))
        with writing(self._engine) as connection:
            return connection.execute(delete(t.queries).where(t.queries.c.at < border)).rowcount

    def recent(self, n: int = 100) -> list[tuple[str, int]]:
        """The newest written queries and their totals, the newest first."""
        c = t.queries.c
        with reading(self._engine) as connection:
            return [(r[0], r[1]) for r in connection.execute(select(c.query, c.total).order_by(c.id.desc()).limit(n))]


class Values:
    """Named values of the site, such as the digest of the set-up token."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def get(self, name: str) -> str | None:
        """A value, None when it was never set."""
        with reading(self._engine) as connection:
            return connection.execute(select(t.values.c.value).where(t.values.c.name == name)).scalar()

    def set(self, name: str, value: str) -> None:
        """Set a value."""
        add = upsert(t.values).values(name=name, value=value)
        with writing(self._engine) as connection:
            connection.execute(add.on_conflict_do_update(set_={"value": add.excluded.value}))


class Site:
    """The open site database of a data folder."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self.users = Users(engine)
        self.jobs = Jobs(engine)
        self.queries = Queries(engine)
        self.settings = Values(engine)

    @classmethod
    def open(cls, data: Path) -> Self:
        """Open the database, made and migrated when missing. Raises ArchiveUnwritable, ArchiveDamaged."""
        return cls(open_database(data / NAME, "site"))

    def close(self) -> None:
        """Write what is buffered and close every connection."""
        self.queries.flush()
        self._engine.dispose()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
