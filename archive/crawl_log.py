"""What happened to every URL that was tried."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, func, insert, select

from archive.database import moment, reading, text_of, writing
from archive.tables import crawl_log


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One visit of one URL."""

    source: str
    url: str
    outcome: str
    detail: str
    at: datetime | None


class CrawlLog:
    """The log of every source."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def record(self, job_id: int | None, source: str, url: str, outcome: str, detail: str, at: datetime) -> None:
        """Write one entry."""
        row = {"job": job_id, "source": source, "url": url, "outcome": outcome, "detail": detail, "at": text_of(at)}
        with writing(self._engine) as connection:
            connection.execute(insert(crawl_log).values(row))

    def recent(self, source: str | None = None, n: int = 100) -> list[LogEntry]:
        """The newest entries, of one source or of all, the newest first."""
        chosen = select(crawl_log).order_by(crawl_log.c.id.desc()).limit(n)
        if source is not None:
            chosen = chosen.where(crawl_log.c.source == source)
        with reading(self._engine) as connection:
            return [LogEntry(r.source, r.url, r.outcome, r.detail, moment(r.at)) for r in connection.execute(chosen)]

    def totals(self, since: datetime) -> dict[str, int]:
        """Entries by outcome since a moment."""
        c = crawl_log.c
        chosen = select(c.outcome, func.count()).where(c.at >= text_of(since)).group_by(c.outcome)
        with reading(self._engine) as connection:
            return {row[0]: row[1] for row in connection.execute(chosen)}

    def last(self) -> datetime | None:
        """The moment of the newest entry."""
        with reading(self._engine) as connection:
            return moment(connection.execute(select(func.max(crawl_log.c.at))).scalar())
