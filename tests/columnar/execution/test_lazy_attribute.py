"""What threads make at the same moment: the first one's value is everybody's, for good."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from columnar.execution.lazy_attribute import lazy_attribute


class Kept:
    def __init__(self, threads: int) -> None:
        self._together = Barrier(threads)

    @lazy_attribute
    def made(self) -> object:
        """An object of the thread that makes it; all threads make theirs before any is kept."""
        self._together.wait(30)
        return object()


def test_threads_that_ask_at_once_get_the_same() -> None:
    kept = Kept(4)
    with ThreadPoolExecutor(4) as threads:
        got = {id(one) for one in threads.map(lambda _: kept.made, range(4))}
    assert got == {id(kept.made)}


def test_each_instance_has_its_own() -> None:
    one, other = Kept(1), Kept(1)
    assert one.made is one.made and one.made is not other.made
