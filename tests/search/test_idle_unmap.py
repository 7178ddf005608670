"""A resting site gives back what it mapped of the index, and answers as before."""

from __future__ import annotations

import threading
from pathlib import Path

from search.idle_unmap import IdleUnmap
from search.searcher import Searcher


def test_a_pause_unmaps_once_and_use_again() -> None:
    unmapped = threading.Semaphore(0)
    idle = IdleUnmap(unmapped.release, seconds=0.001)
    idle.used()
    assert unmapped.acquire(timeout=10)
    idle.used()
    assert unmapped.acquire(timeout=10)
    idle.close()
    assert not unmapped.acquire(timeout=0.01)


def test_nothing_is_unmapped_while_it_is_used() -> None:
    unmapped = threading.Event()
    idle = IdleUnmap(unmapped.set, seconds=3600)
    idle.used()
    idle.close()
    assert not unmapped.is_set()


def test_answers_are_the_same_after_unmapping(indexed_data: Path) -> None:
    with Searcher.open(indexed_data) as searcher:
        before = searcher.search("ma túy")
        searcher.unmap()
        after = searcher.search("ma túy")
    assert [(h.id, h.score) for h in before.hits] == [(h.id, h.score) for h in after.hits] != []
