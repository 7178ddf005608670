"""Links that make an account or give it a new password: each works once and for a limited time."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from sqlalchemy import Engine, delete, insert, select, update

from database.times import parse_moment, text_of
from database.transactions import reading, writing
from site_data import tables as t

LIFETIME = timedelta(days=3)
"""How long a link works; the first one is printed anew at each start."""

State = Literal["usable", "used", "expired"]


@dataclass(frozen=True, slots=True)
class Invitation:
    """What a link allows: the account ``name`` ("" when its holder chooses it) with a role; ``state`` at the moment asked for."""

    name: str
    role: str
    state: State


class Invitations:
    """The links of a site, kept as their sha256 only."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, name: str, role: str, now: datetime) -> str:
        """Make a link's token; older unused links of the same name stop working."""
        token = secrets.token_urlsafe(24)
        c = t.invitations.c
        row = {"digest": _digest(token), "name": name, "role": role, "expires": text_of(now + LIFETIME), "used": ""}
        with writing(self._engine) as connection:
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

    def spend(self, token: str, now: datetime) -> bool:
        """Use a link up; tell whether it could still be used: of two that press at once, one is told no."""
        c = t.invitations.c
        open_ = (c.digest == _digest(token)) & (c.used == "") & (c.expires > text_of(now))
        with writing(self._engine) as connection:
            return connection.execute(update(t.invitations).where(open_).values(used=text_of(now))).rowcount > 0


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
