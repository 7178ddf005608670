"""Backup and restore."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.articles.archive import Archive
from database.errors import ArchiveError
from jobs.tasks.backup import backup, check_databases, restore
from tests.support.archives import batch, exported


def test_backup_and_restore(tmp_path: Path) -> None:
    with Archive.open(tmp_path / "a") as archive:
        archive.put_many(batch(1))
        before = exported(archive)
        backup(tmp_path / "a", tmp_path / "b")
    restore(tmp_path / "b", tmp_path / "c")
    assert check_databases(tmp_path / "c") == []
    with Archive.open(tmp_path / "c") as archive:
        assert exported(archive) == before
    with pytest.raises(ArchiveError):
        restore(tmp_path / "nothing", tmp_path / "c")
