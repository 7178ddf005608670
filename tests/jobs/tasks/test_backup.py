"""Backups: complete, read again, several kept, for their owner alone; a restore equals the original row by row."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from archive.articles.archive import Archive
from database.errors import ArchiveDamaged, ArchiveError
from database.secret_key import read_secret_key
from indexer import index_archive
from jobs.serving_lock import ServingLock
from jobs.tasks.backup import backup, check_databases, newest_backup, restore
from site_data.site import Site
from tests.support.archives import batch, exported

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
