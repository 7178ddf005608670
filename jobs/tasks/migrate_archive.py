"""Moves an archive with its accounts, jobs and analyses between a data folder (SQLite) and a PostgreSQL database."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from sqlalchemy import Engine, func, insert, make_url, select

import archive.crawling.tables  # noqa: F401
import facts.store.tables  # noqa: F401  its tables are the archive's
from archive.articles import archive as store
from archive.change_counter import COUNTER, last_number, set_last_number
from archive.migrations import FOLDER as ARCHIVE_MIGRATIONS
from archive.tables import articles, content, counters
from database.connection import database_exists, open_database
from database.errors import ArchiveError
from database.postgres import database_url
from database.transactions import reading, writing
from database.transfer import Transfer, TransferredTable
from indexer import CACHE_NAME, CacheDatabase
from jobs.serving_lock import ExclusiveLock
from setting_checks import is_database_address
from site_data import site
from site_data.migrations import FOLDER as SITE_MIGRATIONS
from site_data.tables import site as site_tables
from site_data.tables import users

_MARK = "transfer under way"
"""Row of the target's ``counters`` while its archive is not whole: it is gone on with then, and never written over otherwise."""


def migrate_archive(
    source: str, target: str, data: Path, check: Callable[[str, int], None] = lambda table, rows: None
) -> list[TransferredTable]:
    """Move what ``source`` keeps to ``target``; each is a data folder, or the address of a PostgreSQL database.

    An interrupted move is gone on with when it is asked for again. ``check`` gets each table and its rows done so far and may raise.
    Raises ArchiveError when there is no source, the target keeps something else, a folder is served, or a row arrives changed.
    """
    for place in (source, target):
        if _is_address(place) and not is_database_address(place):
            raise ArchiveError("jobs.transfer_address_malformed", place=place)
    if source == target:
        raise ArchiveError("jobs.transfer_to_itself", place=_shown(source))
    with ExitStack() as stack:
        for folder in {Path(place) for place in (source, target) if not _is_address(place)}:
            if not stack.enter_context(ExclusiveLock(folder)).is_alone:
                raise ArchiveError("jobs.restore_while_served", folder=folder)
        if not _exists(source, store.NAME, data):
            raise ArchiveError("jobs.transfer_source_missing", place=_shown(source))
        return _move(stack, source, target, data, check)


def copy_to_folder(data: Path, folder: Path, *, analyses: bool) -> None:
    """Copy what the database of the settings keeps into files of an empty folder; readers and writers go on meanwhile."""
    with_analyses = analyses and _exists(database_url(), CACHE_NAME, data)
    for name in (store.NAME, site.NAME, *((CACHE_NAME,) if with_analyses else ())):
        (folder / name).touch(mode=0o600)  # Before there is anything in it, and its journal's rights are the same.
    with ExitStack() as stack:
        _move(stack, database_url(), str(folder), data, lambda table, rows: None, analyses=with_analyses)
    for lock in folder.glob(".*.migrating"):
        lock.unlink()


def _move(
    stack: ExitStack, source: str, target: str, data: Path, check: Callable[[str, int], None], *, analyses: bool = True
) -> list[TransferredTable]:
    ends = [_open(stack, place, store.NAME, ARCHIVE_MIGRATIONS, data) for place in (source, target)]
    sites = [_open(stack, place, site.NAME, SITE_MIGRATIONS, data) for place in (source, target)]
    _begin(ends[1], sites[1], target)
    left_out = {counters.name: counters.c.name.in_((COUNTER, _MARK))}
    moved = Transfer(ends[0], ends[1], content, left_out, check).run()
    moved += Transfer(sites[0], sites[1], site_tables, check=check).run()
    if analyses and _exists(source, CACHE_NAME, data):
        caches = [
            stack.enter_context(CacheDatabase.open(_folder(p, data), url=_url(p))).engine for p in (source, target)
        ]
        moved += Transfer(caches[0], caches[1], CacheDatabase.tables, check=check).run()
    with reading(ends[0]) as old, writing(ends[1]) as new:
        set_last_number(new, last_number(old))
        new.execute(counters.delete().where(counters.c.name == _MARK))
    return moved


def _begin(archive_engine: Engine, site_engine: Engine, target: str) -> None:
    """Mark the target as one that is being filled. Raises ArchiveError when it holds what no such move brought."""
    with writing(archive_engine) as connection, reading(site_engine) as accounts:
        if connection.execute(select(counters).where(counters.c.name == _MARK)).first() is not None:
            return
        held = connection.execute(select(func.count()).select_from(articles)).scalar_one()
        if held or accounts.execute(select(func.count()).select_from(users)).scalar_one():
            raise ArchiveError("jobs.transfer_target_holds", place=_shown(target))
        connection.execute(insert(counters).values(name=_MARK, value=1))


def _is_address(place: str) -> bool:
    return "://" in place


def _shown(place: str) -> str:
    """Return a place without the password that its address may have."""
    return make_url(place).render_as_string() if _is_address(place) else place


def _url(place: str) -> str:
    return place if _is_address(place) else ""


def _folder(place: str, data: Path) -> Path:
    return data if _is_address(place) else Path(place)


def _exists(place: str, name: str, data: Path) -> bool:
    return database_exists(_folder(place, data) / name, _url(place))


def _open(stack: ExitStack, place: str, name: str, migrations: Path, data: Path) -> Engine:
    engine = open_database(_folder(place, data) / name, migrations, url=_url(place))
    stack.callback(engine.dispose)
    return engine
