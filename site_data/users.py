"""The accounts."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import Connection, Engine, delete, insert, select, update

from database.errors import ArchiveError
from database.times import now_text
from database.transactions import reading, writing
from site_data import tables as t
from site_data.roles import Role, as_role


@dataclass(frozen=True, slots=True)
class User:
    """An account; ``role`` is one of ``site_data.roles.ROLES``."""

    name: str
    password_hash: str
    role: str = "admin"


class Users:
    """The accounts."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, name: str, password_hash: str, role: Role = "admin") -> None:
        """Make an account; open links for its name end, and the nameless one of the set-up. Raises ArchiveError when the name is taken."""
        with writing(self._engine) as connection:
            if connection.execute(select(t.users.c.name).where(t.users.c.name == name)).first():
                raise ArchiveError("site_data.account_taken", name=name)
            row = {"name": name, "password_hash": password_hash, "created": now_text(), "role": role}
            connection.execute(insert(t.users).values(row))
            _end_links(connection, name, "")

    def get(self, name: str) -> User | None:
        """Return an account by name."""
        return next((user for user in self.list() if user.name == name), None)

    def list(self) -> list[User]:
        """Return every account by name."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(t.users).order_by(t.users.c.name))
            return [User(row.name, row.password_hash, row.role) for row in rows]

    def set_password(self, name: str, password_hash: str) -> None:
        """Change a password; every session and open link of the account ends."""
        with writing(self._engine) as connection:
            _set(connection, name, {"password_hash": password_hash})
            _end_what_opens(connection, name)

    def set_role(self, name: str, role: Role) -> None:
        """Change what an account may do; its sessions and open links end. Raises ArchiveError when nobody would be left to administer."""
        with writing(self._engine) as connection:
            if role != "admin":
                _keep_an_admin(connection, name)
            _set(connection, name, {"role": as_role(role)})
            _end_what_opens(connection, name)

    def remove(self, name: str) -> bool:
        """Remove an account, its sessions and open links; tell whether there was one. Raises ArchiveError for the last admin."""
        with writing(self._engine) as connection:
            _keep_an_admin(connection, name)
            _end_what_opens(connection, name)
            return connection.execute(delete(t.users).where(t.users.c.name == name)).rowcount > 0


def _set(connection: Connection, name: str, values: dict[str, object]) -> None:
    connection.execute(update(t.users).where(t.users.c.name == name).values(values))


def _end_what_opens(connection: Connection, name: str) -> None:
    connection.execute(delete(t.sessions).where(t.sessions.c.user == name))
    _end_links(connection, name)


def _end_links(connection: Connection, *names: str) -> None:
    """Mark the open links of these names as used: their page says what became of them."""
    c = t.invitations.c
    connection.execute(update(t.invitations).where(c.name.in_(names) & (c.used == "")).values(used=now_text()))


def _keep_an_admin(connection: Connection, name: str) -> None:
    """Raise ArchiveError when ``name`` is the only admin there is."""
    c = t.users.c
    admins = connection.execute(select(c.name).where(c.role == "admin")).scalars().all()
    if admins == [name]:
        raise ArchiveError("site_data.last_admin", name=name)
