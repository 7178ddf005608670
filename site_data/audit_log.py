"""Who did what on the administration pages and by the commands: sign-ins, accounts, sources, rules.

Never changed, only pruned; read together with the archive's decisions by ``jobs.audit_trail``.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, delete, insert

from database.times import text_of
from database.transactions import writing
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

    def prune(self, days: int) -> None:
        """Delete entries older than ``days``."""
        with writing(self._engine) as connection:
            before = text_of(datetime.now(UTC) - timedelta(days=days))
            connection.execute(delete(t.audit).where(t.audit.c.at < before))
