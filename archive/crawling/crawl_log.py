"""Log of the crawler's visits, one line a URL, for admins."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Engine, delete, func, insert, select

from archive.around_damage import around_damage
from archive.crawling.tables import crawl_log
from database.prepared import PreparedStatement
from database.times import parse_moment, text_of
from database.transactions import reading, writing


@dataclass(frozen=True, slots=True)
class Visit:
    """One line of the log; ``at`` is aware (UTC)."""

    job: int | None
    source: str
    url: str
    outcome: str
    detail: str
    at: datetime


_LINE = PreparedStatement(insert(crawl_log))


class CrawlLog:
    """The log of every source."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def record(self, job: int | None, source: str, url: str, outcome: str, detail: str, at: datetime) -> None:
        """Write one line."""
        row = {"job": job, "source": source, "url": url, "outcome": outcome, "detail": detail, "at": text_of(at)}
        with writing(self._engine) as connection:
            _LINE.run(connection, **row)

    @around_damage
    def recent_visits(self, source: str | None = None, n: int = 100) -> list[Visit]:
        """Return the newest ``n`` lines of a source (or of all), the newest first."""
        chosen = select(crawl_log).order_by(crawl_log.c.id.desc()).limit(n)
        if source is not None:
            chosen = chosen.where(crawl_log.c.source == source)
        with reading(self._engine) as connection:
            return [
                Visit(r.job, r.source, r.url, r.outcome, r.detail, parse_moment(r.at) or datetime.now(UTC))
                for r in connection.execute(chosen)
            ]

    @around_damage
    def newest_number(self) -> int:
        """Return the number of the newest line, 0 in an empty log."""
        with reading(self._engine) as connection:
            return connection.execute(select(func.max(crawl_log.c.id))).scalar() or 0

    @around_damage
    def visits_after(self, number: int, batch: int = 1000) -> Iterator[Visit]:
        """Yield the lines after line ``number``, the oldest first."""
        while True:
            chosen = select(crawl_log).where(crawl_log.c.id > number).order_by(crawl_log.c.id).limit(batch)
            with reading(self._engine) as connection:
                rows = connection.execute(chosen).all()
            if not rows:
                return
            for r in rows:
                yield Visit(r.job, r.source, r.url, r.outcome, r.detail, parse_moment(r.at) or datetime.now(UTC))
            number = rows[-1].id

    @around_damage
    def count_outcomes(self, since: datetime | None = None) -> dict[str, int]:
        """Count lines by outcome, from a moment on."""
        c = crawl_log.c
        chosen = select(c.outcome, func.count()).group_by(c.outcome)
        if since is not None:
            chosen = chosen.where(c.at >= text_of(since))
        with reading(self._engine) as connection:
            return {row[0]: row[1] for row in connection.execute(chosen)}

    @around_damage
    def newest_by_source(self, outcome: str) -> dict[str, datetime]:
        """Return when each source last had a visit with this outcome."""
        c = crawl_log.c
        chosen = select(c.source, func.max(c.at)).where(c.outcome == outcome).group_by(c.source)
        with reading(self._engine) as connection:
            return {row[0]: at for row in connection.execute(chosen) if (at := parse_moment(row[1])) is not None}

    def prune(self, before: datetime) -> int:
        """Delete lines older than a moment, but each source's newest "new": it tells when a source fell silent."""
        c = crawl_log.c
        newest = select(func.max(c.id)).where(c.outcome == "new").group_by(c.source)
        with writing(self._engine) as connection:
            old = (c.at < text_of(before)) & c.id.not_in(newest)
            return connection.execute(delete(crawl_log).where(old)).rowcount
