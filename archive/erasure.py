"""Erasing an article for good: out of every table, with a tombstone so that no crawl or import brings it back.

The index and the kept analyses are made again without it afterwards (``unpurged`` tells that this is still to be done).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sqlalchemy import Connection, Engine, Table, delete, insert, literal, select, union

from archive import tables as t
from archive.change_counter import next_change
from archive.crawling import tables as crawling
from archive.moderation import add_audit_line
from database.erasing import empty_journal, overwrite_deleted
from database.errors import ArchiveError
from database.transactions import writing

EraseAlso = Callable[[Connection, int], None]
"""Takes away what another room of the archive keeps of an article, inside the erasing transaction."""


def erase(engine: Engine, article: int, *, who: str, reason: str, also: Sequence[EraseAlso] = ()) -> None:
    """Remove an article: versions, raw responses, everything that carries its number, and ``also``. Raises ArchiveError.

    One transaction; afterwards the freed pages of the database file are overwritten and its journal emptied.
    """
    a = t.articles.c
    with writing(engine) as connection:
        overwrite_deleted(connection)
        row = connection.execute(select(t.articles).where(a.id == article)).first()
        if row is None:
            raise ArchiveError("archive.article_unknown", article=article)
        # The audit line names the number and the reason only: the text it is about must not live on in it.
        add_audit_line(connection, who, "erase", str(article), reason)
        mark = {
            "article": article,
            "url": row.url,
            "source": row.source,
            "external_id": row.external_id,
            "text_hash": row.text_hash,
            "purged": 0,
            "change": next_change(connection),
        }
        connection.execute(insert(t.tombstones).values(mark))
        for forget in also:
            forget(connection, article)
        _forget_addresses(connection, article, row.url)
        for table in _tables_of_articles():
            connection.execute(delete(table).where(table.c.article == article))
        connection.execute(delete(t.articles).where(a.id == article))
    empty_journal(engine)


def _forget_addresses(connection: Connection, article: int, url: str | None) -> None:
    """Let the crawl forget every address that an article was met at: an address often spells the title."""
    known = union(
        select(literal(url)),
        select(t.addresses.c.url).where(t.addresses.c.article == article),
        select(t.announced.c.url).where(t.announced.c.article == article),
    )
    urls = [one for (one,) in connection.execute(known) if one is not None]
    for table in (crawling.frontier, crawling.crawl_log, t.announced, t.responses):
        connection.execute(delete(table).where(table.c.url.in_(urls)))


def _tables_of_articles() -> list[Table]:
    """Return every table with rows of articles: whoever adds one need not think of erasing."""
    return [table for table in t.content.tables.values() if "article" in table.c and table is not t.tombstones]
