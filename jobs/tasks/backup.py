"""Backup, restore and check of the databases. Never copied: the index, made again from the archive.

A folder of backups holds one folder for each, named by its moment in UTC and complete as soon as it is there: the databases,
the secret key, the admin's sources, the settings of the time, and ``backup.json`` with the checksum of every file.
"""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path

import settings
from archive.articles import archive as store
from coded_error import reason_of
from database.connection import connect_to_read, database_exists
from database.durable import fsync_folder
from database.errors import ArchiveDamaged, ArchiveError, ArchiveUnwritable
from database.postgres import database_url
from indexer import CACHE_NAME
from jobs.context import JobContext
from jobs.errors import NoBackupFolder
from jobs.serving_lock import ExclusiveLock
from jobs.tasks.migrate_archive import copy_to_folder
from site_data import site
from translations import N_, gettext
from words import Message

_COVERED = (store.NAME, site.NAME)
_KEY, _SOURCES, _SETTINGS = "secret.key", "sources", "settings.env"
_MANIFEST = "backup.json"
_UNFINISHED = ".part-"
_REFUSED = {"full": "system.no_space", "unable to open": "system.not_permitted", "I/O": "system.broken_disk"}

KEEP = 7
"""Backups that are kept when nobody says otherwise."""


def backup(data: Path, target: Path, *, keep: int = KEEP, analyses: bool = False) -> Path:
    """Write one more backup into a folder of backups, also while others write, and return its folder; ``keep`` of them stay.

    Written aside, examined and read again; the former ones stay as they were unless it is sound. ``analyses`` takes the
    kept analyses along, which are made again otherwise. Files are for their owner alone.
    Raises ArchiveError when there is nothing to copy, ArchiveDamaged, ArchiveUnwritable.
    """
    if not database_exists(data / store.NAME):
        raise ArchiveError("jobs.nothing_to_back_up", folder=data)
    if target.resolve() == data.resolve():
        raise ArchiveError("jobs.target_is_data", folder=target)
    moment = datetime.now(UTC)
    aside = target / f"{_UNFINISHED}{os.getpid()}"
    try:
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
        _clear_unfinished(target)
        aside.mkdir(mode=0o700)
        _write_copies(data, aside, (*_COVERED, CACHE_NAME) if analyses else _COVERED)
        _write_manifest(aside, moment)
        if problems := _find_changed_files(aside):
            raise ArchiveDamaged("jobs.copy_damaged", file=aside, why=problems[0], folder=target)
        made = target / moment.strftime("%Y%m%dT%H%M%S.%fZ")
        aside.rename(made)
        fsync_folder(target)
        _remove_old(target, keep)
    except OSError as error:
        raise ArchiveUnwritable("jobs.copy_unwritable", folder=target, why=reason_of(error)) from None
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return made


@dataclass(frozen=True, slots=True)
class KeptBackup:
    """A backup in a folder of backups: when it was made (aware, UTC), its bytes, and whether kept analyses are in it."""

    path: Path
    made: datetime
    size: int
    has_analyses: bool


def list_kept_backups(folder: Path) -> list[KeptBackup]:
    """Return the backups in a folder, the newest first; none where it cannot be read."""
    found = []
    with suppress(OSError):
        for path in reversed(_list_backups(folder)):
            files = [path / name for name in _files_in(path)]
            made = datetime.fromtimestamp((path / _MANIFEST).stat().st_mtime, UTC)
            size = sum(file.stat().st_size for file in files)
            found.append(KeptBackup(path, made, size, (path / CACHE_NAME).exists()))
    return found


def run_backup_job(context: JobContext) -> str:
    """Write one more backup into the folder of the settings. Raises ArchiveError, and JobError when no folder is set."""
    folder = settings.get("backup_dir")
    if not folder:
        raise NoBackupFolder("jobs.backup_folder_missing")
    return gettext("đã sao lưu vào {folder} và đọc lại bản sao", folder=backup(context.data, Path(folder)))


def newest_backup(folder: Path) -> Path:
    """Return the newest backup in a folder of backups, or the folder when it is one itself. Raises ArchiveError."""
    if (folder / store.NAME).exists():
        return folder
    found = _list_backups(folder)
    if not found:
        raise ArchiveError("jobs.backup_missing", folder=folder)
    return found[-1]


def restore(source: Path, data: Path) -> list[str]:
    """Bring the newest backup in a folder (or the one that it is) back; return what it lacks, one line each.

    A damaged backup, and a folder that is being served, change nothing. The index is removed: it is built again.
    Raises ArchiveError when there is no backup or the folder is served, ArchiveDamaged, ArchiveUnwritable.
    """
    if database_url():
        raise ArchiveError("jobs.restore_to_server")
    chosen = newest_backup(source)
    if chosen.resolve() == data.resolve():
        raise ArchiveError("jobs.restore_from_itself", folder=source)
    problems = _find_changed_files(chosen) + [p for name in _COVERED for p in _find_problems(chosen / name)]
    if problems:
        raise ArchiveDamaged("jobs.backup_damaged", problem=problems[0])
    try:
        with ExclusiveLock(data) as lock:
            if not lock.is_alone:
                raise ArchiveError("jobs.restore_while_served", folder=data)
            _put_in_place(chosen, data)
    except OSError as error:
        raise ArchiveUnwritable("jobs.copy_unwritable", folder=data, why=reason_of(error)) from None
    return list(_find_missing(chosen))


def _find_missing(chosen: Path) -> Iterator[str]:
    if not (chosen / site.NAME).exists():
        yield gettext(
            "không có tài khoản, công việc và tìm kiếm đã lưu: lần khởi động đầu in ra một liên kết thiết lập"
        )
    if not (chosen / _KEY).exists():
        yield gettext("không có khóa bí mật: liên kết trong thư đã gửi không dùng được nữa")
    if (chosen / _SETTINGS).exists():
        yield gettext("cài đặt không được khôi phục: cài đặt lúc ấy nằm trong {file}", file=chosen / _SETTINGS)
    if not (chosen / CACHE_NAME).exists():
        yield gettext("không có kết quả phân tích: chúng được làm lại khi lập chỉ mục")


def check_databases(data: Path) -> list[str]:
    """Return what is wrong with the databases and what to do, one line each."""
    if not database_exists(data / store.NAME):
        return [gettext("không có kho bài trong {folder}: `run.py import` hoặc `run.py crawl` tạo kho", folder=data)]
    if database_url():
        return []  # The server keeps its own pages and references; what articles say is read and held against their checksums.
    problems = [
        str(ArchiveDamaged("database.damaged", file=data / name, why=damage))
        for name in _COVERED
        if (data / name).exists()
        for damage in _find_damage(data / name)
    ]
    if (cache := data / CACHE_NAME).exists():
        advice = N_("{file} bị hỏng ({why}): trong đó chỉ có kết quả phân tích, hãy dừng máy chủ rồi xóa tệp này")
        problems += [gettext(advice, file=cache, why=damage) for damage in _find_damage(cache)]
    return problems


def _write_copies(data: Path, aside: Path, databases: Sequence[str]) -> None:
    if database_url():
        copy_to_folder(data, aside, analyses=CACHE_NAME in databases)
        databases = ()
    for name in databases:
        if (data / name).exists():
            _copy(data / name, aside / name, aside.parent)
    if (data / _KEY).exists():
        _copy_file(data / _KEY, aside / _KEY)
    for path in sorted((data / _SOURCES).glob("*.toml")):
        (aside / _SOURCES).mkdir(mode=0o700, exist_ok=True)
        _copy_file(path, aside / _SOURCES / path.name)
    known = {s.variable: os.environ[s.variable] for s in settings.SETTINGS if s.variable in os.environ}
    _write_file(aside / _SETTINGS, "".join(f"{name}={value}\n" for name, value in sorted(known.items())).encode())


def _write_manifest(aside: Path, moment: datetime) -> None:
    files = {name: _sha256(aside / name) for name in _files_in(aside)}
    content = {"made": moment.isoformat(), "version": settings.VERSION, "sha256": files}
    _write_file(aside / _MANIFEST, json.dumps(content, indent=1).encode())
    for folder in (aside / _SOURCES, aside):
        if folder.is_dir():
            fsync_folder(folder)


def _files_in(folder: Path) -> list[str]:
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file() and p.name != _MANIFEST)


def _find_changed_files(folder: Path) -> list[str]:
    """Return what is not as ``backup.json`` says; nothing can be said of a backup without one."""
    try:
        content = json.loads((folder / _MANIFEST).read_bytes())
        files = dict(content["sha256"])
    except FileNotFoundError:
        return []
    except (ValueError, KeyError, TypeError):
        return [gettext("không đọc được {file}", file=folder / _MANIFEST)]
    lost = [gettext("thiếu {file}", file=folder / name) for name in files if not (folder / name).is_file()]
    changed = (
        gettext("{file} đã bị thay đổi", file=folder / name)
        for name, digest in files.items()
        if _sha256(folder / name) != digest
    )
    return lost or list(changed)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _copy_file(source: Path, target: Path) -> None:
    _write_file(target, source.read_bytes())


def _write_file(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _clear_unfinished(target: Path) -> None:
    """Clear away what backups that were killed left behind; one that runs keeps its own."""
    for rest in target.glob(f"{_UNFINISHED}*"):
        number = rest.name.removeprefix(_UNFINISHED)
        if number == str(os.getpid()) or not Path(f"/proc/{number}").exists():
            shutil.rmtree(rest, ignore_errors=True)


def _list_backups(folder: Path) -> list[Path]:
    """Return the complete backups in a folder, the oldest first."""
    return sorted(path.parent for path in folder.glob(f"*/{_MANIFEST}") if not path.parent.name.startswith("."))


def _remove_old(target: Path, keep: int) -> None:
    for old in _list_backups(target)[: -max(1, keep)]:
        shutil.rmtree(old)


def _put_in_place(source: Path, data: Path) -> None:
    """Copy what a backup has aside, examine the copies, and put them in place when all are sound."""
    asides: dict[Path, Path] = {}
    try:
        for name in (*_COVERED, CACHE_NAME):
            if (source / name).exists():
                asides[data / f"{name}.part"] = data / name
                _copy(source / name, data / f"{name}.part", data)
        for aside, place in asides.items():
            # The log of the database that is replaced would otherwise be replayed into the new one.
            for ending in ("-wal", "-shm"):
                place.with_name(place.name + ending).unlink(missing_ok=True)
            aside.replace(place)
        if (source / _KEY).exists():
            _copy_file(source / _KEY, data / _KEY)
        if (source / _MANIFEST).exists():
            _replace_sources(source / _SOURCES, data / _SOURCES)
        # Both belong to the articles that were replaced.
        shutil.rmtree(data / "index", ignore_errors=True)
        (data / "CURRENT").unlink(missing_ok=True)
        fsync_folder(data)
    finally:
        for aside in asides:
            with suppress(OSError):
                aside.unlink(missing_ok=True)


def _replace_sources(source: Path, place: Path) -> None:
    for old in place.glob("*.toml"):
        old.unlink()
    for path in source.glob("*.toml"):
        place.mkdir(exist_ok=True)
        _copy_file(path, place / path.name)


def _copy(source: Path, aside: Path, target: Path) -> None:
    """Copy one database with SQLite's backup, which takes damaged pages along, and examine the copy."""
    aside.unlink(missing_ok=True)
    os.close(os.open(aside, os.O_WRONLY | os.O_CREAT, 0o600))
    try:
        with closing(connect_to_read(source)) as old, closing(sqlite3.connect(aside)) as new:
            old.backup(new)
            new.execute("PRAGMA journal_mode = DELETE")
    except sqlite3.DatabaseError as error:
        code = next((code for word, code in _REFUSED.items() if word in str(error)), None)
        if code is not None:
            raise ArchiveUnwritable("jobs.copy_disk_full", folder=target, why=Message(code)) from None
        raise _damaged_error(source, target, str(error)) from None
    if found := _find_damage(aside):
        raise _damaged_error(source, target, found[0])


def _damaged_error(source: Path, target: Path, damage: str) -> ArchiveDamaged:
    return ArchiveDamaged("jobs.copy_damaged", file=source, why=damage, folder=target)


def _find_problems(path: Path) -> list[str]:
    return (
        [gettext("{file} bị hỏng ({why})", file=path, why=damage) for damage in _find_damage(path)]
        if path.exists()
        else []
    )


def _find_damage(path: Path) -> list[str]:
    """Return what SQLite finds wrong with a database, the first few things of each kind, one line each."""
    try:
        with closing(connect_to_read(path)) as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check(5)") if row[0] != "ok"]
            found += [
                gettext("một dòng của {table} trỏ đến chỗ không có gì", table=row[0])
                for row in connection.execute("PRAGMA foreign_key_check")
            ][:5]
    except sqlite3.DatabaseError as error:
        found = [str(error)]
    return [" ".join(problem.split()) for problem in found]
