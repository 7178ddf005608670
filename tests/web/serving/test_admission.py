"""Which requests wait, and which are refused: a burst is served, a lasting queue is not."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from typing import Any

import pytest

from web.serving.admission import Admission
from web.serving.channels import WAITED
from web.slots import GIVE_BACK


class Site:
    """Requests that end when they are let go."""

    def __init__(self) -> None:
        self.inside = threading.Semaphore(0)
        self.going = threading.Semaphore(0)

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        self.inside.release()
        assert self.going.acquire(timeout=20)
        start_response("200 OK", [])
        return [b"ok"]


def ask(admission: Admission, path: str = "/tim-kiem", waited: float = 0.0) -> str:
    """The status of a request."""
    statuses: list[str] = []
    admission({"PATH_INFO": path, WAITED: waited}, lambda status, headers: statuses.append(status))
    return statuses[0]


def in_thread(admission: Admission, found: list[str], **how: Any) -> threading.Thread:
    thread = threading.Thread(target=lambda: found.append(ask(admission, **how)))
    thread.start()
    return thread


def test_a_burst_waits_and_is_answered() -> None:
    site, found = Site(), list[str]()
    admission = Admission(site, places=1)
    threads = [in_thread(admission, found) for _ in range(4)]
    for _ in threads:
        assert site.inside.acquire(timeout=10)
        site.going.release()
    for thread in threads:
        thread.join()
    assert found == ["200 OK"] * 4


def test_under_lasting_load_who_waited_long_is_refused_and_health_answers() -> None:
    site, found, now = Site(), list[str](), [0.0]
    admission = Admission(site, places=1, clock=lambda: now[0])
    first = in_thread(admission, found)
    assert site.inside.acquire(timeout=10)
    now[0] += 0.6  # what is meant by lasting
    assert ask(admission, waited=0.5).startswith("503")
    assert ask(admission, path="/api/v1/search", waited=0.5).startswith("503")
    begun = time.monotonic()
    assert ask(admission).startswith("503")
    assert time.monotonic() - begun < 0.5
    assert admission.refused == 3
    site.going.release(2)
    assert ask(admission, path="/livez") == "200 OK"
    first.join()
    site.going.release()
    assert ask(admission) == "200 OK"


def test_a_place_that_is_free_between_refusals_ends_no_lasting_load() -> None:
    site, found, now = Site(), list[str](), [0.0]
    admission = Admission(site, places=1, clock=lambda: now[0])
    first = in_thread(admission, found)
    assert site.inside.acquire(timeout=10)
    now[0] += 0.6  # lasting
    assert ask(admission, waited=2.0).startswith("503")
    site.going.release(2)
    first.join()
    assert ask(admission) == "200 OK"  # Nobody was before it.
    assert ask(admission, waited=2.0).startswith("503")
    now[0] += 1.1  # calm again
    site.going.release()
    assert ask(admission, waited=2.0) == "200 OK"


def test_what_waits_without_a_place_makes_no_request_seem_short() -> None:
    site, found, now = Site(), list[str](), [0.0]
    admission = Admission(site, places=1, clock=lambda: now[0])
    # Three wait for a slot of heavy work: they gave their places back.
    heavy = []
    for _ in range(3):
        environ: dict[str, Any] = {"PATH_INFO": "/xuat"}
        heavy.append(threading.Thread(target=admission, args=(environ, lambda status, headers: None)))
        heavy[-1].start()
        assert site.inside.acquire(timeout=10)
        environ[GIVE_BACK]()
    first = in_thread(admission, found)
    assert site.inside.acquire(timeout=10)
    now[0] += 0.6
    # Whoever ends first held the place or held none: only the one with the place is noted.
    site.going.release(4)
    for thread in (*heavy, first):
        thread.join()
    assert admission._usual == pytest.approx(0.6)


def test_after_a_quiet_hour_a_reader_whom_the_machine_let_wait_is_answered() -> None:
    site, now = Site(), [0.0]
    admission = Admission(site, places=1, clock=lambda: now[0])
    site.going.release(2)
    assert ask(admission) == "200 OK"
    now[0] += 3600
    assert ask(admission, waited=0.5) == "200 OK"


def test_on_a_slow_machine_the_first_requests_tell_what_is_usual() -> None:
    site, found, now = Site(), list[str](), [0.0]
    admission = Admission(site, places=2, clock=lambda: now[0])
    for seconds in (0.4, 0.6):
        long = in_thread(admission, found)
        assert site.inside.acquire(timeout=10)
        now[0] += seconds
        if seconds == 0.4:
            site.going.release()
            long.join()
    site.going.release(2)
    assert ask(admission, waited=0.5) == "200 OK"  # As long as one takes there: no reason to be refused.
    long.join()


@pytest.mark.parametrize("path", ["/tim-kiem", "/api/v1/search"])
def test_a_refusal_says_when_to_come_back(path: str) -> None:
    admission = Admission(Site(), places=1)
    admission._places.acquire()
    told: dict[str, str] = {}
    (body,) = admission({"PATH_INFO": path, WAITED: 5.0}, lambda status, headers: told.update(headers))
    assert told["Retry-After"] == "2" and int(told["Content-Length"]) == len(body)
    assert told["Content-Type"].startswith("application/json" if path.startswith("/api") else "text/html")
