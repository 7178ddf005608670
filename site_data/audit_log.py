"""Who did what on the administration pages and by the commands: sign-ins, accounts, decisions. Never changed, only pruned."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Engine, delete, func, insert, or_, select

from database.times import parse_moment, text_of
from database.transactions import reading, writing
from site_data import tables as t

_LONGEST = 500
"""Characters of one entry's subject and detail that are kept."""


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line: when (aware, UTC), who ("" for nobody who is known), what, to what, and from where or why."""

    at: datetime
    who: str
    action: str
    subject: str
    detail: str


class AuditLog:
    """The audit log of a site."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, who: str, action: str, subject: str = "", detail: str = "") -> None:
        """Add an entry."""
        row = {
            "at": text_of(datetime.now(UTC)),
            "who": who,
            "action": action,
            "subject": subject[:_LONGEST],
            "detail": detail[:_LONGEST],
        }
        with writing(self._engine) as connection:
            connection.execute(insert(t.audit).values(row))

    def list(self, n: int = 50, *, offset: int = 0, wanted: str = "", action: str = "") -> list[AuditEntry]:
        """Return entries that hold ``wanted``, the newest first; ``action`` by its first word, such as "sign-in"."""
        chosen = select(t.audit).where(_holds(wanted, action)).order_by(t.audit.c.id.desc()).limit(n).offset(offset)
        with reading(self._engine) as connection:
            return [
                AuditEntry(parse_moment(row.at) or datetime.now(UTC), row.who, row.action, row.subject, row.detail)
                for row in connection.execute(chosen)
            ]

    def count(self, *, wanted: str = "", action: str = "") -> int:
        """Return how many entries ``list`` has."""
        with reading(self._engine) as connection:
            return int(connection.execute(select(func.count(t.audit.c.id)).where(_holds(wanted, action))).scalar_one())

    def prune(self, days: int) -> None:
        """Delete entries older than ``days``."""
        with writing(self._engine) as connection:
            before = text_of(datetime.now(UTC) - timedelta(days=days))
            connection.execute(delete(t.audit).where(t.audit.c.at < before))


def _holds(wanted: str, action: str) -> ColumnElement[bool]:
    c = t.audit.c
    held = or_(*(column.contains(wanted, autoescape=True) for column in (c.who, c.action, c.subject, c.detail)))
    return held & c.action.startswith(action, autoescape=True)
