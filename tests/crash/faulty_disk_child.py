"""Runs one kind of work over and over, each time on a disk that fails at a later write or fsync, and looks at what is left.

Begun with ``LD_PRELOAD`` set to ``tests/support/faulty_files.c``, built. Prints one JSON object a run; ends when a run met no fault.
"""

from __future__ import annotations

import ctypes
import errno
import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

from archive.articles.archive import Archive
from database.errors import ArchiveError
from indexer import IndexingError, index_archive
from jobs.kept_backups import newest_backup
from jobs.logs import configure_logs
from jobs.source_list import show_sample
from jobs.tasks.backup import backup, check_databases, restore
from jobs.worker.worker import run_pending
from search import Searcher
from site_data.site import Site
from tests.support.archives import SIZE, batch, exported
from tests.support.big_site import started

_FILES = ctypes.CDLL(None)
PAGES = 8
"""Articles of the portal that is crawled."""

EXPECTED = (ArchiveError, IndexingError, OSError)
"""How work that meets a broken disk may end: what the command line and the jobs tell in one line."""


def found(data: Path, query: str) -> int:
    """How many articles a query finds."""
    with Searcher.open(data) as searcher:
        return searcher.search(query).total


def write_articles(data: Path, seen: Callable[[], None]) -> None:
    """Two batches, each acknowledged by a line of ``seen``."""
    with Archive.open(data) as archive:
        for number in (1, 2):
            archive.put_many(batch(number))
            seen()


def look_at_archive(data: Path, acknowledged: int, before: Path) -> None:
    """What was acknowledged is there and whole, nothing by halves, and the next write goes through."""
    assert check_databases(data) == []
    with Archive.open(data) as archive:
        count = archive.count()
        assert count % SIZE == 0 and count >= SIZE * (1 + acknowledged), (count, acknowledged)
        archive.put_many(batch(9))
        assert archive.count() == count + SIZE


def write_index(data: Path, seen: Callable[[], None]) -> None:
    """One more batch, published."""
    index_archive(data, processes=1)
    seen()


def look_at_index(data: Path, acknowledged: int, before: Path) -> None:
    """The index answers as before or as after, never in between; the next update publishes all."""
    total = found(data, "tin")
    assert total == 2 * SIZE if acknowledged else total in (SIZE, 2 * SIZE), total
    assert check_databases(data) == []
    index_archive(data, processes=1)
    assert found(data, "tin") == 2 * SIZE
    assert not list((data / "index").glob(".building-*"))


def crawl_by_job(data: Path, seen: Callable[[], None]) -> None:
    """A crawl as an admin asks for it; acknowledged when the list of jobs says that it is done. Raises what the list says instead."""
    with Site.open(data) as site:
        number = site.jobs.submit("crawl", {})
    run_pending(data)
    with Site.open(data) as site:
        job = site.jobs.get(number)
    assert job is not None
    if job.state != "done":
        raise ArchiveError("".join(job.result))
    seen()


def look_at_crawl(data: Path, acknowledged: int, before: Path) -> None:
    """Every kept article is whole; the same job, begun again, fetches the rest, and no article twice."""
    assert check_databases(data) == []
    with Archive.open(data) as archive:
        kept = archive.count()
    assert kept == PAGES if acknowledged else kept <= PAGES
    with Site.open(data) as site:
        for job in site.jobs.list(5):
            if job.state == "running":  # Its end could not be written: a worker notices that nobody runs it.
                site.jobs.put_back(job.id)
        site.jobs.submit("crawl", {})
    run_pending(data)
    with Site.open(data) as site, Archive.open(data) as archive:
        assert {job.state for job in site.jobs.list(5)} <= {"done", "failed"}
        assert site.jobs.list(1)[0].state == "done"
        assert archive.count() == PAGES


def write_backup(data: Path, seen: Callable[[], None]) -> None:
    """One more backup beside the first, of which one is kept."""
    backup(data, data / "backups", keep=1)
    seen()


def look_at_backup(data: Path, acknowledged: int, before: Path) -> None:
    """There is a sound backup: the new one when it was acknowledged, else the former at least; nothing half is left."""
    into = data.with_name("restored")
    shutil.rmtree(into, ignore_errors=True)
    restore(data / "backups", into)
    with Archive.open(into) as archive:
        count = archive.count()
    assert count == 2 * SIZE if acknowledged else count in (SIZE, 2 * SIZE), count
    made = backup(data, data / "backups", keep=1)
    assert list((data / "backups").iterdir()) == [made] == [newest_backup(data / "backups")]


KINDS = {
    "crawl": (crawl_by_job, look_at_crawl),
    "archive": (write_articles, look_at_archive),
    "index": (write_index, look_at_index),
    "backup": (write_backup, look_at_backup),
}


def prepare(kind: str, data: Path) -> None:
    """What there is before the work begins."""
    if kind == "crawl":
        with Site.open(data) as site, Archive.open(data):
            show_sample(site, f"http://127.0.0.1:{started(PAGES).server_address[1]}")
        return
    with Archive.open(data) as archive:
        archive.put_many(batch(0))
    if kind == "index":
        index_archive(data, processes=1)
    if kind == "backup":
        backup(data, data / "backups")
    if kind != "archive":
        with Archive.open(data) as archive:
            archive.put_many(batch(1))


def main(kind: str, error: int, lasting: bool, steps: list[int], folder: Path) -> None:
    """Fail at the first, second, … operation of ``steps``; the last step may stand for every later one."""
    work, look = KINDS[kind]
    sound = folder / "sound"
    prepare(kind, sound)
    with Archive.open(sound) as archive:
        before = exported(archive)
    for nth in steps:
        data = folder / "data"
        shutil.rmtree(data, ignore_errors=True)
        shutil.copytree(sound, data)
        acknowledged: list[int] = []
        told = ""
        _FILES.fault_arm(str(folder).encode(), ctypes.c_long(nth), error, int(lasting))
        try:
            work(data, lambda: acknowledged.append(1))  # noqa: B023
        except EXPECTED as raised:
            told = f"{type(raised).__name__}: {raised}"
        finally:
            operations = int(_FILES.fault_disarm())
        look(data, len(acknowledged), sound)
        with Archive.open(sound) as archive:
            assert exported(archive) == before
        print(
            json.dumps({"nth": nth, "operations": operations, "acknowledged": len(acknowledged), "told": told}),
            flush=True,
        )
        if operations < nth:
            return


def die(kind: str, nth: int, data: Path) -> None:
    """Work until the Nth operation kills this process; print each acknowledgement, and the number of operations at the end."""
    _FILES.fault_arm(str(data).encode(), ctypes.c_long(nth), 0, 0)
    KINDS[kind][0](data, lambda: print("acknowledged", flush=True))
    print(int(_FILES.fault_disarm()), flush=True)


if __name__ == "__main__":
    configure_logs()  # On stderr: stdout is for the outcomes.
    _, kind, name, lasting, steps, folder = sys.argv
    if name == "KILL":
        die(kind, int(steps), Path(folder))
        sys.exit()
    main(kind, getattr(errno, name), lasting == "lasting", [int(n) for n in steps.split(",")], Path(folder))
