"""Writes the facts of articles, and the events and people they have in common. Called by ``facts.update``.

Facts of an article are replaced as a whole, in the transaction that also advances how far the archive has been read: a
kill leaves the state before or after. Who is the same person and what is the same event is decided by a ``Linker``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, Integer, Table, bindparam, delete, func, insert, select

from archive.attempts import FailedStep
from archive.failures import FACTS, attempt_rows
from archive.tables import article_failures, counters
from database.dialect import upsert
from database.prepared import PreparedStatement
from database.transactions import reading, writing
from facts.keys import measure_key, name_key, number_key, role_key
from facts.model import EventFact, Facts, Sentence
from facts.private_names import InitialsMasker
from facts.store import decisions
from facts.store import tables as f
from facts.store.event_merging import KnownEvent, add_event_words, find_known_events, settle_event
from facts.store.people import (
    PersonLinker,
    add_people,
    count_article,
    index_people,
    offices_of_article,
    settle_offices,
    settle_visibility,
)
from vietnamese.masking import mask_value

_COUNTER = "facts"
_A, _E, _P = f.fact_articles.c, f.fact_events.c, f.fact_people.c
_ARTICLE = bindparam("article", type_=Integer())
_EVENT = bindparam("event", type_=Integer())
_IS_KNOWN = PreparedStatement(select(_A.article).where(_A.article == _ARTICLE))
_EVENTS_OF = PreparedStatement(select(_E.position, _E.event).where(_E.article == _ARTICLE))
_PEOPLE_OF = PreparedStatement(select(_P.key, _P.person).where(_P.article == _ARTICLE))
_FORGET = [PreparedStatement(delete(table).where(table.c.article == _ARTICLE)) for table in f.OF_ARTICLES]
_REPORT = PreparedStatement(select(_E.event).where(_E.article == _ARTICLE, _E.position == bindparam("position")))
_IS_TOLD = PreparedStatement(select(_E.article).where(_E.event == _EVENT).limit(1))
_DROP_EVENT = PreparedStatement(delete(f.events).where(f.events.c.id == _EVENT))
_DROP_WORDS = PreparedStatement(delete(f.event_words).where(f.event_words.c.event == _EVENT))
_NEW_EVENT = PreparedStatement(insert(f.events).returning(f.events.c.id))
_INSERTS = {table: PreparedStatement(insert(table)) for table in f.OF_ARTICLES}
_OWN_OF_EVENT = ("kind", "title", "date", "end_date", "precision", "place", "state")


@dataclass(frozen=True, slots=True)
class ArticleFacts:
    """The facts of one article with what they were made from; ``facts`` None takes the article's facts away.

    ``key`` names text, published day, precision and rules; ``day`` is the published day as YYYY-MM-DD.
    """

    article: int
    key: str
    day: str | None
    source: str
    title: str
    facts: Facts | None


class Linker(PersonLinker, Protocol):
    """Links people and events over articles."""

    def link_event(self, event: EventFact, kept: ArticleFacts, known: Sequence[KnownEvent]) -> int | None:
        """Link a report to one of the events around that day; None for another one."""


class FactStore:
    """The writing side of the facts in ``archive.sqlite3``; ``facts.reading.facts`` is the reading side."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def last_read_change(self) -> int:
        """Return the change number up to which the archive's articles have been read."""
        with reading(self._engine) as connection:
            found = connection.execute(select(counters.c.value).where(counters.c.name == _COUNTER)).scalar()
            return int(found or 0)

    def keys_of(self, articles: Sequence[int]) -> dict[int, str]:
        """Return the keys of the stored facts by article number; at most some hundred articles at a time."""
        table = f.fact_articles.c
        with reading(self._engine) as connection:
            rows = connection.execute(select(table.article, table.key).where(table.article.in_(articles)))
            return {row.article: row.key for row in rows}

    def count_provinces(self) -> dict[str, dict[str, int]]:
        """Count the articles of each source about each province."""
        table = f.fact_articles.c
        counted = select(table.source, table.province, func.count()).group_by(table.source, table.province)
        found: dict[str, dict[str, int]] = {}
        with reading(self._engine) as connection:
            for source, province, count in connection.execute(counted):
                found.setdefault(source, {})[province] = count
        return found

    def has_outdated(self, rules: str) -> bool:
        """Tell whether facts made by other rules are stored, or such rules failed; keys end with their rules."""
        key, failed = f.fact_articles.c.key, article_failures.c
        others = (
            select(key).where(~key.endswith(f" {rules}")).limit(1),
            select(failed.version).where(failed.step == FACTS, ~failed.version.endswith(f" {rules}")).limit(1),
        )
        with reading(self._engine) as connection:
            return any(connection.execute(other).first() is not None for other in others)

    def replace_facts(
        self, kept: Sequence[ArticleFacts], linker: Linker, change: int | None = None
    ) -> dict[int, FailedStep]:
        """Replace the facts of some articles and remember the change number read up to, in one transaction.

        Without ``change`` what has been read stays as it was noted: an editor's decision makes the facts of known articles again.

        Returns the articles whose facts cannot be kept, with the reason: they are left without any.
        """
        failed: dict[int, FailedStep] = {}
        with writing(self._engine) as connection:
            touched: set[int] = set()
            for item in kept:
                done = attempt_rows(connection, partial(_replace_article, item=item, linker=linker))
                if isinstance(done, FailedStep):
                    failed[item.article] = done
                    done = _replace_article(connection, replace(item, facts=None), linker)
                touched |= done
            _settle_events(connection, touched)
            if change is not None:
                add = upsert(counters).values(name=_COUNTER, value=change)
                connection.execute(add.on_conflict_do_update(set_={"value": change}))
        return failed


def forget_article(connection: Connection, article: int, linker: Linker) -> None:
    """Delete the facts of one article that is erased, and what events and people owe to it alone."""
    gone = ArticleFacts(article, "", None, "", "", None)
    _settle_events(connection, _replace_article(connection, gone, linker))


def _settle_events(connection: Connection, touched: Iterable[int]) -> None:
    """Bring the events in order that some articles belonged or belong to; those that nothing reports any more are deleted."""
    for event in sorted(touched):
        if _is_unused(connection, event):
            _DROP_EVENT.run(connection, event=event)
            _DROP_WORDS.run(connection, event=event)
        else:
            settle_event(connection, event)
            decisions.overlay_event(connection, event)


def _replace_article(connection: Connection, item: ArticleFacts, linker: Linker) -> set[int]:
    """Replace the facts of one article; return the events it belonged or belongs to."""
    before: Sequence[Any] = ()
    persons: Sequence[Any] = ()
    offices: Mapping[Any, Any] = {}
    # Of a new article there is nothing to look up and nothing to delete: most of what an import writes.
    if _IS_KNOWN.first(connection, article=item.article) is not None:
        before = _EVENTS_OF.rows(connection, article=item.article)
        persons = _PEOPLE_OF.rows(connection, article=item.article)
        offices = offices_of_article(connection, item.article)
        for forget in _FORGET:
            forget.run(connection, article=item.article)
    touched = {row.event for row in before}
    if item.facts is not None:
        touched |= _add_article(connection, item, item.facts, linker, before, persons)
    settle_offices(connection, offices, linker)
    after = offices_of_article(connection, item.article)
    count_article(connection, offices, after)
    # Who may be shown changes with the offices told, seldom with one more article that tells them.
    changed = {office[0] for office in offices.keys() ^ after.keys()}
    settle_visibility(connection, sorted(changed), linker)
    index_people(connection, item.article)
    return touched


def _add_article(
    connection: Connection,
    item: ArticleFacts,
    facts: Facts,
    linker: Linker,
    before: Sequence[Any],
    persons: Sequence[Any],
) -> set[int]:
    """Add the facts of an article as readers may see them; return the events it belongs to."""
    places = [linker.place_of(person, facts) for person in facts.people]
    facts = decisions.apply_decisions(connection, item.article, facts, places)
    masker = InitialsMasker(facts.private_names)
    shown = mask_value(_drop_hidden_people(facts), masker) if masker else _drop_hidden_people(facts)
    head = {"article": item.article, "key": item.key, "day": item.day, "source": item.source}
    title = masker.mask(item.title)
    _insert_rows(connection, f.fact_articles, [head | {"title": title, "province": facts.province}])
    numbers = _add_sentences(connection, item.article, shown)
    kept = replace(
        shown,
        people=(*shown.people, *(p for p in facts.people if p.shown == "held")),
        private_names=facts.private_names,
    )
    who = add_people(
        connection, item.article, item.day, kept, linker, numbers, {row.key: row.person for row in persons}
    )
    links = _link_events(connection, item, facts.events, linker)
    touched = _add_events(connection, item, shown, links, numbers, {row.position: row.event for row in before})
    _add_rest(connection, item.article, shown, numbers, who)
    return touched


def _drop_hidden_people(facts: Facts) -> Facts:
    """Return ``facts`` without the people who are not to be shown, also as chairs and speakers: what is not kept cannot leak."""
    shown = {person.name for person in facts.people if person.shown == "yes"}
    return replace(
        facts,
        people=tuple(p for p in facts.people if p.shown == "yes"),
        quotes=tuple(q for q in facts.quotes if q.speaker in shown),
        events=tuple(replace(e, chairs=tuple(c for c in e.chairs if c in shown)) for e in facts.events),
        private_names=(),
    )


def _insert_rows(connection: Connection, table: Table, rows: Iterable[Mapping[str, object]]) -> None:
    _INSERTS[table].run_many(connection, list(rows))


def _add_sentences(connection: Connection, article: int, facts: Facts) -> dict[Sentence, int]:
    told: list[Any] = [*facts.events, *facts.people, *facts.documents, *facts.figures, *facts.periods, *facts.quotes]
    numbers: dict[Sentence, int] = {}
    for sentence in (
        *(fact.sentence for fact in (*told, *facts.campaigns)),
        *(s for p in facts.people for s in p.mentions),
    ):
        numbers.setdefault(sentence, len(numbers))
    rows = (
        {"article": article, "number": n, "part": s.part, "start": s.start, "end": s.end, "text": s.text}
        for s, n in numbers.items()
    )
    _insert_rows(connection, f.fact_sentences, rows)
    return numbers


def _link_events(
    connection: Connection, item: ArticleFacts, events: Sequence[EventFact], linker: Linker
) -> list[int | None]:
    """Link the events an article reports, before names are masked in them, to events of the archive; None for new ones."""
    return [linker.link_event(fact, item, find_known_events(connection, fact, item.day)) for fact in events]


def _add_events(
    connection: Connection,
    item: ArticleFacts,
    facts: Facts,
    links: Sequence[int | None],
    numbers: dict[Sentence, int],
    before: dict[int, int],
) -> set[int]:
    touched: set[int] = set()
    for position, (fact, chosen) in enumerate(zip(facts.events, links, strict=True)):
        pinned = decisions.find_joined_report(connection, item.article, position)
        if pinned is not None:
            chosen = None if pinned == (item.article, position) else _event_of_report(connection, *pinned) or chosen
        if chosen is None:
            old = before.get(position)
            chosen = old if old is not None and _is_unused(connection, old) else _insert_event(connection, fact, item)
        touched.add(chosen)
        row = {"article": item.article, "position": position, "event": chosen, "sentence": numbers[fact.sentence]}
        own = {name: getattr(fact, name) for name in (*_OWN_OF_EVENT, "province")}
        _insert_rows(connection, f.fact_events, [row | own])
        names = (
            {
                "article": item.article, "event_position": position, "part": part, "position": at, "name": name,
                "key": name_key(name),
            }
            for part, listed in (("host", fact.hosts), ("chair", fact.chairs))
            for at, name in enumerate(listed)
        )  # fmt: skip
        _insert_rows(connection, f.fact_event_names, names)
    return touched


def _event_of_report(connection: Connection, article: int, position: int) -> int | None:
    found = _REPORT.first(connection, article=article, position=position)
    return found.event if found is not None else None


def _is_unused(connection: Connection, event: int) -> bool:
    return _IS_TOLD.first(connection, event=event) is None


def _insert_event(connection: Connection, fact: EventFact, item: ArticleFacts) -> int:
    own = {name: getattr(fact, name) for name in _OWN_OF_EVENT}
    number = int(_NEW_EVENT.first(connection, **own, province=fact.province).id)
    # At once, not with the batch's end: the next report of the same batch may be of this event.
    add_event_words(connection, number, f"{fact.title} {item.title} {fact.place} {' '.join(fact.hosts)}")
    return number


def _add_rest(
    connection: Connection, article: int, facts: Facts, numbers: dict[Sentence, int], who: dict[str, int | None]
) -> None:
    """Add what is linked to nothing else: documents, figures, agencies, periods, quotes, campaigns."""

    def row(position: int, fact: Any) -> dict[str, object]:
        return {"article": article, "position": position, "sentence": numbers[fact.sentence]}

    _insert_rows(
        connection,
        f.fact_documents,
        (
            row(at, d) | {"number": d.number, "key": number_key(d.number), "type": d.type, "title": d.title}
            for at, d in enumerate(facts.documents)
        ),
    )
    _insert_rows(
        connection,
        f.fact_figures,
        (
            row(at, x)
            | {"value": x.value, "unit": x.unit, "what": x.what, "measure": measure_key(x.unit, x.what)}
            | {"hedge": x.hedge, "text": x.text, "months": x.months, "total": x.total}
            for at, x in enumerate(facts.figures)
        ),
    )
    _insert_rows(
        connection,
        f.fact_agencies,
        (
            {
                "article": article,
                "position": at,
                "name": a.name,
                "key": name_key(a.name),
                "abbreviation": a.abbreviation,
            }
            for at, a in enumerate(facts.agencies)
        ),
    )
    _insert_rows(
        connection,
        f.fact_periods,
        (row(at, p) | {"begin": p.begin, "end": p.end} for at, p in enumerate(facts.periods)),
    )
    _insert_rows(
        connection,
        f.fact_quotes,
        (
            row(at, q) | {"speaker": q.speaker, "person": who.get(q.speaker), "text": q.text}
            for at, q in enumerate(facts.quotes)
        ),
    )
    _insert_rows(
        connection,
        f.fact_campaigns,
        (
            row(at, c) | {"title": c.title, "key": role_key(c.title), "begin": c.begin, "end": c.end}
            for at, c in enumerate(facts.campaigns)
        ),
    )
