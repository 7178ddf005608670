"""Writes the facts of articles, and the events and people they have in common. Called by ``facts.update``.

Facts of an article are replaced as a whole, in the transaction that also advances how far the archive has been read: a
kill leaves the state before or after. Who is the same person and what is the same event is decided by a ``Linker``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, Protocol

from sqlalchemy import Connection, Engine, delete, func, insert, select
from sqlalchemy.dialects.sqlite import insert as upsert

from archive.attempts import FailedStep
from archive.failures import FACTS, attempt_rows
from archive.tables import article_failures, counters
from database.transactions import reading, writing
from facts.keys import measure_key, name_key, number_key, role_key
from facts.model import EventFact, Facts, PersonFact, Sentence
from facts.store import tables as f
from facts.store.event_merging import KnownEvent, find_known_events, settle_event

_COUNTER = "facts"
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


@dataclass(frozen=True, slots=True)
class KnownPerson:
    """A person with one mention of it elsewhere: rank and office as written, the province, the published day."""

    id: int
    rank: str
    role: str
    place: str
    day: str | None


class Linker(Protocol):
    """Links people and events over articles."""

    def place_of(self, person: PersonFact, facts: Facts) -> str:
        """Return the folded province a person holds office in, "" when nothing tells."""

    def is_identified(self, person: PersonFact) -> bool:
        """Tell whether rank or office says who it is: nobody else becomes a person of the archive."""

    def link_person(self, person: PersonFact, place: str, day: str | None, known: Sequence[KnownPerson]) -> int | None:
        """Link a mention to one of the people of the same name; None for another one."""

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

    def replace_facts(self, kept: Sequence[ArticleFacts], linker: Linker, change: int) -> dict[int, FailedStep]:
        """Replace the facts of some articles and remember the change number read up to, in one transaction.

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
            for event in sorted(touched):
                settle_event(connection, event)
            _index_people(connection, [item.article for item in kept])
            add = upsert(counters).values(name=_COUNTER, value=change)
            connection.execute(add.on_conflict_do_update(set_={"value": change}))
        return failed

    def sweep_orphans(self) -> None:
        """Delete the events and people that no article speaks of any more."""
        with writing(self._engine) as connection:
            _delete_orphans(connection)


def forget_article(connection: Connection, article: int) -> None:
    """Delete the facts of one article that is erased, and what events and people owe to it alone."""
    x = f.fact_events.c
    touched = connection.execute(select(x.event).where(x.article == article)).scalars().all()
    for table in f.OF_ARTICLES:
        connection.execute(delete(table).where(table.c.article == article))
    for event in touched:
        settle_event(connection, event)
    _delete_orphans(connection)


def _delete_orphans(connection: Connection) -> None:
    for table, column in ((f.events, f.fact_events.c.event), (f.people, f.fact_people.c.person)):
        used = select(column).where(column.is_not(None))
        connection.execute(delete(table).where(table.c.id.not_in(used)))
    for words, owner, of in ((f.event_words, f.events, "event"), (f.person_words, f.people, "person")):
        connection.execute(delete(words).where(words.c[of].not_in(select(owner.c.id))))


def _index_people(connection: Connection, articles: Sequence[int]) -> None:
    """Add the words by which the people of some articles are found; those of offices no longer told stay until a sweep."""
    p = f.fact_people.c
    told = select(p.person, p.name, p.rank, p.role_key).where(p.article.in_(articles), p.person.is_not(None))
    rows = {
        (word, row.person)
        for row in connection.execute(told)
        for word in f"{role_key(row.name)} {role_key(row.rank)} {row.role_key}".split()
    }
    if rows:
        add = upsert(f.person_words).on_conflict_do_nothing()
        connection.execute(add, [{"word": word, "person": person} for word, person in sorted(rows)])


def _replace_article(connection: Connection, item: ArticleFacts, linker: Linker) -> set[int]:
    """Replace the facts of one article; return the events it belonged or belongs to."""
    events, people = f.fact_events.c, f.fact_people.c
    before = connection.execute(select(events.position, events.event).where(events.article == item.article)).all()
    persons = connection.execute(select(people.key, people.person).where(people.article == item.article)).all()
    for table in f.OF_ARTICLES:
        connection.execute(delete(table).where(table.c.article == item.article))
    touched = {row.event for row in before}
    if item.facts is None:
        return touched
    facts = _drop_hidden_people(item.facts)
    head = {"article": item.article, "key": item.key, "day": item.day, "source": item.source}
    connection.execute(insert(f.fact_articles).values(**head, title=item.title, province=facts.province))
    numbers = _add_sentences(connection, item.article, facts)
    who = _add_people(connection, item, facts, linker, numbers, {row.key: row.person for row in persons})
    touched |= _add_events(connection, item, facts, linker, numbers, {row.position: row.event for row in before})
    _add_rest(connection, item.article, facts, numbers, who)
    return touched


def _drop_hidden_people(facts: Facts) -> Facts:
    """Return ``facts`` without the people who are not to be shown, also as chairs and speakers: what is not kept cannot leak."""
    held_back = {person.name for person in facts.people if person.shown != "yes"}
    if not held_back:
        return facts
    return replace(
        facts,
        people=tuple(p for p in facts.people if p.shown == "yes"),
        quotes=tuple(q for q in facts.quotes if q.speaker not in held_back),
        events=tuple(replace(e, chairs=tuple(c for c in e.chairs if c not in held_back)) for e in facts.events),
    )


def _insert_rows(connection: Connection, table: Any, rows: Iterable[Mapping[str, object]]) -> None:
    made = [dict(row) for row in rows]
    if made:
        connection.execute(insert(table), made)


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


def _add_people(
    connection: Connection,
    item: ArticleFacts,
    facts: Facts,
    linker: Linker,
    numbers: dict[Sentence, int],
    before: dict[str, int | None],
) -> dict[str, int | None]:
    """Add the people of an article and return who each name is."""
    who: dict[str, int | None] = {}
    rows: list[dict[str, object]] = []
    for position, fact in enumerate(facts.people):
        key, place = name_key(fact.name), linker.place_of(fact, facts)
        who[fact.name] = _link_person(connection, fact, item, place, linker, before.get(key))
        rows.append(
            {
                "article": item.article, "position": position, "person": who[fact.name], "name": fact.name, "key": key,
                "rank": fact.rank, "role": fact.role, "role_key": role_key(fact.role), "place": place,
                "sentence": numbers[fact.sentence],
            }
        )  # fmt: skip
    _insert_rows(connection, f.fact_people, rows)
    mentions = (
        {"article": item.article, "person_position": position, "sentence": numbers[sentence]}
        for position, fact in enumerate(facts.people)
        for sentence in dict.fromkeys(fact.mentions)
    )
    _insert_rows(connection, f.fact_mentions, mentions)
    return who


def _link_person(
    connection: Connection, fact: PersonFact, item: ArticleFacts, place: str, linker: Linker, before: int | None
) -> int | None:
    if not linker.is_identified(fact):
        return None
    p, a, key = f.fact_people.c, f.fact_articles.c, name_key(fact.name)
    same_name = (
        select(p.person, p.rank, p.role, p.place, func.min(a.day), func.max(a.day))
        .join(f.fact_articles, a.article == p.article)
        .where(p.key == key, p.person.is_not(None))
        .group_by(p.person, p.rank, p.role, p.place)
    )
    # A rank and office is known by its first and its last day, however many articles tell it.
    known = [
        KnownPerson(*row[:4], day) for row in connection.execute(same_name) for day in dict.fromkeys((row[4], row[5]))
    ]
    chosen = linker.link_person(fact, place, item.day, known)
    if chosen is not None:
        return chosen
    # Its number from before, when nobody else has it now: addresses of people last.
    if before is not None and all(k.id != before for k in known):
        return before
    made = connection.execute(insert(f.people).values(name=fact.name, key=key))
    return int(made.lastrowid)


def _add_events(
    connection: Connection,
    item: ArticleFacts,
    facts: Facts,
    linker: Linker,
    numbers: dict[Sentence, int],
    before: dict[int, int],
) -> set[int]:
    touched: set[int] = set()
    for position, fact in enumerate(facts.events):
        known = find_known_events(connection, fact, item.day)
        chosen = linker.link_event(fact, item, known)
        if chosen is None:
            old = before.get(position)
            chosen = old if old is not None and _is_unused(connection, old) else _insert_event(connection, fact)
        touched.add(chosen)
        row = {"article": item.article, "position": position, "event": chosen, "sentence": numbers[fact.sentence]}
        own = {name: getattr(fact, name) for name in (*_OWN_OF_EVENT, "province")}
        connection.execute(insert(f.fact_events).values(**row, **own))
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


def _is_unused(connection: Connection, event: int) -> bool:
    told = select(func.count()).select_from(f.fact_events).where(f.fact_events.c.event == event)
    return not connection.execute(told).scalar()


def _insert_event(connection: Connection, fact: EventFact) -> int:
    own = {name: getattr(fact, name) for name in _OWN_OF_EVENT}
    return int(connection.execute(insert(f.events).values(**own, province="")).lastrowid)


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
