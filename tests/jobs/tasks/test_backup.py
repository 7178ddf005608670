"""Backups: complete, read again, several kept, for their owner alone; a restore equals the original row by row."""

from __future__ import annotations

import json
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from archive.articles.archive import Archive
from database.connection import OpenDatabase, hold_folder
from database.errors import ArchiveBusy, ArchiveDamaged, ArchiveError
from database.secret_key import read_secret_key
from indexer import index_archive
from jobs.kept_backups import list_kept_backups, newest_backup
from jobs.serving_lock import ServingLock
from jobs.tasks.backup import backup, check_databases, restore
from site_data.site import Site
from tests.support.archives import batch, exported
from tests.support.paths import ROOT

DATABASES = ("archive.sqlite3", "site.sqlite3")


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with articles, an account, a secret key and a source of its own."""
    folder = tmp_path / "data"
    with Archive.open(folder) as archive, Site.open(folder) as site:
        archive.put_many(batch(1))
        site.settings.set("thử", "một")
        site.jobs.submit("index", {})
    read_secret_key(folder)
    (folder / "sources").mkdir()
    (folder / "sources" / "tinh.toml").write_text('name = "tinh"\n', "utf-8")
    return folder


def rows_of(path: Path) -> dict[str, list[str]]:
    """The sha256 of every row, by table."""
    with closing(sqlite3.connect(path)) as connection:
        names = [row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        return {
            name: sorted(
                sha256(repr(row).encode()).hexdigest() for row in connection.execute(f'SELECT * FROM "{name}"')
            )
            for name in names
        }


@pytest.mark.sqlite_files
def test_a_restore_equals_the_original_row_by_row(data: Path, tmp_path: Path) -> None:
    before = {name: rows_of(data / name) for name in DATABASES}
    backup(data, tmp_path / "b")
    lacking = restore(tmp_path / "b", tmp_path / "c")
    assert {name: rows_of(tmp_path / "c" / name) for name in DATABASES} == before
    assert read_secret_key(tmp_path / "c") == read_secret_key(data)
    assert (tmp_path / "c" / "sources" / "tinh.toml").read_text("utf-8") == 'name = "tinh"\n'
    assert check_databases(tmp_path / "c") == []
    assert [line.split(":")[0] for line in lacking] == ["settings are not set by a restore", "no kept analyses"]


def test_a_backup_is_for_its_owner_alone_and_says_what_was_set(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TIMTIN_CONTACT", "a@example.org")
    made = backup(data, tmp_path / "b")
    files = [path for path in made.rglob("*") if path.is_file()]
    assert {path.stat().st_mode & 0o777 for path in files} == {0o600}
    assert {path.stat().st_mode & 0o777 for path in (made, made / "sources", tmp_path / "b")} == {0o700}
    assert "TIMTIN_CONTACT=a@example.org" in (made / "settings.env").read_text("utf-8")


@pytest.mark.sqlite_files
def test_so_many_are_kept_and_the_newest_comes_back(data: Path, tmp_path: Path) -> None:
    made = [backup(data, tmp_path / "b", keep=2) for _ in range(3)]
    assert sorted((tmp_path / "b").iterdir()) == made[1:]
    assert newest_backup(tmp_path / "b") == made[-1]
    assert newest_backup(made[1]) == made[1]


@pytest.mark.sqlite_files
def test_analyses_come_along_when_asked_for(data: Path, tmp_path: Path) -> None:
    index_archive(data, processes=1)
    assert not (backup(data, tmp_path / "b") / "analysis.sqlite3").exists()
    backup(data, tmp_path / "b", analyses=True)
    restore(tmp_path / "b", tmp_path / "c")
    assert index_archive(tmp_path / "c", processes=1).analysed == 0


@pytest.mark.sqlite_files
@pytest.mark.parametrize("name", ["archive.sqlite3", "site.sqlite3", "secret.key", "sources/tinh.toml", "backup.json"])
@pytest.mark.parametrize("lost", [True, False])
def test_a_backup_that_lost_or_changed_a_file_changes_nothing(
    name: str, lost: bool, data: Path, tmp_path: Path
) -> None:
    made = backup(data, tmp_path / "b")
    with Archive.open(tmp_path / "c") as archive:
        archive.put_many(batch(2))
        before = exported(archive)
    path = made / name
    if lost and name in ("archive.sqlite3", "backup.json"):
        path.unlink()
        path.parent.rename(made.with_name("no-backup"))  # then it is none
        with pytest.raises(ArchiveError):
            restore(tmp_path / "b" / "nothing", tmp_path / "c")
    else:
        if lost:
            path.unlink()
        else:
            path.write_bytes(path.read_bytes()[:-1] + b"?")
        with pytest.raises(ArchiveDamaged):
            restore(tmp_path / "b", tmp_path / "c")
    with Archive.open(tmp_path / "c") as archive:
        assert exported(archive) == before


@pytest.mark.sqlite_files
def test_a_served_folder_is_not_replaced(data: Path, tmp_path: Path) -> None:
    backup(data, tmp_path / "b")
    before = (data / "archive.sqlite3").read_bytes()
    with ServingLock(data), pytest.raises(ArchiveError, match="is being served"):
        restore(tmp_path / "b", data)
    assert (data / "archive.sqlite3").read_bytes() == before
    restore(tmp_path / "b", data)


@pytest.mark.sqlite_files
def test_there_must_be_something_to_copy_and_to_bring_back(data: Path, tmp_path: Path) -> None:
    with pytest.raises(ArchiveError):
        backup(tmp_path / "nothing", tmp_path / "b")
    with pytest.raises(ArchiveError):
        backup(data, data)
    with pytest.raises(ArchiveError):
        restore(tmp_path / "nothing", tmp_path / "c")
    with pytest.raises(ArchiveError):
        restore(data, data)


def copy_without_manifest(data: Path, folder: Path, content: str) -> Path:
    """A copy of databases as somebody may have made it by hand: empty, of another program, without articles, whole."""
    folder.mkdir()
    path = folder / "archive.sqlite3"
    if content == "empty":
        path.touch()
    elif content == "another program's":
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("CREATE TABLE articles (id INTEGER)")
    elif content == "no articles":
        Archive.open(folder).close()
    elif content == "lacks a table":
        backup(data, folder / "b").joinpath("archive.sqlite3").rename(path)
        with closing(sqlite3.connect(path)) as connection:
            connection.execute("DROP TABLE decision_log")
    else:
        backup(data, folder / "b").joinpath("archive.sqlite3").rename(path)
    return folder


@pytest.mark.sqlite_files
@pytest.mark.parametrize("content", ["empty", "another program's", "no articles", "lacks a table"])
def test_what_is_no_whole_archive_changes_nothing(content: str, data: Path, tmp_path: Path) -> None:
    copy = copy_without_manifest(data, tmp_path / "copy", content)
    before = rows_of(data / "archive.sqlite3")
    with pytest.raises(ArchiveDamaged, match="nothing was changed"):
        restore(copy, data)
    assert rows_of(data / "archive.sqlite3") == before
    assert list(data.glob("replaced-*")) == []


@pytest.mark.sqlite_files
def test_a_whole_copy_without_a_manifest_is_said_to_be_unverified(data: Path, tmp_path: Path) -> None:
    said = restore(copy_without_manifest(data, tmp_path / "copy", "whole"), tmp_path / "c")
    assert "no backup.json" in said[0] and "10 articles" in said[0]


@pytest.mark.sqlite_files
def test_an_empty_database_is_no_backup(tmp_path: Path) -> None:
    (tmp_path / "d").mkdir()
    (tmp_path / "d" / "archive.sqlite3").touch()
    with pytest.raises(ArchiveDamaged):
        backup(tmp_path / "d", tmp_path / "b")
    assert list((tmp_path / "b").iterdir()) == []


@pytest.mark.sqlite_files
def test_what_a_restore_replaces_can_be_brought_back(data: Path, tmp_path: Path) -> None:
    backup(data, tmp_path / "b")
    with Archive.open(data) as archive:
        archive.put_many(batch(2))
        later = exported(archive)
        key = read_secret_key(data)
        (data / "sources" / "moi.toml").write_text('name = "moi"\n', "utf-8")
        shutil.copytree(data, tmp_path / "killed")  # The newest articles are in the log alone.
    killed = tmp_path / "killed"
    said = restore(tmp_path / "b", killed)
    (former,) = killed.glob("replaced-*")
    assert any(str(former) in line for line in said)
    assert not (killed / "sources" / "moi.toml").exists()
    restore(former, tmp_path / "again")
    with Archive.open(tmp_path / "again") as archive:
        assert exported(archive) == later
    assert read_secret_key(tmp_path / "again") == key and (former / "sources" / "moi.toml").exists()


@pytest.mark.sqlite_files
def test_a_killed_backup_is_none_and_the_next_one_clears_it_away(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "b"
    code = (
        "import os, signal, sys\nfrom pathlib import Path\nfrom jobs.tasks import backup as b\n"
        "sys.addaudithook(lambda event, args: event == 'open' and str(args[0]).endswith('backup.json') "
        "and os.kill(os.getpid(), signal.SIGKILL))\n"
        f"b.backup(Path({str(data)!r}), Path({str(folder)!r}))\n"
    )
    child = subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=False)
    assert child.returncode == -signal.SIGKILL
    (rest,) = folder.iterdir()
    assert (rest / "archive.sqlite3").exists() and list_kept_backups(folder) == []
    made = backup(data, folder)
    assert list(folder.iterdir()) == [made] == [kept.path for kept in list_kept_backups(folder)]


@pytest.mark.sqlite_files
def test_a_backup_of_the_future_is_neither_the_newest_nor_in_the_way(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "b"
    future = backup(data, folder)
    content = json.loads((future / "backup.json").read_text()) | {"made": "2999-01-01T00:00:00+00:00"}
    (future / "backup.json").write_text(json.dumps(content))
    made = backup(data, folder)
    assert newest_backup(folder) == made
    newer = backup(data, folder, keep=1)
    assert list(folder.iterdir()) == [newer]


HELD = """
import os, sys
sys.argv[0] = "run.py"
def stop(event, args):
    if event == "fcntl.flock" and args[1] == 5:  # LOCK_SH | LOCK_NB: the folder is about to be held by who writes
        global held
        held = True
    elif event == "sqlite3.connect" and held and {wait!r} in str(args[0]):
        os.write(1, b"writing\\n")
        os.read(0, 1)
held = False
sys.addaudithook(stop)
from cli.main import main
main()
"""


@pytest.mark.sqlite_files
@pytest.mark.parametrize("command", [("import", "/dev/null"), ("index",), ("jobs", "retry", "1")])
def test_nothing_is_restored_while_a_command_writes(command: tuple[str, ...], data: Path, tmp_path: Path) -> None:
    backup(data, tmp_path / "b")
    wait = "site.sqlite3" if command[0] == "jobs" else "archive.sqlite3"
    child = subprocess.Popen(
        [sys.executable, "-c", HELD.format(wait=wait), "--data", str(data), *command],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    with child:
        assert child.stdout is not None and child.stdout.readline() == b"writing\n"
        with pytest.raises(ArchiveBusy, match="nothing was changed"):
            restore(tmp_path / "b", data)
        child.kill()
    restore(tmp_path / "b", data)  # The kernel gave back what the killed one held.


@pytest.mark.sqlite_files
@pytest.mark.parametrize("opener", [Archive.open, Site.open])
def test_nobody_writes_while_a_folder_is_held_alone(opener: Callable[[Path], OpenDatabase], data: Path) -> None:
    with hold_folder(data, alone=True), pytest.raises(ArchiveBusy, match="is being restored"):
        opener(data)
    with opener(data), opener(data):
        pass
