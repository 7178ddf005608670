"""The crawler's queue of URLs, one for each source. What is taken carries a lease: after a killed crawl it is due again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, ScalarSelect, bindparam, func, select, update

from archive.crawling.tables import frontier
from database.dialect import upsert
from database.prepared import PreparedStatement
from database.times import parse_moment, text_of
from database.transactions import reading, writing

_LEASE = timedelta(minutes=10)
_FEW = 500
"""Values in one IN (…): below SQLite's limit on variables."""


@dataclass(frozen=True, slots=True)
class FrontierUrl:
    """A URL to visit. ``kind``: article, file, listing, feed, sitemap or api; ``depth``: steps from a start page.

    ``outcome`` is what the last visit ended with, "" before the first. ``form`` holds the fields to post: pages of a
    postback listing share one address, so theirs carries a fragment that tells them apart. ``visited`` is the last
    visit; ``news`` and ``watched`` (seconds) are what ``crawler.scheduling.revisit`` learnt of a listing. ``barren`` counts the
    listing pages in a row, up to the one that led here, that showed nothing new.
    """

    url: str
    source: str
    kind: str
    depth: int
    tries: int
    etag: str | None
    last_modified: str | None
    outcome: str = ""
    form: Mapping[str, str] = field(default_factory=dict)
    visited: datetime | None = None
    news: float = 0.0
    watched: float = 0.0
    barren: int = 0


class Frontier:
    """The queue of every source."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(
        self,
        source: str,
        urls: Iterable[tuple[str, str, int]],
        forms: Mapping[str, Mapping[str, str]] | None = None,
        *,
        now: datetime | None = None,
        barren: int = 0,
        listed: bool = False,
    ) -> int:
        """Queue (url, kind, depth) triples that the source does not know yet, with the ``forms`` of some, due at once.

        Returns how many were new.
        """
        posted = {url: json.dumps(dict(form)) for url, form in (forms or {}).items()}
        same = {
            "source": source,
            "state": "due",
            "due": text_of(now or datetime.now(UTC)),
            "tries": 0,
            "outcome": "",
            "barren": barren,
            "listed": int(listed),
        }
        rows = [
            {
                "url": url,
                "kind": kind,
                "rank": int(kind in ("article", "file")),
                "depth": depth,
                "form": posted.get(url),
                **same,
            }
            for url, kind, depth in urls
        ]
        if not rows:
            return 0
        with writing(self._engine, source) as connection:
            return _ADD.run_many(connection, rows)

    def mark_listed(self, source: str, urls: Sequence[str]) -> int:
        """Mark articles as shown by a listing page. Returns how many no listing page had shown before."""
        c = frontier.c
        shown = 0
        with writing(self._engine, source) as connection:
            for at in range(0, len(urls), _FEW):
                unseen = (c.source == source) & c.url.in_(urls[at : at + _FEW]) & (c.listed == 0)
                shown += connection.execute(update(frontier).where(unseen).values(listed=1)).rowcount
        return shown

    def take(self, source: str, now: datetime | None = None, *, articles_first: bool = False) -> FrontierUrl | None:
        """Take the next URL that is due (discovery before articles, or the other way), None when nothing is."""
        at = now or datetime.now(UTC)
        with writing(self._engine, source) as connection:
            moments = {"at": text_of(at), "until": text_of(at + _LEASE)}
            first = int(articles_first)
            row = _TAKE.first(connection, s=source, first=first, second=1 - first, **moments)
        if row is None:
            return None
        return FrontierUrl(
            url=row.url,
            source=row.source,
            kind=row.kind,
            depth=row.depth,
            tries=row.tries,
            etag=row.etag,
            last_modified=row.last_modified,
            outcome=row.outcome,
            form=json.loads(row.form) if row.form else {},
            visited=parse_moment(row.visited),
            news=row.news,
            watched=row.watched,
            barren=row.barren,
        )

    def close_visited(
        self,
        source: str,
        url: str,
        outcome: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        next_visit: datetime | None = None,
        visited: datetime | None = None,
        news: float = 0.0,
        watched: float = 0.0,
    ) -> None:
        """Close a taken URL; it is due again at ``next_visit``, or never. A visit keeps its moment and what it taught."""
        due = text_of(next_visit) if next_visit else "9999"
        values: dict[str, object] = {"state": "done", "outcome": outcome, "due": due, "lease": None, "tries": 0}
        if etag is not None or last_modified is not None:
            values |= {"etag": etag, "last_modified": last_modified}
        if visited is not None:
            values |= {"visited": text_of(visited), "news": news, "watched": watched}
        self._set(source, url, values)

    def close_failed(self, source: str, url: str, reason: str, retry_at: datetime | None) -> None:
        """Close a taken URL that could not be fetched; tried again at ``retry_at``, or never."""
        due = text_of(retry_at) if retry_at else "9999"
        values = {"state": "failed", "outcome": reason, "due": due, "lease": None}
        with writing(self._engine, source) as connection:
            _FAILED.run(connection, s=source, u=url, **values)

    def _set(self, source: str, url: str, values: dict[str, object]) -> None:
        with writing(self._engine, source) as connection:
            _SET.run(connection, s=source, u=url, **values)

    def make_due(self, source: str, now: datetime, *, articles: bool) -> None:
        """Make the visited start pages, feeds and sitemaps of a source due, and its visited articles and files if told to."""
        c = frontier.c
        chosen = (c.rank == 0) & (c.depth == 0)
        if articles:
            chosen |= (c.rank == 1) & c.outcome.not_in(("missing", "trap"))
        where = (c.source == source) & (c.state == "done") & chosen
        with writing(self._engine, source) as connection:
            connection.execute(update(frontier).where(where).values(due=text_of(now)))

    def postpone(self, source: str, root: str, until: datetime) -> int:
        """Leave what is due at a host (``scheme://host:port``) until a moment. Returns how many URLs wait."""
        c = frontier.c
        mine = (c.source == source) & (c.url >= f"{root}/") & (c.url < f"{root}0") & (c.due < text_of(until))
        with writing(self._engine, source) as connection:
            values = {"due": text_of(until), "lease": None, "state": "due"}
            return connection.execute(update(frontier).where(mine).values(values)).rowcount

    def wake_pages(self, source: str, pages: Mapping[str, Mapping[str, str]], now: datetime) -> None:
        """Make visited pages due; those with a form take the new one, as an old view state may have expired."""
        c = frontier.c
        with writing(self._engine, source) as connection:
            for url, form in pages.items():
                known = (c.source == source) & (c.url == url) & (c.state == "done")
                values = {"due": text_of(now), "form": json.dumps(dict(form)) if form else None}
                connection.execute(update(frontier).where(known).values(values))

    def wake_changed(self, source: str, changed: Sequence[tuple[str, datetime]], now: datetime) -> None:
        """Make the URLs due that changed, as (url, moment) says, after they were last visited."""
        c = frontier.c
        where = (c.source == source) & (c.url == bindparam("u")) & (c.state == "done") & (c.visited < bindparam("m"))
        values = [{"u": url, "m": text_of(moment)} for url, moment in changed]
        with writing(self._engine, source) as connection:
            connection.execute(update(frontier).where(where).values(due=text_of(now)), values)

    def fetch_anew(self, source: str, urls: Sequence[str], now: datetime) -> None:
        """Make visited URLs due as if they had never been answered: an unchanged one is sent again."""
        c = frontier.c
        values = {"due": text_of(now), "etag": None, "last_modified": None}
        with writing(self._engine, source) as connection:
            for at in range(0, len(urls), _FEW):
                visited = (c.source == source) & c.url.in_(urls[at : at + _FEW]) & (c.state == "done")
                connection.execute(update(frontier).where(visited).values(values))

    def release_all(self, source: str) -> int:
        """Make every taken URL of a source due again: for the one crawler of that source, at its start."""
        where = (frontier.c.state == "taken") & (frontier.c.source == source)
        with writing(self._engine, source) as connection:
            return connection.execute(update(frontier).where(where).values(state="due", lease=None)).rowcount

    def count_due(self, source: str, now: datetime) -> int:
        """Count the URLs of a source that are due."""
        with reading(self._engine) as connection:
            return connection.execute(_WAITING, {"s": source, "at": text_of(now)}).scalar_one()


# Made once: making a statement costs several times what running it does.
_ADD = PreparedStatement(upsert(frontier).on_conflict_do_nothing())
_ONE = update(frontier).where((frontier.c.source == bindparam("s")) & (frontier.c.url == bindparam("u")))
_SET = PreparedStatement(_ONE)
_FAILED = PreparedStatement(_ONE.values(tries=frontier.c.tries + 1))


def _next_due(rank: str) -> ScalarSelect[str]:
    """Select the next address that is due of the rank that a parameter names."""
    mine = (frontier.c.source == bindparam("s")) & (frontier.c.rank == bindparam(rank))
    due = (frontier.c.due <= bindparam("at")) & (frontier.c.state != "taken")
    order = (frontier.c.due, frontier.c.depth, frontier.c.url)
    return select(frontier.c.url).where(mine & due).order_by(*order).limit(1).scalar_subquery()


# Two ranges of the index: one over both ranks would sort everything that is due.
_NEXT = func.coalesce(_next_due("first"), _next_due("second"))
_WAITING = select(func.count()).where(
    (frontier.c.source == bindparam("s"))
    & frontier.c.rank.in_((0, 1))
    & (frontier.c.due <= bindparam("at"))
    & (frontier.c.state != "taken")
)
_TAKE = PreparedStatement(
    update(frontier)
    .where((frontier.c.source == bindparam("s")) & (frontier.c.url == _NEXT))
    .values(state="taken", lease=bindparam("until"))
    .returning(*(c for c in frontier.c))
)
