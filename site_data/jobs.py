"""The jobs table: the only truth about work that was asked for. One job of a kind runs at a time."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Engine, Row, and_, delete, func, insert, select, true, update

from database.dialect import number_of
from database.times import now_text, parse_moment, text_of
from database.transactions import reading, writing
from site_data.audit_log import AuditLog
from site_data.tables import job_lines, jobs

RESUMED = "resumed"
"""Key of a job's arguments: how often it began again after its process had been killed."""


@dataclass(frozen=True, slots=True)
class Job:
    """A row of the jobs table. ``state``: waiting, running, done, failed, cancelled or dead; times are aware (UTC)."""

    id: int
    kind: str
    args: Mapping[str, object]
    state: str
    created: datetime
    started: datetime | None
    finished: datetime | None
    done: int
    total: int
    message: str
    result: str
    worker: str
    who: str = ""

    @property
    def has_ended(self) -> bool:
        """Whether nothing more becomes of it."""
        return self.state not in ("waiting", "running")


def _job(row: Row[Any]) -> Job:
    return Job(
        id=row.id,
        kind=row.kind,
        args=json.loads(row.args),
        state=row.state,
        created=parse_moment(row.created) or datetime.now(UTC),
        started=parse_moment(row.started),
        finished=parse_moment(row.finished),
        done=row.done,
        total=row.total,
        message=row.message,
        result=row.result,
        worker=row.worker,
        who=row.who,
    )


class Jobs:
    """The jobs of a data folder."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._audit = AuditLog(engine)

    def submit(self, kind: str, args: Mapping[str, object], who: str = "") -> int:
        """Put a job in line; ``who`` asked for it, which is audited, "" for the schedule. Returns its number."""
        row = {"kind": kind, "args": json.dumps(dict(args)), "state": "waiting", "created": now_text(), "who": who}
        with writing(self._engine) as connection:
            number = number_of(connection.execute(insert(jobs).values(row)))
            if who:
                self._audit.add(who, f"job: {kind}", str(number), _describe(args))
        return number

    def claim(self, worker: str, now: datetime) -> Job | None:
        """Start the oldest waiting job whose kind is not running, None when there is none."""
        c = jobs.c
        running = select(c.kind).where(c.state == "running")
        waiting = select(jobs).where((c.state == "waiting") & c.kind.not_in(running)).order_by(c.id).limit(1)
        values = {"state": "running", "started": text_of(now), "beat": text_of(now), "worker": worker}
        # Looked for without the write lock first: workers scan often and mostly find nothing.
        with reading(self._engine) as connection:
            if connection.execute(waiting).first() is None:
                return None
        with writing(self._engine) as connection:
            row = connection.execute(waiting).first()
            if row is None:
                return None
            connection.execute(update(jobs).where(c.id == row.id).values(**values))
            return _job(connection.execute(select(jobs).where(c.id == row.id)).one())

    def heartbeat(self, job: int, done: int, total: int, message: str) -> None:
        """Record that a running job lives, and how far it is."""
        values = {"beat": now_text(), "done": done, "total": total, "message": message}
        self._set(job, ("running",), values)

    def finish(self, job: int, state: str, result: str) -> None:
        """Close a job as done, failed, cancelled or dead; a closed one stays as it is."""
        self._set(job, ("waiting", "running"), {"state": state, "result": result, "finished": now_text()})

    def put_back(self, job: int, *, most: int | None = None) -> bool:
        """Put a job that was interrupted in line again, where it was; tell whether it was.

        ``most``: how often that may be done to one job; after that, and when somebody asked it to stop, it is not.
        """
        with writing(self._engine) as connection:
            row = connection.execute(select(jobs).where(jobs.c.id == job)).first()
            if row is None or row.state != "running" or row.cancel:
                return False
            args = json.loads(row.args)
            times = int(args.get(RESUMED, 0)) + (most is not None)
            if most is not None and times > most:
                return False
            args |= {RESUMED: times} if times else {}
            values = {"state": "waiting", "worker": "", "beat": None, "args": json.dumps(args)}
            connection.execute(update(jobs).where(jobs.c.id == job).values(values))
            return True

    def cancel(self, job: int, who: str = "") -> bool:
        """Ask a running job to stop; a waiting one is cancelled at once. Tell whether it had not ended.

        ``who`` asked, as for ``submit``.
        """
        with writing(self._engine):
            done = self._set(job, ("waiting",), {"state": "cancelled", "cancel": 1, "finished": now_text()})
            done = done or self._set(job, ("running",), {"cancel": 1})
            if done and who:
                self._audit.add(who, "job cancelled", str(job))
            return done

    def _set(self, job: int, states: tuple[str, ...], values: dict[str, object]) -> bool:
        """Change a job in one of some states; tell whether it was in one."""
        with writing(self._engine) as connection:
            mine = (jobs.c.id == job) & jobs.c.state.in_(states)
            return connection.execute(update(jobs).where(mine).values(values)).rowcount > 0

    def cancelled(self, job: int) -> bool:
        """Tell whether somebody asked the job to stop."""
        with reading(self._engine) as connection:
            return bool(connection.execute(select(jobs.c.cancel).where(jobs.c.id == job)).scalar())

    def get(self, job: int) -> Job | None:
        """Return a job by number."""
        with reading(self._engine) as connection:
            row = connection.execute(select(jobs).where(jobs.c.id == job)).first()
            return _job(row) if row else None

    def list(self, n: int = 50, *, offset: int = 0, kind: str = "", state: str = "") -> list[Job]:
        """Return ``n`` jobs (of a kind, in a state), the newest first."""
        chosen = select(jobs).where(_chosen(kind, state)).order_by(jobs.c.id.desc()).limit(n).offset(offset)
        with reading(self._engine) as connection:
            return [_job(row) for row in connection.execute(chosen)]

    def count(self, kind: str = "", state: str = "") -> int:
        """Return how many jobs ``list`` has."""
        with reading(self._engine) as connection:
            return int(connection.execute(select(func.count(jobs.c.id)).where(_chosen(kind, state))).scalar_one())

    def without_heartbeat(self, now: datetime, lease_seconds: float) -> tuple[int, ...]:
        """Return the running jobs that gave no sign for ``lease_seconds``; one from far ahead is of before the clock was set back."""
        lease, beat = timedelta(seconds=lease_seconds), jobs.c.beat
        late = (jobs.c.state == "running") & ((beat <= text_of(now - lease)) | (beat > text_of(now + 2 * lease)))
        with reading(self._engine) as connection:
            return tuple(connection.execute(select(jobs.c.id).where(late)).scalars())

    def prune(self, before: datetime) -> int:
        """Delete jobs that ended before a moment, with their lines; return how many."""
        old = select(jobs.c.id).where(jobs.c.state.not_in(("waiting", "running")) & (jobs.c.finished < text_of(before)))
        with writing(self._engine) as connection:
            connection.execute(delete(job_lines).where(job_lines.c.job.in_(old)))
            return connection.execute(delete(jobs).where(jobs.c.id.in_(old))).rowcount

    def add_line(self, job: int, text: str) -> None:
        """Add a line to the log of a job."""
        with writing(self._engine) as connection:
            connection.execute(insert(job_lines).values(job=job, at=now_text(), text=text))

    def lines(self, job: int) -> tuple[str, ...]:
        """Return the log of a job, the oldest line first."""
        chosen = select(job_lines.c.text).where(job_lines.c.job == job).order_by(job_lines.c.id)
        with reading(self._engine) as connection:
            return tuple(connection.execute(chosen).scalars())


def _describe(args: Mapping[str, object]) -> str:
    """Write arguments as one line: what is on by its name alone."""
    told = {key: value for key, value in args.items() if key != RESUMED}
    return "; ".join(k if v is True else f"{k} = {json.dumps(v, ensure_ascii=False)}" for k, v in told.items())


def _chosen(kind: str, state: str) -> ColumnElement[bool]:
    every: ColumnElement[bool] = true()
    return and_(every, *(column == value for column, value in ((jobs.c.kind, kind), (jobs.c.state, state)) if value))
