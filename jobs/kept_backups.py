"""What a folder of backups holds: which are complete, when they were made, and whether they are what was written.

Each is a folder of its own with ``backup.json``: its moment and the checksum of every file. One that was killed is none.
"""

from __future__ import annotations

import json
import os
import shutil
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import file_digest
from pathlib import Path

from sqlalchemy import MetaData

import archive.crawling.tables  # noqa: F401
import facts.store.tables  # noqa: F401  its tables are the archive's
from archive.articles import archive as store
from archive.migrations import FOLDER as ARCHIVE_MIGRATIONS
from archive.tables import content
from database.connection import connect_to_read
from database.errors import ArchiveError
from database.migrate import read_revisions
from indexer import CACHE_NAME
from site_data import site
from site_data.migrations import FOLDER as SITE_MIGRATIONS
from site_data.tables import site as site_tables
from translations import gettext
from words import sentence

MANIFEST = "backup.json"

_UNFINISHED = ".part-"
_MOMENT = "%Y%m%dT%H%M%S.%fZ"
_SCHEMAS: dict[str, tuple[Path, MetaData]] = {
    store.NAME: (ARCHIVE_MIGRATIONS, content),
    site.NAME: (SITE_MIGRATIONS, site_tables),
}


@dataclass(frozen=True, slots=True)
class KeptBackup:
    """A backup in a folder of backups: when it was made (aware, UTC), its bytes, and whether kept analyses are in it."""

    path: Path
    made: datetime
    size: int
    has_analyses: bool


def list_kept_backups(folder: Path) -> list[KeptBackup]:
    """Return the complete backups in a folder, the newest first; none where it cannot be read.

    Those of a moment still to come, which a wrong clock made, are last: nobody knows how old they are.
    """
    found = []
    with suppress(OSError):
        for manifest in folder.glob(f"*/{MANIFEST}"):
            path = manifest.parent
            made = _moment_of(path)
            if made is not None and not path.name.startswith("."):
                size = sum((path / name).stat().st_size for name in list_files(path))
                found.append(KeptBackup(path, made, size, (path / CACHE_NAME).exists()))
    now = datetime.now(UTC)
    return sorted(found, key=lambda kept: (kept.made <= now, kept.made), reverse=True)


def newest_backup(folder: Path) -> Path:
    """Return the newest backup in a folder of backups, or the folder when it is one itself. Raises ArchiveError."""
    if (folder / store.NAME).exists():
        return folder
    found = list_kept_backups(folder)
    if not found:
        raise ArchiveError("jobs.backup_missing", folder=folder)
    return found[0].path


def name_of(moment: datetime) -> str:
    """Return the name of the folder of the backup of a moment (UTC)."""
    return moment.strftime(_MOMENT)


def unfinished_folder(target: Path) -> Path:
    """Return where this process writes a backup until it is complete."""
    return target / f"{_UNFINISHED}{os.getpid()}"


def clear_unfinished(target: Path) -> None:
    """Clear away what backups that were killed left behind; one that runs keeps its own."""
    for rest in target.glob(f"{_UNFINISHED}*"):
        number = rest.name.removeprefix(_UNFINISHED)
        if number == str(os.getpid()) or not Path(f"/proc/{number}").exists():
            shutil.rmtree(rest, ignore_errors=True)


def remove_old(target: Path, keep: int) -> None:
    """Remove all but the newest backups."""
    for old in list_kept_backups(target)[max(1, keep) :]:
        shutil.rmtree(old.path)


def describe_files(folder: Path, moment: datetime, version: str) -> bytes:
    """Return what ``backup.json`` says of a backup: when it was made, by which version, and the checksum of every file."""
    files = {name: _sha256(folder / name) for name in list_files(folder)}
    return json.dumps({"made": moment.isoformat(), "version": version, "sha256": files}, indent=1).encode()


def list_files(folder: Path) -> list[str]:
    """Return the names of the files of a backup, but for ``backup.json``, from its folder on."""
    return sorted(str(p.relative_to(folder)) for p in folder.rglob("*") if p.is_file() and p.name != MANIFEST)


def find_changed_files(folder: Path) -> list[str]:
    """Return what is not as ``backup.json`` says, one line each; nothing can be said of a copy without one."""
    try:
        told = json.loads((folder / MANIFEST).read_bytes())
        files = dict(told["sha256"])
    except FileNotFoundError:
        return []
    except (ValueError, KeyError, TypeError):
        return [gettext("không đọc được {file}", file=folder / MANIFEST)]
    lost = [gettext("thiếu {file}", file=folder / name) for name in files if not (folder / name).is_file()]
    # A file that was not there when the backup was written has no checksum to be held against.
    changed = [
        gettext("{file} đã bị thay đổi", file=folder / name)
        for name in {*files, *(n for n in (*_SCHEMAS, CACHE_NAME) if (folder / n).is_file())}
        if (folder / name).is_file() and _sha256(folder / name) != files.get(name)
    ]
    return lost or sorted(changed)


def find_foreign_databases(folder: Path) -> list[str]:
    """Return a line for each database that this version could not open: an empty file, other tables, a later version."""
    return [
        sentence("jobs.no_archive", file=folder / name)
        for name in _SCHEMAS
        if (folder / name).exists() and not _is_ours(folder / name)
    ]


def count_articles(path: Path) -> int:
    """Return how many articles an archive has, all of them. Raises sqlite3.DatabaseError."""
    with closing(connect_to_read(path)) as connection:
        return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])


def _is_ours(path: Path) -> bool:
    migrations, tables = _SCHEMAS[path.name]
    newest, known = read_revisions(migrations)
    with closing(connect_to_read(path)) as connection:
        names = {row[0] for row in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        if "alembic_version" not in names:
            return False
        found = [row[0] for row in connection.execute("SELECT version_num FROM alembic_version")]
    # What an earlier version had is brought to this one's tables when it is opened.
    return found == [newest] and names >= set(tables.tables) or (len(found) == 1 and found[0] in known - {newest})


def _moment_of(path: Path) -> datetime | None:
    """Return when a backup was made: as it says itself, or as its folder is called; None when neither tells."""
    try:
        moment = datetime.fromisoformat(json.loads((path / MANIFEST).read_bytes())["made"])
    except (ValueError, KeyError, TypeError):
        try:
            moment = datetime.strptime(path.name, _MOMENT)
        except ValueError:
            return None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()
