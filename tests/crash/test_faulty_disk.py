"""A disk that breaks or fills at the Nth write or fsync, for growing N: nothing acknowledged is lost, no answer is wrong."""

from __future__ import annotations

import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.crash.faulty_disk_child import KINDS, prepare
from tests.support.paths import ROOT

FEW = [1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 377]
EVERY = list(range(1, 1000))


@pytest.fixture(scope="session")
def layer(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fault-injecting layer, built."""
    compiler = shutil.which("cc") or shutil.which("gcc")
    if compiler is None:
        pytest.skip("needs a C compiler for tests/support/faulty_files.c")
    made = tmp_path_factory.mktemp("layer") / "faulty_files.so"
    source = ROOT / "tests" / "support" / "faulty_files.c"
    subprocess.run([compiler, "-shared", "-fPIC", "-O1", "-o", made, source, "-ldl"], check=True)
    return made


def runs_of(
    layer: Path, folder: Path, kind: str, error: str, lasting: bool, steps: list[int]
) -> list[dict[str, object]]:
    """What the child saw, run by run; it fails when anything was lost."""
    arguments = [kind, error, "lasting" if lasting else "once", ",".join(map(str, steps)), str(folder)]
    done = subprocess.run(
        [sys.executable, "-m", "tests.crash.faulty_disk_child", *arguments],
        cwd=ROOT,
        env=os.environ | {"LD_PRELOAD": str(layer)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    assert "Traceback" not in done.stderr, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    "steps", [FEW, pytest.param(EVERY, marks=[pytest.mark.full, pytest.mark.timeout(3600)])], ids=["few", "every"]
)
@pytest.mark.parametrize(("error", "lasting"), [("EIO", False), ("EIO", True), ("ENOSPC", False), ("ENOSPC", True)])
@pytest.mark.parametrize("kind", ["archive", "index", "backup", "crawl"])
def test_a_disk_that_fails_loses_nothing(
    kind: str, error: str, lasting: bool, steps: list[int], layer: Path, tmp_path: Path
) -> None:
    runs = runs_of(layer, tmp_path, kind, error, lasting, steps)
    assert len(runs) >= 5
    for run in runs:
        if isinstance(run["operations"], int) and isinstance(run["nth"], int) and run["operations"] >= run["nth"]:
            # A fault that was met is told in one line with what to do, or made good (SQLite writes some things again).
            assert "\n" not in str(run["told"]), run
    assert any(run["told"] for run in runs)
    if steps is EVERY:
        assert not runs[-1]["told"] and runs[-1]["acknowledged"], "the last run met no fault"


def killed_at(layer: Path, kind: str, nth: int, data: Path) -> list[str]:
    """Run one kind of work and have it killed at its Nth write or fsync; return what it said before."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.crash.faulty_disk_child", kind, "KILL", "once", str(nth), str(data)],
        cwd=ROOT,
        env=os.environ | {"LD_PRELOAD": str(layer)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode in (0, -9), done.stderr
    return done.stdout.split()


@pytest.fixture(scope="session")
def sound(layer: Path, tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[Path, int]]:
    """For each kind of work: what there is before it, and how many writes and fsyncs it takes."""
    found = {}
    for kind in KINDS:
        folder = tmp_path_factory.mktemp(kind)
        prepare(kind, folder / "sound")
        shutil.copytree(folder / "sound", folder / "whole")
        found[kind] = folder / "sound", int(killed_at(layer, kind, 10**9, folder / "whole")[-1])
    return found


@pytest.mark.parametrize("seed", [*range(4), *(pytest.param(n, marks=pytest.mark.full) for n in range(4, 67))])
@pytest.mark.parametrize("kind", ["archive", "index", "backup"])
def test_a_kill_at_any_write_loses_nothing(
    kind: str, seed: int, layer: Path, sound: dict[str, tuple[Path, int]], tmp_path: Path
) -> None:
    before, operations = sound[kind]
    data = tmp_path / "data"
    shutil.copytree(before, data)
    said = killed_at(layer, kind, random.Random(seed).randint(1, operations), data)
    KINDS[kind][1](data, said.count("acknowledged"), before)
