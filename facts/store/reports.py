"""What readers report as wrong in a fact: a queue for editors, without names or addresses of readers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, insert, select, update

from database.times import now_text, parse_moment
from database.transactions import reading, writing
from facts.store import tables as f


@dataclass(frozen=True, slots=True)
class FactReport:
    """A report: the path of the page it is about, and what is wrong in the reader's words."""

    id: int
    at: datetime
    path: str
    text: str


class FactReports:
    """The reports of readers."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def add(self, path: str, text: str) -> None:
        """Keep a report."""
        with writing(self._engine) as connection:
            connection.execute(insert(f.fact_reports).values(at=now_text(), path=path, text=text, closed_by=""))

    def list_open(self, n: int = 100) -> list[FactReport]:
        """Return the reports that no editor has closed, the newest first."""
        r = f.fact_reports.c
        with reading(self._engine) as connection:
            rows = connection.execute(select(f.fact_reports).where(r.closed_by == "").order_by(r.id.desc()).limit(n))
            return [FactReport(row.id, at, row.path, row.text) for row in rows if (at := parse_moment(row.at))]

    def close(self, number: int, who: str) -> bool:
        """Close a report; tell whether it was open."""
        r = f.fact_reports.c
        with writing(self._engine) as connection:
            still_open = update(f.fact_reports).where(r.id == number, r.closed_by == "")
            return connection.execute(still_open.values(closed_by=who)).rowcount > 0
