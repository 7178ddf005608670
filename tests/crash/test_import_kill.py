"""``run.py import`` killed at seeded moments: what was said to be imported is there, and a second import completes it."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
from pathlib import Path

import pytest

from archive.articles.archive import Archive
from archive.exchange.json_lines import import_files
from jobs.tasks.backup import check_databases
from tests.support.archives import exported
from tests.support.paths import ROOT

ARTICLES, BATCH = 1500, 500
SEEDS = [*range(10), *(pytest.param(seed, marks=pytest.mark.full) for seed in range(10, 20))]


@pytest.fixture(scope="module")
def undisturbed(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """An import file, and the export of an archive that took it without being disturbed."""
    folder = tmp_path_factory.mktemp("undisturbed")
    file = folder / "a.jsonl"
    records = ({"id": str(n), "title": f"Tin {n}", "body": "Một\nHai", "gone": n % 9 == 0} for n in range(ARTICLES))
    file.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    with Archive.open(folder / "data") as archive:
        assert import_files(archive, [file]).errors == []
        return file, exported(archive)


@pytest.mark.parametrize("seed", SEEDS)
def test_a_killed_import_is_completed_by_the_next(seed: int, undisturbed: tuple[Path, str], tmp_path: Path) -> None:
    file, expected = undisturbed
    chance = random.Random(seed)
    command = [sys.executable, "run.py", "--data", str(tmp_path / "d"), "import", str(file)]
    said: list[str] = []
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True) as child:
        assert child.stderr is not None
        # Some during the start (the database is being made), the others within a batch.
        batches = seed % (ARTICLES // BATCH)
        said += [child.stderr.readline() for _ in range(batches)]
        try:
            child.wait(chance.uniform(0, 0.3) if batches else chance.uniform(0.2, 1.2))
        except subprocess.TimeoutExpired:
            child.kill()
        said += child.stderr
    acknowledged = max((int(found[0]) for line in said if (found := re.findall(r"\d+", line))), default=0)
    with Archive.open(tmp_path / "d") as archive:
        kept = len(exported(archive).splitlines())
        assert kept >= acknowledged
        assert kept % BATCH == 0
        report = import_files(archive, [file])
        assert (report.same, report.changed, report.new) == (kept, 0, ARTICLES - kept)
        assert exported(archive) == expected
    assert check_databases(tmp_path / "d") == []
