"""Which kept article a page is: told by the addresses at which it was seen, else by the same text at the same moment."""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, Row, select
from sqlalchemy.dialects.sqlite import insert as upsert

from archive import tables as t
from archive.addresses import address_key, better_address
from archive.model import Article

_LONG = 200
"""Characters of text below which the same text at the same moment may be a coincidence."""


def known_elsewhere(connection: Connection, article: Article, text_hash: str) -> Row[Any] | None:
    """Return the row of the article under another address, None when it is new; imported ids are never merged."""
    if article.url is None or article.external_id is not None:
        return None
    a, seen = t.articles.c, t.addresses.c
    mine = (a.source == article.source) & a.external_id.is_(None)
    by_key = (
        select(t.articles).join(t.addresses, seen.article == a.id).where(seen.key == address_key(article.url), mine)
    )
    row = connection.execute(by_key.limit(1)).first()
    return row or _same_text(connection, article, text_hash)


def _same_text(connection: Connection, article: Article, text_hash: str) -> Row[Any] | None:
    """Return the article of the same source that says the same and was published at the same moment."""
    if article.published is None or len(article.body) + len(article.lead) < _LONG:
        return None
    a, v = t.articles.c, t.versions.c
    newest = (v.article == a.id) & (v.number == a.version)
    alike = (a.source == article.source) & (a.text_hash == text_hash) & a.url.is_not(None) & a.external_id.is_(None)
    moment = article.published.isoformat()
    for row in connection.execute(select(t.articles, v.head).join(t.versions, newest).where(alike).order_by(a.id)):
        head = json.loads(row.head)
        if head["published"] == moment and head["precision"] == article.precision:
            return connection.execute(select(t.articles).where(a.id == row.id)).first()
    return None


def address_kept(connection: Connection, known: Row[Any], url: str) -> str:
    """Return the address that a known article keeps when it is met at ``url``, and remember the other one."""
    remember(connection, known.id, url)
    if address_key(known.url) != address_key(url):
        return str(known.url)
    kept = better_address(known.url, url)
    taken = select(t.articles.c.id).where((t.articles.c.url == kept) & (t.articles.c.id != known.id))
    return str(known.url) if connection.execute(taken).first() else kept


def remember(connection: Connection, article: int, url: str | None) -> None:
    """Keep an address at which an article was seen; the first to have it keeps it."""
    if url is not None:
        row = {"key": address_key(url), "article": article, "url": url}
        connection.execute(upsert(t.addresses).values(row).on_conflict_do_nothing())


def addresses_of(connection: Connection, article: int) -> list[str]:
    """Return every address at which an article was seen, in the order of their keys."""
    seen = t.addresses.c
    return list(connection.execute(select(seen.url).where(seen.article == article).order_by(seen.key)).scalars())
