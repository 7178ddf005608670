"""Reads events: search, one event over its reports, recurrences in other years."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Select, and_, func, or_, select, true

from facts.keys import (
    WordUnits,
    is_same_series,
    kinds_alike,
    likeness,
    name_key,
    number_key,
    series_words,
    title_words,
    word_units,
    words_of_series,
)
from facts.reading.rows import (
    NUMBERS,
    document_of,
    figure_of,
    keys_of_rows,
    order_by_day,
    period_of,
    proof_of,
    read_quotes,
    select_with_proof,
    shown_chair_condition,
    shown_person_condition,
    visible_condition,
)
from facts.reading.rows import rows_of_articles as rows_of_articles
from facts.reading.views import Attendee, Coverage, EventPage, EventSummary, Proof
from facts.store import tables as f
from facts.store.decisions import list_links
from vietnamese.spelling.normalise import fold

_FEW = 500

_E, _X, _A, _N = f.events.c, f.fact_events.c, f.fact_articles.c, f.fact_event_names.c
_SAME = (_X.article == _N.article) & (_X.position == _N.event_position)
_EVENTS = select(f.events).where(_E.id.in_(NUMBERS))
_REPORTS = select(_X.event, _A.source, _A.day).join(f.fact_articles, _A.article == _X.article)
_REPORTS = _REPORTS.where(_X.event.in_(NUMBERS), visible_condition())
_NAMES = select(_X.event, _N.part, _N.name, _N.key).join(f.fact_event_names, _SAME)
_NAMES = _NAMES.join(f.fact_articles, _A.article == _X.article)
_NAMES = _NAMES.where(_X.event.in_(NUMBERS), visible_condition(), shown_chair_condition())
_NAMES = _NAMES.order_by(_X.article, _N.position)
_HOSTS = select(_X.event, _N.key).join(f.fact_event_names, _SAME).where(_X.event.in_(NUMBERS), _N.part == "host")
_YEARS = select(_E.id, _E.date, func.min(_A.day).label("first_day"))
_YEARS = _YEARS.join(f.fact_events, _X.event == _E.id).join(f.fact_articles, _A.article == _X.article)
_YEARS = _YEARS.where(_E.id.in_(NUMBERS), visible_condition()).group_by(_E.id, _E.date)


@dataclass(frozen=True, slots=True)
class EventFilter:
    """A filter for events; empty fields ask nothing. ``begin`` and ``end`` (YYYY-MM-DD) are when it took place.

    ``words`` all stand in its titles, place or hosts, or each of ``units`` in one of its ways; ``host`` and ``person`` are names or parts of one; ``day`` is
    "--05-24" for a day of any year.
    """

    words: str = ""
    units: WordUnits = ()
    kind: str = ""
    begin: str = ""
    end: str = ""
    day: str = ""
    host: str = ""
    person: str = ""
    person_id: int = 0
    document: str = ""
    province: str = ""
    source: str = ""


def _select_visible() -> Select[Any]:
    """Select the numbers of the events that visible articles report."""
    x, a = f.fact_events.c, f.fact_articles.c
    return select(x.event).join(f.fact_articles, a.article == x.article).where(visible_condition())


def count_events(connection: Connection) -> int:
    """Count the events that visible articles report."""
    return connection.execute(select(func.count()).select_from(_select_visible().distinct().subquery())).scalar_one()


def list_events(connection: Connection, limit: int, offset: int) -> list[int]:
    """List the numbers of the events that visible articles report, in ascending order."""
    chosen = _select_visible().distinct().order_by(f.fact_events.c.event).limit(limit).offset(offset)
    return list(connection.execute(chosen).scalars())


def _select_numbers(asked: EventFilter) -> Select[Any]:
    """Select the numbers of the events that fit."""
    e, x, w, n = f.events.c, f.fact_events.c, f.event_words.c, f.fact_event_names.c
    seen = _select_visible()
    if asked.source:
        seen = seen.where(f.fact_articles.c.source == asked.source)
    chosen = select(e.id).where(e.id.in_(seen))
    for unit in asked.units or word_units(asked.words):
        ways = [title_words(way) for way in unit]
        if all(ways):
            chosen = chosen.where(
                or_(*(and_(*(e.id.in_(select(w.event).where(w.word == x)) for x in way)) for way in ways))
            )
    if asked.kind:
        chosen = chosen.where(e.kind == asked.kind)
    if asked.begin:
        chosen = chosen.where(func.coalesce(e.end_date, e.date) >= asked.begin)
    if asked.end:
        chosen = chosen.where(e.date <= asked.end, e.date.not_like("--%"))
    if asked.day:
        chosen = chosen.where(or_(e.date == asked.day, e.date.endswith(asked.day[1:])))
    if asked.province:
        chosen = chosen.where(e.province == fold(asked.province))
    same = (x.article == n.article) & (x.position == n.event_position)
    if asked.host:
        host = n.key.contains(name_key(asked.host), autoescape=True)
        chosen = chosen.where(e.id.in_(select(x.event).join(f.fact_event_names, same).where(n.part == "host", host)))
    for table, where in _report_conditions(asked):
        chosen = chosen.where(e.id.in_(select(x.event).join(table, table.c.article == x.article).where(where)))
    return chosen


def _report_conditions(asked: EventFilter) -> Iterable[tuple[Any, Any]]:
    """Yield (table, condition) on other facts of the articles that report an event."""
    p = f.fact_people.c
    if asked.person:
        yield (
            f.fact_people,
            p.key.contains(name_key(asked.person), autoescape=True) & shown_person_condition(f.fact_people),
        )
    if asked.person_id:
        yield f.fact_people, (p.person == asked.person_id) & shown_person_condition(f.fact_people)
    if asked.document:
        yield f.fact_documents, f.fact_documents.c.key.startswith(number_key(asked.document), autoescape=True)


def search_events(
    connection: Connection, asked: EventFilter, limit: int, offset: int
) -> tuple[int, list[EventSummary]]:
    """Search events: how many fit, and some of them, the newest first, those of an unknown year or day last."""
    e, chosen = f.events.c, _select_numbers(asked)
    total = connection.execute(select(func.count()).select_from(chosen.subquery())).scalar_one()
    newest = chosen.order_by(e.date.is_(None), e.date.like("--%"), e.date.desc(), e.id.desc())
    numbers = list(connection.execute(newest.limit(limit).offset(offset)).scalars())
    return total, summarise_events(connection, numbers)


def summarise_events(connection: Connection, numbers: Sequence[int]) -> list[EventSummary]:
    """Return the events of these numbers in this order, those without a visible report left out."""
    found: dict[int, EventSummary] = {}
    for at in range(0, len(numbers), _FEW):
        found |= _summarise_events(connection, numbers[at : at + _FEW])
    return [found[number] for number in numbers if number in found]


def _summarise_events(connection: Connection, numbers: Sequence[int]) -> dict[int, EventSummary]:
    asked = {"numbers": list(numbers)}
    names: dict[tuple[int, str], dict[str, str]] = defaultdict(dict)
    for row in connection.execute(_NAMES, asked):
        names[row.event, row.part].setdefault(row.key, row.name)
    reports: dict[int, list[Any]] = defaultdict(list)
    for report in connection.execute(_REPORTS, asked):
        reports[report.event].append(report)
    return {
        row.id: _summary_of(row, reports[row.id], names)
        for row in connection.execute(_EVENTS, asked)
        if reports[row.id]
    }


def _summary_of(row: Any, reports: Sequence[Any], names: dict[tuple[int, str], dict[str, str]]) -> EventSummary:
    days = sorted(r.day for r in reports if r.day)
    return EventSummary(
        row.id, row.kind, row.title, row.date, row.end_date, row.precision, row.place, row.province,
        tuple(json.loads(row.hosts) if row.hosts else names[row.id, "host"].values()), tuple(names[row.id, "chair"].values()), len(reports),
        tuple(sorted({r.source for r in reports})), days[0] if days else None, days[-1] if days else None,
        row.state, bool(row.edited),
    )  # fmt: skip


def list_events_of(connection: Connection, articles: Sequence[int]) -> list[int]:
    """Return the numbers of the events that some articles report, the newest first, those of an unknown year or day last."""
    x, e = f.fact_events.c, f.events.c
    found: dict[int, tuple[str, int]] = {}
    for at in range(0, len(articles), _FEW):
        told = select(e.id, e.date).join(f.fact_events, x.event == e.id).where(x.article.in_(articles[at : at + _FEW]))
        for row in connection.execute(told):
            found[row.id] = ("" if row.date is None or row.date[0] == "-" else row.date, row.id)
    return sorted(found, key=lambda number: found[number], reverse=True)


def read_event_page(connection: Connection, event: int) -> EventPage | None:
    """Read everything known of one event; None when no visible article speaks of it."""
    summary = next(iter(summarise_events(connection, [event])), None)
    if summary is None:
        return None
    told = connection.execute(
        order_by_day(select_with_proof(f.fact_events).where(f.fact_events.c.event == event), f.fact_events)
    )
    coverage = _classify_reports(summary, [proof_of(row) for row in told])
    numbers = [item.proof.article for item in coverage]
    return EventPage(
        summary,
        tuple(coverage),
        tuple(group_attendees(summary, rows_of_articles(connection, f.fact_people, numbers))),
        tuple({number_key(d.number): d for d in reversed(_read_rows(connection, f.fact_documents, numbers, document_of))}.values())[::-1],
        tuple(_read_rows(connection, f.fact_figures, numbers, figure_of)),
        tuple({(p.begin, p.end): p for p in reversed(_read_rows(connection, f.fact_periods, numbers, period_of))}.values())[::-1],
        tuple({q.text: q for q in reversed(read_quotes(connection, keys_of_rows(connection, f.fact_quotes, f.fact_quotes.c.article.in_(numbers))))}.values())[::-1],
    )  # fmt: skip


def _read_rows(connection: Connection, table: Any, numbers: Sequence[int], made: Any) -> list[Any]:
    return [made(row) for row in rows_of_articles(connection, table, numbers)]


def _classify_reports(summary: EventSummary, proofs: Sequence[Proof]) -> list[Coverage]:
    """Tell for each report, by day of publication, whether it announces, reports or follows up, or repeats an earlier one."""
    seen: dict[str, int] = {}
    made = []
    for proof in proofs:
        title, told = fold(proof.title), fold(proof.sentence.text)
        earlier = seen.get(told, seen.get(title))
        made.append(Coverage(proof, _stage_of(summary, proof.day), earlier))
        if earlier is None:
            seen[title] = seen[told] = proof.article
    return made


def _stage_of(summary: EventSummary, day: str | None) -> str:
    if day is None or summary.date is None or summary.date[0] == "-" or len(summary.date) < 10:
        return "undated"
    if day < summary.date:
        return "announcement"
    last = date.fromisoformat(summary.end_date or summary.date)
    return "day" if date.fromisoformat(day) <= last + timedelta(2) else "follow-up"


def group_attendees(summary: EventSummary, rows: Sequence[Any]) -> Iterable[Attendee]:
    """Return each person once, chairs first, with the fullest rank and office."""
    grouped: dict[str, list[Any]] = defaultdict(list)
    for row in rows:
        grouped[row.key].append(row)
    chairs = {name_key(name) for name in summary.chairs}
    for key, told in sorted(grouped.items(), key=lambda item: item[0] not in chairs):
        fullest = max(told, key=lambda row: len(row.role))
        rank = next((row.rank for row in told if row.rank), "")
        person = next((row.person for row in told if row.person is not None), None)
        proofs = tuple(proof_of(row) for row in told)
        took_part = key in chairs or any(row.took_part for row in told)
        yield Attendee(person, fullest.name, rank, fullest.role, key in chairs, proofs, took_part)


def find_series(connection: Connection, event: int) -> list[EventSummary]:
    """Find an event and its recurrences, the earliest year first."""
    own = summarise_events(connection, [event])
    return sorted([*own, *find_recurrences(connection, event)], key=year_of) if own else []


def find_recurrences(connection: Connection, event: int) -> list[EventSummary]:
    """Find the meetings of the same series in other years: same kind, subject (years and ordinals aside) and hosts or province.

    Those that an editor linked come first.
    """
    e, w = f.events.c, f.event_words.c
    row = connection.execute(select(f.events).where(e.id == event)).first()
    if row is None:
        return []
    words = series_words(row.title)
    told, least = words_of_series(words)
    enough = select(w.event).where(w.word.in_(told)).group_by(w.event).having(func.count() >= least)
    others = connection.execute(
        select(e.id, e.title, e.province).where(
            e.kind.in_(kinds_alike(row.kind)), e.id != event, e.province.in_(("", row.province)) if row.province else true(),
            e.id.in_(enough),
        )
    ).all()  # fmt: skip
    subjects = {other.id: series_words(other.title) for other in others}
    # A common host asks least: whose subject fails even so needs no look at its hosts.
    likely = [number for number, subject in subjects.items() if is_same_series(words, subject, True)]
    hosts = _hosts_of(connection, [event, *likely])
    alike = [
        (likeness(words, subjects[number]), number)
        for number in likely
        if is_same_series(words, subjects[number], _share_host(hosts[event], hosts[number]))
    ]
    linked = find_linked_editions(connection, event)
    ranked = [*linked, *(number for _, number in sorted(alike, reverse=True) if number not in linked)]
    years = _years_of(connection, [event, *ranked])
    return summarise_events(connection, _keep_one_a_year(ranked, years, years.get(event, 0), {*linked}))


def find_linked_editions(connection: Connection, event: int) -> list[int]:
    """Return the events that editors linked with one as editions of a series, over others too."""
    pairs = [
        (_event_of_report(connection, d.key), _event_of_report(connection, d.value["with"]))
        for d in list_links(connection)
    ]
    known, grown = {event}, True
    while grown:
        more = {number for pair in pairs if known & {*pair} for number in pair if number is not None} - known
        known, grown = known | more, bool(more)
    return sorted(known - {event})


def _event_of_report(connection: Connection, report: str) -> int | None:
    article, _, position = report.partition(":")
    x = f.fact_events.c
    return connection.execute(select(x.event).where(x.article == int(article), x.position == int(position))).scalar()


def _hosts_of(connection: Connection, events: Sequence[int]) -> dict[int, set[str]]:
    """Return the keys of the hosts of some events."""
    found: dict[int, set[str]] = defaultdict(set)
    for at in range(0, len(events), _FEW):
        for row in connection.execute(_HOSTS, {"numbers": events[at : at + _FEW]}):
            found[row.event].add(row.key)
    return found


def _share_host(one: set[str], other: set[str]) -> bool | None:
    """Tell whether two events have a host in common, None when one tells none."""
    if not one or not other:
        return None
    return any(a in b or b in a for a in one for b in other)


def _years_of(connection: Connection, events: Sequence[int]) -> dict[int, int]:
    """Return the year of each of some events as ``year_of`` tells it, those without a visible report left out."""
    found: dict[int, int] = {}
    for at in range(0, len(events), _FEW):
        rows = connection.execute(_YEARS, {"numbers": events[at : at + _FEW]})
        found |= {row.id: year_of(row) for row in rows}
    return found


def _keep_one_a_year(ranked: Sequence[int], years: Mapping[int, int], own_year: int, linked: set[int]) -> list[int]:
    """Keep what editors linked and the most alike meeting of each other year, by year; ``ranked`` is sorted by likeness."""
    kept = [number for number in ranked if number in linked and number in years]
    taken = {own_year, 0, *(years[number] for number in kept)}
    for number in ranked:
        if number in years and years[number] not in taken:
            taken.add(years[number])
            kept.append(number)
    return sorted(kept, key=lambda number: years[number])


def year_of(event: EventSummary | Any) -> int:
    """Return the year an event, or a row with its date and first day, took place, else its first report was published; 0 when neither is known."""
    if event.date and event.date[0] != "-":
        return int(event.date[:4])
    return int(event.first_day[:4]) if event.first_day else 0
