"""SIGKILL at random moments of indexing, publishing, merging, backing up and crawling, while readers search without a pause.

Each answer is that of the archive as it was when the last index was begun, or of the one before; nothing acknowledged is lost.
"""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from time import monotonic

import pytest

from archive.articles.archive import Archive
from archive.crawling.crawl_log import CrawlLog
from archive.model import Article, Block
from indexer import check_index, index_archive
from jobs.kept_backups import newest_backup
from jobs.tasks.backup import backup, check_databases, restore
from search import Searcher
from tests.crash.crawl_child import Nursery, nursery
from tests.support.archives import exported
from tests.support.big_site import started

FIRST, SECOND = "hội nghị giao ban", "diễn tập chữa cháy"
"""What an article says at first, and after it was published anew; each is a query."""

SIZE = 8

Ids = frozenset[int]
State = tuple[Ids, Ids, Ids]
"""The numbers of the articles with the first text, with the second one, and of the crawled portal."""


def article(number: int, text: str) -> Article:
    blocks = (Block("paragraph", f"Đơn vị tổ chức {text} vào sáng nay. " * (number % 4 + 1)),)
    return Article("tay", f"Công an tỉnh {text} lần {number}", external_id=str(number), blocks=blocks)


def stored(data: Path) -> State:
    """What an index of the archive as it is now has to answer."""
    found: tuple[set[int], set[int], set[int]] = (set(), set(), set())
    with Archive.open(data, readonly=True) as archive:
        for batch in archive.changed_since(0):
            for one in (s for s in batch if s.searchable):
                place = 2 if one.article.source != "tay" else 1 if SECOND in one.article.title else 0
                found[place].add(one.id)
    return frozenset(found[0]), frozenset(found[1]), frozenset(found[2])


def answered(searcher: Searcher) -> State:
    """What one opened generation answers."""
    first, second = (frozenset(searcher.matching(f'"{text}"').articles) for text in (FIRST, SECOND))
    crawled = {number for name in searcher.backend.labels("source") if name != "tay" for number in searcher.newest(100_000, {"source": name}).articles}  # fmt: skip
    return first, second, frozenset(crawled)


def published(data: Path) -> State:
    with Searcher.open(data) as searcher:
        return answered(searcher)


@dataclass(slots=True)
class Readers:
    """Search without a pause, and note each answer that is none of the allowed ones."""

    data: Path
    allowed: frozenset[State]
    asked: int = 0
    wrong: list[str] = field(default_factory=list)
    _over: threading.Event = field(default_factory=threading.Event)

    def read(self) -> None:
        """Ask until the end."""
        with Searcher.open(self.data) as searcher:
            while not self._over.is_set():
                before = self.allowed
                try:
                    searcher.refresh()
                    told = answered(searcher)
                except Exception as error:  # Whatever a reader would meet instead of an answer.
                    self.wrong.append(repr(error))
                    continue
                if told not in before | self.allowed:
                    self.wrong.append(str([sorted(part) for part in told]))
                self.asked += 1

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Have two of them read meanwhile."""
        threads = [threading.Thread(target=self.read, daemon=True) for _ in range(2)]
        for thread in threads:
            thread.start()
        try:
            yield
        finally:
            self._over.set()
            for thread in threads:
                thread.join()


@dataclass(slots=True)
class Killed:
    """A data folder on which work is begun and killed."""

    data: Path
    backups: Path
    base: str
    works: Nursery
    readers: Readers
    draw: random.Random
    usual: dict[str, float]
    next: int
    kills: dict[str, int] = field(default_factory=dict)

    def run(self, kind: str, rest: str) -> list[tuple[str, str]]:
        """Begin a kind of work and kill it at a random moment; return what it acknowledged."""
        told = self.works.killed(self.data, rest, kind, 0, self.draw.uniform(0, self.usual[kind]))
        if not told or told[-1][0] != "done":
            self.kills[kind] = self.kills.get(kind, 0) + 1
        return told

    def publish_more(self) -> None:
        """A few new articles and a few published anew, acknowledged before the index is begun."""
        with Archive.open(self.data) as archive:
            archive.put_many([article(n, FIRST) for n in range(self.next, self.next + SIZE)])
            archive.put_many([article(self.draw.randrange(self.next), SECOND) for _ in range(3)])
        self.next += SIZE

    def index(self, kind: str) -> None:
        before = published(self.data)
        self.publish_more()
        after = stored(self.data)
        self.readers.allowed = frozenset({before, after})
        told = self.run(kind, "")
        now = published(self.data)
        assert now in ((after,) if told else (before, after))
        self.readers.allowed = frozenset({now})
        assert check_index(self.data) == []

    def back_up(self) -> None:
        before = newest_backup(self.backups)
        told = self.run("backup", str(self.backups))
        newest = newest_backup(self.backups)
        assert newest.name == told[-1][1] if told else newest.name >= before.name
        with TemporaryDirectory(dir=self.data.parent) as folder:
            into = Path(folder) / "restored"
            restore(self.backups, into)
            with Archive.open(into) as copy, Archive.open(self.data) as archive:
                # What changed since the former backup is not in it, and nothing else is missing.
                assert newest == before or exported(copy) == exported(archive)

    def crawl(self) -> None:
        told = self.run("crawl", self.base)
        with Archive.open(self.data) as archive:
            visits = {(line.outcome, line.url) for line in CrawlLog(archive.engine).visits_after(0)}
        assert {line for line in told if line[0] != "done"} <= visits


def undisturbed(data: Path, backups: Path, works: Nursery, base: str) -> dict[str, float]:
    """Seconds that each kind of work takes when nobody kills it."""
    usual = {}
    for kind, rest in (("index", ""), ("rebuild", ""), ("backup", str(backups)), ("crawl", base)):
        begun = monotonic()
        told = works.killed(data, rest, kind, 10**6, 0)
        assert told[-1][0] == "done", told
        usual[kind] = monotonic() - begun
    return usual


@pytest.mark.timeout(1800)
@pytest.mark.parametrize("kills", [10, pytest.param(200, marks=[pytest.mark.full, pytest.mark.timeout(3600)])])
def test_no_kill_costs_an_answer_or_an_article(kills: int, tmp_path: Path) -> None:
    data, backups, draw = tmp_path / "data", tmp_path / "backups", random.Random(1954)
    small, portal = started(20), started(3000)
    with Archive.open(data) as archive:
        archive.put_many([article(n, FIRST) for n in range(60)])
    with nursery("tests.crash.under_search.work_child") as works:
        usual = undisturbed(data, backups, works, f"http://127.0.0.1:{small.server_address[1]}")
        index_archive(data, processes=1)
        readers = Readers(data, frozenset({published(data)}))
        base = f"http://127.0.0.1:{portal.server_address[1]}"
        killed = Killed(data, backups, base, works, readers, draw, usual, 60)
        with readers.reading():
            while sum(killed.kills.values()) < kills:
                kind = draw.choice(["index", "index", "index", "rebuild", "backup", "crawl"])
                {"backup": killed.back_up, "crawl": killed.crawl}.get(kind, lambda kind=kind: killed.index(kind))()  # type: ignore[misc]
            last = stored(data)
            readers.allowed |= {last}
            index_archive(data, processes=1)
    assert readers.wrong == []
    assert readers.asked > kills
    assert published(data) == last
    assert not list((data / "index").glob(".building*")) and check_index(data) == []
    assert check_databases(data) == []
    assert set(killed.kills) == {"index", "rebuild", "backup", "crawl"} or kills < 20
    backup(data, backups, keep=1)
    for server in (small, portal):
        server.shutdown()
        server.server_close()
