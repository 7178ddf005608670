"""The jobs: order, cancelling, failing, dying, and the schedule."""

from __future__ import annotations

import errno
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from database.errors import ArchiveBusy, ArchiveDamaged, ArchiveUnwritable
from indexer.errors import IndexDamaged
from jobs.context import JobContext
from jobs.errors import JobError
from jobs.failure_messages import describe_error
from jobs.source_list import show_sample
from jobs.tasks.registry import JobKind
from jobs.worker.schedule import Schedule, wake_worker
from jobs.worker.worker import Worker, run_pending, utc_now
from site_data.jobs import Job
from site_data.site import Site

_tick = threading.Event()


def quick(context: JobContext) -> str:
    context.report_progress(2, 2, "hai bước")
    context.add_line("một dòng")
    return "xong hai bước"


def until_cancelled(context: JobContext) -> str:
    context.add_line("bắt đầu")
    while not context.is_cancelled():
        context.report_progress(1, 10, "đang làm")
        _tick.wait(0.02)
    return "dừng giữa chừng"


def failing(context: JobContext) -> str:
    raise JobError("đĩa đầy: dọn bớt\nrồi thử lại")


def broken(context: JobContext) -> str:
    raise ZeroDivisionError("secret detail")


def preloaded(context: JobContext) -> str:
    return str("jobs.worker.preload" in sys.modules)


_BODIES = {"crawl": until_cancelled, "index": quick, "preloaded": preloaded}
KINDS = {name: JobKind(name, body) for name, body in _BODIES.items()}


def eventually(true: Callable[[], bool], seconds: float = 20.0) -> bool:
    """Wait for something another process does."""
    rounds = int(seconds / 0.05)
    return any(true() or _tick.wait(0.05) for _ in range(rounds))


@pytest.fixture
def site(tmp_path: Path) -> Iterator[Site]:
    with Site.open(tmp_path) as opened:
        yield opened


@pytest.fixture
def worker(tmp_path: Path, site: Site) -> Iterator[Worker]:
    supervised = Worker(tmp_path, kinds=KINDS)
    supervised.start()
    yield supervised
    supervised.stop()


def job(site: Site, number: int) -> Job:
    found = site.jobs.get(number)
    assert found is not None
    return found


def state(site: Site, number: int) -> str:
    return job(site, number).state


def test_a_job_runs_and_keeps_its_log(site: Site, tmp_path: Path) -> None:
    number = site.jobs.submit("index", {})
    assert run_pending(tmp_path, kinds=KINDS) == 1
    done = job(site, number)
    assert (done.state, done.result, done.done, done.total) == ("done", "xong hai bước", 2, 2)
    assert done.finished is not None


@pytest.mark.parametrize(
    ("body", "said"),
    [(failing, "đĩa đầy: dọn bớt rồi thử lại"), (broken, "lỗi bất ngờ; chi tiết nằm trong nhật ký của máy chủ")],
)
def test_a_failing_job_says_why_in_one_line(
    site: Site, tmp_path: Path, body: Callable[[JobContext], str], said: str
) -> None:
    number = site.jobs.submit("index", {})
    run_pending(tmp_path, kinds={"index": JobKind("index", body)})
    assert (state(site, number), job(site, number).result) == ("failed", said)


def test_an_unknown_kind_fails(site: Site, tmp_path: Path) -> None:
    number = site.jobs.submit("mail", {})
    run_pending(tmp_path, kinds=KINDS)
    assert state(site, number) == "failed"


def test_same_kind_waits_other_kind_runs_and_cancel_frees_the_line(site: Site, worker: Worker, tmp_path: Path) -> None:
    first, second = site.jobs.submit("crawl", {}), site.jobs.submit("crawl", {})
    other = site.jobs.submit("index", {})
    wake_worker(tmp_path)
    assert eventually(lambda: state(site, other) == "done")
    assert eventually(lambda: job(site, first).done == 1)
    assert (state(site, first), state(site, second)) == ("running", "waiting")
    site.jobs.cancel(first)
    assert eventually(lambda: state(site, first) == "cancelled")
    assert eventually(lambda: state(site, second) == "running")
    site.jobs.cancel(second)
    assert eventually(lambda: state(site, second) == "cancelled")


def test_a_killed_job_goes_on_twice_then_is_dead_and_the_next_runs(site: Site, worker: Worker) -> None:
    first, second = site.jobs.submit("crawl", {}), site.jobs.submit("crawl", {})
    killed: set[int] = set()

    def kill_first() -> bool:
        pid = worker.processes().get(first)
        if pid is not None and pid not in killed and state(site, first) == "running":
            killed.add(pid)
            os.kill(pid, signal.SIGKILL)
        return state(site, first) == "dead"

    assert eventually(kill_first, seconds=60)
    assert len(killed) == 3
    assert "hết bộ nhớ" in job(site, first).result
    assert [line.rpartition("; ")[2] for line in site.jobs.lines(first)][:2] == ["tự làm tiếp"] * 2
    assert eventually(lambda: state(site, second) == "running")


def test_a_job_of_a_vanished_worker_goes_on(site: Site, tmp_path: Path) -> None:
    number = site.jobs.submit("index", {})
    assert site.jobs.claim("gone", utc_now()) is not None
    supervised = Worker(tmp_path, kinds=KINDS, lease=0.0)
    supervised.start()
    assert eventually(lambda: state(site, number) == "done")
    assert "biến mất" in site.jobs.lines(number)[0]
    supervised.stop()


def test_a_job_that_the_worker_stopped_goes_on_with_the_next_one(site: Site, tmp_path: Path) -> None:
    supervised = Worker(tmp_path, kinds=KINDS)
    supervised.start()
    number = site.jobs.submit("crawl", {})
    assert eventually(lambda: job(site, number).done == 1)
    supervised.stop()
    assert state(site, number) == "waiting"
    assert "tự làm tiếp" in site.jobs.lines(number)[-1]
    following = Worker(tmp_path, kinds=KINDS)
    following.start()
    assert eventually(lambda: state(site, number) == "running")
    site.jobs.cancel(number)
    assert eventually(lambda: state(site, number) == "cancelled")
    following.stop()


def test_a_job_of_this_process_wakes_the_worker(site: Site, tmp_path: Path) -> None:
    supervised = Worker(tmp_path, kinds=KINDS, scan=3600.0)
    supervised.start()
    for _ in range(2):
        number = site.jobs.submit("index", {})
        wake_worker(tmp_path)
        assert eventually(lambda number=number: state(site, number) == "done")  # type: ignore[misc]
    supervised.stop()


def test_a_job_is_forked_from_what_was_imported_before(site: Site, worker: Worker) -> None:
    number = site.jobs.submit("preloaded", {})
    assert eventually(lambda: state(site, number) == "done")
    assert job(site, number).result == "True"


@pytest.mark.parametrize(
    ("moment", "minutes", "expected"),
    [
        (datetime(2026, 1, 1, 5, 0), 60, True),
        (datetime(2026, 1, 1, 5, 0, 40), 60, True),
        (datetime(2026, 1, 1, 5, 1), 60, False),
        (datetime(2026, 1, 1, 5, 30), 30, True),
        (datetime(2026, 1, 1, 5, 0), 0, False),
    ],
)
def test_a_worker_started_in_the_minute_of_a_period_takes_it(moment: datetime, minutes: int, expected: bool) -> None:
    assert Schedule(minutes, moment).is_due(moment) is expected


def test_each_period_is_taken_once() -> None:
    schedule = Schedule(60, datetime(2026, 1, 1, 4, 30))
    moments = [(4, 59), (5, 2), (5, 3), (5, 59), (6, 0), (6, 0)]  # 5:00 passed while the worker was busy
    due = []
    for moment in (datetime(2026, 1, 1, *clock) for clock in moments):
        due.append(schedule.is_due(moment))
        if due[-1]:
            schedule.take_period(moment)
    assert due == [False, True, False, False, True, False]


def test_a_schedule_goes_on_when_the_clock_is_set_back() -> None:
    schedule = Schedule(60, datetime(2027, 6, 1, 4, 30))  # The machine began with a wrong clock.
    assert not schedule.is_due(datetime(2027, 6, 1, 4, 31))
    right = datetime(2026, 1, 1, 4, 31)
    assert schedule.is_due(right)
    schedule.take_period(right)
    assert not schedule.is_due(right)
    assert not schedule.is_due(datetime(2026, 1, 1, 3, 59)), "a clock that is put right by minutes repeats nothing"
    assert schedule.is_due(datetime(2026, 1, 1, 5, 0))


def test_a_job_whose_sign_lies_in_the_future_is_taken_up_again(site: Site) -> None:
    """Its process ended before the clock was set back: it would hold back its kind until that day."""
    number = site.jobs.submit("crawl", {})
    now = datetime.now(UTC)
    site.jobs.claim("ahead", now + timedelta(days=1))
    assert site.jobs.without_heartbeat(now, 30) == (number,)
    assert site.jobs.without_heartbeat(now + timedelta(days=1, seconds=-20), 30) == ()


def test_the_schedule_submits_a_crawl_with_indexing_after_it(site: Site, tmp_path: Path) -> None:
    supervised = Worker(tmp_path, minutes=1, kinds=KINDS)
    supervised.start()
    assert eventually(lambda: any(job.state == "running" for job in site.jobs.list()))
    supervised.stop()
    (scheduled,) = (job for job in site.jobs.list() if job.kind == "crawl")
    assert scheduled.args == {"scheduled": True, "then_index": True}


@pytest.mark.sqlite_files  # the trigger is in its words
def test_a_scheduled_crawl_refused_once_is_submitted_in_the_same_period(site: Site, tmp_path: Path) -> None:
    with site.engine.begin() as connection:
        connection.exec_driver_sql("CREATE TRIGGER refuse BEFORE INSERT ON jobs BEGIN SELECT RAISE(ABORT, 'no'); END")
    supervised = Worker(tmp_path, minutes=1, kinds=KINDS)
    with capture_logs() as logged:
        supervised.start()
        assert eventually(lambda: any(line["event"] == "worker round failed" for line in logged))
    with site.engine.begin() as connection:
        connection.exec_driver_sql("DROP TRIGGER refuse")
    assert eventually(lambda: any(job.kind == "crawl" for job in site.jobs.list()), seconds=5)
    supervised.stop()


def test_a_crawl_that_fetched_nothing_failed(tmp_path: Path, site: Site) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    show_sample(site, f"http://127.0.0.1:{port}")  # nobody listens there any more
    number = site.jobs.submit("crawl", {})
    run_pending(tmp_path)
    job = site.jobs.get(number)
    assert job is not None and job.state == "failed"
    assert "không tải được trang nào" in str(job.result)


@pytest.mark.parametrize(
    ("error", "line"),
    [
        (ArchiveUnwritable("database.disk_full", folder="/x", why="full"), "giải phóng chỗ"),
        (ArchiveDamaged("database.damaged", file="x", why="malformed"), "run.py restore"),
        (ArchiveBusy("database.busy", file="x"), "đợi"),
        (OSError(errno.ENOSPC, "No space left on device", "/x/y"), "/x/y: đĩa đã đầy"),
        (OSError(errno.ENOMEM, "Cannot allocate memory"), "máy hết bộ nhớ"),
        (MemoryError(), "máy hết bộ nhớ"),
        (IndexDamaged("columnar.none_sound", problem="x"), "run.py index --rebuild"),
        (JobError("đĩa đầy:\ndọn bớt"), "đĩa đầy: dọn bớt"),
    ],
    ids=["unwritable", "damaged", "busy", "full", "no room in memory", "no memory", "index", "job"],
)
def test_failures_are_told_in_vietnamese(error: Exception, line: str) -> None:
    assert line in describe_error(error)
