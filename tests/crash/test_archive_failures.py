"""The archive when the world is against it: unwritable folders, a full disk, two writers, damaged pages."""

from __future__ import annotations

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from archive.articles.archive import NAME, Archive
from database.errors import ArchiveDamaged, ArchiveError, ArchiveUnwritable
from indexer.analysis.cache_database import CacheDatabase
from jobs.tasks.backup import backup, check_databases, restore
from site_data.site import Site
from tests.support.archives import BATCHES, SIZE, batch
from tests.support.paths import ROOT

LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_FSIZE, (300_000, resource.RLIM_INFINITY))
sys.argv[0] = "run.py"
from cli.main import main
main()
"""


def ran(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Run Python on arguments, with the output captured."""
    # What measures coverage would write to the full disk too, and tell of it.
    env = {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE")}
    return subprocess.run([sys.executable, *arguments], cwd=ROOT, env=env, capture_output=True, text=True, check=False)


def lines_file(path: Path, source: str, count: int) -> Path:
    """Write an import file."""
    records = ({"id": str(n), "source": source, "title": f"Tin {n}", "body": "Nội dung " * 20} for n in range(count))
    path.write_text("".join(json.dumps(record) + "\n" for record in records), "utf-8")
    return path


@pytest.mark.parametrize("opener", [Archive.open, Site.open, CacheDatabase.open])
@pytest.mark.parametrize("where", ["file", "/proc/timtin"])
def test_an_unwritable_folder_is_one_clear_line(opener: object, where: str, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    data = tmp_path / where if where.startswith("/") else tmp_path / where / "data"
    with pytest.raises(ArchiveUnwritable, match="--data") as caught:
        opener(data)  # type: ignore[operator]
    assert "\n" not in str(caught.value)
    assert str(data) in str(caught.value)


def test_a_folder_in_place_of_the_database(tmp_path: Path) -> None:
    (tmp_path / NAME).mkdir()
    with pytest.raises(ArchiveUnwritable, match="cannot be written"):
        Archive.open(tmp_path)


def test_readonly_needs_an_archive_and_makes_none(tmp_path: Path) -> None:
    with pytest.raises(ArchiveError, match=r"run\.py import"):
        Archive.open(tmp_path / "none", readonly=True)
    assert not (tmp_path / "none").exists()


def test_backup_into_a_file_changes_nothing(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a") as archive:
        archive.put_many(batch(0))
    (tmp_path / "file").write_text("x")
    with pytest.raises(ArchiveUnwritable):
        backup(tmp_path / "a", tmp_path / "file" / "b")
    assert (tmp_path / "file").read_text() == "x"


def test_a_full_disk_loses_nothing_acknowledged(tmp_path: Path) -> None:
    child = ran("-m", "tests.crash.archive_full_child", str(tmp_path))
    assert child.returncode == 0, child.stderr
    *acknowledged, error, after = child.stdout.splitlines()
    assert error.startswith("ArchiveUnwritable: the disk of ")
    assert "free some space" in error
    assert acknowledged
    with Archive.open(tmp_path) as archive:
        assert archive.count() == SIZE * (len(acknowledged) + 1)
        assert all(
            archive.by_external("kill", a.external_id or "") for n in (*acknowledged, after) for a in batch(int(n))
        )
    assert check_databases(tmp_path) == []


def test_an_import_to_a_full_disk_is_one_line_and_goes_on_afterwards(tmp_path: Path) -> None:
    data, file = tmp_path / "d", lines_file(tmp_path / "a.jsonl", "s", 1500)
    with Archive.open(data):
        pass
    child = ran("-c", LIMITED, "--data", str(data), "import", str(file))
    assert child.returncode == 1
    *said, error = child.stderr.splitlines()
    assert error.startswith("Error: the disk of ")
    with Archive.open(data) as archive:
        assert archive.count() == 500 * len(said)
    assert ran("run.py", "--data", str(data), "import", str(file)).returncode == 0
    with Archive.open(data) as archive:
        assert archive.count() == 1500
    assert check_databases(data) == []


def test_two_processes_write_at_once(tmp_path: Path) -> None:
    data = tmp_path / "d"
    files = [lines_file(tmp_path / f"{name}.jsonl", name, 600) for name in ("một", "hai")]
    commands = [[sys.executable, "run.py", "--data", str(data), "import", str(file)] for file in files]
    children = [subprocess.Popen(c, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE) for c in commands]
    outputs = [child.communicate() for child in children]
    assert [child.returncode for child in children] == [0, 0], outputs
    with Archive.open(data) as archive:
        assert archive.sources() == {"một": 600, "hai": 600}
        assert archive.last_change() == 1200
    assert check_databases(data) == []


def test_check_finds_a_damaged_page(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a") as archive:
        for number in range(BATCHES):
            archive.put_many(batch(number))
    backup(tmp_path / "a", tmp_path / "c").rename(tmp_path / "b")
    (tmp_path / "c").rmdir()
    for folder in ("a", "b"):
        path = tmp_path / folder / NAME
        assert check_databases(tmp_path / folder) == []
        content = bytearray(path.read_bytes())
        page = content.index("Nội dung".encode()) // 4096
        content[page * 4096 : page * 4096 + 200] = b"\xa5" * 200
        path.write_bytes(content)
        problems = check_databases(tmp_path / folder)
        assert problems
        assert all(problem.startswith(f"{path} is damaged") and "\n" not in problem for problem in problems)
    # A damaged backup is refused, and what is there stays.
    with Archive.open(tmp_path / "c") as archive:
        archive.put_many(batch(0))
    with pytest.raises(ArchiveDamaged, match="nothing was changed"):
        restore(tmp_path / "b", tmp_path / "c")
    with Archive.open(tmp_path / "c") as archive:
        assert archive.count() == SIZE


def everything_in(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def damage_middle(path: Path) -> None:
    """Overwrite the middle third of a database, as a failing disk does; its head stays readable."""
    content = bytearray(path.read_bytes())
    start, end = (len(content) // 4096 * third // 3 * 4096 for third in (1, 2))
    content[start:end] = b"\xa5" * (end - start)
    path.write_bytes(content)


@pytest.fixture
def copied(tmp_path: Path) -> Path:
    """A folder with an archive and a site in "a", a sound backup of them in "b", and an article more in "a" since."""
    with Archive.open(tmp_path / "a") as archive, Site.open(tmp_path / "a"):
        archive.put_many(batch(0))
        backup(tmp_path / "a", tmp_path / "b")
        archive.put_many(batch(1))
    return tmp_path


@pytest.mark.parametrize("name", ["archive.sqlite3", "site.sqlite3"])
def test_a_damaged_database_replaces_no_sound_backup(name: str, copied: Path) -> None:
    damage_middle(copied / "a" / name)
    before = everything_in(copied / "b")
    child = ran("run.py", "--data", str(copied / "a"), "backup", str(copied / "b"))
    assert (child.returncode, child.stdout) == (1, "")
    (line,) = child.stderr.splitlines()
    assert line.startswith(f"Error: {copied / 'a' / name} or its copy is damaged (") and "run.py restore" in line
    assert everything_in(copied / "b") == before
    with pytest.raises(ArchiveDamaged):
        backup(copied / "a", copied / "new")
    assert everything_in(copied / "new") == {}


def test_rows_that_point_to_nothing_replace_no_sound_backup(copied: Path) -> None:
    with closing(sqlite3.connect(copied / "a" / NAME)) as raw:
        raw.execute("DELETE FROM articles WHERE id = 1")
        raw.commit()
    before = everything_in(copied / "b")
    with pytest.raises(ArchiveDamaged, match="points to nothing"):
        backup(copied / "a", copied / "b")
    assert everything_in(copied / "b") == before


def test_a_sound_database_is_one_more_backup(copied: Path) -> None:
    before = everything_in(copied / "b")
    made = backup(copied / "a", copied / "b")
    after = everything_in(copied / "b")
    assert before.items() < after.items() and len(list((copied / "b").iterdir())) == 2
    with Archive.open(made) as archive:
        assert archive.count() == 2 * SIZE


@pytest.mark.parametrize("content", [b"this is no database " * 300, b"SQLite format 3\0" + b"\xff" * 5000])
def test_no_database_at_all(content: bytes, tmp_path: Path) -> None:
    (tmp_path / NAME).write_bytes(content)
    with pytest.raises(ArchiveDamaged, match="restore"):
        Archive.open(tmp_path)
    assert check_databases(tmp_path)
