"""Announcements of portals: section and date beside an article's link, and how many articles they say they have.

``crawler.reporting.completeness`` holds it against what was stored; ``archive.articles.listing_metadata`` gives articles what their pages do not say.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime

from sqlalchemy import Engine, func, or_, select

from archive.around_damage import around_damage
from archive.articles import listing_metadata as listed
from archive.crawling.tables import claims, frontier
from archive.tables import announced, articles, versions
from database.dialect import json_text, upsert
from database.times import text_of
from database.transactions import reading, writing


@dataclass(frozen=True, slots=True)
class AnnouncedTotal:
    """A portal's own count: ``total`` articles at ``url``, of a section ("" for all)."""

    url: str
    section: str
    total: int


@dataclass(frozen=True, slots=True)
class AnnouncedArticle:
    """An article's address as a list, feed or sitemap names it; what it does not say is "".

    ``month`` is "2023-05"; ``published`` "2023-05-25" or "2023-05-25T10:30+07:00".
    """

    url: str
    section: str = ""
    month: str = ""
    published: str = ""


@dataclass(frozen=True, slots=True)
class KnownArticle:
    """One known article address: what was announced, what the last visit ended with, what is stored.

    ``section`` and ``month`` ("2023-05") are the stored article's, else the announced ones; "" when neither is known.
    """

    url: str
    section: str
    month: str
    state: str
    outcome: str
    stored: bool


@dataclass(frozen=True, slots=True)
class UnreadPage:
    """A listing, sitemap, feed or interface that could not be read, or was not yet."""

    url: str
    kind: str
    outcome: str


_ADD = upsert(announced)
_KNOWN, _NEW = announced.c, _ADD.excluded
_PARTS = [(_KNOWN[name], _NEW[name]) for name in ("section", "month", "published")]
_RECORD = _ADD.on_conflict_do_update(
    index_elements=["url"],
    set_={old.name: func.coalesce(func.nullif(old, ""), described) for old, described in _PARTS},
    where=or_(*((old == "") & (described != "") for old, described in _PARTS)),
)
_MOVED = _ADD.on_conflict_do_update(index_elements=["url"], set_={"article": _NEW.article})


class Announcements:
    """The announcements of every source."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def record_articles(self, source: str, by: str, links: Iterable[AnnouncedArticle]) -> None:
        """Record what a page of kind ``by`` says of articles, stored or not; what is known already stays."""
        described = [n for n in links if n.section or n.month or n.published]
        if not described:
            return
        with writing(self._engine) as connection:
            connection.execute(_RECORD, [{**asdict(n), "source": source, "by": by} for n in described])
            listed.apply_announced(connection, [n.url for n in described if n.section or n.published])

    def apply_to_article(self, url: str) -> None:
        """Give the stored article of an address what was announced with it and its own page does not say."""
        with writing(self._engine) as connection:
            listed.apply_announced(connection, [url])

    def record_redirect(self, url: str, source: str, article: int) -> None:
        """Record which article an address led to whose own address is another one."""
        row = {"url": url, "source": source, "section": "", "month": "", "by": "redirect", "article": article}
        with writing(self._engine) as connection:
            connection.execute(_MOVED, row)

    def record_total(self, source: str, claim: AnnouncedTotal, at: datetime) -> None:
        """Record a portal's own count, in place of an older one of the same address."""
        row = {"section": claim.section, "total": claim.total, "at": text_of(at)}
        add = upsert(claims).values(source=source, url=claim.url, **row)
        with writing(self._engine) as connection:
            connection.execute(add.on_conflict_do_update(set_=row))

    @around_damage
    def totals(self, source: str) -> list[AnnouncedTotal]:
        """Return a portal's own counts, by address."""
        with reading(self._engine) as connection:
            rows = connection.execute(select(claims).where(claims.c.source == source).order_by(claims.c.url))
            return [AnnouncedTotal(r.url, r.section, r.total) for r in rows]

    @around_damage
    def known_articles(self, source: str) -> list[KnownArticle]:
        """Return every known article address of a source, by address."""
        f, a = frontier.c, announced.c
        stored = func.coalesce(a.article, articles.c.id)
        found = (
            select(
                f.url,
                f.state,
                f.outcome,
                a.section,
                a.month,
                articles.c.id,
                json_text(versions.c.head, "section").label("own_section"),
                json_text(versions.c.head, "published").label("published"),
            )
            .select_from(
                frontier.outerjoin(announced, a.url == f.url)
                .outerjoin(articles, (articles.c.url == f.url) | (articles.c.id == a.article))
                .outerjoin(versions, (versions.c.article == articles.c.id) & (versions.c.number == articles.c.version))
            )
            .where((f.source == source) & (f.kind == "article"))
            .order_by(f.url, stored)
        )
        with reading(self._engine) as connection:
            rows: dict[str, KnownArticle] = {}
            for r in connection.execute(found):
                section, month = r.own_section or r.section or "", (r.published or "")[:7] or r.month or ""
                rows.setdefault(r.url, KnownArticle(r.url, section, month, r.state, r.outcome, r.id is not None))
            return list(rows.values())

    @around_damage
    def unread_pages(self, source: str) -> Sequence[UnreadPage]:
        """Return the pages that lead to articles and were never read."""
        c = frontier.c
        lost = (c.kind != "article") & ((c.state == "failed") | (c.outcome == ""))
        chosen = select(c.url, c.kind, c.outcome).where((c.source == source) & lost).order_by(c.url)
        with reading(self._engine) as connection:
            return [UnreadPage(r.url, r.kind, r.outcome) for r in connection.execute(chosen)]
