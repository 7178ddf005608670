"""The worker: takes jobs from the table and runs each in a process of its own, so that the site stays responsive.

The jobs table is the only queue. Who submits a job in this process wakes the worker; jobs of other processes are found by scanning.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from multiprocessing import forkserver
from multiprocessing.process import BaseProcess
from pathlib import Path

import structlog

from database.errors import ArchiveDamaged, ArchiveError
from jobs.context import LEASE_SECONDS
from jobs.tasks.examine_data import request_examination
from jobs.tasks.mail_request import request_mails
from jobs.tasks.notify import tell_of_damage, watch_troubles
from jobs.tasks.registry import KINDS, JobKind
from jobs.tasks.retention import prune_records
from jobs.worker.child import child_main, run_job
from jobs.worker.schedule import Schedule, record_schedule, wake_event
from progress import interrupts_blocked
from site_data.site import Site
from translations import N_, N_count, gettext, lookup, ngettext

SCAN_SECONDS = 0.5
"""The table is read at least so often: two look-ups of under a millisecond find the jobs of other processes."""

_DAMAGED_SECONDS = 60.0  # between two looks at a table of jobs that is damaged

_WATCH_SECONDS = 0.25  # while jobs run: their ends are noticed

_WATCH_MINUTES = 5  # how often is looked whether somebody has to be told of a trouble

_NIGHT = timedelta(hours=19)  # two o'clock in Vietnam, when the databases are read whole

_STOP_SECONDS = 15.0
_MOST_RESUMED = 2
_LOST = N_("tiến trình của công việc này biến mất (máy chủ tắt đột ngột?); những gì đã xong được giữ lại")
_ENDED = N_("tiến trình của công việc này kết thúc giữa chừng (mã {code}); những gì đã xong được giữ lại")
_KILLED = N_("tiến trình của công việc này bị hệ thống ngắt (tín hiệu {code}); những gì đã xong được giữ lại")
_OUT_OF_MEMORY = N_("; tín hiệu 9 thường nghĩa là máy hết bộ nhớ: giảm TIMTIN_PROCESSES hoặc thêm bộ nhớ")
_AGAIN = N_("; tự làm tiếp")
_NOT_AGAIN = N_count("; đã tự làm tiếp {n} lần, nay dừng: xem nhật ký của máy chủ rồi bấm chạy lại")

_log = structlog.get_logger("jobs")


def utc_now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return datetime.now(UTC)


def run_pending(data: Path, *, kinds: Mapping[str, JobKind] = KINDS, worker: str = "") -> int:
    """Run every waiting job in this process, one after another. Returns how many ran. For tests and one-shot use."""
    stop = threading.Event()
    ran = 0
    with Site.open(data) as site:
        while (job := site.jobs.claim(worker or f"{os.getpid()}", utc_now())) is not None:
            run_job(data, site, job, stop, kinds)
            ran += 1
    return ran


class Worker:
    """Supervises the processes of running jobs from one thread; ``start`` and ``stop`` belong to ``serve``.

    ``minutes``: period of the scheduled crawl with indexing after it, 0 for none; ``lease`` and ``scan`` in seconds;
    ``preload``: modules that the process is to import from which all others are forked, besides those of the jobs.
    """

    def __init__(
        self,
        data: Path,
        *,
        minutes: int = 0,
        kinds: Mapping[str, JobKind] = KINDS,
        lease: float = LEASE_SECONDS,
        scan: float = SCAN_SECONDS,
        preload: Sequence[str] = (),
    ) -> None:
        self._data = data
        self._preload = preload
        self._kinds = kinds
        self._lease = lease
        self._site = Site.open(data)
        self._name = f"{os.getpid()}"
        self._scan = scan
        self._minutes = minutes
        self._schedule = Schedule(minutes, utc_now().replace(tzinfo=None))
        self._watching = Schedule(_WATCH_MINUTES, utc_now().replace(tzinfo=None))
        self._nightly = Schedule(24 * 60, utc_now().replace(tzinfo=None), _NIGHT)
        self._awake = wake_event(data)
        self._ending = threading.Event()
        self._damage_told = False
        self._running: dict[int, BaseProcess] = {}
        self._processes = multiprocessing.get_context("forkserver")
        self._thread = threading.Thread(target=self._run_loop, name="worker", daemon=True)

    def start(self) -> None:
        """Begin to take jobs."""
        try:
            record_schedule(self._site, self._minutes)
            prune_records(self._data, self._site)
        except ArchiveError:
            # What cannot be deleted today, on a full disk or a damaged page, keeps nobody from being served.
            _log.exception("records not pruned")
        preload_modules(*self._preload)
        with interrupts_blocked():
            forkserver.ensure_running()  # It imports beside the site's start, not before the first job.
        self._thread.start()

    def stop(self) -> None:
        """Ask running jobs to stop, wait for them, kill what does not end, and close everything."""
        self._ending.set()
        self._awake.set()
        self._thread.join()
        for process in self._running.values():
            process.terminate()
        for process in self._running.values():
            process.join(_STOP_SECONDS)
            if process.is_alive():
                process.kill()
                process.join()
        self._reap_processes()
        with suppress(ArchiveError):
            record_schedule(self._site, None)
        self._site.close()

    def processes(self) -> dict[int, int | None]:
        """Return process ids of the running jobs by job id."""
        return {job: process.pid for job, process in dict(self._running).items()}

    def _submit_crawl(self) -> None:
        waiting = any(job.kind == "crawl" and job.state in ("waiting", "running") for job in self._site.jobs.list(50))
        if not waiting:
            self._site.jobs.submit("crawl", {"scheduled": True, "then_index": True})
        self._awake.set()

    def _run_loop(self) -> None:
        while not self._ending.is_set():
            try:
                self._run_round()
            except ArchiveDamaged as error:
                # Nothing that waits half a second mends it, and no notice can be kept: it is told at once, and once.
                _log.error("worker waits", reason=str(error))
                if not self._damage_told:
                    tell_of_damage(error)
                self._damage_told = True
                self._ending.wait(_DAMAGED_SECONDS)
            except Exception:
                # A full disk or a locked table must not end the worker: the next round tries again.
                _log.exception("worker round failed")
            self._awake.wait(min(self._scan, _WATCH_SECONDS) if self._running else self._scan)
            self._awake.clear()

    def _run_round(self) -> None:
        self._reap_processes()
        for number in self._site.jobs.without_heartbeat(utc_now(), self._lease):
            if number not in self._running:
                self._close_interrupted(number, lookup(_LOST))
        while not self._ending.is_set() and (job := self._site.jobs.claim(self._name, utc_now())) is not None:
            process = self._processes.Process(
                target=child_main, args=(self._data, job.id, dict(self._kinds), dict(os.environ)), name=f"job-{job.id}"
            )
            process.start()
            self._running[job.id] = process
        # Last, so that a failing schedule keeps no job waiting.
        moment = utc_now().replace(tzinfo=None)
        if self._schedule.is_due(moment):
            self._submit_crawl()
            # Not before, so that a table locked just now costs no period; what fails below waits for the next one.
            self._schedule.take_period(moment)
            request_mails(self._site)
            prune_records(self._data, self._site)
        if self._nightly.is_due(moment):
            self._nightly.take_period(moment)
            if request_examination(self._site):
                self._awake.set()
        if self._watching.is_due(moment):
            self._watching.take_period(moment)
            if watch_troubles(self._data, self._site, utc_now()):
                self._awake.set()

    def _reap_processes(self) -> None:
        for number, process in list(self._running.items()):
            if process.is_alive():
                continue
            process.join()
            del self._running[number]
            job = self._site.jobs.get(number)
            if job is not None and job.state == "running":
                self._close_interrupted(number, _describe_end(process.exitcode or 0))
            process.close()

    def _close_interrupted(self, number: int, why: str) -> None:
        """Have a job whose process is gone begin again, a few times; then leave it dead."""
        # One that this worker ended before it had begun to listen was not at fault.
        again = self._site.jobs.put_back(number, most=None if self._ending.is_set() else _MOST_RESUMED)
        said = why + (lookup(_AGAIN) if again else ngettext(_NOT_AGAIN, _MOST_RESUMED))
        self._site.jobs.add_line(number, said)
        if not again:
            self._site.jobs.finish(number, "dead", said)


def _describe_end(code: int) -> str:
    if code >= 0:
        return gettext(_ENDED, code=code)
    return gettext(_KILLED, code=-code) + (lookup(_OUT_OF_MEMORY) if code == -signal.SIGKILL else "")


def preload_modules(*others: str) -> None:
    """Have processes forked from one that has imported the jobs' modules and ``others``; before the first one is started."""
    multiprocessing.get_context("forkserver").set_forkserver_preload(["__main__", "jobs.worker.preload", *others])


def start_workers(data: Path, *, minutes: int = 0, preload: Sequence[str] = ()) -> Worker:
    """Start the worker of a served site and return it; the caller stops it."""
    worker = Worker(data, minutes=minutes, preload=preload)
    worker.start()
    return worker
