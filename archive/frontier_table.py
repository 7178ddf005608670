"""The crawler's queue of URLs. What is taken carries a lease: after a killed crawl it is due again."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import Engine, func, select, update
from sqlalchemy.dialects.sqlite import insert

from archive.database import moment, now_text, reading, text_of, writing
from archive.tables import frontier

_LEASE = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class FrontierUrl:
    """A URL to visit. ``kind``: article, listing, feed, sitemap or api; ``depth``: steps from a start page.

    ``outcome`` is what the last visit ended with, "" before the first. ``form`` holds the fields to post: pages of a
    postback listing share one address, so theirs carries a fragment that tells them apart. ``visited`` is the last
    visit; ``news`` and ``watched`` (seconds) are what ``crawler.rhythm`` learnt of a listing.
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


class Frontier:
    """The queue of every source."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(
        self,
        source: str,
        urls: Iterable[tuple[str, str, int]],
        forms: Mapping[str, Mapping[str, str]] | None = None,
    ) -> int:
        """Queue (url, kind, depth) triples that are not known yet, with the ``forms`` of some. Returns how many were new."""
        now = now_text()
        posted = {url: json.dumps(dict(form)) for url, form in (forms or {}).items()}
        rows = [
            {
                "url": url,
                "source": source,
                "kind": kind,
                "depth": depth,
                "state": "due",
                "due": now,
                "tries": 0,
                "outcome": "",
                "form": posted.get(url),
            }
            for url, kind, depth in urls
        ]
        if not rows:
            return 0
        with writing(self._engine) as connection:
            before = connection.execute(select(func.count()).select_from(frontier)).scalar_one()
            connection.execute(insert(frontier).on_conflict_do_nothing(), rows)
            return connection.execute(select(func.count()).select_from(frontier)).scalar_one() - before

    def take(self, source: str, now: datetime | None = None) -> FrontierUrl | None:
        """Take the next URL that is due (discovery before articles), None when nothing is."""
        at = now or datetime.now(UTC)
        c = frontier.c
        ready = (c.source == source) & (c.due <= text_of(at)) & (c.state.in_(("due", "done", "failed")))
        with writing(self._engine) as connection:
            row = connection.execute(
                select(frontier).where(ready).order_by(c.kind == "article", c.due, c.depth, c.url).limit(1)
            ).first()
            if row is None:
                return None
            values = {"state": "taken", "lease": text_of(at + _LEASE)}
            connection.execute(update(frontier).where(c.url == row.url).values(**values))
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
            visited=moment(row.visited),
            news=row.news,
            watched=row.watched,
        )

    def done(
        self,
        url: str,
        outcome: str,
        *,
        etag: str | None = None,
        last_modified: str | None = None,
        next_visit: datetime | None = None,
    ) -> None:
        """Close a taken URL; it is due again at ``next_visit``, or never."""
        due = text_of(next_visit) if next_visit else "9999"
        values: dict[str, object] = {"state": "done", "outcome": outcome, "due": due, "lease": None, "tries": 0}
        if etag is not None or last_modified is not None:
            values |= {"etag": etag, "last_modified": last_modified}
        self._set(url, values)

    def failed(self, url: str, reason: str, retry_at: datetime | None) -> None:
        """Close a taken URL that could not be fetched; tried again at ``retry_at``, or never."""
        values = {"state": "failed", "outcome": reason, "due": text_of(retry_at) if retry_at else "9999", "lease": None}
        self._set(url, {**values, "tries": frontier.c.tries + 1})

    def _set(self, url: str, values: dict[str, object]) -> None:
        with writing(self._engine) as connection:
            connection.execute(update(frontier).where(frontier.c.url == url).values(values))

    def release_expired(self, now: datetime) -> int:
        """Make URLs due again whose lease has run out. Returns how many."""
        return self._release((frontier.c.state == "taken") & (frontier.c.lease < text_of(now)))

    def release_all(self, source: str) -> int:
        """Make every taken URL of a source due again: for the one crawler of that source, at its start."""
        return self._release((frontier.c.state == "taken") & (frontier.c.source == source))

    def _release(self, where: object) -> int:
        with writing(self._engine) as connection:
            return connection.execute(update(frontier).where(where).values(state="due", lease=None)).rowcount  # type: ignore[arg-type]

    def counts(self, source: str) -> dict[str, int]:
        """URLs of a source by state."""
        with reading(self._engine) as connection:
            c = frontier.c
            rows = connection.execute(select(c.state, func.count()).where(c.source == source).group_by(c.state))
            return {row[0]: row[1] for row in rows}
