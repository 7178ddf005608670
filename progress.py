"""Long work: how it tells how far it is, and how it is ended early."""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from multiprocessing import resource_tracker

from coded_error import CodedError

Progress = Callable[[int, int, str], None]
"""Called with how many are done, how many there are and the name of the step; it may raise."""

IsCancelled = Callable[[], bool]
"""Asked at each batch whether the work shall end."""


class Cancelled(CodedError):
    """The person cancelled; what was published before stays, and finished parts are kept."""


@contextmanager
def interrupts_blocked() -> Iterator[None]:
    """Block SIGINT in this thread: processes of a pool that start meanwhile inherit that and never see Ctrl-C.

    A terminal sends Ctrl-C to every process of the command, but only the parent decides what ends: a child would print
    a traceback. One that arrives meanwhile reaches the parent afterwards.
    """
    resource_tracker.ensure_running()  # multiprocessing starts it before the first child, and then unblocks SIGINT.
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
