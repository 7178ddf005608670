"""Sessions of those who signed in: the browser holds a random token, this table decides whether it still means anything."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, Engine, delete, func, insert, select, update

from database.times import parse_moment, text_of
from database.transactions import reading, writing
from site_data import tables as t

IDLE = timedelta(hours=1)
"""A session nobody used for so long is over."""

LONGEST = timedelta(hours=12)
"""A session ends after so long, however much it is used."""

_TOUCH = timedelta(minutes=1)
"""How exactly the last use is kept: not every page is a write."""


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A session that is open: whose, begun and last used when (aware, UTC)."""

    user: str
    created: datetime
    used: datetime


class Sessions:
    """The sessions of a site."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def begin(self, user: str, password_hash: str, now: datetime) -> str | None:
        """Open a session and return its token, which is kept as its sha256 only.

        None when the account has another password by now, or is gone: looking at a password takes time.
        """
        token = secrets.token_urlsafe(32)
        row = {"digest": _digest(token), "user": user, "created": text_of(now), "used": text_of(now)}
        same = (t.users.c.name == user) & (t.users.c.password_hash == password_hash)
        with writing(self._engine) as connection:
            if connection.execute(select(t.users.c.name).where(same)).first() is None:
                return None
            connection.execute(delete(t.sessions).where(_is_over(now)))
            connection.execute(insert(t.sessions).values(row))
        return token

    def user_of(self, token: str, now: datetime) -> str | None:
        """Return who is signed in with a token, None when the session is over; using it keeps it open."""
        mine = t.sessions.c.digest == _digest(token)
        with reading(self._engine) as connection:
            row = connection.execute(select(t.sessions).where(mine & ~_is_over(now))).first()
        if row is None:
            return None
        used = parse_moment(row.used)
        if used is None or now - used >= _TOUCH:
            with writing(self._engine) as connection:
                connection.execute(update(t.sessions).where(mine).values(used=text_of(now)))
        return str(row.user)

    def end(self, token: str) -> None:
        """End one session."""
        with writing(self._engine) as connection:
            connection.execute(delete(t.sessions).where(t.sessions.c.digest == _digest(token)))

    def end_all(self, user: str, *, but: str = "") -> int:
        """End every session of an account except the one of token ``but``; return how many."""
        others = (t.sessions.c.user == user) & (t.sessions.c.digest != _digest(but))
        with writing(self._engine) as connection:
            return connection.execute(delete(t.sessions).where(others)).rowcount

    def list(self, user: str, now: datetime) -> list[OpenSession]:
        """Return the open sessions of an account, the newest first."""
        mine = (t.sessions.c.user == user) & ~_is_over(now)
        with reading(self._engine) as connection:
            rows = connection.execute(select(t.sessions).where(mine).order_by(t.sessions.c.created.desc()))
            return [
                OpenSession(row.user, parse_moment(row.created) or now, parse_moment(row.used) or now) for row in rows
            ]

    def count(self, now: datetime) -> dict[str, int]:
        """Return how many sessions each account has open."""
        c = t.sessions.c
        with reading(self._engine) as connection:
            rows = connection.execute(select(c.user, func.count()).where(~_is_over(now)).group_by(c.user))
            return {row[0]: row[1] for row in rows}


def _is_over(now: datetime) -> ColumnElement[bool]:
    c = t.sessions.c
    return (c.used <= text_of(now - IDLE)) | (c.created <= text_of(now - LONGEST))


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode("utf-8", "surrogatepass")).hexdigest()
