"""State of each host, which outlives a crawl: robots.txt, pauses asked for, requests of a day, dead shapes of addresses."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Engine, bindparam, select

from archive.crawling.tables import crawl_days, hosts, robots, shapes
from database.dialect import upsert
from database.prepared import PreparedStatement
from database.times import parse_moment, text_of
from database.transactions import reading, writing


@dataclass(frozen=True, slots=True)
class StoredRobots:
    """A robots.txt as answered; ``fetched_at`` is aware (UTC)."""

    status: int
    body: bytes
    fetched_at: datetime


@dataclass(frozen=True, slots=True)
class HostState:
    """When a host was last asked, and until when it wants to be left alone (None: it does not)."""

    asked_at: datetime
    not_before: datetime | None


# Made once: making a statement costs several times what running it does.
_HOST = upsert(hosts)
_RECORD_REQUEST = PreparedStatement(
    _HOST.on_conflict_do_update(set_={"asked_at": _HOST.excluded.asked_at, "not_before": _HOST.excluded.not_before})
)
_DAY = crawl_days.c
_REQUESTS = select(_DAY.requests).where((_DAY.source == bindparam("source")) & (_DAY.day == bindparam("day")))
_ADD = upsert(crawl_days)
_ADD_REQUESTS = PreparedStatement(
    _ADD.on_conflict_do_update(set_={"requests": _DAY.requests + _ADD.excluded.requests}).returning(_DAY.requests)
)


class HostStates:
    """The state of every host and source."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def robots(self, root: str) -> StoredRobots | None:
        """Return the robots.txt kept for ``scheme://host:port``."""
        with reading(self._engine) as connection:
            row = connection.execute(select(robots).where(robots.c.root == root)).first()
        fetched_at = parse_moment(row.fetched_at) if row else None
        return StoredRobots(row.status, row.body, fetched_at) if row and fetched_at else None

    def store_robots(self, root: str, robots_txt: StoredRobots) -> None:
        """Store the newest robots.txt of a host."""
        row = {"status": robots_txt.status, "body": robots_txt.body, "fetched_at": text_of(robots_txt.fetched_at)}
        with writing(self._engine, None) as connection:
            connection.execute(upsert(robots).values(root=root, **row).on_conflict_do_update(set_=row))

    def host(self, name: str) -> HostState | None:
        """Return what is known of a host (as in a URL, with its port)."""
        with reading(self._engine) as connection:
            row = connection.execute(select(hosts).where(hosts.c.host == name)).first()
        asked_at = parse_moment(row.asked_at) if row else None
        return HostState(asked_at, parse_moment(row.not_before)) if row and asked_at else None

    def record_request(self, name: str, at: datetime, not_before: datetime | None = None) -> None:
        """Record the moment of a request, and the pause the host asked for."""
        row = {"asked_at": text_of(at), "not_before": text_of(not_before) if not_before else ""}
        with writing(self._engine, None) as connection:
            _RECORD_REQUEST.run(connection, host=name, **row)

    def requests_on(self, source: str, day: date) -> int:
        """Return how many requests a source has had on a day (of Vietnam)."""
        with reading(self._engine) as connection:
            return int(connection.execute(_REQUESTS, {"source": source, "day": day.isoformat()}).scalar() or 0)

    def add_requests(self, source: str, day: date, count: int) -> int:
        """Add to the requests of a source on a day; return how many it has had then."""
        with writing(self._engine, None) as connection:
            row = _ADD_REQUESTS.first(connection, source=source, day=day.isoformat(), requests=count)
            return int(row.requests)

    def dead_shapes(self, source: str) -> dict[str, int]:
        """Return the shapes of addresses that brought nothing, with the visits in a row that did so."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(shapes.c.shape, shapes.c.useless).where(shapes.c.source == source))
            return {row.shape: row.useless for row in rows}

    def store_dead_shape(self, source: str, shape: str, count: int) -> None:
        """Store how many first visits in a row to a shape brought nothing."""
        add = upsert(shapes).values(source=source, shape=shape, useless=count)
        with writing(self._engine, None) as connection:
            connection.execute(add.on_conflict_do_update(set_={"useless": count}))
