"""One bar over all steps of an update."""

from __future__ import annotations

import pytest

from cli.progress import UPDATE, WholeWork

FIRST = [("analysing", 10), ("indexing", 10), ("facts", 20), ("analysing", 10), ("indexing", 10), ("merging", 10)]
USUAL = [("facts", 3), ("analysing", 2), ("indexing", 3)]


@pytest.mark.parametrize("steps", [FIRST, USUAL, [("analysing", 4), ("merging", 1), ("facts", 2), ("unknown", 2)]])
def test_the_share_grows_with_every_step(steps: list[tuple[str, int]]) -> None:
    whole, last = WholeWork(UPDATE), 0.0
    for what, total in steps:
        for done in range(total + 1):
            share = whole.report(done, total, what)
            assert last <= share <= 1.0
            last = share
    assert last > 0.4


def test_the_last_step_ends_the_bar() -> None:
    whole = WholeWork(UPDATE)
    shares = [whole.report(total, total, what) for what, total in FIRST]
    assert shares[-1] == pytest.approx(1.0)


def test_nothing_known_is_nothing_done() -> None:
    whole = WholeWork(UPDATE)
    assert whole.report(0, 0, "facts") == whole.report(5, 0, "facts")
