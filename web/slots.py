"""Holds heavy work to a bounded number of slots, over all web processes and for each caller, for as long as it is sent.

A limit of requests a minute says nothing about time: nine files at once stop a site for as long as they are read. Whoever
has his share of the slots waits up to ten seconds for one, then is told to come back.
"""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Callable, Collection, Iterator
from functools import wraps
from typing import Any, ParamSpec

from flask import current_app, make_response, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import ServiceUnavailable

import settings
from translations import N_
from web.callers import name_caller
from web.counters import Counters, is_alive

GIVE_BACK = "timtin.give_back"
"""Key of the environ: gives back the place that a light request holds in its process, before heavy work waits."""

WAIT_SECONDS = 10.0
RETRY_SECONDS = 30

HEAVY_THREADS = 6
"""Heavy requests of one process, running or waiting: the other threads are for everybody else."""

_LOOK_SECONDS = 0.1

P = ParamSpec("P")


class Slots:
    """The slots of a site, seen from one process."""

    def __init__(self, counters: Counters, *, total: int, share: int, wait: float = WAIT_SECONDS) -> None:
        """``total`` slots over all processes, ``share`` of them for one address at most."""
        self._counters, self._total, self._share, self._wait = counters, total, share, wait
        self._threads = threading.BoundedSemaphore(HEAVY_THREADS)

    def take(self, address: str) -> Callable[[], None] | None:
        """Return what gives the slot back (once; more is nothing), None when none was free in time."""
        if not self._threads.acquire(blocking=False):
            return None
        try:
            number = self._wait_for_slot(address)
        except BaseException:
            self._threads.release()
            raise
        if number is None:
            self._threads.release()
            return None
        return self._giver(number)

    def _giver(self, number: int) -> Callable[[], None]:
        given = threading.Lock()

        def give_back() -> None:
            if given.acquire(blocking=False):
                self._threads.release()
                with self._counters.transaction() as connection:
                    connection.execute("DELETE FROM slots WHERE id = ?", (number,))

        return give_back

    def _wait_for_slot(self, address: str) -> int | None:
        until = time.monotonic() + self._wait
        while (number := self._try_slot(address)) is None:
            if time.monotonic() + _LOOK_SECONDS > until:
                return None
            time.sleep(_LOOK_SECONDS)
        return number

    def _try_slot(self, address: str) -> int | None:
        with self._counters.transaction() as connection:
            taken = connection.execute("SELECT id, address, process FROM slots").fetchall()
            dead = [number for number, _, process in taken if not is_alive(process)]
            if dead:
                connection.executemany("DELETE FROM slots WHERE id = ?", [(number,) for number in dead])
                taken = [row for row in taken if row[0] not in dead]
            if len(taken) >= self._total or sum(row[1] == address for row in taken) >= self._share:
                return None
            values = (address, os.getpid())
            return connection.execute("INSERT INTO slots (address, process) VALUES (?, ?)", values).lastrowid


def slots_of(counters: Counters) -> Slots:
    """Return the slots as the settings have them."""
    return Slots(
        counters, total=int(settings.number("heavy_slots")), share=int(settings.number("heavy_slots_per_address"))
    )


def _iterate_then(parts: Iterator[bytes], end: Callable[[], None]) -> Iterator[bytes]:
    """Yield what is sent, and end with the last part: not every server closes what it has read to its end."""
    try:
        yield from parts
    finally:
        end()


class SiteBusy(ServiceUnavailable):
    """No slot was free in time; ``description`` is for the reader."""

    description = N_("Đang có nhiều tệp lớn được tải cùng lúc. Hãy thử lại sau nửa phút.")


def heavy(
    *, methods: Collection[str] = ("GET", "POST")
) -> Callable[[Callable[P, ResponseReturnValue]], Callable[P, ResponseReturnValue]]:
    """Let a view run in a slot, which is held until the answer has been sent or its reader is gone.

    ``methods``: those that do heavy work. The view answers 503 with Retry-After when none is free in time.
    """

    def decorate(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
        @wraps(view)
        def held(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            if request.method not in methods:
                return view(*args, **kwargs)
            slots: Slots = current_app.extensions["timtin.slots"]
            leave: Callable[[], Any] = request.environ.get(GIVE_BACK, lambda: None)
            leave()
            give_back = slots.take(name_caller())
            if give_back is None:
                raise SiteBusy(retry_after=RETRY_SECONDS)
            try:
                response = make_response(view(*args, **kwargs))
            except BaseException:
                give_back()
                raise
            if response.is_streamed:
                response.call_on_close(give_back)
                response.response = _iterate_then(response.iter_encoded(), give_back)
            else:
                give_back()
            return response

        return held

    return decorate
