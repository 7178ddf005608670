"""Merges events over articles: finds those near a new report, and sums up what the reports say together."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, delete, func, insert, select, union, update

from facts.keys import findable_words, kinds_alike, name_words
from facts.model import EventFact
from facts.private_names import unmask
from facts.store import tables as f

_NEAR_DAYS = 20
"""Reports of one event without a day are published within so many days."""
_MOST_KNOWN = 60
_ENOUGH_WORDS = 3
"""Words of a name that an event without day shares at least, when it has as many."""
_MOST_READ = 40
"""Reports of an event that a new one is compared with."""
_YEARS = range(1900, 2100)
"""The years an event may be of."""


@dataclass(frozen=True, slots=True)
class KnownEvent:
    """An event of the archive with what its reports say; ``days`` are the published days of its reports, sorted."""

    id: int
    title: str
    date: str | None
    end_date: str | None
    place: str
    province: str
    hosts: tuple[str, ...]
    article_titles: tuple[str, ...]
    days: tuple[str, ...]
    kind: str = ""
    sentences: tuple[str, ...] = ()


def find_known_events(connection: Connection, fact: EventFact, day: str | None) -> list[KnownEvent]:
    """Find the events of a kind alike a report may be about: of the days around, or reported around its day."""
    e = f.events.c
    near: list[Any] = []
    kinds = kinds_alike(fact.kind)
    if fact.date:
        near.append(e.date.in_([*_days_around(fact.date), *_other_years(fact.date)]))
        # Bounded on both sides: without the lower one every earlier event of the kind would be read.
        near.append(e.date.between(_year_before(fact.date), fact.date) & (e.end_date >= fact.date))
        if fact.end_date and len(fact.end_date) == len(fact.date):
            near.append(e.date.between(fact.date, fact.end_date))
    if day:
        a, x = f.fact_articles.c, f.fact_events.c
        about = date.fromisoformat(day)
        window = a.day.between(str(about - timedelta(_NEAR_DAYS)), str(about + timedelta(_NEAR_DAYS)))
        told = select(x.event).join(f.fact_articles, a.article == x.article).where(window, x.kind.in_(kinds))
        near.append(e.id.in_(told) if not fact.date else (e.date.is_(None) & e.id.in_(told)))
    else:
        # Nothing tells when the report was written: reports of one event share their words.
        words = sorted(name_words(fact.title))
        w = f.event_words.c
        shared = min(-(-6 * len(words) // 10), _ENOUGH_WORDS)
        enough = select(w.event).where(w.word.in_(words)).group_by(w.event).having(func.count() >= shared)
        near.append(e.id.in_(enough) if not fact.date else (e.date.is_(None) & e.id.in_(enough)))
    # One search of an index for each condition; joined by OR they would be one scan of all events of the kind.
    found = union(*(select(e.id).where(e.kind.in_(kinds), condition) for condition in near))
    rows = connection.execute(select(f.events).where(e.id.in_(found)).limit(_MOST_KNOWN)).all()
    return [_known_event_of(connection, row) for row in rows]


def _days_around(day: str) -> list[str]:
    if day[0] == "-" and len(day) == 7:
        return [f"-{other[4:]}" for other in _days_around(f"2024{day[1:]}")] if _is_day(f"2024{day[1:]}") else [day]
    if len(day) < 10:
        return [day]
    about = date.fromisoformat(day)
    return [str(about + timedelta(step)) for step in (-1, 0, 1)]


def _is_day(text: str) -> bool:
    try:
        return bool(date.fromisoformat(text))
    except ValueError:
        return False


def _other_years(day: str) -> list[str]:
    """Return a day as written without a year; for a day without one, the same day of every year."""
    return [f"-{day[4:]}"] if day[0] != "-" else [f"{year}{day[1:]}" for year in _YEARS]


def _year_before(day: str) -> str:
    return f"{int(day[:4]) - 1}{day[4:]}" if day[0] != "-" else day


def _known_event_of(connection: Connection, row: Any) -> KnownEvent:
    a, x, n = f.fact_articles.c, f.fact_events.c, f.fact_event_names.c
    number = row.id
    t = f.fact_sentences.c
    reports = connection.execute(
        select(a.article, a.title, a.day, t.text)
        .join(f.fact_events, x.article == a.article)
        .join(f.fact_sentences, (t.article == x.article) & (t.number == x.sentence))
        .where(x.event == number)
        .limit(_MOST_READ)
    ).all()
    # What is kept is masked, what comes is not: two reports of one affair would share nothing.
    names = _withheld_names(connection, sorted({r.article for r in reports}))
    hosts = connection.execute(
        select(n.key)
        .distinct()
        .join(f.fact_events, (x.article == n.article) & (x.position == n.event_position))
        .where(x.event == number, n.part == "host")
    ).scalars()
    return KnownEvent(
        number, unmask(row.title, [n for told in names.values() for n in told]), row.date, row.end_date, row.place, row.province,
        tuple(hosts), tuple(unmask(r.title, names[r.article]) for r in reports), tuple(sorted(r.day for r in reports if r.day)),
        row.kind, tuple(unmask(r.text, names[r.article]) for r in reports),
    )  # fmt: skip


def _withheld_names(connection: Connection, articles: Sequence[int]) -> dict[int, list[str]]:
    w = f.fact_withheld.c
    found: dict[int, list[str]] = defaultdict(list)
    for row in connection.execute(select(w.article, w.name).where(w.article.in_(articles))):
        found[row.article].append(row.name)
    return found


def settle_event(connection: Connection, event: int) -> None:
    """Write what the reports of an event say together: the fullest day, the most told title and place, its words."""
    x, a, n = f.fact_events.c, f.fact_articles.c, f.fact_event_names.c
    rows = connection.execute(
        select(f.fact_events, a.title.label("headline"))
        .join(f.fact_articles, a.article == x.article)
        .where(x.event == event)
        .order_by(a.day.is_(None), a.day, x.article)
    ).all()
    if not rows:
        return
    whole = [row for row in rows if row.date and row.date[0] != "-"]
    dated = whole or [row for row in rows if row.date]
    chosen = _most_common((row.date for row in dated), None)
    last = next((row for row in dated if row.date == chosen and row.end_date), None)
    told = max(rows, key=lambda row: min(len(row.title), 150))
    connection.execute(
        update(f.events)
        .where(f.events.c.id == event)
        .values(
            kind=rows[0].kind,
            title=told.title,
            date=chosen,
            end_date=last.end_date if last else None,
            precision=next((row.precision for row in dated if row.date == chosen), ""),
            place=_most_common((row.place for row in rows if row.place), "") or "",
            state=_state_of([row.state for row in rows]),
            province=_most_common((row.province for row in rows if row.province), "") or "",
        )
    )
    hosts = connection.execute(
        select(n.name)
        .join(f.fact_events, (x.article == n.article) & (x.position == n.event_position))
        .where(x.event == event)
    ).scalars()
    connection.execute(delete(f.event_words).where(f.event_words.c.event == event))
    add_event_words(connection, event, " ".join([*(f"{r.title} {r.headline} {r.place}" for r in rows), *hosts]))


def add_event_words(connection: Connection, event: int, text: str) -> None:
    """Add the words by which an event that has none yet is found."""
    rows = [{"word": word, "event": event} for word in sorted(findable_words(text))]
    if rows:
        connection.execute(insert(f.event_words), rows)


def _state_of(told: Sequence[str]) -> str:
    """Return the state the latest reports leave it in: held once anyone reports it, else what the last one says."""
    return "held" if "held" in told else told[-1]


def _most_common(values: Iterable[str], default: str | None) -> str | None:
    counted = Counter(values)
    return max(counted, key=lambda value: counted[value]) if counted else default
