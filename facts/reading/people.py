"""Reads people: search, one person's ranks and offices over time, who held an office on a day."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, and_, exists, func, or_, select, true, tuple_

from archive.tables import LEFT_OUT, articles
from facts.keys import WordUnits, role_key
from facts.reading import events as event_reading
from facts.reading.rows import (
    keys_of_rows,
    order_by_day,
    proof_of,
    proofs_of,
    read_quotes,
    select_with_proof,
    shown_person_condition,
    visible_condition,
)
from facts.reading.views import (
    EVERYTHING,
    Holder,
    Holding,
    PersonPage,
    PersonSummary,
    PersonTotals,
    Proof,
    Window,
)
from facts.store import tables as f
from vietnamese.spelling.normalise import fold

_EVIDENCE = timedelta(days=731)
"""How far from a day an article may be that says who held an office then."""
_FEW = 500
_MANY_PEOPLE = 1000
"""A word that so many people have is not counted further."""
_PARTS = re.compile(r"[,;/]|\s[-–]\s|\skiêm\s")
# Words before an office that do not change who holds it.
_STILL = frozenset(("dong chi", "quyen", "tan"))
_FORMER = ("nguyen ", "cuu ")


def _read_mentions(connection: Connection, *where: Any) -> list[Any]:
    chosen = select_with_proof(f.fact_people).where(*where)
    return list(connection.execute(order_by_day(chosen, f.fact_people)).all())


def summary_of(rows: Sequence[Any]) -> PersonSummary:
    """Sum up the mentions of one person (in order of days): its newest rank and office."""
    return _sum_up(rows, len({row.article for row in rows}))


def _sum_up(rows: Sequence[Any], count: int) -> PersonSummary:
    days = [row.day for row in rows if row.day]
    newest = [row for row in rows if row.day] or list(rows)
    rank = next((row.rank for row in reversed(newest) if row.rank), "")
    told = next((row for row in reversed(newest) if row.role), newest[-1])
    return PersonSummary(
        rows[0].person, rows[0].name, rank, told.role, told.place, count,
        days[0] if days else None, days[-1] if days else None,
    )  # fmt: skip


def search_people(connection: Connection, units: WordUnits, limit: int, offset: int) -> tuple[int, list[PersonSummary]]:
    """Search people whose name, rank and offices hold each unit in one of its ways (with or without accents): how many, and some."""
    who, w = f.people.c, f.person_words.c
    fitting: list[Any] = [who.held == 0, who.articles > 0]
    for unit in units:
        ways = [role_key(way).split() for way in unit]
        if all(ways):
            held = (and_(*(who.id.in_(select(w.person).where(w.word == word)) for word in way)) for way in ways)
            fitting.append(or_(*held))
    # Few articles are left out: who stands in them is counted anew, all others are read off an index.
    recounted = _recount(connection, fitting)
    others = select(who.id, who.articles).where(*fitting, who.id.not_in(_PEOPLE_LEFT_OUT))
    total = connection.execute(select(func.count()).select_from(others.subquery())).scalar_one() + len(recounted)
    most = others.order_by(who.articles.desc(), who.id).limit(offset + limit)
    counts = {**dict(connection.execute(most).all()), **recounted}
    shown = sorted(counts, key=lambda person: (-counts[person], person))[offset : offset + limit]
    summaries = summarise_people(connection, shown)
    return total, [summaries[person] for person in shown if person in summaries]


_LEFT_OUT = select(articles.c.id).where(LEFT_OUT)
_PEOPLE_LEFT_OUT = select(f.fact_people.c.person).where(
    f.fact_people.c.article.in_(_LEFT_OUT), f.fact_people.c.person.is_not(None)
)
"""Who stands in an article that is not shown."""


def _recount(connection: Connection, fitting: Sequence[Any]) -> dict[int, int]:
    """Count the visible articles of the fitting people who stand in one that is not, where there are any."""
    p = f.fact_people.c
    seen = select(f.people.c.id, func.count(p.article.distinct())).join(f.fact_people, p.person == f.people.c.id)
    seen = seen.where(f.people.c.id.in_(_PEOPLE_LEFT_OUT), p.article.not_in(_LEFT_OUT), *fitting)
    return dict(connection.execute(seen.group_by(f.people.c.id)).all())


def summarise_people(connection: Connection, people: Sequence[int]) -> dict[int, PersonSummary]:
    """Sum up people by the mentions at the ends of their offices; whom nothing visible tells of is left out.

    Not every mention is read: a minister stands in thousands of articles.
    """
    p, o, who = f.fact_people.c, f.person_offices.c, f.people.c
    recounted = set(connection.execute(_PEOPLE_LEFT_OUT.where(p.person.in_(people))).scalars())
    counts = dict(connection.execute(select(who.id, who.articles).where(who.id.in_(people))).all())
    offices: dict[int, list[Any]] = defaultdict(list)
    for row in connection.execute(select(f.person_offices).where(o.person.in_(set(people) - recounted))):
        offices[row.person].append(row)
    ends = [end for own in offices.values() for end in _ends_of(own)]
    told: dict[int, list[Any]] = defaultdict(list)
    at_ends = select(f.fact_people).where(
        p.person.in_(offices), tuple_(p.person, p.role_key, p.rank, p.place, p.day).in_(ends)
    )
    for row in connection.execute(at_ends.order_by(p.day, p.article, p.position)) if ends else ():
        told[row.person].append(row)
    for one in offices.keys() - told.keys():
        told[one] = _undated_ends(connection, one)
    found = {one: _sum_up(rows, counts[one]) for one, rows in told.items() if rows}
    for one in recounted:
        if mentions := _read_mentions(connection, p.person == one):
            found[one] = summary_of(mentions)
    return found


def _ends_of(offices: Sequence[Any]) -> Iterator[tuple[int, str, str, str, str]]:
    """Return on which days which offices of a person tell the most: the first day, the last, the last with a rank, with an office."""
    dated = [row for row in offices if row.last_day]
    if dated:
        first = min(row.first_day for row in dated)
        yield from ((r.person, r.role_key, r.rank, r.place, first) for r in dated if r.first_day == first)
    for kind in (dated, [r for r in dated if r.rank], [r for r in dated if r.role]):
        last = max((row.last_day for row in kind), default="")
        yield from ((r.person, r.role_key, r.rank, r.place, last) for r in kind if r.last_day == last)


def _undated_ends(connection: Connection, person: int) -> list[Any]:
    """Read the mentions that tell the most of a person of whom no day is known, by article: the first, the last with rank and with office."""
    p = f.fact_people.c
    mentions = select(f.fact_people).where(p.person == person)
    last = mentions.order_by(p.article.desc(), p.position.desc())
    found = [connection.execute(mentions.order_by(p.article, p.position).limit(1)).first()]
    found += [connection.execute(last.where(told).limit(1)).first() for told in (p.rank != "", p.role != "", true())]
    return sorted({row for row in found if row is not None}, key=lambda row: (row.article, row.position))


def read_person_page(connection: Connection, person: int, window: Window = EVERYTHING) -> PersonPage | None:
    """Read one person over articles and years, of the long lists what is in the window; None when no visible article names it."""
    rows = _list_mentions(connection, person)
    if not rows:
        return None
    offices = _group_offices(rows)
    told = [*window.cut("mentions", rows[::-1])]
    events = event_reading.list_events_of(connection, [row.article for row in rows])
    quotes = keys_of_rows(connection, f.fact_quotes, f.fact_quotes.c.person == person)
    shown = _choose_offices(offices, window)
    proofs = proofs_of(
        connection,
        f.fact_people,
        [(row.article, row.position) for own in (*(own[: _proofs_in(window)] for own in shown), told) for row in own],
    )
    return PersonPage(
        summary_of(rows),
        tuple(_holding_of(own, proofs, _proofs_in(window)) for own in shown),
        tuple(event_reading.summarise_events(connection, window.cut("events", events))),
        tuple(read_quotes(connection, window.cut("quotes", quotes[::-1]))),
        tuple(proofs[row.article, row.position] for row in told),
        PersonTotals(len(offices), len(events), len(quotes), len(rows)),
    )


def _list_mentions(connection: Connection, person: int) -> list[Any]:
    """List the visible mentions of a person, in order of days, without their sentences."""
    p = f.fact_people
    chosen = select(p, p.c.day.label("article_day")).join(f.fact_articles, f.fact_articles.c.article == p.c.article)
    seen = chosen.where(p.c.person == person, visible_condition(), shown_person_condition(p))
    return list(connection.execute(order_by_day(seen, p)).all())


_PROOFS = 2
"""Sentences that a page in parts shows of one office."""


def _proofs_in(window: Window) -> int | None:
    return None if window.size is None else _PROOFS


def _choose_offices(offices: Sequence[Sequence[Any]], window: Window) -> Sequence[Sequence[Any]]:
    """Choose the offices in a window, in order of time: of a page that begins every list those told the most."""
    if window.part or window.size is None:
        return window.cut("holdings", offices)
    most = sorted(range(len(offices)), key=lambda at: -len(offices[at]))[: window.size]
    return [offices[at] for at in sorted(most)]


def _group_offices(rows: Sequence[Any]) -> list[list[Any]]:
    """Group mentions, in order of days, by office: one office is one period."""
    grouped: dict[tuple[str, bool], list[Any]] = {}
    for row in rows:
        if row.rank or row.role:
            own = (row.role_key, bool(row.former))
            key = own if own in grouped else next((k for k in grouped if _is_one_office(k, own)), own)
            grouped.setdefault(key, []).append(row)
    return list(grouped.values())


def _is_one_office(one: tuple[str, bool], other: tuple[str, bool]) -> bool:
    """Tell whether two ways of writing an office are one: the same, or the longer goes on with where it is."""
    shorter, longer = sorted((one[0], other[0]), key=len)
    return one[1] == other[1] and (shorter == longer or bool(shorter) and longer.startswith(f"{shorter} "))


def _holding_of(rows: Sequence[Any], proofs: Mapping[tuple[int, int], Proof], most: int | None = None) -> Holding:
    days = [row.article_day for row in rows if row.article_day]
    fullest = max(rows, key=lambda row: len(row.role))
    rank = ", ".join(dict.fromkeys(row.rank for row in rows if row.rank))
    return Holding(
        rank, fullest.role, fullest.place, days[0] if days else None, days[-1] if days else None,
        tuple(proofs[row.article, row.position] for row in rows[:most]), bool(rows[0].former), len(rows),
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
    """Find who held an office on a day (YYYY-MM-DD) or in a year (YYYY), of one province or of all; nobody when no article tells.

    Without a day ("") the newest article that tells it answers: "newest". "proved" needs an article within two years before and one within two years after, of that day, or that tells the end; of a
    year, an article of that year. Otherwise come the nearest on both sides, "unconfirmed".
    """
    asked, p = role_key(role), f.fact_people.c
    # Offices are few where mentions are many: only what tells one of them is read.
    offices = _find_offices(connection, asked, fold(place))
    rows: list[Any] = []
    for at in range(0, len(offices), _FEW):
        some = offices[at : at + _FEW]
        told = select_with_proof(f.fact_people).where(
            p.person.in_({office[0] for office in some}), tuple_(p.person, p.role_key, p.rank, p.place).in_(some)
        )
        rows += connection.execute(told).all()
    rows.sort(key=lambda row: (row.article_day or "9", row.article, row.position))
    found: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        if row.article_day and _is_same_office(row.role, asked) and (not place or row.place == fold(place)):
            found[row.place].append(row)
    return [holder for told in found.values() for holder in _decide_holders(connection, told, day)]


def _find_offices(connection: Connection, asked: str, place: str) -> list[tuple[int, str, str, str]]:
    """Find the offices whose key holds the asked one, of a province or of all: person, key of the office, rank, place.

    People are found by the rarest of its words; all others are looked up for these alone.
    """
    o, w, others = f.person_offices.c, f.person_words.c, f.person_words.alias().c
    words = sorted(set(asked.split()))
    if not words:
        return []
    few = (select(w.person).where(w.word == word).limit(_MANY_PEOPLE).subquery() for word in words)
    counts = connection.execute(
        select(*(select(func.count()).select_from(some).scalar_subquery() for some in few))
    ).one()
    if not all(counts):
        return []
    _, rarest = min(zip(counts, words, strict=True))
    rest = (word for word in words if word != rarest)
    named = select(w.person).where(
        w.word == rarest, *(exists().where(others.person == w.person, others.word == word) for word in rest)
    )
    of_place = [o.place == place] if place else []
    held = select(o.person, o.role_key, o.rank, o.place).where(
        o.person.in_(named), o.role_key.contains(asked, autoescape=True), *of_place
    )
    return [tuple(row) for row in connection.execute(held.distinct())]


def _decide_holders(connection: Connection, rows: Sequence[Any], day: str) -> list[Holder]:
    """Decide who held one office; ``rows`` tell it in order of days, former holders too."""
    holding = [row for row in rows if not row.former]
    if not day:
        return [_holder_of(connection, None, holding[-1], "newest")] if holding else []
    if len(day) == 4:
        of_year: dict[int, list[Any]] = defaultdict(list)
        for row in holding:
            if row.article_day[:4] == day:
                of_year[row.person].append(row)
        if of_year:
            return [_holder_of(connection, told[0], told[-1], "proved") for told in of_year.values()]
        day = f"{day}-07-01"
    before = [row for row in holding if row.article_day <= day]
    after = [row for row in holding if row.article_day >= day]
    last, first = (before[-1] if before else None), (after[0] if after else None)
    for who in dict.fromkeys(row.person for row in (last, first) if row is not None):
        near = [row for row in (last, first) if row is not None and row.person == who and _is_near(row, day)]
        ended = any(row.former and row.person == who and row.article_day >= day and _is_near(row, day) for row in rows)
        if any(row.article_day == day for row in near) or len(near) == 2 or near == [last] and ended:
            return [_holder_of(connection, last if last in near else None, first if first in near else None, "proved")]
    if last and first and last.person == first.person:
        return [_holder_of(connection, last, first, "unconfirmed")]
    sides = ((last, None), (None, first))
    return [_holder_of(connection, one, two, "unconfirmed") for one, two in sides if one or two]


def _is_near(row: Any, day: str) -> bool:
    """Tell whether an article is near enough to a day to speak for it."""
    return abs(date.fromisoformat(row.article_day) - date.fromisoformat(day)) <= _EVIDENCE


def _holder_of(connection: Connection, before: Any, after: Any, certainty: str) -> Holder:
    who = (before or after).person
    summary = summarise_people(connection, [who])[who]
    proofs = {(row.article, row.position): proof_of(row) for row in (before, after) if row}
    return Holder(summary, certainty, before and _holding_of([before], proofs), after and _holding_of([after], proofs))
