"""Several crawlers, one archive on PostgreSQL: one connection a portal over all of them, its delay kept, a dead one's portals taken over."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from itertools import pairwise
from pathlib import Path
from time import monotonic, sleep

import pytest
from sqlalchemy import select, update

from archive.articles.archive import Archive
from archive.crawling.host_claims import HostClaims
from archive.crawling.tables import host_claims
from crawler.crawl import crawl
from crawler.errors import CrawlRunning
from crawler.scheduling.source_turns import take_turns
from crawler.sources.source import Source
from database.transactions import reading, writing
from tests.support import postgres
from tests.support.big_site import Site, SiteServer
from tests.support.loopback import running
from tests.support.paths import ROOT
from tools.postgres_server import PostgresServer

PAGES, DELAY, LEASE = 8, 0.3, 8.0
LATE = 30.0
"""Seconds that a process may be late on a machine that has other work to do."""

WORKER = """
import sys
from pathlib import Path
from archive.articles.archive import Archive
from crawler.crawl import crawl
from tests.crawler.scheduling.test_source_turns import DELAY, LEASE, source_of
sources = [source_of(host, int(port), DELAY) for host, port in (one.split(":") for one in sys.argv[2:])]
with Archive.open(Path(sys.argv[1])) as archive:
    print("ready", flush=True)
    sys.stdin.readline()
    report = crawl(archive, sources, lease=LEASE)
    print(sorted(report.outcomes.items()), flush=True)
"""


@dataclass
class Portal:
    """A portal on an address of loopback, with the begin and the end of every request (monotonic)."""

    host: str
    port: int = 0
    times: list[tuple[float, float]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)
    asked: threading.Condition = field(default_factory=threading.Condition)

    def wait_for(self, requests: int) -> None:
        """Wait until so many requests were answered."""
        with self.asked:
            assert self.asked.wait_for(lambda: len(self.times) >= requests, 240)

    def articles(self) -> set[str]:
        """The addresses of the articles that were asked for."""
        return {path for path in self.paths if path.startswith("/bai-viet/")}

    def gaps(self) -> list[float]:
        """The seconds from the end of each request to the beginning of the next one."""
        return [begin - end for (_, end), (begin, _) in pairwise(sorted(self.times))]


@contextmanager
def portal(host: str) -> Iterator[Portal]:
    """A front page that links to PAGES articles."""
    found = Portal(host)

    class Handler(Site):
        def do_GET(self) -> None:
            """Answer a GET; what is written leaves after it was counted."""
            begun = monotonic()
            super().do_GET()
            with found.asked:
                found.times.append((begun, monotonic()))
                found.paths.append(self.path)
                found.asked.notify_all()

    server = SiteServer((host, 0), Handler)
    server.count = PAGES  # type: ignore[attr-defined]
    with running(server) as found.port:
        yield found


def source_of(host: str, port: int, delay: float = 0.0) -> Source:
    """The source of a portal."""
    return Source(
        name=f"p{host.replace('.', '-')}",
        domain=host,
        start_pages=(f"http://{host}:{port}/",),
        allow_loopback=True,
        ports=(port,),
        delay=delay,
    )


@pytest.fixture
def data(tmp_path: Path, postgres_server: PostgresServer) -> Iterator[Path]:
    """A data folder whose archive is on PostgreSQL."""
    with postgres.chosen(postgres_server):
        Archive.open(tmp_path).close()
        yield tmp_path


@contextmanager
def worker(data: Path, portals: list[Portal]) -> Iterator[subprocess.Popen[bytes]]:
    """A crawler in a process of its own, ready to begin; the archive's folder is the same, as it names the schemas."""
    command = [sys.executable, "-c", WORKER, str(data), *(f"{p.host}:{p.port}" for p in portals)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, cwd=ROOT, env=dict(os.environ)
    ) as process:
        try:
            assert process.stdout is not None and process.stdout.readline() == b"ready\n"
            yield process
        finally:
            process.kill()


def begin(process: subprocess.Popen[bytes]) -> None:
    """Let a worker that is ready begin its crawl."""
    assert process.stdin is not None
    process.stdin.write(b"\n")
    process.stdin.flush()


def ended(process: subprocess.Popen[bytes]) -> None:
    """Wait until a worker is done."""
    assert process.stdout is not None
    told = process.stdout.read().decode()
    assert process.wait(400) == 0
    print(told)


def test_workers_share_the_portals_and_keep_their_delay(data: Path) -> None:
    with ExitStack() as stack:
        portals = [stack.enter_context(portal(f"127.0.0.{n}")) for n in (1, 2, 3)]
        workers = [stack.enter_context(worker(data, portals)) for _ in range(2)]
        for process in workers:
            begin(process)
        for process in workers:
            ended(process)
        for one in portals:
            assert sorted(one.paths) == sorted(set(one.paths)), "fetched twice"
            assert len(one.articles()) == PAGES
            assert min(one.gaps()) >= DELAY
        spans = sorted((min(one.times)[0], max(one.times)[1]) for one in portals)
        assert any(begin < end for (_, end), (begin, _) in pairwise(spans)), "never two portals at once"
    with Archive.open(data) as archive:
        assert archive.count() == 3 * PAGES
        with reading(archive.engine) as connection:
            assert set(connection.execute(select(host_claims.c.worker)).scalars()) == {""}


def test_a_killed_workers_portal_is_taken_over_within_a_lease(data: Path) -> None:
    with portal("127.0.0.1") as one, worker(data, [one]) as first:
        with worker(data, [one]) as second:
            begin(first)
            one.wait_for(4)
            begin(second)
            first.kill()
            killed, before = monotonic(), len(one.times)
            one.wait_for(before + 2)  # One request may have been under way.
            ended(second)
            took = sorted(one.times)[before + 1][0] - killed
        assert took <= LEASE + LATE
        assert min(one.gaps()) >= DELAY
        assert len(one.articles()) == PAGES
    with Archive.open(data) as archive:
        assert archive.count() == PAGES


def test_who_is_not_heard_of_asks_nothing_more(data: Path) -> None:
    with portal("127.0.0.1") as one, Archive.open(data) as archive:
        turns = take_turns(archive, [source_of(one.host, one.port)], lambda: False, sleep, lease=2.0)
        with next(turns) as turn:
            assert turn.is_held()
            with writing(archive.engine) as connection:
                connection.execute(update(host_claims).values(worker="another"))
            end = monotonic() + 60
            while turn.is_held() and monotonic() < end:
                sleep(0.05)
            assert not turn.is_held()
        with reading(archive.engine) as connection:
            assert connection.execute(select(host_claims.c.worker)).scalar_one() == "another"


def test_a_portal_of_a_living_worker_is_told_as_taken(data: Path) -> None:
    told: list[str] = []
    with portal("127.0.0.1") as one, Archive.open(data) as archive:
        source = source_of(one.host, one.port)
        other = HostClaims(archive.engine, "other", lease=1000.0)
        assert other.claim_one([source.domain]) is not None
        report = crawl(archive, [source], progress=told.append, lease=0.2)
        assert (report.outcomes, one.paths) == ({}, [])
        assert told == ["p127-0-0-1: một tiến trình khác đang thu thập, lần này bỏ qua"]
        turns = take_turns(archive, [source], lambda: False, lambda seconds: None, lease=0.0)
        with pytest.raises(CrawlRunning), next(turns):
            raise AssertionError("two crawls at once")
