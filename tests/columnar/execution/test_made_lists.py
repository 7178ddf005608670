"""Lists kept from query to query: the same answers, within a bound."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import pytest

from columnar.execution.compiled_executor import CompiledExecutor
from columnar.execution.made_lists import Key, Made, MadeLists
from columnar.kernels.compilation.linker import kernel
from columnar.query.collector import PageRequest
from columnar.query.plan import Begins, Clause, Leaf, Part, Plan, Run, Scored
from tests.support.english_index import reader_of

PHRASE = Run("body", ("dog", "cats"))


def key(number: int) -> Key:
    """A list's key."""
    return "body", (Run("body", (str(number),)),)


def made(size: int) -> list[Made]:
    """A list of one segment that takes 8 bytes a document."""
    return [(np.arange(size, dtype=np.int32), np.ones(size, np.int32))]


def test_what_was_not_asked_longest_goes_first() -> None:
    kept = MadeLists(limit=8 * 10)
    for number in range(3):
        kept.keep(key(number), made(4))
        assert kept.find(key(0)) is not None
    assert kept.find(key(1)) is None
    assert kept.find(key(2)) is not None


def test_a_list_kept_twice_counts_once() -> None:
    kept = MadeLists(limit=8 * 10)
    for _ in range(5):
        kept.keep(key(0), made(5))
    kept.keep(key(1), made(5))
    assert kept.find(key(0)) is not None


def test_what_is_larger_than_everything_is_not_kept() -> None:
    kept = MadeLists(limit=8)
    kept.keep(key(0), made(2))
    assert kept.find(key(0)) is None


@pytest.mark.parametrize("gone", [set[int](), {1, 17, 38}])
@pytest.mark.parametrize(
    "leaves", [(PHRASE,), (PHRASE, Run("body", ("emu",))), (Begins("body", "c"),), (Run("body_stem", ("dog", "cat")),)]
)
def test_asked_again_the_answer_is_the_same(tmp_path: Path, leaves: tuple[Leaf, ...], gone: set[int]) -> None:
    docs = [(["emu"], [["dog", "cats", "emu", "dog", "cats"], ["cats", "dog"], ["emu"]][n % 3]) for n in range(40)]
    run = kernel()
    assert run is not None
    lists = MadeLists(long=1)
    executor = CompiledExecutor(reader_of(tmp_path, docs, {9, 25}, gone), run, lists)
    plan = Plan((Clause((Part(Scored(leaves[0].field, leaves)),)),))
    first = executor.find(plan, PageRequest(20))
    assert first.total > 5
    assert lists.find((leaves[0].field, leaves)) is not None
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda _: executor.find(plan, PageRequest(20)), range(20))) == [first] * 20
