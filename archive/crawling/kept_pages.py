"""Kept pages, so that a better reader needs no new fetch: those that articles were read from, and those that could not be read.

A page that could not be read is a response without an article; of one address the newest is kept.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Engine, Row, bindparam, delete, func, insert, select, update

from archive import tables as t
from archive.articles.archive import raw_of, raw_row
from archive.crawling.tables import frontier
from archive.model import RawResponse
from database.prepared import PreparedStatement
from database.times import text_of
from database.transactions import reading, writing

_R = t.responses.c

_UNREAD = PreparedStatement(select(_R.id).where(_R.article.is_(None) & (_R.url == bindparam("url"))).limit(1))
_PRUNED = 200
"""Pages that are deleted in one transaction."""


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A kept page: ``number`` of its response, the ``article`` that was read from it (None: it could not be read), its source."""

    number: int
    article: int | None
    source: str
    raw: RawResponse


def keep_unread_page(engine: Engine, raw: RawResponse) -> None:
    """Keep a page that could not be read, in place of an older one of its address."""
    with writing(engine) as connection:
        connection.execute(delete(t.responses).where(_R.article.is_(None) & (_R.url == raw.url)))
        connection.execute(insert(t.responses).values(article=None, **raw_row(raw)))


def forget_unread_page(engine: Engine, url: str) -> None:
    """Forget the page of an address that could not be read before and now is."""
    with writing(engine) as connection:
        if _UNREAD.first(connection, url=url):
            connection.execute(delete(t.responses).where(_R.article.is_(None) & (_R.url == url)))


def give_article(engine: Engine, number: int, article: int) -> None:
    """Record which article a page that could not be read before is."""
    with writing(engine) as connection:
        connection.execute(update(t.responses).where(_R.id == number).values(article=article))


def prune_responses(engine: Engine, before: datetime) -> int:
    """Delete the pages that were fetched before a moment, some at a time so that nobody waits long; return how many."""
    old = select(_R.id).where(_R.fetched_at < text_of(before)).order_by(_R.id).limit(_PRUNED)
    deleted = 0
    while True:
        with writing(engine) as connection:
            count = connection.execute(delete(t.responses).where(_R.id.in_(old))).rowcount
        deleted += count
        if count < _PRUNED:
            return deleted


def list_kept_pages(engine: Engine, source: str, failed: Sequence[int] | None) -> list[int]:
    """Return the numbers of the pages to read again, of one source or ("") of all: of each article the newest, and the unread.

    ``failed``: only these articles, and the unread.
    """
    newest = select(func.max(_R.id)).where(_R.article.is_not(None)).group_by(_R.article)
    if source:
        newest = newest.where(_R.article.in_(select(t.articles.c.id).where(t.articles.c.source == source)))
    unread = select(_R.id).where(_R.article.is_(None))
    if source:
        unread = unread.where(_R.url.in_(select(frontier.c.url).where(frontier.c.source == source)))
    with reading(engine) as connection:
        if failed is not None:
            wanted = frozenset(failed)
            rows = connection.execute(
                select(func.max(_R.id), _R.article).where(_R.article.is_not(None)).group_by(_R.article)
            )
            known = {number for number, article in rows if article in wanted}
            known &= set(connection.execute(newest).scalars())
        else:
            known = set(connection.execute(newest).scalars())
        return sorted(known | set(connection.execute(unread).scalars()))


def read_kept_pages(engine: Engine, numbers: Sequence[int]) -> Iterator[KeptPage]:
    """Yield kept pages by the numbers of their responses, one read at a time."""
    for number in numbers:
        with reading(engine) as connection:
            row = connection.execute(select(t.responses).where(_R.id == number)).first()
            page = KeptPage(row.id, row.article, _source_of(connection, row), raw_of(row)) if row is not None else None
        if page is not None:
            yield page


def _source_of(connection: Connection, row: Row[Any]) -> str:
    if row.article is not None:
        wanted = select(t.articles.c.source).where(t.articles.c.id == row.article)
    else:
        wanted = select(frontier.c.source).where(frontier.c.url == row.url).limit(1)
    return connection.execute(wanted).scalar() or ""
