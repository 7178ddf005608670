"""Which kept article a page is: told by its URL or imported id, the addresses at which it was seen, else by the same text.

The statements are made once: making one costs several times what running it does.
"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, Row, Select, bindparam, select

from archive import tables as t
from archive.articles.address_keys import address_key, better_address
from archive.model import Article
from database.dialect import upsert

_LONG = 200
"""Characters of text below which the same text at the same moment may be a coincidence."""

_A = t.articles.c
_MINE = _A.source == bindparam("source")
_BY_URL = select(t.articles).where(_A.url == bindparam("url")).limit(1)
_BY_EXTERNAL = select(t.articles).where(_MINE & (_A.external_id == bindparam("external"))).limit(1)
_NAMELESS = (
    select(t.articles)
    .where((_A.text_hash == bindparam("text")) & _MINE & _A.url.is_(None) & _A.external_id.is_(None))
    .limit(1)
)
_BY_KEY = (
    select(t.articles)
    .join(t.addresses, t.addresses.c.article == _A.id)
    .where((t.addresses.c.key == bindparam("key")) & _MINE & _A.external_id.is_(None))
    .limit(1)
)
_SAME_TEXT = (
    select(t.articles, t.versions.c.head)
    .join(t.versions, (t.versions.c.article == _A.id) & (t.versions.c.number == _A.version))
    .where((_A.text_hash == bindparam("text")) & _MINE & _A.url.is_not(None) & _A.external_id.is_(None))
    .order_by(_A.id)
)
_OTHER = _A.id != bindparam("article")
_EXTERNAL_TAKEN = select(_A.id).where(_MINE & (_A.external_id == bindparam("external")) & _OTHER)
_URL_TAKEN = select(_A.id).where((_A.url == bindparam("url")) & _OTHER)
_REMEMBER = upsert(t.addresses).on_conflict_do_nothing()


def find_known_article(connection: Connection, article: Article, text_hash: str) -> Row[Any] | None:
    """Return the row an article belongs to, None when it is new: by its URL, its imported id, another of its addresses.

    An article with neither URL nor imported id is known by its text; one with an address never seen by text and moment.
    """

    def first(statement: Select[Any], **values: object) -> Row[Any] | None:
        return connection.execute(statement, values).first()

    row = None
    if article.url is not None:
        row = first(_BY_URL, url=article.url)
    if row is None and article.external_id is not None:
        row = first(_BY_EXTERNAL, source=article.source, external=article.external_id)
    if article.url is None and article.external_id is None:
        row = first(_NAMELESS, source=article.source, text=text_hash)
    if row is not None or article.url is None or article.external_id is not None:  # imported ids are never merged
        return row
    row = first(_BY_KEY, source=article.source, key=address_key(article.url))
    return row or _find_same_text(connection, article, text_hash)


def _find_same_text(connection: Connection, article: Article, text_hash: str) -> Row[Any] | None:
    """Return the article of the same source that says the same and was published at the same moment."""
    if article.published is None or len(article.body) + len(article.lead) < _LONG:
        return None
    moment = article.published.isoformat()
    for row in connection.execute(_SAME_TEXT, {"source": article.source, "text": text_hash}):
        head = json.loads(row.head)
        if head["published"] == moment and head["precision"] == article.precision:
            return row
    return None


def choose_names(connection: Connection, article: Article, known: Row[Any]) -> dict[str, object]:
    """Return the URL and imported id to find a known article by from now on: the new ones, else those it had.

    The imported id stays with another article that has it already: the URL decides who is who.
    """
    external = article.external_id or known.external_id
    if external is not None:
        values = {"source": article.source, "external": external, "article": known.id}
        external = None if connection.execute(_EXTERNAL_TAKEN, values).first() else external
    return {"url": article.url or known.url, "external_id": external}


def choose_address(connection: Connection, known: Row[Any], url: str) -> str:
    """Return the address that a known article keeps when it is met at ``url``, and remember the other one."""
    remember_address(connection, known.id, url)
    if address_key(known.url) != address_key(url):
        return str(known.url)
    kept = better_address(known.url, url)
    taken = connection.execute(_URL_TAKEN, {"url": kept, "article": known.id}).first()
    return str(known.url) if taken else kept


def remember_address(connection: Connection, article: int, url: str | None) -> None:
    """Keep an address at which an article was seen; the first to have it keeps it."""
    if url is not None:
        connection.execute(_REMEMBER, {"key": address_key(url), "article": article, "url": url})
