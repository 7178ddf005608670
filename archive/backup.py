"""Backup, restore and check of the databases. The index and the kept analyses are caches and never copied."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

from archive import site, store
from archive.database import fsync_folder
from archive.errors import ArchiveError, ArchiveUnwritable

_KEPT = (store.NAME, site.NAME)
_ALSO = ("sources",)
"""Folders of the data folder that an admin wrote: they go with a backup."""


def backup(data: Path, target: Path) -> None:
    """Copy the archive, the accounts and the declared sources to a folder, consistently, also while others write.

    Raises ArchiveError when there is nothing to copy, ArchiveUnwritable when the target cannot be written.
    """
    if not (data / store.NAME).exists():
        raise ArchiveError(f"there is no archive in {data}: --data chooses another folder")
    if target.resolve() == data.resolve():
        raise ArchiveError("the backup must go to another folder than the data folder itself")
    _copy(data, target)


def restore(source: Path, data: Path) -> None:
    """Bring a backup back into a data folder. Raises ArchiveError when the backup is none or is damaged; then nothing is changed."""
    if not (source / store.NAME).exists():
        raise ArchiveError(
            f"{source} holds no backup ({store.NAME} is missing): give the folder that `run.py backup` wrote"
        )
    problems = check(source)
    if problems:
        raise ArchiveError(f"the backup is damaged ({problems[0]}): use another one; nothing was changed")
    _copy(source, data)


def _copy(origin: Path, target: Path) -> None:
    try:
        target.mkdir(parents=True, exist_ok=True)
        for name in _KEPT:
            if (origin / name).exists():
                _copy_database(origin / name, target / name)
        for name in _ALSO:
            if (origin / name).is_dir():
                shutil.copytree(origin / name, target / name, dirs_exist_ok=True)
        fsync_folder(target)
    except (OSError, sqlite3.OperationalError) as error:
        raise ArchiveUnwritable(f"{target} cannot be written ({error}): free space or choose another folder") from None
    except sqlite3.DatabaseError as error:
        raise ArchiveError(f"{origin} cannot be read ({error}): `run.py check` looks for damage") from None


def _copy_database(origin: Path, target: Path) -> None:
    aside = target.with_name(target.name + ".part")
    aside.unlink(missing_ok=True)
    with closing(sqlite3.connect(origin)) as reader, closing(sqlite3.connect(aside)) as writer:
        reader.backup(writer, pages=2000)
    with aside.open("rb") as handle:
        os.fsync(handle.fileno())
    # What a write-ahead log of the replaced file still holds must not be replayed into the new one.
    for rest in ("-wal", "-shm"):
        target.with_name(target.name + rest).unlink(missing_ok=True)
    aside.replace(target)


def check(data: Path) -> list[str]:
    """Return what is wrong with the databases of a folder, one line each."""
    problems: list[str] = []
    if not (data / store.NAME).exists():
        problems.append(f"there is no archive in {data}: --data chooses another folder")
    for name in _KEPT:
        if (data / name).exists():
            problems += [f"{name}: {line}" for line in _integrity(data / name)]
    return problems


def _integrity(path: Path) -> list[str]:
    try:
        with closing(sqlite3.connect(path)) as connection:
            lines = [str(row[0]) for row in connection.execute("PRAGMA integrity_check(5)")]
            lines += [f"a row of {row[0]} refers to nothing" for row in connection.execute("PRAGMA foreign_key_check")]
    except sqlite3.DatabaseError as error:
        return [f"damaged ({error}): bring back a backup with `run.py restore DIR`"]
    return [" ".join(line.split()) for line in lines if line != "ok"]
