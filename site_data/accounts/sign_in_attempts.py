"""Delays after wrong passwords, by who tries: another's guesses never keep out a device that has signed in before.

A browser that has signed in holds a mark of its own and is counted by it. All others are counted by address and account
together, and by account alone with a much higher limit, for guesses from many addresses. Names that nobody has are counted
like the others: what a stranger sees tells nothing.
"""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, func, select

from database.dialect import upsert
from database.times import parse_moment, text_of
from database.transactions import reading, writing
from site_data import tables as t

LIMIT = 10
"""Wrong passwords on end of one device, or of one address for one account."""

ACCOUNT_LIMIT = 100
"""Wrong passwords for one account from all devices that are not known."""

WAIT = timedelta(minutes=15)
"""How long to wait then; afterwards the counter starts anew."""

_FORGET = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Counter:
    """One counter: its key (nobody can read who that is) and the wrong passwords it allows."""

    key: str
    limit: int


def counters_of(secret: bytes, name: str, address: str, device: str | None) -> tuple[Counter, ...]:
    """Return the counters of one attempt; ``device`` is the mark of a browser that has signed in to this account."""
    if device is not None:
        return (Counter(_key(secret, "device", device, name), LIMIT),)
    return (
        Counter(_key(secret, "address", _network_of(address), name), LIMIT),
        Counter(_key(secret, "account", name), ACCOUNT_LIMIT),
    )


def _key(secret: bytes, *parts: str) -> str:
    return hmac.new(secret, "\0".join(parts).encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()


def _network_of(address: str) -> str:
    """Return an address as one caller: whoever has one of IPv6 has 2**64 of them."""
    try:
        found = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((found, 64), strict=False)) if found.version == 6 else str(found)


class SignInAttempts:
    """The counters of a site."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def wait_until(self, counters: tuple[Counter, ...], now: datetime) -> datetime | None:
        """Return until when these may not try, None when they may; a wait longer than any is of a clock that was set back since."""
        c = t.sign_in_attempts.c
        ahead = (c.locked > text_of(now)) & (c.locked <= text_of(now + WAIT))
        locked = select(func.max(c.locked)).where(c.key.in_([k.key for k in counters]) & ahead)
        with reading(self._engine) as connection:
            return parse_moment(connection.execute(locked).scalar())

    def record_failure(self, counters: tuple[Counter, ...], now: datetime) -> None:
        """Count a wrong password; the one that reaches a limit begins the wait and the next count."""
        c = t.sign_in_attempts.c
        with writing(self._engine) as connection:
            old = (c.failed <= text_of(now - _FORGET)) | (c.failed > text_of(now + _FORGET))
            connection.execute(delete(t.sign_in_attempts).where(old))
            for counter in counters:
                row = {"key": counter.key, "failures": 1, "failed": text_of(now), "locked": ""}
                add = upsert(t.sign_in_attempts).values(row)
                counted = add.on_conflict_do_update(set_={"failures": c.failures + 1, "failed": row["failed"]})
                number = connection.execute(counted.returning(c.failures)).scalar_one()
                if number >= counter.limit:
                    lock = {"failures": 0, "locked": text_of(now + WAIT)}
                    connection.execute(t.sign_in_attempts.update().where(c.key == counter.key).values(lock))

    def clear(self, counters: tuple[Counter, ...]) -> None:
        """Forget the wrong passwords of one device or address after a right one; the account's own count goes on."""
        with writing(self._engine) as connection:
            connection.execute(delete(t.sign_in_attempts).where(t.sign_in_attempts.c.key == counters[0].key))
