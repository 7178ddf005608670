"""Saved searches and the e-mail alerts on them, in ``site.sqlite3``.

An alert is ``asked`` (its confirmation is to be mailed), ``pending`` (mailed), ``confirmed`` or ``ended`` (unsubscribed).
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, Row, delete, func, insert, select, update

from database.dialect import number_of, upsert
from database.times import now_text, parse_moment, text_of
from database.transactions import reading, writing
from site_data import tables as t

EVERY = ("index", "day", "week")
"""When a digest is sent: after each indexing that found something, once a day, once a week."""


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """A saved search: the parameters of its results page, and the newest article its reader marked as read."""

    id: int
    title: str
    parameters: Mapping[str, str | Sequence[str]]
    seen: int


@dataclass(frozen=True, slots=True)
class Alert:
    """An alert with its search. ``seen_article``, ``seen_change``: the archive's newest numbers when it was last looked at."""

    id: int
    saved: SavedSearch
    email: str
    every: str
    state: str
    sent: datetime | None
    seen_article: int
    seen_change: int
    trouble: str
    reported_trouble: str


class SavedSearches:
    """The repository of both tables."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def save(self, title: str, parameters: Mapping[str, str | Sequence[str]], seen: int) -> int:
        """Store a search and return its number."""
        row = {
            "title": title,
            "asked": json.dumps(parameters, ensure_ascii=False),
            "seen": seen,
            "created": now_text(),
        }
        with writing(self._engine) as connection:
            return number_of(connection.execute(insert(t.saved_searches).values(row)))

    def get(self, number: int) -> SavedSearch | None:
        """Return a saved search, None when it was deleted."""
        with reading(self._engine) as connection:
            row = connection.execute(select(t.saved_searches).where(t.saved_searches.c.id == number)).first()
            return _saved_search(row) if row else None

    def update(self, number: int, **values: object) -> None:
        """Change ``title`` or ``seen`` of a saved search."""
        with writing(self._engine) as connection:
            connection.execute(update(t.saved_searches).where(t.saved_searches.c.id == number).values(**values))

    def delete(self, number: int) -> None:
        """Delete a saved search with its alerts."""
        with writing(self._engine) as connection:
            connection.execute(delete(t.alerts).where(t.alerts.c.search == number))
            connection.execute(delete(t.saved_searches).where(t.saved_searches.c.id == number))

    def request_alert(self, search: int, email: str, every: str, *, article: int, change: int) -> int:
        """Request an alert and return its number; asking again renews an ended one and changes how often a running one comes."""
        a = t.alerts.c
        fresh: dict[str, Any] = {
            "search": search,
            "email": email,
            "every": every,
            "state": "asked",
            "created": now_text(),
            "seen_article": article,
            "seen_change": change,
            "trouble": "",
            "told": "",
        }
        with writing(self._engine) as connection:
            known = connection.execute(select(a.id, a.state).where((a.search == search) & (a.email == email))).first()
            if known is not None and known.state == "confirmed":
                connection.execute(update(t.alerts).where(a.id == known.id).values(every=every))
                return int(known.id)
            add = upsert(t.alerts).values(fresh).on_conflict_do_update(index_elements=[a.search, a.email], set_=fresh)
            return int(connection.execute(add.returning(a.id)).scalar_one())

    def get_alert(self, number: int) -> Alert | None:
        """Return an alert, None when it was deleted."""
        return next(iter(self._read_alerts(t.alerts.c.id == number)), None)

    def alerts(self, *states: str) -> list[Alert]:
        """Return the alerts in some states, oldest first."""
        return self._read_alerts(t.alerts.c.state.in_(states))

    def alerts_of(self, search: int) -> list[Alert]:
        """Return the alerts of a saved search that are not ended."""
        return self._read_alerts((t.alerts.c.search == search) & (t.alerts.c.state != "ended"))

    def may_request(self, email: str, most: int, now: datetime) -> bool:
        """Tell whether an address may be asked to confirm once more: at most ``most`` times in a day, whatever was saved or deleted.

        An allowed request is noted; notes of earlier days are thrown away.
        """
        m, address = t.mail_asks.c, hashlib.sha256(email.encode()).hexdigest()
        with writing(self._engine) as connection:
            connection.execute(delete(t.mail_asks).where(m.at < text_of(now - timedelta(days=1))))
            known = connection.execute(select(func.count()).where(m.address == address)).scalar_one()
            if known < most:
                connection.execute(insert(t.mail_asks).values(address=address, at=text_of(now)))
            return known < most

    def set_state(self, number: int, state: str) -> None:
        """Move an alert to another state."""
        values = {"state": state} | ({"confirmed": now_text()} if state == "confirmed" else {})
        self.update_alert(number, **values)

    def update_alert(self, number: int, **values: object) -> None:
        """Change columns of an alert in one transaction."""
        with writing(self._engine) as connection:
            connection.execute(update(t.alerts).where(t.alerts.c.id == number).values(**values))

    def _read_alerts(self, where: Any) -> list[Alert]:
        with reading(self._engine) as connection:
            alerts: Sequence[Row[Any]] = connection.execute(select(t.alerts).where(where).order_by(t.alerts.c.id)).all()
            s = t.saved_searches
            mine = select(s).where(s.c.id.in_(select(t.alerts.c.search).where(where)))
            searches = {row.id: _saved_search(row) for row in connection.execute(mine)}
        return [_alert(row, searches[row.search]) for row in alerts if row.search in searches]


def _saved_search(row: Any) -> SavedSearch:
    return SavedSearch(row.id, row.title, json.loads(row.asked), row.seen)


def _alert(row: Any, saved: SavedSearch) -> Alert:
    return Alert(
        row.id,
        saved,
        row.email,
        row.every,
        row.state,
        parse_moment(row.sent),
        row.seen_article,
        row.seen_change,
        row.trouble,
        row.told,
    )
