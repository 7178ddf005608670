"""What is new among the facts: the newest and the coming events, stories that grow, and how many articles speak of each province.

For the front page, which remembers the numbers (``web.overview``) until the next index.
"""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Connection, Engine, func, select

from archive.around_damage import around_damage
from database.transactions import reading
from facts.reading.province_names import name_provinces
from facts.reading.rows import visible_condition
from facts.store import tables as f

GROWING_DAYS = 14
"""A story grows when so many days, up to the newest of the archive, brought it two reports or more."""


@around_damage
def find_newest_events(engine: Engine, today: date, n: int) -> list[int]:
    """Return the events held last, the newest first, each with a day of its own."""
    e = f.events.c
    with reading(engine) as connection:
        held = (e.date <= today.isoformat()) & e.date.like("2%") & (e.state == "held")
        return _numbers(connection, select(e.id).where(held).order_by(e.date.desc(), e.id.desc()).limit(n))


@around_damage
def find_coming_events(engine: Engine, today: date, n: int) -> list[int]:
    """Return the events of today and after, the soonest first, but for those that are cancelled."""
    e = f.events.c
    with reading(engine) as connection:
        coming = (e.date >= today.isoformat()) & (e.state != "cancelled") & (e.precision == "day")
        return _numbers(connection, select(e.id).where(coming).order_by(e.date, e.id).limit(n))


@around_damage
def find_growing_stories(engine: Engine, n: int) -> list[tuple[int, int]]:
    """Return (event, reports of the last days) of the events with the most reports of late."""
    x, a = f.fact_events.c, f.fact_articles.c
    with reading(engine) as connection:
        newest = connection.execute(select(func.max(a.day))).scalar()
        if not newest:
            return []
        since = (date.fromisoformat(newest[:10]) - timedelta(days=GROWING_DAYS)).isoformat()
        reports = func.count(a.article.distinct())
        told = select(x.event, reports).join(f.fact_articles, a.article == x.article)
        chosen = told.where(a.day >= since, visible_condition()).group_by(x.event).having(reports > 1)
        rows = connection.execute(chosen.order_by(reports.desc(), x.event.desc()).limit(n))
        return [(int(event), int(count)) for event, count in rows]


@around_damage
def count_provinces(engine: Engine) -> dict[str, int]:
    """Count the articles that speak of each province, by its name, the most first."""
    a, count = f.fact_articles.c, func.count()
    with reading(engine) as connection:
        told = select(a.province, count).where(a.province != "", visible_condition()).group_by(a.province)
        counts = {province: int(n) for province, n in connection.execute(told)}
        names = name_provinces(connection, counts)
    return {names[key]: n for key, n in sorted(counts.items(), key=lambda item: (-item[1], item[0]))}


def _numbers(connection: Connection, chosen: object) -> list[int]:
    return [int(n) for n in connection.execute(chosen).scalars()]  # type: ignore[call-overload]
