"""SIGKILL at seeded moments of indexing: the index answers or is missing, and the resumed end equals an undisturbed run."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from random import Random
from shutil import copytree

import pytest

from archive.articles.archive import Archive
from archive.model import Article, Block
from columnar.generations.manifest import verify
from columnar.generations.opened import Generation, open_current
from indexer.errors import IndexMissing
from indexer.update import index_archive
from tests.support.paths import ROOT

CHILD = "tests.crash.index_kill_child"


def fill(data: Path, first: int, count: int) -> None:
    """Put ``count`` small articles, numbered from ``first``, into the archive."""
    with Archive.open(data) as archive:
        for i in range(first, first + count):
            blocks = (Block("paragraph", f"Công an xã số {i} họp bàn."),)
            archive.put(Article(source="s", title=f"Bài {i}", external_id=str(i), blocks=blocks))


def state(data: Path) -> tuple[object, ...]:
    """What the index answers: live articles in order, postings with positions' counts, and the vocabulary."""
    engine: Generation = open_current(data)
    live = engine.live
    found = engine.phrase("body_folded", ["cong", "an", "xa"])
    ids = engine.keys()
    return (
        ids[live].tolist(),
        sorted(zip(ids[found.docs].tolist(), found.freqs.tolist(), strict=True)),
        dict(sorted(engine.vocabulary("body").items())),
        dict(sorted(engine.vocabulary("words").items())),
        engine.manifest.up_to,
    )


def run_and_kill(data: Path, after: int | None) -> int:
    """Run the child; SIGKILL it after that many lines of its steps. Returns how many lines it printed."""
    command = [sys.executable, "-m", CHILD, str(data)]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as child:
        assert child.stdout is not None
        seen = 0
        for line in child.stdout:
            if line.strip() == "done":
                break
            seen += 1
            if seen == after:
                child.kill()
                break
        child.wait()
    return seen


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[tuple[object, ...], int, int]:
    """The end state of a run nobody killed, and how many steps its two updates take."""
    data = tmp_path_factory.mktemp("whole")
    fill(data, 0, 10)
    first = run_and_kill(data, None)
    fill(data, 10, 6)
    second = run_and_kill(data, None)
    return state(data), first, second


@pytest.mark.parametrize("seed", [*range(10), *(pytest.param(seed, marks=pytest.mark.full) for seed in range(10, 20))])
def test_killed_at_a_seeded_moment(tmp_path: Path, undisturbed: tuple[tuple[object, ...], int, int], seed: int) -> None:
    expected, first, second = undisturbed
    random = Random(seed)
    fill(tmp_path, 0, 10)
    before = None
    if seed % 2:  # Every second time the kill falls into an update of a published index.
        run_and_kill(tmp_path, None)
        before = state(tmp_path)
        fill(tmp_path, 10, 6)
    run_and_kill(tmp_path, random.randint(1, second if seed % 2 else first))
    try:
        engine = open_current(tmp_path)
    except IndexMissing:
        assert before is None
    else:
        assert verify(engine.folder) == []
        assert before is None or state(tmp_path) in (before, expected)
    if not seed % 2:
        fill(tmp_path, 10, 6)
    index_archive(tmp_path, processes=1)
    assert state(tmp_path) == expected
    assert [p.name for p in (tmp_path / "index").glob(".building*")] == []


@pytest.fixture(scope="module")
def before_a_merge(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder of three segments, so that the next update is followed by a merge, with articles that wait for it."""
    data = tmp_path_factory.mktemp("segments")
    for first in range(0, 6, 2):
        fill(data, first, 2)
        index_archive(data, processes=1)
    fill(data, 6, 2)
    return data


@pytest.fixture(scope="module")
def merged(before_a_merge: Path, tmp_path_factory: pytest.TempPathFactory) -> tuple[tuple[object, ...], int]:
    """The end state of a merge nobody killed, and how many steps the run takes."""
    data = tmp_path_factory.mktemp("merged") / "data"
    copytree(before_a_merge, data)
    steps = run_and_kill(data, None)
    assert len(open_current(data).manifest.segments) == 1
    return state(data), steps


@pytest.mark.parametrize("seed", [*range(10), *(pytest.param(seed, marks=pytest.mark.full) for seed in range(10, 20))])
def test_killed_while_publishing_and_merging(
    tmp_path: Path, before_a_merge: Path, merged: tuple[tuple[object, ...], int], seed: int
) -> None:
    expected, steps = merged
    data = tmp_path / "data"
    copytree(before_a_merge, data)
    before = state(data)
    # Most of them behind the middle of the run, where the merge is.
    run_and_kill(data, Random(seed).randint(1 if seed % 3 == 0 else steps // 2, steps))
    assert verify(open_current(data).folder) == []
    assert state(data) in (before, expected)
    index_archive(data, processes=1)
    assert state(data) == expected
    assert len(open_current(data).manifest.segments) == 1
    assert [p.name for p in (data / "index").glob(".building*")] == []
