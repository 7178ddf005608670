"""A crawl killed, cut off, or out of disk at any moment: what was acknowledged stays, nothing comes twice, the end is the same."""

from __future__ import annotations

import _sqlite3
import ctypes
import errno
import random
import shutil
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from time import monotonic
from typing import Any

import httpcore
import pytest
from sqlalchemy import select

from archive.articles.archive import NAME, Archive
from archive.crawling.crawl_log import CrawlLog, Visit
from archive.crawling.tables import frontier
from archive.tables import articles, versions
from crawler.crawl import crawl
from database.errors import ArchiveError
from database.transactions import reading
from jobs.tasks.backup import check_databases
from sample.server import serve_portal
from tests.crash.crawl_child import KINDS, nursery
from tests.support.big_site import started
from tests.support.crawling import START, at, big_site_source


@contextmanager
def site(count: int) -> Iterator[str]:
    server = started(count)
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()


def state(archive: Archive) -> dict[str, object]:
    """Everything that must be equal after an undisturbed and a disturbed crawl (times aside)."""
    with reading(archive.engine) as connection:
        f = frontier.c
        rows = connection.execute(
            select(articles.c.url, articles.c.text_hash, articles.c.version, articles.c.gone)
        ).all()
        queue = connection.execute(select(f.source, f.url, f.kind, f.depth, f.state, f.outcome)).all()
        kept = connection.execute(select(versions.c.article)).all()
    return {"articles": sorted(map(tuple, rows)), "frontier": sorted(map(tuple, queue)), "versions": len(kept)}


def visits(archive: Archive) -> Counter[tuple[str, str]]:
    return Counter((line.outcome, line.url) for line in CrawlLog(archive.engine).visits_after(0))


def test_the_site_is_crawled_whole(tmp_path: Path) -> None:
    with site(120) as base, Archive.open(tmp_path) as archive:
        report = crawl(archive, [big_site_source(base)])
        assert report.outcomes == {"new": 120, "listing": 3}
        assert visits(archive).total() == 123


# Visits acknowledged before each kill: mostly few, and some so many that pages are read beside the crawl by then.
STOPS = (0, 1, 2, 3, 5, 8, 13, 44)


def killed_often(data: Path, base: str, kind: str, kills: int, visit: float) -> list[tuple[str, str]]:
    """Crawl into ``data``, killed so many times; ``visit`` is the seconds that one takes. Return what was acknowledged."""
    dice = random.Random(1945)
    stops = [STOPS[n % len(STOPS)] for n in range(kills)]
    dice.shuffle(stops)
    acknowledged = []
    with nursery() as crawls:
        for stop in stops:
            acknowledged += crawls.killed(data, base, kind, stop, dice.uniform(0, visit))
    return acknowledged


def killed_and_whole(tmp_path: Path, base: str, kind: str, kills: int) -> None:
    """A crawl killed so many times ends as one that nobody disturbed, and nothing acknowledged is lost."""
    source, data = KINDS[kind](base), tmp_path / "killed"
    with Archive.open(tmp_path / "whole") as archive:
        begun = monotonic()
        report = crawl(archive, [source])
        wanted, wanted_visits = state(archive), visits(archive)
    acknowledged = killed_often(data, base, kind, kills, (monotonic() - begun) / report.outcomes.total())
    assert len(acknowledged) > kills
    with Archive.open(data) as archive:
        assert set(acknowledged) <= set(visits(archive))
        crawl(archive, [source])
        assert state(archive) == wanted
        # Each address was visited once and no more, whichever run did it; a crawl begins with the start pages, though,
        # also when the one before it was just about to end.
        starts = {*source.start_pages, *source.feeds, *source.sitemaps}
        assert {url for _, url in visits(archive) - wanted_visits} <= starts
        assert wanted_visits - visits(archive) == Counter()
    assert check_databases(data) == []


@pytest.mark.parametrize(
    ("count", "kills"),
    [(110, 10), pytest.param(2000, 200, marks=(pytest.mark.full, pytest.mark.timeout(3600)))],
)
def test_killed_at_random_moments(tmp_path: Path, count: int, kills: int) -> None:
    with site(count) as base:
        killed_and_whole(tmp_path, base, "big", kills)


@pytest.mark.parametrize("kills", [10, pytest.param(20, marks=pytest.mark.full)])
def test_killed_on_a_portal_with_everything(tmp_path: Path, kills: int) -> None:
    """Sitemaps, feeds, addresses that move, articles in several versions."""
    with serve_portal(0) as base:
        killed_and_whole(tmp_path, base, "sample", kills)


class _Wire(httpcore.NetworkStream):
    """A connection that breaks when the cable does."""

    def __init__(self, cable: Cable, inner: httpcore.NetworkStream) -> None:
        self._cable, self._inner = cable, inner

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read."""
        if self._cable.cut:
            raise httpcore.ReadError("gone")
        return self._inner.read(max_bytes, timeout)

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write."""
        self._inner.write(buffer, timeout)

    def close(self) -> None:
        """Close."""
        self._inner.close()

    def get_extra_info(self, info: str) -> Any:
        """Tell about the socket."""
        return self._inner.get_extra_info(info)


class Cable(httpcore.NetworkBackend):
    """A network that is there until ``cut``: then connections break, and new ones find no way."""

    def __init__(self) -> None:
        self.cut = False
        self._inner = httpcore.SyncBackend()

    def connect_tcp(self, host: str, port: int, *more: Any, **named: Any) -> httpcore.NetworkStream:
        """Connect."""
        if self.cut:
            try:
                raise OSError(errno.ENETUNREACH, "Network is unreachable")
            except OSError as error:
                raise httpcore.ConnectError(str(error)) from error
        return _Wire(self, self._inner.connect_tcp(host, port, *more, **named))


@pytest.mark.parametrize("visited", [0, 1, 20, 45, 59])
def test_the_network_is_lost_and_comes_back(tmp_path: Path, visited: int) -> None:
    """What is missed is tried again later, and the end is that of a crawl nobody disturbed."""
    cable = Cable()
    with site(60) as base:
        with Archive.open(tmp_path / "whole") as archive:
            crawl(archive, [big_site_source(base)])
            wanted = state(archive)

        def seen(line: Visit) -> None:
            nonlocal left
            left -= 1
            cable.cut = left <= 0

        with Archive.open(tmp_path / "lost") as archive:
            left, cable.cut = visited, visited == 0
            lost = crawl(archive, [big_site_source(base)], clock=at(START), network=cable, visited=seen)
            assert lost.outcomes["failed"] > 0
            assert lost.outcomes.total() - lost.outcomes["failed"] - visited in (0, 1)  # one page was read ahead
            assert sum("there is no way to 127.0.0.1" in v.detail for v in CrawlLog(archive.engine).visits_after(0)) > 0
            cable.cut = False
            crawl(archive, [big_site_source(base)], clock=at(START + timedelta(hours=3)), network=cable)
            assert state(archive)["articles"] == wanted["articles"]
            assert {row[1] for row in state(archive)["frontier"]} == {row[1] for row in wanted["frontier"]}


@pytest.mark.parametrize("seed", range(4))
def test_a_journal_cut_short_is_an_earlier_state(tmp_path: Path, seed: int) -> None:
    """Power cuts: the write-ahead log ends anywhere; the archive is what it was after some visit, and goes on from there."""
    dice = random.Random(seed)
    with site(60) as base:
        with Archive.open(tmp_path / "whole") as archive:
            crawl(archive, [big_site_source(base)])
            wanted = state(archive)
        with Archive.open(tmp_path / "a") as archive:
            crawl(archive, [big_site_source(base)], limit=dice.randrange(5, 60))
            shutil.copytree(tmp_path / "a", tmp_path / "b")  # while it is open: its journal is not merged yet
        journal = tmp_path / "b" / f"{NAME}-wal"
        content = journal.read_bytes()
        cut = dice.randrange(len(content))
        journal.write_bytes(content[:cut] + dice.randbytes(dice.randrange(0, 3000)))
        (tmp_path / "b" / f"{NAME}-shm").unlink(missing_ok=True)
        with Archive.open(tmp_path / "b") as archive:
            found = visits(archive)
            new = sum(1 for outcome, _ in found if outcome == "new")
            assert archive.count() == new  # an article and its line of the log stand or fall together
            crawl(archive, [big_site_source(base)])
            assert state(archive) == wanted
        assert check_databases(tmp_path / "b") == []


_Write = ctypes.CFUNCTYPE(
    ctypes.c_ssize_t, ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int64, use_errno=True
)


class _Vfs(ctypes.Structure):
    """SQLite's table of what it asks the system for, as far as the system calls (sqlite3.h, version 3)."""

    _fields_ = (
        [("version", ctypes.c_int), ("file", ctypes.c_int), ("path", ctypes.c_int), ("next", ctypes.c_void_p)]
        + [("name", ctypes.c_char_p), ("data", ctypes.c_void_p)]
        + [(f"call{n}", ctypes.c_void_p) for n in range(13)]
        + [("set_system_call", ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p))]
    )


@contextmanager
def failing_writes(after: int, code: int) -> Iterator[list[int]]:
    """Let every write of SQLite's fail with ``code`` after the first ``after`` ones."""
    sqlite = ctypes.CDLL(_sqlite3.__file__)
    sqlite.sqlite3_vfs_find.restype = ctypes.POINTER(_Vfs)
    vfs = sqlite.sqlite3_vfs_find(None)
    real = ctypes.CDLL(None, use_errno=True).pwrite
    real.argtypes = [ctypes.c_int, ctypes.c_void_p, ctypes.c_size_t, ctypes.c_int64]
    real.restype = ctypes.c_ssize_t
    count = [0]

    @_Write
    def write(file: int, data: int, size: int, at: int) -> int:
        count[0] += 1
        if count[0] > after:
            ctypes.set_errno(code)
            return -1
        return int(real(file, data, size, at))

    address = ctypes.cast(write, ctypes.c_void_p)
    for name in (b"pwrite", b"pwrite64"):
        vfs.contents.set_system_call(vfs, name, address)
    try:
        yield count
    finally:
        for name in (b"pwrite", b"pwrite64"):
            vfs.contents.set_system_call(vfs, name, None)


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EIO], ids=["ENOSPC", "EIO"])
def test_the_disk_fails_at_the_nth_write(tmp_path: Path, code: int) -> None:
    acknowledged: list[tuple[str, str]] = []
    with site(40) as base:
        with Archive.open(tmp_path / "whole") as archive:
            crawl(archive, [big_site_source(base)])
            wanted, wanted_visits = state(archive), visits(archive)
        data, failures, allowed = tmp_path / "d", 0, 1
        with Archive.open(data):
            pass
        while True:
            with Archive.open(data) as archive:
                try:
                    with failing_writes(allowed, code) as count:
                        crawl(
                            archive,
                            [big_site_source(base)],
                            visited=lambda line: acknowledged.append((line.outcome, line.url)),
                        )
                except ArchiveError as error:
                    assert "\n" not in str(error) and "free some space" in str(error)
                    failures += 1
                    assert count[0] > allowed
                else:
                    break
            with Archive.open(data) as archive:
                assert set(acknowledged) <= set(visits(archive))
            allowed += 7
        with Archive.open(data) as archive:
            assert state(archive) == wanted
            assert visits(archive) == wanted_visits
    assert failures >= 5
    assert check_databases(data) == []
