"""Spreads work over processes: in order, a bounded number of tasks ahead, and one task that kills its process ends no other."""

from __future__ import annotations

import os
from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from itertools import islice
from multiprocessing import get_context
from types import TracebackType
from typing import TypeVar

from coded_error import CodedError
from progress import interrupts_blocked

T = TypeVar("T")
R = TypeVar("R")

_AHEAD = 4
"""Chunks that wait for each process: enough that none is idle while the caller writes or reads."""

_MOST_LOST = 3
"""Tasks in a row that end their processes: after these, every further one would."""


class WorkersLost(CodedError):
    """Processes end whatever they are given."""


def count_processors() -> int:
    """Return the processors that this process may use."""
    return len(os.sched_getaffinity(0))


def cut_chunks(items: Iterable[T], size: int) -> Iterator[list[T]]:
    """Yield the items in lists of ``size``; the last may be shorter."""
    running = iter(items)
    while chunk := list(islice(running, size)):
        yield chunk


class Workers:
    """Processes for as long as the ``with`` block lasts; they start at the first task. With fewer than two, this process works."""

    def __init__(self, processes: int) -> None:
        """``processes`` 0: one for each processor."""
        self._count = processes or count_processors()
        self._pool: ProcessPoolExecutor | None = None

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._stop()

    def map(self, function: Callable[[T], R], tasks: Iterable[T], *, chunk: int, lost: Callable[[T], R]) -> Iterator[R]:
        """Yield ``function(task)`` in the order of the tasks, which are read a little ahead; what it raises is raised.

        The other processes find the function by its name. A task whose process ends twice (no memory, a crash of
        compiled code), the second time alone, gives ``lost(task)``. Raises WorkersLost when that happens to several
        tasks in a row: then it is the machine's fault and not theirs.
        """
        if self._count < 2:
            yield from map(function, tasks)
            return
        waiting: deque[tuple[list[T], Future[list[R]]]] = deque()
        try:
            for some in cut_chunks(tasks, chunk):
                waiting.append((some, self._submit(function, some)))
                if len(waiting) > self._count * _AHEAD:
                    yield from self._take_first(function, waiting, lost)
            while waiting:
                yield from self._take_first(function, waiting, lost)
        finally:
            for _, future in waiting:
                future.cancel()

    def _take_first(
        self,
        function: Callable[[T], R],
        waiting: deque[tuple[list[T], Future[list[R]]]],
        lost: Callable[[T], R],
    ) -> Iterable[R]:
        try:
            found = waiting[0][1].result()
        except BrokenProcessPool:
            return self._take_all_apart(function, waiting, lost)
        waiting.popleft()
        return found

    def _take_all_apart(
        self,
        function: Callable[[T], R],
        waiting: deque[tuple[list[T], Future[list[R]]]],
        lost: Callable[[T], R],
    ) -> Iterator[R]:
        """Do what waited one after the other: nobody knows which of the tasks ended its process."""
        self._stop()
        in_a_row = 0
        while waiting:
            some, future = waiting.popleft()
            if future.done() and not future.cancelled() and future.exception() is None:
                yield from future.result()
                continue
            found = self._do_apart(function, some)
            for task in some if found is None else ():
                one = self._do_apart(function, [task])
                in_a_row = 0 if one else in_a_row + 1
                if in_a_row == _MOST_LOST:
                    raise WorkersLost("workers.lost")
                yield one[0] if one else lost(task)
            yield from found or ()

    def _do_apart(self, function: Callable[[T], R], some: Sequence[T]) -> list[R] | None:
        try:
            return self._submit(function, some).result()
        except BrokenProcessPool:
            self._stop()
            return None

    def _submit(self, function: Callable[[T], R], some: Sequence[T]) -> Future[list[R]]:
        # A task may start a process, which must not see Ctrl-C.
        with interrupts_blocked():
            if self._pool is not None:
                try:
                    return self._pool.submit(_apply, function, some)
                except BrokenProcessPool:
                    self._stop()
            # spawn: the caller may run threads (the site's worker), which a forked child must not inherit halfway.
            self._pool = ProcessPoolExecutor(self._count, mp_context=get_context("spawn"))
            # All at the first task. One that starts while the pool ends for another's death is not ended with the others,
            # and the pool waits for it for ever (a race of the standard library; typeshed does not name the field).
            self._pool._safe_to_dynamically_spawn_children = False  # type: ignore[attr-defined]
            return self._pool.submit(_apply, function, some)

    def _stop(self) -> None:
        pool, self._pool = self._pool, None
        if pool is not None:
            pool.shutdown(cancel_futures=True)


def _apply(function: Callable[[T], R], some: Sequence[T]) -> list[R]:
    return [function(task) for task in some]
