"""Runs the worker as a service of its own, beside web processes elsewhere; ``run.py work`` calls it."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable
from pathlib import Path

import settings
from indexer import clear_unfinished
from jobs.logs import configure_logs
from jobs.serving_lock import ServingLock
from jobs.worker.worker import start_workers
from translations import gettext


def run_worker(data: Path, *, announce: Callable[[str], None] = print, schedule: bool = True) -> None:
    """Run jobs until SIGINT or SIGTERM; those that run then are put in line again. Raises ArchiveError."""
    configure_logs()
    ending = threading.Event()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: ending.set())
    with ServingLock(data):
        clear_unfinished(data)
        worker = start_workers(data, minutes=int(settings.number("index_minutes")) if schedule else 0)
        try:
            announce(gettext("Tìm Tin: công việc được làm ở đây (nhấn Ctrl-C để tắt)"))
            ending.wait()
        finally:
            worker.stop()
