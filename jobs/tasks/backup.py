"""Backup, restore and check of the databases. Never copied: the index, made again from the archive.

A folder of backups holds one folder for each, named by its moment in UTC and complete as soon as it is there: the databases,
the secret key, the admin's sources, the settings of the time, and ``backup.json`` with the checksum of every file.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, suppress
from datetime import UTC, datetime
from pathlib import Path

import settings
from archive.articles import archive as store
from coded_error import reason_of
from database.connection import connect_to_read, database_exists, hold_folder
from database.durable import fsync_folder
from database.errors import ArchiveDamaged, ArchiveError, ArchiveUnwritable
from database.postgres import database_url
from database.transactions import sqlite_error_of
from indexer import CACHE_NAME
from jobs import kept_backups
from jobs.context import JobContext
from jobs.errors import NoBackupFolder
from jobs.kept_backups import MANIFEST
from jobs.serving_lock import ExclusiveLock
from jobs.tasks.migrate_archive import copy_to_folder
from site_data import site
from translations import N_, N_count, gettext, ngettext
from words import Message, sentence

_COVERED = (store.NAME, site.NAME)
_KEY, _SOURCES, _SETTINGS = "secret.key", "sources", "settings.env"
_FORMER = "replaced-"
_LOGS = ("-wal", "-shm")
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
    aside = kept_backups.unfinished_folder(target)
    try:
        target.mkdir(mode=0o700, parents=True, exist_ok=True)
        kept_backups.clear_unfinished(target)
        aside.mkdir(mode=0o700)
        _write_copies(data, aside, (*_COVERED, CACHE_NAME) if analyses else _COVERED)
        _write_manifest(aside, moment)
        if problems := kept_backups.find_changed_files(aside) + kept_backups.find_foreign_databases(aside):
            raise ArchiveDamaged("jobs.copy_damaged", file=aside, why=problems[0], folder=target)
        made = target / kept_backups.name_of(moment)
        aside.rename(made)
        fsync_folder(target)
        kept_backups.remove_old(target, keep)
    except OSError as error:
        raise ArchiveUnwritable("jobs.copy_unwritable", folder=target, why=reason_of(error)) from None
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return made


def run_backup_job(context: JobContext) -> str:
    """Write one more backup into the folder of the settings. Raises ArchiveError, and JobError when no folder is set."""
    folder = settings.get("backup_dir")
    if not folder:
        raise NoBackupFolder("jobs.backup_folder_missing")
    return gettext("đã sao lưu vào {folder} và đọc lại bản sao", folder=backup(context.data, Path(folder)))


def restore(source: Path, data: Path) -> list[str]:
    """Bring the newest backup in a folder (or the one that it is) back; return what is to be known of it, one line each.

    What cannot be read as a whole archive of ours changes nothing, and neither does a folder that is served or written to. What
    is replaced stays in a folder of its own within ``data``. The index is removed: it is built again.
    Raises ArchiveError when there is no backup or the folder is served, ArchiveBusy, ArchiveDamaged, ArchiveUnwritable.
    """
    if database_url():
        raise ArchiveError("jobs.restore_to_server")
    chosen = kept_backups.newest_backup(source)
    if chosen.resolve() == data.resolve():
        raise ArchiveError("jobs.restore_from_itself", folder=source)
    said = _examine_backup(chosen)
    try:
        with ExclusiveLock(data) as lock:
            if not lock.is_alone:
                raise ArchiveError("jobs.restore_while_served", folder=data)
            with hold_folder(data, alone=True):
                former = _put_in_place(chosen, data)
    except OSError as error:
        raise ArchiveUnwritable("jobs.copy_unwritable", folder=data, why=reason_of(error)) from None
    if former is not None:
        told = N_("những gì bị thay được giữ trong {folder}: xóa thư mục ấy khi mọi thứ đều ổn")
        said.append(gettext(told, folder=former))
    return said + list(_find_missing(chosen))


def _examine_backup(chosen: Path) -> list[str]:
    """Return what is to be said of a backup that can be brought back. Raises ArchiveDamaged for any other."""
    has_manifest = (chosen / MANIFEST).exists()
    problems = kept_backups.find_changed_files(chosen) + [p for name in _COVERED for p in _find_problems(chosen / name)]
    problems = problems or kept_backups.find_foreign_databases(chosen)
    articles = 0 if problems else kept_backups.count_articles(chosen / store.NAME)
    if not (problems or articles or has_manifest):
        problems = [sentence("jobs.backup_empty", folder=chosen)]
    if problems:
        raise ArchiveDamaged("jobs.backup_damaged", problem=problems[0])
    if not has_manifest:
        told = N_count("không có backup.json để đối chiếu từng tệp: chỉ biết cơ sở dữ liệu lành và có {n} bài")
        return [ngettext(told, articles)]
    return [] if articles else [gettext("bản sao lưu này không có bài nào")]


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
    """Return what is wrong with the databases and what to do, one line each. Raises ArchiveUnwritable for a disk that cannot be read."""
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
    _copy_sources(data / _SOURCES, aside / _SOURCES)
    known = {s.variable: os.environ[s.variable] for s in settings.SETTINGS if s.variable in os.environ}
    _write_file(aside / _SETTINGS, "".join(f"{name}={value}\n" for name, value in sorted(known.items())).encode())


def _write_manifest(aside: Path, moment: datetime) -> None:
    _write_file(aside / MANIFEST, kept_backups.describe_files(aside, moment, settings.VERSION))
    for folder in (aside / _SOURCES, aside):
        if folder.is_dir():
            fsync_folder(folder)


def _copy_file(source: Path, target: Path) -> None:
    _write_file(target, source.read_bytes())


def _write_file(path: Path, content: bytes) -> None:
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _put_in_place(source: Path, data: Path) -> Path | None:
    """Copy what a backup has aside, examine the copies, and put them in place when all are sound; return where the former ones are."""
    asides: dict[Path, Path] = {}
    try:
        for name in (*_COVERED, CACHE_NAME):
            if (source / name).exists():
                asides[data / f"{name}.part"] = data / name
                _copy(source / name, data / f"{name}.part", data)
        former = _keep_former(source, data)
        for aside, place in asides.items():
            # The log of the database that is replaced would otherwise be replayed into the new one.
            for ending in _LOGS:
                place.with_name(place.name + ending).unlink(missing_ok=True)
            aside.replace(place)
        if (source / _KEY).exists():
            _copy_file(source / _KEY, data / _KEY)
        if (source / MANIFEST).exists():
            _replace_sources(source / _SOURCES, data / _SOURCES)
        # Both belong to the articles that were replaced.
        shutil.rmtree(data / "index", ignore_errors=True)
        (data / "CURRENT").unlink(missing_ok=True)
        fsync_folder(data)
    finally:
        for aside in asides:
            with suppress(OSError):
                aside.unlink(missing_ok=True)
    return former


def _keep_former(source: Path, data: Path) -> Path | None:
    """Keep what a backup is about to replace in a folder that can be restored itself; None where there is nothing.

    Databases get a second name there, which takes no room; analyses are made again, so they are not kept.
    """
    names = [name for name in _COVERED if (source / name).exists()]
    databases = [path for name in names for ending in ("", *_LOGS) if (path := data / (name + ending)).exists()]
    if not databases:
        return None
    former = data / f"{_FORMER}{kept_backups.name_of(datetime.now(UTC))}"
    former.mkdir(mode=0o700)
    for path in databases:
        try:
            (former / path.name).hardlink_to(path)
        except OSError:  # A file system that knows no second names.
            _copy_file(path, former / path.name)
    if (data / _KEY).exists():
        _copy_file(data / _KEY, former / _KEY)
    _copy_sources(data / _SOURCES, former / _SOURCES)
    fsync_folder(former)
    return former


def _replace_sources(source: Path, place: Path) -> None:
    for old in place.glob("*.toml"):
        old.unlink()
    _copy_sources(source, place)


def _copy_sources(source: Path, place: Path) -> None:
    for path in sorted(source.glob("*.toml")):
        place.mkdir(mode=0o700, exist_ok=True)
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
        if code is not None and "full" not in str(error) and _takes_more(aside):
            raise sqlite_error_of(error, source) from None
        if code is not None:
            raise ArchiveUnwritable("jobs.copy_disk_full", folder=target, why=Message(code)) from None
        raise _damaged_error(source, target, str(error)) from None
    if found := _find_damage(aside):
        raise _damaged_error(source, target, found[0])


def _takes_more(path: Path) -> bool:
    """Tell whether a file can be written to: SQLite does not say on which of two disks it failed."""
    try:
        with path.open("ab") as file:
            file.write(bytes(4096))
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        return False
    return True


def _damaged_error(source: Path, target: Path, damage: str) -> ArchiveDamaged:
    return ArchiveDamaged("jobs.copy_damaged", file=source, why=damage, folder=target)


def _find_problems(path: Path) -> list[str]:
    return (
        [gettext("{file} bị hỏng ({why})", file=path, why=damage) for damage in _find_damage(path)]
        if path.exists()
        else []
    )


def _find_damage(path: Path) -> list[str]:
    """Return what SQLite finds wrong with a database, the first few things of each kind, one line each.

    Raises ArchiveUnwritable when its disk cannot be read, which says nothing of the database.
    """
    try:
        with closing(connect_to_read(path)) as connection:
            found = [row[0] for row in connection.execute("PRAGMA integrity_check(5)") if row[0] != "ok"]
            found += [
                gettext("một dòng của {table} trỏ đến chỗ không có gì", table=row[0])
                for row in connection.execute("PRAGMA foreign_key_check")
            ][:5]
    except sqlite3.DatabaseError as error:
        if isinstance(met := sqlite_error_of(error, path), ArchiveUnwritable):
            raise met from None
        found = [str(error)]
    return [" ".join(problem.split()) for problem in found]
