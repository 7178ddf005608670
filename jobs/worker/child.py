"""Runs one claimed job to its end, in the process of the caller; ``worker`` starts that process."""

from __future__ import annotations

import multiprocessing
import multiprocessing.connection
import os
import signal
import threading
from collections.abc import Mapping
from pathlib import Path

import structlog

from crawler.errors import CrawlError
from database.errors import ArchiveError
from indexer import IndexingError
from jobs.context import JobContext
from jobs.errors import JobError, UnknownKind
from jobs.failure_messages import describe_error
from jobs.logs import configure_logs
from jobs.tasks.registry import KINDS, JobKind
from progress import Cancelled
from settings import SettingError
from site_data.jobs import Job
from site_data.site import Site
from translations import N_, gettext, lookup

_EXPECTED = (ArchiveError, CrawlError, IndexingError, JobError, SettingError, OSError, MemoryError)
_STOPPED = N_("dừng vì trang web được tắt; những gì đã xong được giữ lại, tự làm tiếp khi trang web chạy lại")
_CANCELLED = N_("đã hủy theo yêu cầu; những gì đã xong được giữ lại")

_log = structlog.get_logger("jobs")


def run_job(data: Path, site: Site, job: Job, stop: threading.Event, kinds: Mapping[str, JobKind] = KINDS) -> None:
    """Do the work of a claimed job and record how it ended: done, cancelled or failed. Never raises for a failing job.

    One that ``stop`` interrupted is put in line again: the next worker goes on with it.
    """
    with JobContext(data, site, job.id, job.args, stop) as context:
        state, result = _run_body(context, job, kinds)
    if result:
        context.add_line(result)
    if state == "cancelled" and stop.is_set() and site.jobs.put_back(job.id):
        return
    site.jobs.finish(job.id, state, result)


def _run_body(context: JobContext, job: Job, kinds: Mapping[str, JobKind]) -> tuple[str, str]:
    try:
        kind = kinds.get(job.kind)
        if kind is None:
            raise UnknownKind("jobs.kind_unknown", kind=job.kind)
        result = kind.body(context)
    except Cancelled:
        return "cancelled", lookup(_STOPPED if context.stopping.is_set() else _CANCELLED)
    except _EXPECTED as error:
        return "failed", describe_error(error)
    except Exception:
        # The boundary of the process: the reason goes to the server's log, the admin gets a line without a traceback.
        _log.exception("job failed", job=job.id, kind=job.kind)
        return "failed", gettext("lỗi bất ngờ; chi tiết nằm trong nhật ký của máy chủ")
    if context.is_cancelled():
        return "cancelled", f"{lookup(_STOPPED if context.stopping.is_set() else _CANCELLED)}; {result}"
    return "done", result


def child_main(data: Path, job_id: int, kinds: Mapping[str, JobKind], environment: Mapping[str, str]) -> None:
    """Run a job in its own process: SIGTERM, or the death of the parent, asks the job to stop between two steps.

    ``environment`` is the worker's: the process this one is forked from may have begun with another one.
    """
    os.environ.clear()
    os.environ.update(environment)
    configure_logs()
    stop = threading.Event()
    signal.signal(signal.SIGTERM, lambda signum, frame: stop.set())
    # Ctrl-C goes to the whole process group; the parent turns it into SIGTERM when it is ready.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    os.nice(5)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_stop_with_parent, args=(parent.sentinel, stop), name="parent", daemon=True).start()
    with Site.open(data) as site:
        job = site.jobs.get(job_id)
        if job is not None:
            run_job(data, site, job, stop, kinds)


def _stop_with_parent(sentinel: int, stop: threading.Event) -> None:
    multiprocessing.connection.wait([sentinel])
    stop.set()
