"""Tombstones: what is known of an erased article, so that no crawl or import brings it back."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, Engine, bindparam, select, update

from archive import tables as t
from archive.model import Article
from database.prepared import PreparedStatement
from database.transactions import reading, writing


def tombstone_of(connection: Connection, article: Article, text_hash: str) -> int | None:
    """Return the number of the erased article that this is, by address, imported id or text; None when it is none."""
    same = {"text": text_hash, "address": article.url}
    if article.external_id is None:
        row = _ERASED.first(connection, **same)
    else:
        row = _ERASED_IMPORT.first(connection, **same, **{"from": article.source, "external": article.external_id})
    return None if row is None else int(row.article)


_T = t.tombstones.c


_SAME = (_T.text_hash == bindparam("text")) | (_T.url == bindparam("address"))


_IMPORTED = (_T.source == bindparam("from")) & (_T.external_id == bindparam("external"))


_ERASED = PreparedStatement(select(_T.article).where(_SAME).limit(1))


_ERASED_IMPORT = PreparedStatement(select(_T.article).where(_SAME | _IMPORTED).limit(1))


def unpurged_articles(engine: Engine) -> list[tuple[int, str]]:
    """Return (article, text hash) of erased articles that index and caches may still hold."""
    c = t.tombstones.c
    with reading(engine) as connection:
        return [
            (r.article, r.text_hash) for r in connection.execute(select(c.article, c.text_hash).where(c.purged == 0))
        ]


def mark_purged(engine: Engine, articles: Sequence[int]) -> None:
    """Record that index and caches were made again without these articles."""
    with writing(engine) as connection:
        connection.execute(update(t.tombstones).where(t.tombstones.c.article.in_(articles)).values(purged=1))
