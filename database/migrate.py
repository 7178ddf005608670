"""Brings a database to this version's tables. Alembic is imported only where something is to be done: it takes a tenth of a second."""

from __future__ import annotations

import fcntl
import os
import re
import shutil
import sqlite3
from contextlib import closing, suppress
from functools import cache
from pathlib import Path

from sqlalchemy import Engine, inspect, text

from database import postgres
from database.dialect import is_shared
from database.durable import fsync_folder
from database.errors import ArchiveError, ArchiveUnwritable
from database.transactions import reading, writing

_SCRIPTS = Path(__file__).parent / "alembic_scripts"
_REVISION_LINE = re.compile(r'^(revision|down_revision) = "(\w+)"$', re.MULTILINE)


@cache
def read_revisions(folder: Path) -> tuple[str, frozenset[str]]:
    """Return the newest revision of a linear history and all of them, read from its files without running them."""
    named: dict[str, set[str]] = {"revision": set(), "down_revision": set()}
    for path in folder.glob("v*.py"):
        for kind, revision in _REVISION_LINE.findall(path.read_text("utf-8")):
            named[kind].add(revision)
    heads = named["revision"] - named["down_revision"]
    if len(heads) != 1:
        raise ArchiveError("database.migrations_fork", folder=folder, heads=sorted(heads))
    return heads.pop(), frozenset(named["revision"])


def revision_of(engine: Engine) -> str | None:
    """Return the revision that a database has; None for a new one."""
    with reading(engine) as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def is_current(engine: Engine, path: Path, folder: Path) -> bool:
    """Tell whether a database has this version's tables. Raises ArchiveError when its revision is none of ours."""
    newest, known = read_revisions(folder)
    found = revision_of(engine)
    if found is not None and found not in known:
        raise ArchiveError("database.other_version", file=path)
    return found == newest


def keep_copy(path: Path, revision: str | None) -> Path | None:
    """Copy a database of an earlier version beside it, as NAME.of-REVISION; None for a new one.

    One copy is kept: that of the newest migration. Raises ArchiveUnwritable when there is no room, and nothing is migrated.
    """
    if revision is None:
        return None
    kept = path.with_name(f"{path.name}.of-{revision}")
    aside = kept.with_name(kept.name + ".part")
    if shutil.disk_usage(path.parent).free < 2 * path.stat().st_size:
        raise ArchiveUnwritable("database.no_room_to_migrate", file=path, folder=path.parent)
    try:
        aside.unlink(missing_ok=True)
        os.close(os.open(aside, os.O_WRONLY | os.O_CREAT, 0o600))
        with closing(sqlite3.connect(path)) as old, closing(sqlite3.connect(aside)) as new:
            old.backup(new)
        aside.replace(kept)
        fsync_folder(path.parent)
        for other in path.parent.glob(f"{path.name}.of-*"):
            if other != kept:
                other.unlink()
    except (sqlite3.OperationalError, OSError) as error:
        raise ArchiveUnwritable("database.no_copy_made", file=path, why=error) from None
    finally:
        with suppress(OSError):
            aside.unlink(missing_ok=True)
    return kept


def migrate(engine: Engine, path: Path, folder: Path) -> None:
    """Run the migrations of a folder that are missing, after a copy was made; two processes that start together take turns."""
    if is_current(engine, path, folder):
        return
    from alembic import command
    from alembic.config import Config

    config = Config()
    for option, value in (("script_location", _SCRIPTS), ("version_locations", folder)):
        config.set_main_option(option, str(value).replace("%", "%%"))
    config.set_main_option("path_separator", "newline")
    if is_shared(engine):  # Migrated in one transaction or not at all: no copy is needed.
        with writing(engine) as connection:
            postgres.translate_migrations(connection)
            config.attributes["connection"] = connection
            if not is_current(engine, path, folder):
                command.upgrade(config, "head")
        return
    with (path.parent / f".{path.name}.migrating").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if is_current(engine, path, folder):
            return
        keep_copy(path, revision_of(engine))
        with writing(engine) as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
