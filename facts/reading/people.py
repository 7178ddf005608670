"""Reads people: search, one person's ranks and offices over time, who held an office on a day."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, func, select

from facts.keys import role_key
from facts.reading import events as event_reading
from facts.reading.rows import order_by_day, proof_of, quote_of, select_with_proof, visible_condition
from facts.reading.views import Holder, Holding, PersonPage, PersonSummary
from facts.store import tables as f
from vietnamese.spelling.normalise import fold

_PARTS = re.compile(r"[,;/]|\s[-–]\s|\skiêm\s")
# Words before an office that do not change who holds it.
_STILL = frozenset(("dong chi", "quyen", "tan"))
_FORMER = ("nguyen ", "cuu ")


def _read_mentions(connection: Connection, *where: Any) -> list[Any]:
    chosen = select_with_proof(f.fact_people).where(*where)
    return list(connection.execute(order_by_day(chosen, f.fact_people)).all())


def summary_of(rows: Sequence[Any]) -> PersonSummary:
    """Sum up the mentions of one person (in order of days): its newest rank and office."""
    days = [row.article_day for row in rows if row.article_day]
    newest = [row for row in rows if row.article_day] or list(rows)
    rank = next((row.rank for row in reversed(newest) if row.rank), "")
    told = next((row for row in reversed(newest) if row.role), newest[-1])
    return PersonSummary(
        rows[0].person, rows[0].name, rank, told.role, told.place, len({row.article for row in rows}),
        days[0] if days else None, days[-1] if days else None,
    )  # fmt: skip


def search_people(connection: Connection, words: str, limit: int, offset: int) -> tuple[int, list[PersonSummary]]:
    """Search people whose name, rank and offices hold all the words (with or without accents): how many, and some of them."""
    p, a, w = f.fact_people.c, f.fact_articles.c, f.person_words.c
    count = func.count(p.article.distinct()).label("articles")
    fitting = (
        select(p.person, count)
        .join(f.fact_articles, a.article == p.article)
        .where(visible_condition(), p.person.is_not(None))
        .group_by(p.person)
    )
    for word in role_key(words).split():
        fitting = fitting.where(p.person.in_(select(w.person).where(w.word == word)))
    total = connection.execute(select(func.count()).select_from(fitting.subquery())).scalar_one()
    most = fitting.order_by(count.desc(), p.person).limit(limit).offset(offset)
    shown = [row.person for row in connection.execute(most)]
    grouped: dict[int, list[Any]] = defaultdict(list)
    for row in _read_mentions(connection, p.person.in_(shown)):
        grouped[row.person].append(row)
    return total, [summary_of(grouped[who]) for who in shown]


def read_person_page(connection: Connection, person: int) -> PersonPage | None:
    """Read one person over articles and years; None when no visible article names it."""
    rows = _read_mentions(connection, f.fact_people.c.person == person)
    if not rows:
        return None
    q = f.fact_quotes
    quotes = connection.execute(order_by_day(select_with_proof(q).where(q.c.person == person), q)).all()
    return PersonPage(
        summary_of(rows),
        tuple(holdings_of(rows)),
        tuple(event_reading.events_of_articles(connection, sorted({row.article for row in rows}))),
        tuple(quote_of(row) for row in quotes),
        tuple(proof_of(row) for row in rows),
    )


def holdings_of(rows: Sequence[Any]) -> list[Holding]:
    """Return each rank and office with the days it was first and last written, in order of the first."""
    grouped: dict[tuple[str, str], list[Any]] = defaultdict(list)
    for row in rows:
        if row.rank or row.role:
            grouped[fold(row.rank), row.role_key].append(row)
    return [_holding_of(told) for told in grouped.values()]


def _holding_of(rows: Sequence[Any]) -> Holding:
    days = [row.article_day for row in rows if row.article_day]
    return Holding(
        rows[0].rank, rows[0].role, rows[0].place, days[0] if days else None, days[-1] if days else None,
        tuple(proof_of(row) for row in rows),
    )  # fmt: skip


def _is_same_office(role: str, asked: str) -> bool:
    """Tell whether one of the offices written is the one asked for (both folded): a deputy's or a former one's is not."""
    for part in _PARTS.split(role):
        key = role_key(part)
        for prefix in _STILL:
            key = key.removeprefix(f"{prefix} ")
        if (key == asked or key.startswith(f"{asked} ")) and not key.startswith(_FORMER):
            return True
    return False


def find_holders(connection: Connection, role: str, place: str, day: str) -> list[Holder]:
    """Find who held an office on a day (or in a year: its middle), best proved first; nobody when no article tells."""
    asked, p = role_key(role), f.fact_people.c
    about = day if len(day) == 10 else f"{day[:4]}-07-01"
    where = [p.person.is_not(None), p.role_key.contains(asked, autoescape=True)]
    if place:
        where.append(p.place == fold(place))
    told = [row for row in _read_mentions(connection, *where) if row.article_day and _is_same_office(row.role, asked)]
    found: dict[str, list[Any]] = defaultdict(list)
    for row in told:
        found[row.place].append(row)
    return [holder for rows in found.values() for holder in _decide_holders(connection, rows, about)]


def _decide_holders(connection: Connection, rows: Sequence[Any], day: str) -> list[Holder]:
    """Decide between the last article before a day and the first after; rows are of one office and in order of days."""
    before = [row for row in rows if row.article_day <= day]
    after = [row for row in rows if row.article_day >= day]
    last, first = (before[-1] if before else None), (after[0] if after else None)
    if last and first and last.person != first.person and last.article_day != day:
        return [_holder_of(connection, last, None, "contested"), _holder_of(connection, None, first, "contested")]
    if last and first:
        return [_holder_of(connection, last, first if first.person == last.person else None, "proved")]
    return [_holder_of(connection, last, first, "likely")] if last or first else []


def _holder_of(connection: Connection, before: Any, after: Any, certainty: str) -> Holder:
    who = (before or after).person
    summary = summary_of(_read_mentions(connection, f.fact_people.c.person == who))
    return Holder(summary, certainty, before and _holding_of([before]), after and _holding_of([after]))
