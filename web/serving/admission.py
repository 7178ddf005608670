"""Decides which requests run now: few at once, the others wait a moment, and under lasting load they are refused instead of queued.

One process runs Python in one thread at a time: more requests at once make each slower and none faster. A burst may wait
for a quarter of a second. When there has been a queue for longer than ``_STANDING`` seconds, what waited for more than twice the
time that a request takes alone is answered 503: readers who try again are served, where a queue would make everybody wait.
"""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

from translations import LANGUAGES, N_, gettext, language, use_language
from web.serving.channels import WAITED
from web.slots import GIVE_BACK

PLACES = 2
"""Requests that run at once in one process: while one waits for the disk or in compiled code, the other one runs."""

_PATIENCE = 0.25
"""Seconds that a request may wait in a burst; on a slow machine ``_BURST_TIMES`` the usual time."""

_BURST_TIMES = 10.0
_STANDING = 0.25
"""Seconds after which a queue is no burst any more."""

_USUAL_TIMES = 2.0
"""Usual times that a request may wait under lasting load: with its own, which takes longer beside others, that is five."""

_NEWEST_SHARE = 0.02
"""What one request weighs in the usual time; the first ones weigh more, so that a slow machine is known from the beginning."""

_CALM = 1.0
"""Seconds without a refusal after which lasting load is over: between refusals a place is free now and then, and that ends nothing."""

_LEAST_WAIT = 0.02
_ALWAYS = ("/livez", "/readyz", "/metrics")
"""What must answer under any load: it tells of the load."""

_BUSY = N_("Đang bận")
_TRY_AGAIN = N_("Đang có quá nhiều người tìm cùng lúc. Trang này tự thử lại sau hai giây.")
_CALL_AGAIN = N_("Đang quá tải: hãy gọi lại sau.")

Start = Callable[..., Any]


class Admission:
    """WSGI middleware in front of the site, for one process."""

    def __init__(
        self,
        application: Callable[..., Iterable[bytes]],
        places: int = PLACES,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``clock`` tells seconds."""
        self._application = application
        self._places = threading.BoundedSemaphore(places)
        self._lock = threading.Lock()
        self._clock = clock
        self._inside = self._running = 0
        self._free_at = clock()
        self._refused_at = clock() - _CALM
        self._usual, self._noted = _LEAST_WAIT, 0
        self.refused = 0

    def __call__(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        """Answer a request, at once, after a short wait, or with 503."""
        if environ.get("PATH_INFO") in _ALWAYS:
            return self._application(environ, start_response)
        with self._lock:
            if not self._inside:
                # Nobody was here until now, so there is no queue, however long the last request is ago.
                self._free_at = self._clock()
            self._inside += 1
        try:
            return self._answer(environ, start_response)
        finally:
            with self._lock:
                self._inside -= 1

    def _answer(self, environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
        if not self._enter(float(environ.get(WAITED, 0.0))):
            self.refused += 1
            self._refused_at = self._clock()
            return _refuse(environ, start_response)
        place = _Place(self._leave)
        environ[GIVE_BACK] = place.give_back
        with self._lock:
            self._running += 1
            beside = self._running
        begun = self._clock()
        try:
            return self._application(environ, start_response)
        finally:
            with self._lock:
                beside = max(beside, self._running)
            if place.give_back():
                # As long as it would have taken alone: the others took their share of the interpreter.
                self._note((self._clock() - begun) / beside)

    def _leave(self) -> None:
        with self._lock:
            self._running -= 1
        self._places.release()

    def _enter(self, waited: float) -> bool:
        now = self._clock()
        if self._places.acquire(blocking=False):
            if waited < _LEAST_WAIT / 4:
                self._free_at = now
                return True
            # It waited for a thread: a place that happens to be free does not make it welcome under lasting load.
            if not self._is_lasting(now) or waited <= self._patience(now):
                return True
            self._places.release()
            return False
        rest = self._patience(now) - waited
        return rest > 0 and self._places.acquire(timeout=rest)

    def _is_lasting(self, now: float) -> bool:
        return now - self._free_at >= _STANDING or now - self._refused_at < _CALM

    def _patience(self, now: float) -> float:
        if not self._is_lasting(now):
            return max(_PATIENCE, _BURST_TIMES * self._usual)
        return max(_LEAST_WAIT, _USUAL_TIMES * self._usual)

    def _note(self, seconds: float) -> None:
        if seconds < 0.001:
            return  # Files and redirects say nothing about searches.
        with self._lock:
            self._noted += 1
            self._usual += max(_NEWEST_SHARE, 1 / self._noted) * (seconds - self._usual)


class _Place:
    """A place that is given back once: at the end of a request, or before it waits for a slot of heavy work."""

    def __init__(self, leave: Callable[[], None]) -> None:
        self._leave: Callable[[], None] | None = leave

    def give_back(self) -> bool:
        """Give the place back; tell whether it was still held."""
        leave, self._leave = self._leave, None
        if leave is not None:
            leave()
        return leave is not None


def _refuse(environ: dict[str, Any], start_response: Start) -> Iterable[bytes]:
    headers = [("Retry-After", "2"), ("Cache-Control", "no-store"), ("Vary", "Accept-Language")]
    wished = str(environ.get("HTTP_ACCEPT_LANGUAGE", ""))[:2].lower()
    with use_language(wished if wished in LANGUAGES else LANGUAGES[0]):
        if str(environ.get("PATH_INFO", "")).startswith("/api/"):
            kind = "application/json"
            text = json.dumps({"error": {"status": 503, "message": gettext(_CALL_AGAIN)}}, ensure_ascii=False)
        else:
            kind = "text/html; charset=utf-8"
            text = (
                f"<!doctype html><html lang={language()}><meta charset=utf-8><meta http-equiv=refresh content=2>"
                f"<title>{gettext(_BUSY)}</title><p>{gettext(_TRY_AGAIN)}</p>"
            )
    body = text.encode()
    start_response("503 Service Unavailable", [*headers, ("Content-Type", kind), ("Content-Length", str(len(body)))])
    return [body]
