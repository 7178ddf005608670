"""Erasing an article for good: out of every table, with a tombstone so that no crawl or import brings it back.

The index and the kept analyses are made again without it afterwards (``unpurged`` tells that this is still to be done).
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Engine, Table, bindparam, delete, insert, literal, select, union, update

from archive import tables as t
from archive.counters import next_change
from archive.database import reading, writing
from archive.errors import ArchiveError
from archive.facts import forget
from archive.hiding import note
from archive.model import Article


def erase(engine: Engine, article: int, *, who: str, reason: str) -> None:
    """Remove an article: versions, raw responses, facts, everything that carries its number. Raises ArchiveError.

    One transaction; afterwards the freed pages of the database file are overwritten and its journal emptied.
    """
    a = t.articles.c
    with writing(engine) as connection:
        connection.exec_driver_sql("PRAGMA secure_delete = ON")
        row = connection.execute(select(t.articles).where(a.id == article)).first()
        if row is None:
            raise ArchiveError(f"there is no article {article}: its number stands in its address (/bai/NUMBER)")
        # The audit line names the number and the reason only: the text it is about must not live on in it.
        note(connection, who, "erase", str(article), reason)
        mark = {
            "article": article,
            "url": row.url,
            "source": row.source,
            "external_id": row.external_id,
            "text_hash": row.text_hash,
            "purged": 0,
        }
        connection.execute(insert(t.tombstones).values(mark))
        forget(connection, article)
        _forget_addresses(connection, article, row.url)
        for table in _about_articles():
            connection.execute(delete(table).where(table.c.article == article))
        connection.execute(delete(t.articles).where(a.id == article))
        next_change(connection)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA wal_checkpoint(TRUNCATE)")


def _forget_addresses(connection: Connection, article: int, url: str | None) -> None:
    """Let the crawl forget every address that an article was met at: an address often spells the title."""
    known = union(
        select(literal(url)),
        select(t.addresses.c.url).where(t.addresses.c.article == article),
        select(t.announced.c.url).where(t.announced.c.article == article),
    )
    urls = [one for (one,) in connection.execute(known) if one is not None]
    for table in (t.frontier, t.crawl_log, t.announced):
        connection.execute(delete(table).where(table.c.url.in_(urls)))


def _about_articles() -> list[Table]:
    """Every table with rows of articles: whoever adds one need not think of erasing."""
    return [table for table in t.content.tables.values() if "article" in table.c and table is not t.tombstones]


def tombstone_of(connection: Connection, article: Article, text_hash: str) -> int | None:
    """Return the number of the erased article that this is, by address, imported id or text; None when it is none."""
    same = {"text": text_hash, "address": article.url}
    if article.external_id is None:
        return connection.execute(_ERASED, same).scalar()
    return connection.execute(
        _ERASED_IMPORT, {**same, "from": article.source, "external": article.external_id}
    ).scalar()


_T = t.tombstones.c
_SAME = (_T.text_hash == bindparam("text")) | (_T.url == bindparam("address"))
_IMPORTED = (_T.source == bindparam("from")) & (_T.external_id == bindparam("external"))
_ERASED = select(_T.article).where(_SAME).limit(1)
_ERASED_IMPORT = select(_T.article).where(_SAME | _IMPORTED).limit(1)


def unpurged(engine: Engine) -> list[tuple[int, str]]:
    """Return (article, text hash) of erased articles that index and caches may still hold."""
    c = t.tombstones.c
    with reading(engine) as connection:
        return [
            (r.article, r.text_hash) for r in connection.execute(select(c.article, c.text_hash).where(c.purged == 0))
        ]


def mark_purged(engine: Engine, articles: Sequence[int]) -> None:
    """Note that index and caches were made again without these articles."""
    with writing(engine) as connection:
        connection.execute(update(t.tombstones).where(t.tombstones.c.article.in_(articles)).values(purged=1))
