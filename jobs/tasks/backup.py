"""Backup, restore and check of the databases. Never copied: the index and the kept analyses, made again from the archive."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from archive.articles import archive as store
from database.durable import fsync_folder
from database.errors import ArchiveDamaged, ArchiveError, ArchiveUnwritable
from indexer import CACHE_NAME
from site_data import site

_COVERED = (store.NAME, site.NAME)


def backup(data: Path, target: Path) -> None:
    """Copy archive and site databases to a folder, each consistent, also while others write.

    The backup that was there before stays as it was unless every copy is sound.
    Raises ArchiveError when there is nothing to copy, ArchiveDamaged, ArchiveUnwritable.
    """
    if not (data / store.NAME).exists():
        raise ArchiveError("jobs.nothing_to_back_up", folder=data)
    if target.resolve() == data.resolve():
        raise ArchiveError("jobs.target_is_data", folder=target)
    _copy_all(data, target)


def restore(source: Path, data: Path) -> None:
    """Bring a backup back; a damaged backup changes nothing. The index is removed: it is built again.

    Raises ArchiveError when there is no backup, ArchiveDamaged, ArchiveUnwritable.
    """
    if not (source / store.NAME).exists():
        raise ArchiveError("jobs.backup_missing", folder=source)
    if source.resolve() == data.resolve():
        raise ArchiveError("jobs.restore_from_itself", folder=source)
    problems = [problem for name in _COVERED for problem in _find_problems(source / name)]
    if problems:
        raise ArchiveDamaged("jobs.backup_damaged", problem=problems[0])
    _copy_all(source, data)
    # Both belong to the articles that were replaced.
    shutil.rmtree(data / "index", ignore_errors=True)
    (data / "CURRENT").unlink(missing_ok=True)


def check_databases(data: Path) -> list[str]:
    """Return what is wrong with the databases, one line each."""
    if not (data / store.NAME).exists():
        return [f"there is no archive in {data}: `run.py import` or `run.py crawl` makes one"]
    return [problem for name in (*_COVERED, CACHE_NAME) for problem in _find_problems(data / name)]


def _copy_all(source: Path, target: Path) -> None:
    """Copy the databases aside, examine the copies, and put them in place when all are sound."""
    asides: dict[Path, Path] = {}
    try:
        target.mkdir(parents=True, exist_ok=True)
        for name in _COVERED:
            if (source / name).exists():
                asides[target / f"{name}.part"] = target / name
                _copy(source / name, target / f"{name}.part")
        for aside, place in asides.items():
            # The log of the database that is replaced would otherwise be replayed into the new one.
            for ending in ("-wal", "-shm"):
                place.with_name(place.name + ending).unlink(missing_ok=True)
            aside.replace(place)
        fsync_folder(target)
    except OSError as error:
        raise ArchiveUnwritable("jobs.copy_unwritable", folder=target, why=error.strerror) from None
    finally:
        for aside in asides:
            with suppress(OSError):
                aside.unlink(missing_ok=True)


def _copy(source: Path, aside: Path) -> None:
    """Copy one database with SQLite's backup, which takes damaged pages along, and examine the copy."""
    aside.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(aside)) as new:
            old.backup(new)
            new.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError as error:
        if "full" in str(error) or "unable to open" in str(error):
            raise ArchiveUnwritable("jobs.copy_disk_full", folder=aside.parent, why=error) from None
        raise _damaged_error(source, aside.parent, str(error)) from None
    if found := _find_damage(aside):
        raise _damaged_error(source, aside.parent, found[0])


def _damaged_error(source: Path, target: Path, damage: str) -> ArchiveDamaged:
    return ArchiveDamaged("jobs.copy_damaged", file=source, why=damage, folder=target)


def _find_problems(path: Path) -> list[str]:
    return [f"{path} is damaged ({damage})" for damage in _find_damage(path)] if path.exists() else []


def _find_damage(path: Path) -> list[str]:
    """Return what SQLite finds wrong with a database, the first few things of each kind, one line each."""
    try:
        with closing(sqlite3.connect(path, timeout=30)) as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check(5)") if row[0] != "ok"]
            found += [f"a row of {row[0]} points to nothing" for row in connection.execute("PRAGMA foreign_key_check")][
                :5
            ]
    except sqlite3.DatabaseError as error:
        found = [str(error)]
    return [" ".join(problem.split()) for problem in found]
