"""Reads what typing help may name: events, people with an office, documents; of visible articles, most told first."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection, Engine, func, select

from archive.around_damage import around_damage
from database.dialect import numbers_of
from database.prepared import PreparedStatement
from database.transactions import reading
from facts.reading.province_names import name_provinces
from facts.reading.rows import shown_person_condition, visible_condition
from facts.store import tables as f


@dataclass(frozen=True, slots=True)
class Nameable:
    """One thing with a page of its own: what it is called, more of it, and how many articles tell it, the newest among them.

    ``day``: when an event takes place, or an office was last told; ISO 8601, perhaps without day or year, "" for none.
    """

    key: str
    text: str
    detail: str
    article: int
    articles: int
    day: str


def iter_events(connection: Connection) -> Iterator[Nameable]:
    """Yield each event with its name, kind and day."""
    e, told, a = f.events.c, f.fact_events.c, f.fact_articles.c
    rows = connection.execute(
        select(e.id, e.title, e.kind, e.date, func.max(told.article), func.count(told.article.distinct()))
        .join(f.fact_events, told.event == e.id)
        .join(f.fact_articles, a.article == told.article)
        .where(visible_condition(), e.title != "")
        .group_by(e.id)
    )
    for number, title, kind, day, article, articles in rows:
        yield Nameable(str(number), title, kind, article, articles, day or "")


def iter_people(connection: Connection) -> Iterator[Nameable]:
    """Yield each person that may be shown with the newest office."""
    p, a = f.fact_people.c, f.fact_articles.c
    day = func.coalesce(a.day, "")
    shown = (visible_condition(), shown_person_condition(f.fact_people), p.role != "")
    counted = select(p.person, func.max(day).label("day"), func.count(p.article.distinct()).label("articles"))
    newest = counted.join(f.fact_articles, a.article == p.article).where(*shown).group_by(p.person).subquery()
    rows = connection.execute(
        select(p.person, p.name, p.role, p.article, newest.c.day, newest.c.articles)
        .join(f.fact_articles, a.article == p.article)
        .join(newest, (newest.c.person == p.person) & (newest.c.day == day))
        .where(*shown)
        .order_by(p.person, p.article, p.position)
    )
    last = None
    for number, name, role, article, day_told, articles in rows:
        if number != last:  # Of several offices of the newest day the first one.
            yield Nameable(str(number), name, role, article, articles, day_told)
        last = number


def iter_documents(connection: Connection) -> Iterator[Nameable]:
    """Yield each document by its number, with its type and title."""
    d, a = f.fact_documents.c, f.fact_articles.c
    rows = connection.execute(
        select(
            func.min(d.number),
            func.max(d.type),
            func.max(d.title),
            func.max(d.article),
            func.count(d.article.distinct()),
        )
        .join(f.fact_articles, a.article == d.article)
        .where(visible_condition())
        .group_by(d.key)
    )
    for number, kind, title, article, articles in rows:
        yield Nameable(number, number, " ".join(filter(None, (kind, title))), article, articles, "")


_HELD = PreparedStatement(select(f.people.c.id, f.people.c.held).where(f.people.c.id.in_(numbers_of("people"))))
"""Made once: it is asked at every key that is typed."""


@around_damage
def find_held(engine: Engine, people: Collection[int]) -> set[int]:
    """Return those of some people that are held back, or gone."""
    if not people:
        return set()
    # Asked for those that are not held, SQLite would walk through all of them by the index of the people's list.
    with reading(engine) as connection:
        known = _HELD.rows(connection, people=json.dumps([*people]))
    return set(people) - {number for number, held in known if not held}


def count_provinces(connection: Connection) -> dict[str, int]:
    """Count the visible articles of each province, by its name."""
    province = f.fact_articles.c.province
    told = select(province, func.count()).where(visible_condition(), province != "").group_by(province)
    counts = {row[0]: int(row[1]) for row in connection.execute(told)}
    names = name_provinces(connection, counts)
    return {names[key]: count for key, count in counts.items()}
