"""Serves the site: web processes over all processors, one worker, and the nightly check of the index; ``run.py serve`` calls it.

SIGTERM and SIGINT end it after the requests that run. SIGHUP begins the program anew over the same listening socket: requests
that come meanwhile wait in the socket and are answered, none is refused.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack, suppress
from pathlib import Path
from types import FrameType, TracebackType
from typing import Any, Self

import structlog

import settings
from archive.articles.archive import Archive
from crawler.sources.registry import find_faults
from database.damage import open_what_is_left
from database.errors import ArchiveError
from indexer import clear_unfinished
from jobs.logs import configure_logs
from jobs.serving_lock import ServingLock
from jobs.tasks.notify import tell_of_damage
from jobs.worker.schedule import record_schedule
from jobs.worker.worker import preload_modules, start_workers
from site_data.site import Site
from translations import N_, gettext
from web.admin.setup_link import make_setup_link
from web.counters import remove_counters
from web.index_watch import IndexWatch
from web.serving.listener import address_of, hand_over
from web.serving.web_processes import PRELOADED, WebProcesses

_LOOK_SECONDS = 0.5
OTHER = N_(
    "một tiến trình khác cũng đang phục vụ {data}: cả hai trả lời, nhưng dùng chung phần làm công việc và bộ đếm; hãy tắt bớt một"
)

_log = structlog.get_logger("server")


def serve(
    data: Path,
    listener: socket.socket,
    *,
    announce: Callable[[str], None] = print,
    schedule: bool = True,
    with_worker: bool = True,
) -> bool:
    """Serve the data folder on ``listener`` until a signal; ``announce`` gets each line to show.

    ``schedule`` False turns the regular crawl off, ``with_worker`` False the worker (``run.py work`` runs it elsewhere).
    Returns whether the program is to begin anew (SIGHUP). Raises ArchiveError.
    """
    configure_logs()
    with ExitStack() as stack:
        # Before anything is told: whoever reads the first line may end the program at once.
        signals = stack.enter_context(_Signals())
        lock = stack.enter_context(ServingLock(data))
        if lock.is_alone:
            remove_counters(data)
        else:
            announce(gettext(OTHER, data=data))
        # Opened once before the processes do: what keeps them from it is told here, and they find the newest tables.
        with open_what_is_left(Archive.open, data) as archive, open_what_is_left(Site.open, data) as site:
            clear_unfinished(data)
            if lock.is_alone and site.damage is None:
                with suppress(ArchiveError):
                    record_schedule(site, None)  # A worker that was killed could not.
        damage = [str(opened.damage) for opened in (archive, site) if opened.damage is not None]
        for line in damage:
            announce(gettext("HỎNG, chỉ chạy được phần còn lại: {line}", line=line))
        for fault in find_faults(data).values():
            announce(gettext("BỎ QUA một nguồn: {line}", line=str(fault)))
        if site.damage is not None:
            tell_of_damage(site.damage)
            with_worker = False  # Its jobs stand in what is damaged.
        processes = int(settings.number("web_processes")) or len(os.sched_getaffinity(0))
        watch = IndexWatch(data, lambda: web.ask_for_renewal())
        web = WebProcesses(data, listener, processes, watch.ask)
        if with_worker:
            minutes = int(settings.number("index_minutes")) if schedule else 0
            stack.callback(start_workers(data, minutes=minutes, preload=(PRELOADED,)).stop)
        else:
            preload_modules(PRELOADED)
        try:
            web.start()
            watch.start()
            _announce(data, listener, announce)
            while signals.asked is None:
                web.watch(_LOOK_SECONDS)
        finally:
            watch.stop()
            if signals.asked != signal.SIGHUP:
                web.stop()
        # With SIGHUP they answer until this process has become another one, and end by themselves.
        return signals.asked == signal.SIGHUP


def begin_anew(listener: socket.socket) -> None:
    """Run this program again in this process, with the listening socket it has."""
    hand_over(listener)
    sys.stdout.flush()
    os.execv(sys.executable, [sys.executable, *sys.orig_argv[1:]])


def _announce(data: Path, listener: socket.socket, announce: Callable[[str], None]) -> None:
    address = address_of(listener)
    announce(gettext("Tìm Tin: {address}/ (nhấn Ctrl-C để tắt)", address=address))
    if (link := make_setup_link(data)) is not None:
        announce(gettext("Tài khoản đầu tiên (liên kết dùng một lần): {address}", address=address + link))


class _Signals:
    """Notes which signal asked for the end; outside the main thread it notes none."""

    def __init__(self) -> None:
        self.asked: signal.Signals | None = None
        self._before: dict[int, Any] = {}

    def __enter__(self) -> Self:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
                self._before[number] = signal.signal(number, self._note)
        return self

    def _note(self, number: int, frame: FrameType | None) -> None:
        # A second Ctrl-C ends at once: closing the databases would print it as an error.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        self.asked = signal.Signals(number)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
