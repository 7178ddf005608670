"""Links that make an account or give it a new password: each works once and for a limited time.

They end with what they belong to: ``site_data.users`` ends those of an account that is made, changed or removed.
"""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Engine, delete, insert, select

from database.times import parse_moment, text_of
from database.transactions import reading, writing
from site_data import tables as t
from site_data.roles import Role, as_role
from site_data.users import Users

LIFETIME = timedelta(days=3)
"""How long a link works; the first one is printed anew at each start."""

State = Literal["usable", "used", "expired"]


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a link allows: to make the account ``name`` ("" when its holder chooses it) with a role, or, with the role "", to
    give it a new password; ``state`` at the moment asked for, "used" as well for one whose account has changed since.
    """

    name: str
    role: str
    state: State


class Invitations:
    """The links of a site, kept as their sha256 only."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._users = Users(engine)

    def add(self, name: str, role: Role, now: datetime) -> str:
        """Make a link's token: for a new account with a role, or for the password of the one that is called so.

        Older unused links of the same name stop working.
        """
        token = secrets.token_urlsafe(24)
        c = t.invitations.c
        row = {"digest": _digest(token), "name": name, "expires": text_of(now + LIFETIME), "used": ""}
        with writing(self._engine) as connection:
            row["role"] = "" if self._users.get(name) else role
            connection.execute(delete(t.invitations).where((c.name == name) & (c.used == "")))
            connection.execute(insert(t.invitations).values(row))
        return token

    def find(self, token: str, now: datetime) -> Invitation | None:
        """Return what a token allows, None for one that was never made or is replaced by a newer one."""
        with reading(self._engine) as connection:
            row = connection.execute(select(t.invitations).where(t.invitations.c.digest == _digest(token))).first()
        if row is None:
            return None
        expires = parse_moment(row.expires)
        state: State = "used" if row.used else "expired" if expires is None or expires <= now else "usable"
        return Invitation(row.name, row.role, state)

    def take(self, token: str, name: str, password_hash: str, now: datetime) -> Invitation | None:
        """Do what a link allows for the account ``name``, which uses it up; return what that was.

        None when it can no longer be used: of two that press at once, one is told no.
        """
        with writing(self._engine):
            found, accounts = self.find(token, now), [user.name for user in self._users.list()]
            if found is None or found.state != "usable" or found.name not in ("", name):
                return None
            # One without a name makes the first account; of the others each is for a name as it was when the link was made.
            if accounts if not found.name else (name in accounts) == bool(found.role):
                return None
            if found.role:
                self._users.add(name, password_hash, as_role(found.role))
            else:
                self._users.set_password(name, password_hash)
        return found


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
