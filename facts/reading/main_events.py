"""Reads the main event of articles for the index: search and the pages of events say the same kind, day and name."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, select

from archive.around_damage import around_damage
from database.transactions import reading
from facts.store import tables as f

_FEW = 500


@dataclass(frozen=True, slots=True)
class MainEvent:
    """Kind, name and days of an article's main event, as its reports tell it together; days as ``EventFact`` writes them."""

    kind: str
    name: str
    day: str | None
    end_day: str | None


@around_damage
def read_main_events(engine: Engine, articles: Sequence[int]) -> dict[int, MainEvent | None]:
    """Read the main events of articles whose facts were made, by number; None for one that reports none."""
    a, x, e = f.fact_articles.c, f.fact_events.c, f.events.c
    found: dict[int, MainEvent | None] = {}
    with reading(engine) as connection:
        for at in range(0, len(articles), _FEW):
            some = articles[at : at + _FEW]
            known = connection.execute(select(a.article).where(a.article.in_(some))).scalars()
            found |= dict.fromkeys(known)
            told = select(x.article, e.kind, e.title, e.date, e.end_date).join(f.events, e.id == x.event)
            for row in connection.execute(told.where(x.article.in_(some), x.position == 0)):
                found[row.article] = MainEvent(row.kind, row.title, row.date, row.end_date)
    return found
