"""SIGKILL at every kind of moment of writing: the generation before answers, or the new one, and going on ends as if nothing happened."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import Random
from shutil import copytree

import pytest

from columnar import open_current
from columnar.generations.manifest import verify

TOP = Path(__file__).parents[3]


def update(folder: Path, first: int, count: int, *more: str, kill_after: int | None = None) -> int:
    """Run the child; SIGKILL it after that many lines of its steps. Returns how many lines it printed."""
    command = [sys.executable, "-m", "tests.support.index_writer_child", str(folder), str(first), str(count), *more]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=TOP) as child:
        assert child.stdout is not None
        seen = 0
        for line in child.stdout:
            if line.strip() == "done":
                break
            seen += 1
            if seen == kill_after:
                child.kill()
                break
        child.wait()
    return seen


def state(folder: Path) -> tuple[object, ...]:
    """What the index answers."""
    found = open_current(folder)
    live, own = found.live, found.keys()
    side = found.phrase("title", ["cat", "dog"])
    return own[live].tolist(), own[side.docs].tolist(), found.vocabulary("body"), found.payload(), found.manifest.up_to


@pytest.fixture(scope="module")
def before(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder of three segments, so that the next update is followed by a merge."""
    folder = tmp_path_factory.mktemp("before")
    for first in (1, 4, 7):
        update(folder, first, 3)
    return folder


@pytest.fixture(scope="module")
def undisturbed(before: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[tuple[object, ...], int]:
    """The end state of a run that nobody killed, and how many steps it takes."""
    folder = tmp_path_factory.mktemp("whole") / "data"
    copytree(before, folder)
    steps = update(folder, 10, 3, "merge")
    assert len(open_current(folder).segments) == 1
    return state(folder), steps


@pytest.mark.parametrize("seed", [*range(8), *(pytest.param(seed, marks=pytest.mark.full) for seed in range(8, 40))])
def test_killed_while_publishing_and_merging(
    tmp_path: Path, before: Path, undisturbed: tuple[tuple[object, ...], int], seed: int
) -> None:
    expected, steps = undisturbed
    folder = tmp_path / "data"
    copytree(before, folder)
    earlier = state(folder)
    update(folder, 10, 3, "merge", kill_after=Random(seed).randint(1, steps))
    assert verify(open_current(folder).folder) == []
    assert state(folder) in (earlier, expected)
    update(folder, 10, 3, "merge")
    assert sorted(state(folder)[0]) == sorted(expected[0])  # type: ignore[call-overload]
    assert state(folder)[2:] == expected[2:]
    assert list((folder / "index").glob(".building*")) == []


def test_killed_before_anything_was_published(tmp_path: Path) -> None:
    update(tmp_path, 1, 3, kill_after=3)
    update(tmp_path, 1, 3)
    assert state(tmp_path)[0] == [0, 1, 2]
