"""A disk that breaks or fills at the Nth write or fsync, for growing N: nothing acknowledged is lost, no answer is wrong."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.paths import ROOT

FEW = [1, 2, 3, 5, 8, 13, 21, 34, 55, 89]
EVERY = list(range(1, 400))


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
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize(
    "steps", [FEW, pytest.param(EVERY, marks=[pytest.mark.full, pytest.mark.timeout(3600)])], ids=["few", "every"]
)
@pytest.mark.parametrize(("error", "lasting"), [("EIO", False), ("EIO", True), ("ENOSPC", False), ("ENOSPC", True)])
@pytest.mark.parametrize("kind", ["archive", "backup"])
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
