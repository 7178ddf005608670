"""Merges events over articles: finds those near a new report, and sums up what the reports say together."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Integer, bindparam, delete, func, insert, select, union, update

from database.dialect import numbers_of, values_of
from database.prepared import PreparedStatement
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

_X, _A, _N, _T, _W = (
    f.fact_events.c,
    f.fact_articles.c,
    f.fact_event_names.c,
    f.fact_sentences.c,
    f.fact_withheld.c,
)
_EVENT = bindparam("event", type_=Integer())
_REPORTS = PreparedStatement(
    select(_A.article, _A.title, _A.day, _T.text)
    .join(f.fact_events, _X.article == _A.article)
    .join(f.fact_sentences, (_T.article == _X.article) & (_T.number == _X.sentence))
    .where(_X.event == _EVENT)
    .limit(_MOST_READ)
)
_OF_REPORT = (_X.article == _N.article) & (_X.position == _N.event_position)
_HOST_KEYS = PreparedStatement(
    select(_N.key).distinct().join(f.fact_events, _OF_REPORT).where(_X.event == _EVENT, _N.part == "host")
)
_NAMES = PreparedStatement(select(_N.name).join(f.fact_events, _OF_REPORT).where(_X.event == _EVENT))
_WITHHELD = PreparedStatement(select(_W.article, _W.name).where(_W.article.in_(numbers_of("articles"))))
_TOLD = PreparedStatement(
    select(f.fact_events, _A.title.label("headline"))
    .join(f.fact_articles, _A.article == _X.article)
    .where(_X.event == _EVENT)
    .order_by(_A.day.is_(None), _A.day, _X.article)
)
_SETTLE = PreparedStatement(update(f.events).where(f.events.c.id == bindparam("number")))
_DROP_WORDS = PreparedStatement(delete(f.event_words).where(f.event_words.c.event == _EVENT))
_ADD_WORDS = PreparedStatement(insert(f.event_words))


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
    given: dict[str, object] = {"kinds": json.dumps(kinds_alike(fact.kind))}
    if fact.date:
        given["days"] = json.dumps([*_days_around(fact.date), *_other_years(fact.date)])
        given |= {"begin": _year_before(fact.date), "date": fact.date}
    if fact.date and fact.end_date and len(fact.end_date) == len(fact.date):
        given["end"] = fact.end_date
    if day:
        about = date.fromisoformat(day)
        given |= {"after": str(about - timedelta(_NEAR_DAYS)), "before": str(about + timedelta(_NEAR_DAYS))}
    else:
        # Nothing tells when the report was written: reports of one event share their words.
        words = sorted(name_words(fact.title))
        given |= {"words": json.dumps(words), "shared": min(-(-6 * len(words) // 10), _ENOUGH_WORDS)}
    rows = _near_statement(dated="days" in given, ends="end" in given, told="after" in given).rows(connection, **given)
    return [_known_event_of(connection, row) for row in rows]


@cache
def _near_statement(*, dated: bool, ends: bool, told: bool) -> PreparedStatement:
    """Return what finds the events near a report of which is known: its day, its last day, the day it was published."""
    e, a, x, w = f.events.c, f.fact_articles.c, f.fact_events.c, f.event_words.c
    kinds = values_of("kinds")
    near: list[Any] = []
    if dated:
        near.append(e.date.in_(values_of("days")))
        # Bounded on both sides: without the lower one every earlier event of the kind would be read.
        near.append(e.date.between(bindparam("begin"), bindparam("date")) & (e.end_date >= bindparam("date")))
    if ends:
        near.append(e.date.between(bindparam("date"), bindparam("end")))
    if told:
        window = a.day.between(bindparam("after"), bindparam("before"))
        about = select(x.event).join(f.fact_articles, a.article == x.article).where(window, x.kind.in_(kinds))
    else:
        enough = func.count() >= bindparam("shared", type_=Integer())
        about = select(w.event).where(w.word.in_(values_of("words"))).group_by(w.event).having(enough)
    near.append(e.id.in_(about) if not dated else (e.date.is_(None) & e.id.in_(about)))
    # One search of an index for each condition; joined by OR they would be one scan of all events of the kind.
    found = union(*(select(e.id).where(e.kind.in_(kinds), condition) for condition in near))
    return PreparedStatement(select(f.events).where(e.id.in_(found)).limit(_MOST_KNOWN))


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
    number = row.id
    reports = _REPORTS.rows(connection, event=number)
    # What is kept is masked, what comes is not: two reports of one affair would share nothing.
    names = _withheld_names(connection, sorted({r.article for r in reports}))
    hosts = (host.key for host in _HOST_KEYS.rows(connection, event=number))
    return KnownEvent(
        number, unmask(row.title, [n for told in names.values() for n in told]), row.date, row.end_date, row.place, row.province,
        tuple(hosts), tuple(unmask(r.title, names[r.article]) for r in reports), tuple(sorted(r.day for r in reports if r.day)),
        row.kind, tuple(unmask(r.text, names[r.article]) for r in reports),
    )  # fmt: skip


def _withheld_names(connection: Connection, articles: Sequence[int]) -> dict[int, list[str]]:
    found: dict[int, list[str]] = defaultdict(list)
    for row in _WITHHELD.rows(connection, articles=json.dumps(articles)):
        found[row.article].append(row.name)
    return found


def settle_event(connection: Connection, event: int) -> None:
    """Write what the reports of an event say together: the fullest day, the most told title and place, its words."""
    rows = _TOLD.rows(connection, event=event)
    if not rows:
        return
    whole = [row for row in rows if row.date and row.date[0] != "-"]
    dated = whole or [row for row in rows if row.date]
    chosen = _most_common((row.date for row in dated), None)
    last = next((row for row in dated if row.date == chosen and row.end_date), None)
    told = max(rows, key=lambda row: min(len(row.title), 150))
    _SETTLE.run(
        connection,
        number=event,
        kind=rows[0].kind,
        title=told.title,
        date=chosen,
        end_date=last.end_date if last else None,
        precision=next((row.precision for row in dated if row.date == chosen), ""),
        place=_most_common((row.place for row in rows if row.place), "") or "",
        state=_state_of([row.state for row in rows]),
        province=_most_common((row.province for row in rows if row.province), "") or "",
    )
    hosts = (host.name for host in _NAMES.rows(connection, event=event))
    _DROP_WORDS.run(connection, event=event)
    add_event_words(connection, event, " ".join([*(f"{r.title} {r.headline} {r.place}" for r in rows), *hosts]))


def add_event_words(connection: Connection, event: int, text: str) -> None:
    """Add the words by which an event that has none yet is found."""
    _ADD_WORDS.run_many(connection, [{"word": word, "event": event} for word in sorted(findable_words(text))])


def _state_of(told: Sequence[str]) -> str:
    """Return the state the latest reports leave it in: held once anyone reports it, else what the last one says."""
    return "held" if "held" in told else told[-1]


def _most_common(values: Iterable[str], default: str | None) -> str | None:
    counted = Counter(values)
    return max(counted, key=lambda value: counted[value]) if counted else default
