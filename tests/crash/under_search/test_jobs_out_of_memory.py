"""A job that the system ends because memory ran out: the list says so, it goes on by itself, and readers notice nothing."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from archive.articles.archive import Archive
from indexer import check_index, index_archive
from jobs.context import JobContext
from jobs.tasks.registry import KINDS, JobKind
from jobs.worker.worker import Worker
from search import Searcher
from site_data.site import Site
from tests.jobs.worker.test_worker import eventually, state
from tests.support.archives import SIZE, batch


def found(data: Path) -> int:
    with Searcher.open(data) as searcher:
        return searcher.search("tin").total


def index_on_a_small_machine(context: JobContext) -> str:
    """What the system does to who takes the last of the memory, at a batch of the first try."""
    marker = context.data / "first-try"

    def report(done: int, total: int, message: str) -> None:
        if message == "indexing" and not marker.exists():
            marker.touch()
            os.kill(os.getpid(), signal.SIGKILL)

    index_archive(context.data, processes=1, progress=report)
    return KINDS["index"].body(context)


def index_without_memory(context: JobContext) -> str:
    """More than any machine has."""
    return str(len(bytearray(1 << 60)))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Twenty articles, half of them in the index."""
    with Archive.open(tmp_path) as archive:
        archive.put_many(batch(0))
        index_archive(tmp_path, processes=1)
        archive.put_many(batch(1))
    return tmp_path


def test_a_job_ended_for_memory_goes_on_by_itself(data: Path) -> None:
    worker = Worker(data, kinds={"index": JobKind("index", index_on_a_small_machine)})
    worker.start()
    with Site.open(data) as site:
        number = site.jobs.submit("index", {})
        assert eventually(lambda: bool(site.jobs.lines(number)), seconds=120)
        assert found(data) in (SIZE, 2 * SIZE)
        assert eventually(lambda: state(site, number) == "done", seconds=120)
        assert "hết bộ nhớ" in site.jobs.lines(number)[0] and "tự làm tiếp" in site.jobs.lines(number)[0]
    worker.stop()
    assert found(data) == 2 * SIZE
    assert check_index(data) == [] and not list((data / "index").glob(".building*"))


def test_a_job_that_is_refused_memory_says_so(data: Path) -> None:
    worker = Worker(data, kinds={"index": JobKind("index", index_without_memory)})
    worker.start()
    with Site.open(data) as site:
        number = site.jobs.submit("index", {})
        assert eventually(lambda: state(site, number) == "failed", seconds=120)
        job = site.jobs.get(number)
        assert job is not None and "TIMTIN_PROCESSES" in job.result
    worker.stop()
    assert found(data) == SIZE
