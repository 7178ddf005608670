"""Reads the facts: of an article, documents, measures over the years, campaigns. Events and people have their own modules.

``FactReader`` is what pages, API, operators and exports call; every answer carries its sentences.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from sqlalchemy import Connection, Engine, and_, func, or_, select

from archive.around_damage import around_damage
from database.transactions import reading
from facts.keys import WordUnits, number_key, role_key, word_units
from facts.model import (
    AgencyFact,
    CampaignFact,
    DocumentFact,
    EventFact,
    Facts,
    FigureFact,
    PeriodFact,
    PersonFact,
    QuoteFact,
    Sentence,
)
from facts.reading import events as event_reading
from facts.reading import measures
from facts.reading import people as person_reading
from facts.reading.rows import (
    number_of,
    order_by_day,
    proof_of,
    proofs_of,
    rows_of_articles,
    select_with_proof,
    sentence_of,
    shown_chair_condition,
    visible_condition,
)
from facts.reading.series import Series, read_series
from facts.reading.views import (
    EVERYTHING,
    Campaign,
    CitedDocument,
    DocumentPage,
    DocumentTotals,
    EventPage,
    EventSummary,
    FoundMeasure,
    Holder,
    Measure,
    PersonPage,
    PersonSummary,
    Window,
)
from facts.store import tables as f

_SILENCE_DAYS = 180

EventFilter = event_reading.EventFilter


class FactReader:
    """The reading side of the facts in ``archive.sqlite3``; articles that are gone are left out everywhere."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    @around_damage
    def facts_of(self, article: int) -> Facts | None:
        """Read the facts of one article; None when none were made yet or it is gone."""
        with reading(self._engine) as connection:
            return _facts_of(connection, article)

    @around_damage
    def search_events(self, asked: EventFilter, limit: int = 20, offset: int = 0) -> tuple[int, list[EventSummary]]:
        """Search events: how many fit, and some of them, the newest first, those without a day last."""
        with reading(self._engine) as connection:
            return event_reading.search_events(connection, asked, limit, offset)

    @around_damage
    def count_events(self) -> int:
        """Count the events that visible articles report."""
        with reading(self._engine) as connection:
            return event_reading.count_events(connection)

    @around_damage
    def list_events(self, limit: int, offset: int) -> list[int]:
        """List the numbers of the events that visible articles report, in ascending order."""
        with reading(self._engine) as connection:
            return event_reading.list_events(connection, limit, offset)

    @around_damage
    def read_event(self, event: int) -> EventPage | None:
        """Read one event over all its reports; None when no visible article speaks of it."""
        with reading(self._engine) as connection:
            return event_reading.read_event_page(connection, event)

    @around_damage
    def read_events(self, numbers: Sequence[int]) -> list[EventSummary]:
        """Read some events in the order given; those without a visible report are left out."""
        with reading(self._engine) as connection:
            return event_reading.summarise_events(connection, numbers)

    @around_damage
    def events_of(self, articles: Sequence[int]) -> dict[int, list[int]]:
        """Return the numbers of the events that some articles report, by article."""
        x = f.fact_events.c
        found: dict[int, list[int]] = defaultdict(list)
        with reading(self._engine) as connection:
            rows = connection.execute(
                select(x.article, x.event).where(x.article.in_(articles)).order_by(x.article, x.position)
            )
            for row in rows:
                found[row.article].append(row.event)
        return dict(found)

    @around_damage
    def find_recurrences(self, event: int) -> list[EventSummary]:
        """Find the same conference in other years, the earliest first."""
        with reading(self._engine) as connection:
            return event_reading.find_recurrences(connection, event)

    def read_series(self, event: int) -> Series | None:
        """Read the meetings of a series side by side; None when no other one is known."""
        return read_series(self._engine, event)

    @around_damage
    def search_people(
        self, words: str, limit: int = 20, offset: int = 0, units: WordUnits = ()
    ) -> tuple[int, list[PersonSummary]]:
        """Search people whose name, rank or office hold all the words, or each unit: how many, and some, the most written of first."""
        with reading(self._engine) as connection:
            return person_reading.search_people(connection, units or word_units(words), limit, offset)

    @around_damage
    def read_person(self, person: int, window: Window = EVERYTHING) -> PersonPage | None:
        """Read one person over articles and years, of the long lists what is in the window; None when no visible article names it."""
        with reading(self._engine) as connection:
            return person_reading.read_person_page(connection, person, window)

    @around_damage
    def find_holders(self, role: str, place: str, day: str) -> list[Holder]:
        """Find who held an office ("giám đốc Công an tỉnh") in a province ("" for any) on a day (YYYY-MM-DD, or a year)."""
        with reading(self._engine) as connection:
            return person_reading.find_holders(connection, role, place, day)

    def names_to_mask(self, articles: Sequence[int]) -> list[str]:
        """Return the private and held-back names of some articles: pages of facts mask them in what they quote.

        Raises ArchiveDamaged rather than leave one out.
        """
        w = f.fact_withheld.c
        with reading(self._engine) as connection:
            return list(connection.execute(select(w.name).where(w.article.in_(articles)).distinct()).scalars())

    @around_damage
    def read_document(self, number: str, window: Window = EVERYTHING) -> DocumentPage | None:
        """Read a document by its full number in any way of writing it; None when no visible article cites it."""
        with reading(self._engine) as connection:
            return _read_document_page(connection, number, window)

    @around_damage
    def search_documents(
        self, beginning: str = "", limit: int = 20, offset: int = 0
    ) -> tuple[int, list[tuple[str, int]]]:
        """Search documents whose numbers begin so: how many, and some of them as (number, articles), the most cited first."""
        d, a = f.fact_documents.c, f.fact_articles.c
        count = func.count(d.article.distinct()).label("count")
        chosen = (
            select(func.min(d.number), count)
            .join(f.fact_articles, a.article == d.article)
            .where(visible_condition(), d.key.startswith(number_key(beginning), autoescape=True))
            .group_by(d.key)
        )
        with reading(self._engine) as connection:
            total = connection.execute(select(func.count()).select_from(chosen.subquery())).scalar_one()
            rows = connection.execute(chosen.order_by(count.desc(), d.key).limit(limit).offset(offset)).all()
        return total, [(row[0], row[1]) for row in rows]

    @around_damage
    def compare_years(self, event: int) -> tuple[list[EventSummary], list[Measure]]:
        """Return the same conference in other years, the earliest first, and the measures that at least two of all its meetings tell."""
        with reading(self._engine) as connection:
            meetings = event_reading.find_series(connection, event)
            others = [meeting for meeting in meetings if meeting.id != event]
            return others, measures.compare_meetings(connection, meetings) if others else []

    @around_damage
    def read_measure(self, measure: str, province: str = "") -> Measure | None:
        """Read one measure (``Figure.measure``) over the years: of one province, or, for "", of the country or the only province."""
        with reading(self._engine) as connection:
            province = province or self._scope_of(connection, measure)
            return measures.read_measure(connection, measure, province)

    @around_damage
    def search_measures(self, articles: Sequence[int], holds: measures.Holding) -> list[FoundMeasure]:
        """Search the figures of some articles: the measures whose sentences hold what is asked (``measures.search_measures``)."""
        with reading(self._engine) as connection:
            return measures.search_measures(connection, articles, holds)

    @around_damage
    def provinces_of_measure(self, measure: str) -> list[tuple[str, str, int]]:
        """Return (key, name, articles) of the provinces whose articles tell a measure, the most first; key "" is the country."""
        with reading(self._engine) as connection:
            return measures.provinces_of_measure(connection, measure)

    def _scope_of(self, connection: Connection, measure: str) -> str:
        told = measures.provinces_of_measure(connection, measure)
        return "" if any(province == "" for province, *_ in told) or not told else told[0][0]

    @around_damage
    def search_campaigns(self, words: str = "", province: str = "", units: WordUnits = ()) -> list[Campaign]:
        """Search campaigns whose names hold all the words, or each unit, each year and province apart, with their articles by day."""
        c = f.fact_campaigns
        chosen = select_with_proof(c)
        for unit in units or word_units(words):
            ways = [role_key(way).split() for way in unit]
            if all(ways):
                name = " " + c.c.key + " "
                held = (and_(*(name.contains(f" {word} ", autoescape=True) for word in way)) for way in ways)
                chosen = chosen.where(or_(*held))
        if province:
            chosen = chosen.where(f.fact_articles.c.province == province)
        with reading(self._engine) as connection:
            rows = connection.execute(order_by_day(chosen, c)).all()
        return _group_campaigns(rows)


def _read_document_page(connection: Connection, number: str, window: Window) -> DocumentPage | None:
    """Read a document by its full number in any way of writing it, of the long lists what is in the window; None when no visible article cites it."""
    d, a = f.fact_documents, f.fact_articles.c
    chosen = select(d, a.day).join(f.fact_articles, a.article == d.c.article)
    seen = chosen.where(d.c.key == number_key(number), visible_condition())
    rows = connection.execute(order_by_day(seen, d)).all()
    if not rows:
        return None
    shown = window.cut("citations", rows)
    proofs = proofs_of(connection, d, [(row.article, row.position) for row in shown])
    cited = (CitedDocument(r.number, r.type or "", r.title, proofs[r.article, r.position]) for r in shown)
    told = event_reading.list_events_of(connection, [row.article for row in rows])
    days = sorted(row.day for row in rows if row.day)
    return DocumentPage(
        rows[0].number,
        next((row.type for row in rows if row.type), ""),
        max((row.title for row in rows), key=len),
        tuple(cited),
        tuple(event_reading.summarise_events(connection, window.cut("events", told))),
        days[0] if days else None,
        days[-1] if days else None,
        DocumentTotals(len(rows), len(told)),
    )


def _facts_of(connection: Connection, article: int) -> Facts | None:
    a = f.fact_articles.c
    head = connection.execute(select(f.fact_articles).where(a.article == article, visible_condition())).first()
    if head is None:
        return None

    def rows(table: Any) -> list[Any]:
        return rows_of_articles(connection, table, [article])

    n = f.fact_event_names.c
    names: dict[tuple[int, str], list[str]] = defaultdict(list)
    for row in connection.execute(
        select(f.fact_event_names)
        .where(n.article == article, shown_chair_condition())
        .order_by(n.event_position, n.part, n.position)
    ):
        names[row.event_position, row.part].append(row.name)
    g = f.fact_agencies.c
    agencies = connection.execute(select(f.fact_agencies).where(g.article == article).order_by(g.position)).all()
    later = _mentions_of(connection, article)
    return Facts(
        id=str(article),
        events=tuple(
            EventFact(
                e.kind, e.title, e.date, e.end_date, e.precision, e.place, tuple(names[e.position, "host"]),
                tuple(names[e.position, "chair"]), sentence_of(e), e.state, e.province,
            )
            for e in rows(f.fact_events)
        ),
        people=tuple(
            PersonFact(
                p.name, p.rank, p.role, sentence_of(p), tuple(later[p.position]),
                former=bool(p.former), took_part=bool(p.took_part),
            )
            for p in rows(f.fact_people)
        ),
        documents=tuple(DocumentFact(d.number, d.type, d.title, sentence_of(d)) for d in rows(f.fact_documents)),
        agencies=tuple(AgencyFact(x.name, x.abbreviation) for x in agencies),
        figures=tuple(
            FigureFact(
                number_of(x.value), x.unit, x.what, sentence_of(x), x.hedge, x.text, x.months,
                None if x.total is None else number_of(x.total),
            )
            for x in rows(f.fact_figures)
        ),
        periods=tuple(PeriodFact(p.begin, p.end, sentence_of(p)) for p in rows(f.fact_periods)),
        quotes=tuple(QuoteFact(q.speaker, q.text, sentence_of(q)) for q in rows(f.fact_quotes)),
        campaigns=tuple(CampaignFact(c.title, c.begin, c.end, sentence_of(c)) for c in rows(f.fact_campaigns)),
        province=head.province,
    )  # fmt: skip


def _mentions_of(connection: Connection, article: int) -> dict[int, list[Sentence]]:
    m, s = f.fact_mentions.c, f.fact_sentences.c
    found: dict[int, list[Sentence]] = defaultdict(list)
    chosen = (
        select(m.person_position, s.text, s.part, s.start, s.end)
        .join(f.fact_sentences, (s.article == m.article) & (s.number == m.sentence))
        .where(m.article == article)
        .order_by(m.person_position, m.sentence)
    )
    for row in connection.execute(chosen):
        found[row.person_position].append(Sentence(row.text, row.part, row.start, row.end))
    return found


def _group_campaigns(rows: Sequence[Any]) -> list[Campaign]:
    """Group the mentions (in order of days) by name and province; after half a year of silence it is the next campaign."""
    grouped: dict[tuple[str, str], list[list[Any]]] = defaultdict(list)
    for row in rows:
        runs = grouped[row.key, row.article_province]
        if not runs or _is_far_apart(runs[-1][-1].article_day, row.article_day):
            runs.append([])
        runs[-1].append(row)
    return [_campaign_of(key, province, told) for (key, province), runs in grouped.items() for told in runs]


def _is_far_apart(before: str | None, day: str | None) -> bool:
    if before is None or day is None:
        return before is not None
    return date.fromisoformat(day) - date.fromisoformat(before) > timedelta(_SILENCE_DAYS)


def _campaign_of(key: str, province: str, told: Sequence[Any]) -> Campaign:
    begin = next((row.begin for row in told if row.begin), None)
    end = next((row.end for row in told if row.end), None)
    return Campaign(key, told[0].title, province, begin, end, tuple(proof_of(row) for row in told))
