"""Which kept article a page is: told by its URL or imported id, the addresses at which it was seen, else by the same text.

The statements are made once: making one costs several times what running it does.
"""

from __future__ import annotations

import json
from typing import Any

from sqlalchemy import Connection, bindparam, select

from archive import tables as t
from archive.articles.address_keys import address_key, better_address
from archive.model import Article
from database.dialect import upsert
from database.prepared import PreparedStatement

_LONG = 200
"""Characters of text below which the same text at the same moment may be a coincidence."""

_A = t.articles.c
_MINE = _A.source == bindparam("source")
_BY_URL = PreparedStatement(select(t.articles).where(_A.url == bindparam("url")).limit(1))
_BY_EXTERNAL = PreparedStatement(select(t.articles).where(_MINE & (_A.external_id == bindparam("external"))).limit(1))
_NAMELESS = PreparedStatement(
    select(t.articles)
    .where((_A.text_hash == bindparam("text")) & _MINE & _A.url.is_(None) & _A.external_id.is_(None))
    .limit(1)
)
_BY_KEY = PreparedStatement(
    select(t.articles)
    .join(t.addresses, t.addresses.c.article == _A.id)
    .where((t.addresses.c.key == bindparam("key")) & _MINE & _A.external_id.is_(None))
    .limit(1)
)
_SAME_TEXT = PreparedStatement(
    select(t.articles, t.versions.c.head)
    .join(t.versions, (t.versions.c.article == _A.id) & (t.versions.c.number == _A.version))
    .where((_A.text_hash == bindparam("text")) & _MINE & _A.url.is_not(None) & _A.external_id.is_(None))
    .order_by(_A.id)
)
_OTHER = _A.id != bindparam("article")
_EXTERNAL_TAKEN = PreparedStatement(select(_A.id).where(_MINE & (_A.external_id == bindparam("external")) & _OTHER))
_URL_TAKEN = PreparedStatement(select(_A.id).where((_A.url == bindparam("url")) & _OTHER))
_REMEMBER = PreparedStatement(upsert(t.addresses).on_conflict_do_nothing())


def find_known_article(connection: Connection, article: Article, text_hash: str) -> Any:
    """Return the row an article belongs to, None when it is new: by its URL, its imported id, another of its addresses.

    An article with neither URL nor imported id is known by its text; one with an address never seen by text and moment.
    """

    row = None
    if article.url is not None:
        row = _BY_URL.first(connection, url=article.url)
    if row is None and article.external_id is not None:
        row = _BY_EXTERNAL.first(connection, source=article.source, external=article.external_id)
    if article.url is None and article.external_id is None:
        row = _NAMELESS.first(connection, source=article.source, text=text_hash)
    if row is not None or article.url is None or article.external_id is not None:  # imported ids are never merged
        return row
    row = _BY_KEY.first(connection, source=article.source, key=address_key(article.url))
    return row or _find_same_text(connection, article, text_hash)


def _find_same_text(connection: Connection, article: Article, text_hash: str) -> Any:
    """Return the article of the same source that says the same and was published at the same moment."""
    if article.published is None or len(article.body) + len(article.lead) < _LONG:
        return None
    moment = article.published.isoformat()
    for row in _SAME_TEXT.rows(connection, source=article.source, text=text_hash):
        head = json.loads(row.head)
        if head["published"] == moment and head["precision"] == article.precision:
            return row
    return None


def choose_names(connection: Connection, article: Article, known: Any) -> dict[str, object]:
    """Return the URL and imported id to find a known article by from now on: the new ones, else those it had.

    The imported id stays with another article that has it already: the URL decides who is who.
    """
    external = article.external_id or known.external_id
    if external is not None:
        taken = _EXTERNAL_TAKEN.first(connection, source=article.source, external=external, article=known.id)
        external = None if taken else external
    return {"url": article.url or known.url, "external_id": external}


def choose_address(connection: Connection, known: Any, url: str) -> str:
    """Return the address that a known article keeps when it is met at ``url``, and remember the other one."""
    remember_address(connection, known.id, url)
    if address_key(known.url) != address_key(url):
        return str(known.url)
    kept = better_address(known.url, url)
    taken = _URL_TAKEN.first(connection, url=kept, article=known.id)
    return str(known.url) if taken else kept


def remember_address(connection: Connection, article: int, url: str | None) -> None:
    """Keep an address at which an article was seen; the first to have it keeps it."""
    if url is not None:
        _REMEMBER.run(connection, key=address_key(url), article=article, url=url)
