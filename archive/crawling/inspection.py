"""What an archive knows of one address, and of the addresses that failed: for whoever looks after a crawl."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from sqlalchemy import ColumnElement, Engine, Row, func, select, update

from archive import tables as t
from archive.articles.address_keys import address_key
from archive.crawling.crawl_log import Visit
from archive.crawling.tables import crawl_log, frontier
from database.times import parse_moment, text_of
from database.transactions import reading, writing

FAILED = ("failed", "forbidden", "gone", "missing", "not-an-article", "too-old", "trap", "unreadable", "unsafe")
"""Outcomes of a visit after which nothing of the address is stored."""


@dataclass(frozen=True, slots=True)
class QueuedAddress:
    """An address of the queue. ``due`` is None when it is not visited again; ``listed``: a listing page has shown it."""

    source: str
    url: str
    kind: str
    depth: int
    listed: bool
    state: str
    tries: int
    outcome: str
    due: datetime | None
    visited: datetime | None


def variants_of(url: str) -> list[str]:
    """Return the addresses under which a page may be known: with http and https, with and without www and a last slash."""
    parts = urlsplit(url)
    bare = parts.netloc.removeprefix("www.")
    path = parts.path.rstrip("/")
    tail = f"?{parts.query}" if parts.query else ""
    return [
        f"{scheme}://{host}{path}{slash}{tail}"
        for scheme in ("https", "http")
        for host in (bare, f"www.{bare}")
        for slash in ("", "/")
    ]


class CrawlInspection:
    """Reads the crawl's state; ``retry`` and ``make_due`` alone change it."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def queued(self, url: str) -> list[QueuedAddress]:
        """Return the queue's entries of a canonical address, whichever source has met it."""
        known = select(frontier).where(frontier.c.url.in_(variants_of(url)))
        with reading(self._engine) as connection:
            return [_queued_of(row) for row in connection.execute(known)]

    def visits(self, sources: Sequence[str], url: str, n: int = 5) -> list[Visit]:
        """Return the newest visits to an address, the newest first."""
        c = crawl_log.c
        mine = c.source.in_(sources) & c.url.in_(variants_of(url))
        with reading(self._engine) as connection:
            rows = connection.execute(select(crawl_log).where(mine).order_by(c.id.desc()).limit(n))
            return [
                Visit(r.job, r.source, r.url, r.outcome, r.detail, parse_moment(r.at) or datetime.now(UTC))
                for r in rows
            ]

    def article_at(self, url: str) -> int | None:
        """Return the number of the article that is stored for an address in any of its forms."""
        key = t.addresses.c.key == address_key(url)
        with reading(self._engine) as connection:
            found = connection.execute(select(t.addresses.c.article).where(key)).scalar()
            if found is None:
                direct = select(t.articles.c.id).where(t.articles.c.url.in_(variants_of(url)))
                found = connection.execute(direct.limit(1)).scalar()
            return None if found is None else int(found)

    def is_erased(self, url: str) -> bool:
        """Tell whether the article of an address was erased for good."""
        erased = select(t.tombstones.c.article).where(t.tombstones.c.url.in_(variants_of(url))).limit(1)
        with reading(self._engine) as connection:
            return connection.execute(erased).first() is not None

    def count_failed(self, source: str) -> dict[str, int]:
        """Count the addresses of a source that brought nothing, by what the last visit ended with."""
        c = frontier.c
        chosen = select(c.outcome, func.count()).where(_failed(source)).group_by(c.outcome).order_by(c.outcome)
        with reading(self._engine) as connection:
            return {row[0]: row[1] for row in connection.execute(chosen)}

    def failed(self, source: str, outcome: str, n: int, offset: int = 0) -> list[QueuedAddress]:
        """Return addresses of a source whose last visit ended so, the newest visit first."""
        c = frontier.c
        mine = _failed(source) & (c.outcome == outcome)
        with reading(self._engine) as connection:
            rows = connection.execute(
                select(frontier).where(mine).order_by(c.visited.desc().nulls_last(), c.url).limit(n).offset(offset)
            )
            return [_queued_of(row) for row in rows]

    def retry(self, source: str, outcome: str, now: datetime, url: str = "") -> int:
        """Make the addresses that ended so (or one of them) due at once; return how many."""
        c = frontier.c
        mine = _failed(source) & (c.outcome == outcome)
        return self._wake(mine & (c.url == url) if url else mine, now)

    def make_due(self, source: str, url: str, now: datetime) -> int:
        """Make an address of a source's queue due at once, as if it had never been answered; return how many that is."""
        c = frontier.c
        return self._wake((c.source == source) & c.url.in_(variants_of(url)) & (c.state != "taken"), now)

    def _wake(self, chosen: ColumnElement[bool], now: datetime) -> int:
        values = {"state": "due", "due": text_of(now), "tries": 0, "lease": None, "etag": None, "last_modified": None}
        with writing(self._engine) as connection:
            return connection.execute(update(frontier).where(chosen).values(values)).rowcount


def _failed(source: str) -> ColumnElement[bool]:
    c = frontier.c
    return (c.source == source) & (c.state != "taken") & c.outcome.in_(FAILED)


def _queued_of(row: Row[tuple[object, ...]]) -> QueuedAddress:
    return QueuedAddress(
        row.source,
        row.url,
        row.kind,
        row.depth,
        bool(row.listed),
        row.state,
        row.tries,
        row.outcome,
        None if row.due.startswith("9999") else parse_moment(row.due),
        parse_moment(row.visited),
    )
