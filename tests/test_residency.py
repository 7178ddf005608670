"""A resting site gives back what it mapped of the index, and answers as before."""

from __future__ import annotations

import threading
from pathlib import Path

from indexer.residency import IdleTrim
from indexer.search import Searcher


def test_a_pause_trims_once_and_use_again() -> None:
    trimmed = threading.Semaphore(0)
    idle = IdleTrim(trimmed.release, seconds=0.001)
    idle.used()
    assert trimmed.acquire(timeout=10)
    idle.used()
    assert trimmed.acquire(timeout=10)
    idle.close()
    assert not trimmed.acquire(timeout=0.01)


def test_nothing_is_trimmed_while_it_is_used() -> None:
    trimmed = threading.Event()
    idle = IdleTrim(trimmed.set, seconds=3600)
    idle.used()
    idle.close()
    assert not trimmed.is_set()


def test_answers_are_the_same_after_unmapping(indexed_data: Path) -> None:
    with Searcher.open(indexed_data) as searcher:
        before = searcher.search("ma túy")
        searcher.trim()
        after = searcher.search("ma túy")
    assert [(h.id, h.score) for h in before.hits] == [(h.id, h.score) for h in after.hits] != []
