"""Brings a database to this version's tables. Alembic is imported only where something is to be done: it takes a tenth of a second."""

from __future__ import annotations

import fcntl
import re
from functools import cache
from pathlib import Path

from sqlalchemy import Engine, inspect, text

from archive.errors import ArchiveError

_NAMED = re.compile(r'^(revision|down_revision) = "(\w+)"$', re.MULTILINE)


def _folder(migrations: str) -> Path:
    return Path(__file__).parent / "migrations" / migrations


@cache
def newest(migrations: str) -> str:
    """The revision that no other one of a linear history follows, read from the files without running them."""
    named: dict[str, set[str]] = {"revision": set(), "down_revision": set()}
    for path in (_folder(migrations) / "versions").glob("v*.py"):
        for kind, revision in _NAMED.findall(path.read_text("utf-8")):
            named[kind].add(revision)
    heads = named["revision"] - named["down_revision"]
    if len(heads) != 1:
        raise ArchiveError(
            f"the migrations of {migrations} are no one line ({sorted(heads)}): install the program again"
        )
    return heads.pop()


def revision_of(engine: Engine) -> str | None:
    """The revision that a database has; None for a new one."""
    with engine.connect() as connection:
        if not inspect(connection).has_table("alembic_version"):
            return None
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar()


def migrate(engine: Engine, path: Path, migrations: str) -> None:
    """Run the migrations that are missing; two processes that start together take turns."""
    if revision_of(engine) == newest(migrations):
        return
    from alembic import command
    from alembic.config import Config

    from archive.database import writing

    config = Config()
    config.set_main_option("script_location", str(_folder(migrations)))
    config.set_main_option("path_separator", "os")
    with (path.parent / f".{path.name}.migrating").open("a") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with writing(engine) as connection:
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
