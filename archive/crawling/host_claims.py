"""Who crawls which host, over all machines that write to one PostgreSQL database: one worker a host, for as long as it says so.

A claim ends by itself some seconds after its worker was last heard of, by the database's clock. Whoever was stopped for longer than
that finds that it holds nothing any more, and asks the host nothing more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from time import monotonic

from sqlalchemy import Engine, Float, Update, bindparam, cast, func, select, update

from archive.crawling.tables import host_claims
from database.dialect import upsert
from database.transactions import writing

LEASE_SECONDS = 60.0


@dataclass(slots=True)
class HostClaim:
    """A host that a worker may ask; ``expires`` is the moment (monotonic) from which it may not unless it is renewed."""

    host: str
    worker: str
    expires: float


class HostClaims:
    """The claims of one worker; ``worker`` names it among those of all machines."""

    def __init__(self, engine: Engine, worker: str, lease: float = LEASE_SECONDS) -> None:
        self._engine, self._worker, self.lease = engine, worker, lease

    def now(self) -> float:
        """Return the database's clock, in seconds since 1970."""
        with self._engine.connect() as connection:
            return float(connection.execute(select(_NOW)).scalar_one())

    def claim_one(self, hosts: Sequence[str], not_done_since: float = 0.0) -> HostClaim | None:
        """Claim the first of some hosts that is nobody's, None when there is none.

        Those whose crawl was over after ``not_done_since`` (by the database's clock) are left out.
        """
        begun = monotonic()
        with writing(self._engine, None) as connection:
            connection.execute(
                _ADD, [{"host": host, "worker": "", "until": 0.0, "done": 0.0} for host in sorted(hosts)]
            )
        for host in hosts:
            with writing(self._engine, None) as connection:
                free = connection.execute(_FREE, {"name": host, "since": not_done_since}).scalar()
                if free is not None:
                    connection.execute(_HOLD, {"name": host, "who": self._worker, "lease": self.lease})
                    return HostClaim(host, self._worker, begun + self.lease)
        return None

    def renew(self, claim: HostClaim) -> bool:
        """Hold a claim for another lease; tell whether it was still held."""
        begun = monotonic()
        given = {"name": claim.host, "who": self._worker, "lease": self.lease}
        with writing(self._engine, None) as connection:
            held = connection.execute(_RENEW, given).rowcount > 0
        claim.expires = begun + self.lease if held else 0.0
        return held

    def release(self, claim: HostClaim, *, done: bool) -> None:
        """Let others have a host; ``done``: its crawl came to its end."""
        claim.expires = 0.0
        statement = _RELEASE.values(done=_NOW) if done else _RELEASE
        with writing(self._engine, None) as connection:
            connection.execute(statement, {"name": claim.host, "who": self._worker})

    def next_end(self, hosts: Sequence[str], not_done_since: float) -> float | None:
        """Return the seconds until the first of these hosts' claims ends unless it is renewed; None when nobody holds one to wait for."""
        waiting = _C.host.in_(hosts) & (_C.worker != "") & (_C.done <= not_done_since) & (_C.until > _NOW)
        with self._engine.connect() as connection:
            found = connection.execute(select(func.min(_C.until - _NOW)).where(waiting)).scalar()
        return None if found is None else max(0.0, float(found))


_C = host_claims.c
_NOW = cast(func.extract("epoch", func.clock_timestamp()), Float)
_ADD = upsert(host_claims).on_conflict_do_nothing()
_MINE = (_C.host == bindparam("name")) & (_C.worker == bindparam("who"))
# A row that another worker is claiming at this moment is not waited for.
_FREE = (
    select(_C.host)
    .where((_C.host == bindparam("name")) & (_C.until <= _NOW) & (_C.done <= bindparam("since", type_=Float)))
    .with_for_update(skip_locked=True)
)
_HOLD = update(host_claims).where(_C.host == bindparam("name"))
_HOLD = _HOLD.values(worker=bindparam("who"), until=_NOW + bindparam("lease", type_=Float))
_RENEW: Update = update(host_claims).where(_MINE & (_C.until > _NOW))
_RENEW = _RENEW.values(until=_NOW + bindparam("lease", type_=Float))
_RELEASE: Update = update(host_claims).where(_MINE).values(worker="", until=0.0)
