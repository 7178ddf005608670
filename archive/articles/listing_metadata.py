"""What only a portal's lists say of an article: its section, and when it was published where its own page is silent.

It is a fact of the link, kept beside the article so that it stays as published: versions and their hashes know nothing
of it, whoever reads the article sees it. A list may be read before the article or long after it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import Connection, Row, bindparam, case, func, select, update

from archive.articles.listed_moments import moment_of
from archive.articles.rows import sha256_of
from archive.change_counter import next_change
from archive.model import Article
from archive.tables import announced, articles, versions
from database.dialect import json_text

_FEW = 500
"""Values in one IN (…): below SQLite's limit on variables."""

_A, _N, _V = articles.c, announced.c, versions.c


def _missing_part(told: Any, given: Any, own: str) -> Any:
    """Return what is ``told`` where nothing was ``given`` and the newest version says nothing, else ""."""
    silent = (given == "") & (func.coalesce(json_text(_V.head, own), "") == "")
    return case((silent, told), else_="")


_MISSING_PARTS = (
    select(
        _A.id,
        _missing_part(_N.section, _A.listed_section, "section").label("section"),
        _missing_part(_N.published, _A.listed_published, "published").label("published"),
    )
    .select_from(
        announced.join(articles, (_A.url == _N.url) | (_A.id == _N.article)).join(
            versions, (_V.article == _A.id) & (_V.number == _A.version)
        )
    )
    .where(
        _N.url.in_(bindparam("urls", expanding=True))
        & (((_N.section != "") & (_A.listed_section == "")) | ((_N.published != "") & (_A.listed_published == "")))
    )
    .order_by(_A.id, _N.url)
)
_GIVE = (
    update(articles)
    .where(_A.id == bindparam("number"))
    .values(
        listed_section=func.coalesce(func.nullif(bindparam("section"), ""), _A.listed_section),
        listed_published=func.coalesce(func.nullif(bindparam("published"), ""), _A.listed_published),
        change=bindparam("new_change"),
    )
)


def apply_announced(connection: Connection, urls: Sequence[str]) -> None:
    """Give the stored articles of these addresses what was announced with them and their own pages do not say.

    What an article was once given stays; giving it counts as a change of the article.
    """
    for at in range(0, len(urls), _FEW):
        given: dict[int, dict[str, str]] = {}
        for row in connection.execute(_MISSING_PARTS, {"urls": list(urls[at : at + _FEW])}).all():
            known = given.get(row.id, {"section": "", "published": ""})  # one article may be announced at two addresses
            given[row.id] = {name: told or getattr(row, name) for name, told in known.items()}
        for number, told in given.items():
            if any(told.values()):
                connection.execute(_GIVE, {"number": number, **told, "new_change": next_change(connection)})


def with_listing_metadata(article: Article, row: Row[Any]) -> Article:
    """Return an article with what lists say where its own page says nothing; ``row`` is one of ``articles``."""
    if row.listed_section and not article.section:
        article = replace(article, section=row.listed_section)
    if row.listed_published and article.published is None:
        moment, precision = moment_of(row.listed_published)
        article = replace(article, published=moment, precision=precision)
    return article


def without_listing_metadata(article: Article, known: Row[Any]) -> Article:
    """Return an article that comes back (from an export) without what lists said, when it is the known one then."""
    if not known.listed_section and not known.listed_published:
        return article
    own = replace(article, section="") if article.section == known.listed_section else article
    if known.listed_published and own.published == moment_of(known.listed_published)[0]:
        own = replace(own, published=None, precision="day")
    return own if sha256_of(own) == known.sha256 else article
