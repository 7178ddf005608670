"""Reading needs no writing: a folder for reading alone, a snapshot of a running site, an older folder that stays as it is."""

from __future__ import annotations

import ctypes
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from archive.articles.archive import NAME, Archive
from archive.migrations import FOLDER as ARCHIVE_MIGRATIONS
from database.connection import connect_to_read, open_database
from database.errors import ArchiveError, ArchiveUnwritable
from site_data.migrations import FOLDER as SITE_MIGRATIONS
from site_data.site import NAME as SITE
from site_data.site import Site
from tests.support.archives import batch
from tests.support.paths import ROOT

pytestmark = pytest.mark.sqlite_files

_DROP = 24  # PR_CAPBSET_DROP
_FILE_RIGHTS = (1, 2, 3)  # CAP_DAC_OVERRIDE, CAP_DAC_READ_SEARCH, CAP_FOWNER


def drop_file_rights() -> None:
    """Take root's right to write everywhere from the program that is begun next; others have none. For ``preexec_fn``."""
    if os.geteuid() == 0:
        libc = ctypes.CDLL(None, use_errno=True)
        for right in _FILE_RIGHTS:
            if libc.prctl(_DROP, right, 0, 0, 0) != 0:
                raise OSError(ctypes.get_errno(), "prctl")


def run(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run a command as somebody who may not write where nothing may be written."""
    return subprocess.run(
        [sys.executable, "run.py", "--data", str(data), *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=drop_file_rights,
    )


def set_rights(folder: Path, files: int, folders: int) -> None:
    """Set the rights of everything in a folder."""
    for path in sorted(folder.rglob("*"), reverse=True):
        path.chmod(folders if path.is_dir() else files)
    folder.chmod(folders)


@pytest.fixture(scope="module")
def sealed(indexed_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A copy of the indexed data, with a site that has a rule and a kept query, where nothing may be written."""
    data = tmp_path_factory.mktemp("sealed") / "data"
    shutil.copytree(indexed_data, data)
    with Site.open(data) as site:
        site.search_rules.add("means", "thuốc cấm", "lan", target="ma túy")
    for name in (NAME, SITE):
        with closing(sqlite3.connect(data / name)) as raw:
            raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    for path in data.glob("*.sqlite3-*"):
        path.unlink()
    set_rights(data, 0o444, 0o555)
    yield data
    set_rights(data, 0o644, 0o755)


def contents(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_search_export_and_check_need_no_writing(sealed: Path) -> None:
    before = contents(sealed)
    found = run(sealed, "search", "ma túy", "--json")
    assert found.returncode == 0, found.stderr
    assert json.loads(found.stdout)["total"] >= 1
    meant = run(sealed, "search", "thuốc cấm", "--json")
    assert json.loads(meant.stdout)["total"] == json.loads(found.stdout)["total"], (
        "decisions on queries hold here as well"
    )
    for form in ("jsonl", "csv", "warc"):
        exported = subprocess.run(
            [sys.executable, "run.py", "--data", str(sealed), "export", "--format", form],
            cwd=ROOT, capture_output=True, check=False, preexec_fn=drop_file_rights,
        )  # fmt: skip
        assert exported.returncode == 0 and len(exported.stdout) > 500, exported.stderr
    checked = run(sealed, "check", "--queries")
    assert checked.returncode == 0, checked.stderr
    assert contents(sealed) == before


def test_writing_there_is_one_line(sealed: Path, tmp_path: Path) -> None:
    lines = tmp_path / "a.jsonl"
    lines.write_text('{"id": "1", "title": "Tin"}\n')
    refused = run(sealed, "import", str(lines))
    assert refused.returncode == 1 and len(refused.stderr.splitlines()) == 1 and "--data" in refused.stderr


def test_a_backup_of_a_sealed_folder_and_from_one(sealed: Path, tmp_path: Path) -> None:
    done = run(sealed, "backup", str(tmp_path / "b"))
    assert done.returncode == 0, done.stderr
    (made,) = (tmp_path / "b").iterdir()
    set_rights(tmp_path / "b", 0o444, 0o555)
    try:
        back = run(tmp_path / "c", "restore", str(made))
        assert back.returncode == 0, back.stderr
    finally:
        set_rights(tmp_path / "b", 0o644, 0o755)


@pytest.mark.parametrize("shared", [True, False], ids=["whole", "without the log's index"])
def test_a_snapshot_of_a_running_site(shared: bool, indexed_data: Path, tmp_path: Path) -> None:
    live, copy = tmp_path / "live", tmp_path / "copy"
    shutil.copytree(indexed_data, live)
    with Archive.open(live) as archive:
        archive.put_many(batch(1))
        assert (live / f"{NAME}-wal").stat().st_size > 0
        shutil.copytree(live, copy)
    if not shared:
        (copy / f"{NAME}-shm").unlink()
    set_rights(copy, 0o444, 0o555)
    try:
        exported = run(copy, "export")
        if shared:
            assert exported.returncode == 0 and len(exported.stdout.splitlines()) == 14, exported.stderr
        else:
            # What the log holds is not read as if it had never been.
            assert exported.returncode == 1 and "-wal" in exported.stderr and len(exported.stderr.splitlines()) == 1
    finally:
        set_rights(copy, 0o644, 0o755)


def test_what_is_read_is_not_written(tmp_path: Path) -> None:
    with Archive.open(tmp_path):
        pass
    with closing(connect_to_read(tmp_path / NAME)) as raw, pytest.raises(sqlite3.OperationalError, match="readonly"):
        raw.execute("CREATE TABLE t (x)")
    with Archive.open(tmp_path, readonly=True) as archive, pytest.raises(ArchiveUnwritable):
        archive.put_many(batch(1))


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A data folder of an earlier version: before the newest migration of each database, with a setting kept."""
    data = tmp_path / "data"
    for name, folder in ((NAME, ARCHIVE_MIGRATIONS), (SITE, SITE_MIGRATIONS)):
        before = tmp_path / f"before {name}"
        before.mkdir()
        for path in sorted(folder.glob("v*.py"))[:-1]:
            shutil.copy(path, before)
        open_database(data / name, before).dispose()
    with closing(sqlite3.connect(data / SITE)) as raw, raw:
        raw.execute("INSERT INTO settings VALUES ('thử', 'một')")
    return data


def revisions(data: Path) -> dict[str, str]:
    """The revision of each database file of a folder."""
    found = {}
    for path in sorted(data.glob("*.sqlite3*")):
        if path.is_file() and not path.name.startswith(".") and not path.name.endswith(("-wal", "-shm")):
            with closing(sqlite3.connect(path)) as raw:
                found[path.name] = raw.execute("SELECT version_num FROM alembic_version").fetchone()[0]
    return found


@pytest.mark.parametrize("arguments", [["export"], ["check"], ["abbreviation", "list"]])
def test_reading_commands_on_an_older_folder_say_what_to_do(older: Path, arguments: list[str]) -> None:
    before = revisions(older)
    said = run(older, *arguments)
    assert said.returncode == 1 and "run.py migrate" in said.stderr and "Traceback" not in said.stderr
    assert revisions(older) == before


def test_a_copy_is_made_before_a_migration(older: Path) -> None:
    before = revisions(older)
    said = run(older, "migrate")
    assert said.returncode == 0, said.stderr
    after = revisions(older)
    copies = {name: revision for name, revision in after.items() if ".of-" in name}
    assert sorted(copies.values()) == sorted(before.values()) and len(said.stdout.splitlines()) == 3
    assert all(after[name] != before[name] for name in before)
    for name in copies:
        assert (older / name).stat().st_mode & 0o777 == 0o600
    with Site.open(older) as site:
        assert site.settings.get("thử") == "một"
    assert "all is well" in run(older, "check").stdout


def test_without_a_copy_nothing_is_migrated(older: Path) -> None:
    before = revisions(older)
    # A folder in the place where the copy is written first.
    for name, revision in before.items():
        (older / f"{name}.of-{revision}.part").mkdir()
    said = run(older, "migrate")
    assert said.returncode == 1 and "nothing was changed" in said.stderr and len(said.stderr.splitlines()) == 1
    assert {name: r for name, r in revisions(older).items() if name in before} == before


def test_a_migrated_folder_keeps_one_copy(older: Path) -> None:
    (older / f"{NAME}.of-archive_0000").write_bytes(b"an older copy")
    with Archive.open(older):
        copies = [path.name for path in older.glob(f"{NAME}.of-*")]
    assert len(copies) == 1 and copies != [f"{NAME}.of-archive_0000"]


def test_an_older_archive_is_refused_to_who_only_reads(older: Path) -> None:
    with pytest.raises(ArchiveError, match=r"run\.py migrate"):
        Archive.open(older, readonly=True)
