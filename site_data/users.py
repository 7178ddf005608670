"""The accounts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, insert, select, update

from database.errors import ArchiveError
from database.times import now_text, parse_moment, text_of
from database.transactions import reading, writing
from site_data import tables as t
from site_data.roles import Role, as_role


@dataclass(frozen=True, slots=True)
class User:
    """An account. ``failures``: failed sign-ins since the last good one; ``failed_at`` (aware, UTC) is the newest.

    ``role`` is one of ``site_data.roles.ROLES``.
    """

    name: str
    password_hash: str
    failures: int
    failed_at: datetime | None = None
    role: str = "admin"


class Users:
    """The accounts."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, name: str, password_hash: str, role: Role = "admin") -> None:
        """Make an account. Raises ArchiveError when the name is taken."""
        with writing(self._engine) as connection:
            if connection.execute(select(t.users.c.name).where(t.users.c.name == name)).first():
                raise ArchiveError("site_data.account_taken", name=name)
            row = {"name": name, "password_hash": password_hash, "failures": 0, "created": now_text(), "role": role}
            connection.execute(insert(t.users).values(row))

    def get(self, name: str) -> User | None:
        """Return an account by name."""
        return next((user for user in self.list() if user.name == name), None)

    def list(self) -> list[User]:
        """Return every account by name."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(t.users).order_by(t.users.c.name))
            return [
                User(row.name, row.password_hash, row.failures, parse_moment(row.failed_at), row.role) for row in rows
            ]

    def set_password(self, name: str, password_hash: str) -> None:
        """Change a password and forget failed sign-ins."""
        self._set(name, {"password_hash": password_hash, "failures": 0})

    def set_role(self, name: str, role: Role) -> None:
        """Change what an account may do."""
        self._set(name, {"role": as_role(role)})

    def record_failure(self, name: str, now: datetime | None = None) -> None:
        """Count a failed sign-in."""
        self._set(name, {"failures": t.users.c.failures + 1, "failed_at": text_of(now) if now else now_text()})

    def clear_failures(self, name: str) -> None:
        """Forget failed sign-ins, after a good one."""
        self._set(name, {"failures": 0, "failed_at": None})

    def _set(self, name: str, values: dict[str, object]) -> None:
        with writing(self._engine) as connection:
            connection.execute(update(t.users).where(t.users.c.name == name).values(values))
