"""Tokens of the API: shown once when made, kept as their sha256 only."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass

from sqlalchemy import Engine, delete, insert, select

from database.errors import ArchiveError
from database.times import now_text
from database.transactions import reading, writing
from site_data import tables as t


@dataclass(frozen=True, slots=True)
class Token:
    """Who holds it, and how many requests a minute it allows."""

    name: str
    per_minute: int


class Tokens:
    """The tokens of a site."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, name: str, per_minute: int) -> str:
        """Make a token and return it: nobody can read it again. Raises ArchiveError when the name is taken."""
        token = secrets.token_urlsafe(32)
        row = {"name": name, "sha256": _digest(token), "per_minute": per_minute, "created": now_text()}
        with writing(self._engine) as connection:
            if connection.execute(select(t.api_tokens.c.name).where(t.api_tokens.c.name == name)).first():
                raise ArchiveError("site_data.token_taken", name=name)
            connection.execute(insert(t.api_tokens).values(row))
        return token

    def find(self, token: str) -> Token | None:
        """Return whose token this is, None for an unknown or revoked one."""
        c = t.api_tokens.c
        with reading(self._engine) as connection:
            row = connection.execute(select(c.name, c.per_minute).where(c.sha256 == _digest(token))).first()
            return Token(row.name, row.per_minute) if row else None

    def list(self) -> list[Token]:
        """Return every token by name."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(t.api_tokens).order_by(t.api_tokens.c.name))
            return [Token(row.name, row.per_minute) for row in rows]

    def revoke(self, name: str) -> bool:
        """End a token; tell whether there was one."""
        with writing(self._engine) as connection:
            return connection.execute(delete(t.api_tokens).where(t.api_tokens.c.name == name)).rowcount > 0


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
