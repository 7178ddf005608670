"""SIGKILL while articles are stored: what was acknowledged is there."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path

import pytest

from archive.articles.archive import Archive
from jobs.tasks.backup import check_databases
from tests.support.archives import BATCHES, SIZE, batch, exported
from tests.support.paths import ROOT


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The export of an archive that took every batch."""
    with Archive.open(tmp_path_factory.mktemp("undisturbed")) as archive:
        for number in range(BATCHES):
            archive.put_many(batch(number))
        return exported(archive)


@pytest.mark.parametrize("seed", [*range(10), *(pytest.param(n, marks=pytest.mark.full) for n in range(10, 20))])
def test_a_kill_loses_nothing_acknowledged(seed: int, undisturbed: str, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "tests.crash.archive_kill_child", str(tmp_path)]
    acknowledged: list[int] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as child:
        assert child.stdout is not None
        for _ in range(random.Random(seed).randrange(1, BATCHES)):
            acknowledged.append(int(child.stdout.readline()))
        child.kill()
        acknowledged += [int(line) for line in child.stdout]
    with Archive.open(tmp_path) as archive:
        assert all(archive.by_external("kill", a.external_id or "") for n in acknowledged for a in batch(n))
        assert archive.count() % SIZE == 0
        for number in range(BATCHES):
            archive.put_many(batch(number))
        assert exported(archive) == undisturbed
    assert check_databases(tmp_path) == []
