"""Hosts are one worker's at a time, over all machines, for as long as it is heard of."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, update

from archive.articles.archive import Archive
from archive.crawling.host_claims import HostClaims
from archive.crawling.tables import host_claims
from database.transactions import writing
from tests.support import postgres
from tools.postgres_server import PostgresServer

HOSTS = ("a.example", "b.example", "c.example")


@pytest.fixture
def engine(tmp_path: Path, postgres_server: PostgresServer) -> Iterator[Engine]:
    """The database of an archive on PostgreSQL."""
    with postgres.chosen(postgres_server), Archive.open(tmp_path) as archive:
        yield archive.engine


def end_lease(engine: Engine, host: str) -> None:
    """Let a lease be over, as if its worker had not been heard of for so long."""
    with writing(engine) as connection:
        connection.execute(update(host_claims).where(host_claims.c.host == host).values(until=1.0))


def test_workers_get_different_hosts_in_order(engine: Engine) -> None:
    one, two = HostClaims(engine, "one"), HostClaims(engine, "two")
    begun = one.now()
    claimed = [claims.claim_one(HOSTS, begun) for claims in (one, two, one, two)]
    assert [claim and (claim.host, claim.worker) for claim in claimed] == [
        ("a.example", "one"),
        ("b.example", "two"),
        ("c.example", "one"),
        None,
    ]
    wait = two.next_end(HOSTS, begun)
    assert wait is not None
    assert 0 < wait <= one.lease


def test_a_host_that_is_being_claimed_is_not_waited_for(engine: Engine) -> None:
    claims = HostClaims(engine, "one")
    assert claims.claim_one(HOSTS[:1]) is not None
    end_lease(engine, HOSTS[0])
    with engine.begin() as connection:  # Another worker's: ``writing`` would make the claim a part of it.
        connection.execute(host_claims.select().where(host_claims.c.host == HOSTS[0]).with_for_update())
        claim = claims.claim_one(HOSTS[:2])
    assert claim is not None
    assert claim.host == HOSTS[1]


def test_of_many_at_once_each_host_goes_to_one(engine: Engine) -> None:
    hosts = [f"{number}.example" for number in range(6)]
    got: list[str] = []
    start = threading.Barrier(6)

    def claim(worker: str) -> None:
        claims = HostClaims(engine, worker)
        start.wait()
        while (found := claims.claim_one(hosts)) is not None:
            got.append(found.host)

    threads = [threading.Thread(target=claim, args=(f"w{number}",)) for number in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(got) == hosts


def test_a_lease_that_is_over_is_taken_over_and_cannot_be_renewed(engine: Engine) -> None:
    one, two = HostClaims(engine, "one"), HostClaims(engine, "two")
    mine = one.claim_one(HOSTS[:1])
    assert mine is not None
    assert one.renew(mine)
    assert two.claim_one(HOSTS[:1]) is None
    end_lease(engine, HOSTS[0])
    theirs = two.claim_one(HOSTS[:1])
    assert theirs is not None
    assert not one.renew(mine)
    assert mine.expires == 0.0
    one.release(mine, done=True)  # What is another's stays another's.
    assert two.renew(theirs)


def test_what_was_done_meanwhile_is_not_done_again(engine: Engine) -> None:
    one, two = HostClaims(engine, "one"), HostClaims(engine, "two")
    begun = two.now()
    mine = one.claim_one(HOSTS[:1], begun)
    assert mine is not None
    one.release(mine, done=True)
    assert two.claim_one(HOSTS[:1], begun) is None
    assert two.next_end(HOSTS[:1], begun) is None
    again = two.claim_one(HOSTS[:1], two.now())
    assert again is not None
    two.release(again, done=False)  # It was stopped: whoever comes next goes on with it.
    assert one.claim_one(HOSTS[:1], one.now()) is not None
