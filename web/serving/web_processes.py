"""Keeps the web processes of a site running: one that ends is replaced, all can be renewed one after the other."""

from __future__ import annotations

import multiprocessing
import os
import signal
import socket
import threading
import time
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import forkserver
from multiprocessing.connection import Connection, wait
from multiprocessing.process import BaseProcess
from pathlib import Path

import structlog

from progress import interrupts_blocked
from web.serving.process import web_main

PRELOADED = "web.serving.preload"

_READY_SECONDS = 120.0
_STOP_SECONDS = 40.0
_AGAIN_SECONDS = 600.0
_SLOWEST_RETRY = 30.0
_LOOK_AGAIN_SECONDS = 1.0
_UNKNOWN_END = 255
"""The code that ``multiprocessing`` gives to a process of a fork server that ended."""

_log = structlog.get_logger("server")


@dataclass(slots=True)
class _Web:
    process: BaseProcess
    ready: Connection
    begun: float


class WebProcesses:
    """The web processes of a data folder over one listening socket. ``watch`` is to be called in a loop.

    ``on_crashes`` is called when two of them ended by a signal within ten minutes: what they read may be damaged.
    """

    def __init__(self, data: Path, listener: socket.socket, count: int, on_crashes: Callable[[], None]) -> None:
        self._data, self._listener, self._count, self._on_crashes = data, listener, count, on_crashes
        self._context = multiprocessing.get_context("forkserver")
        self._running: list[_Web] = []
        self._leaving: list[BaseProcess] = []
        self._crashes: deque[float] = deque(maxlen=2)
        self._failures = 0
        self._retry_at = 0.0
        self._renewals = threading.Event()
        self._stopping = False

    def start(self) -> None:
        """Start all and wait until the first one answers. Raises the error that keeps it from answering."""
        with interrupts_blocked():
            forkserver.ensure_running()
            self._running = [self._begin() for _ in range(self._count)]
        first = self._running[0]
        if first.ready.poll(_READY_SECONDS):
            try:
                error = first.ready.recv()
            except EOFError:
                error = None  # It died: ``watch`` sees to that.
            if isinstance(error, Exception):
                raise error

    def _begin(self) -> _Web:
        receiving, sending = self._context.Pipe(duplex=False)
        process = self._context.Process(
            target=web_main, args=(self._data, self._listener, sending, dict(os.environ)), name="web"
        )
        process.start()
        sending.close()
        return _Web(process, receiving, time.monotonic())

    def process_numbers(self) -> list[int]:
        """Return the process ids, the oldest first."""
        return [web.process.pid for web in self._running if web.process.pid is not None]

    def ask_for_renewal(self) -> None:
        """Have every process replaced by a new one, each before its predecessor ends. For any thread."""
        self._renewals.set()

    def watch(self, seconds: float) -> None:
        """Wait so long at most for something to happen, and see to it."""
        wait([web.process.sentinel for web in self._running], timeout=seconds)
        if self._stopping:
            return
        self._leaving = [process for process in self._leaving if not _has_ended(process)]
        for web in [web for web in self._running if _has_ended(web.process)]:
            self._running.remove(web)
            self._note_end(web)
        if self._renewals.is_set():
            self._renewals.clear()
            self._renew()
        self._fill()

    def _fill(self) -> None:
        if len(self._running) < self._count and time.monotonic() >= self._retry_at:
            try:
                with interrupts_blocked():
                    while len(self._running) < self._count:
                        self._running.append(self._begin())
            except (OSError, EOFError) as error:
                # What all are forked from has just ended as well, or no memory is left: at the next look.
                _log.error("no web process begun", reason=str(error))
                self._retry_at = time.monotonic() + _LOOK_AGAIN_SECONDS

    def _note_end(self, web: _Web) -> None:
        code = web.process.exitcode
        if code == _UNKNOWN_END and web.process.pid is not None:
            # What it was forked from is gone and can no longer tell of it: it may live, and another one takes its place.
            with suppress(ProcessLookupError):
                os.kill(web.process.pid, signal.SIGTERM)
        web.ready.close()
        web.process.close()
        _log.warning("web process ended", code=code)
        now = time.monotonic()
        if code is not None and code < 0:
            self._crashes.append(now)
            if len(self._crashes) == 2 and now - self._crashes[0] < _AGAIN_SECONDS:
                self._crashes.clear()
                self._on_crashes()
        # At once after a crash; more and more slowly when it ends as soon as it has begun.
        self._failures = self._failures + 1 if now - web.begun < _SLOWEST_RETRY else 0
        self._retry_at = now + min(_SLOWEST_RETRY, 0.25 * 2**self._failures) if self._failures > 1 else now

    def _renew(self) -> None:
        for old in list(self._running):
            with interrupts_blocked():
                new = self._begin()
            if new.ready.poll(_READY_SECONDS) and _answers(new.ready):
                self._running[self._running.index(old)] = new
                old.process.terminate()
                old.ready.close()
                self._leaving.append(old.process)
            else:
                new.process.kill()
                new.process.join()
                _log.error("a new web process does not answer: the one before it stays")
                return

    def stop(self) -> None:
        """Let running requests end, and end all processes."""
        self._stopping = True
        everyone = [*(web.process for web in self._running), *self._leaving]
        for process in everyone:
            process.terminate()
        until = time.monotonic() + _STOP_SECONDS
        for process in everyone:
            process.join(max(0.0, until - time.monotonic()))
            if process.is_alive():
                process.kill()
                process.join()


def _answers(ready: Connection) -> bool:
    try:
        return ready.recv() is None
    except EOFError:
        return False


def _has_ended(process: BaseProcess) -> bool:
    return not process.is_alive()
