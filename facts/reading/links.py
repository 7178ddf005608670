"""Reads where the hits of a search lead: the events, people and documents of some articles, in three statements."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, select

from archive.around_damage import around_damage
from database.dialect import numbers_of
from database.prepared import PreparedStatement
from database.transactions import reading
from facts.reading.rows import shown_person_condition
from facts.store import tables as f

MOST = 3
"""People, and documents, that a hit leads to: who took part first."""


@dataclass(frozen=True, slots=True)
class NamedPerson:
    """A person that may be shown, with rank and office as the article tells them."""

    id: int
    name: str
    rank: str
    role: str


@dataclass(frozen=True, slots=True)
class FactLinks:
    """What an article leads to: its events as (number, name), people and documents."""

    events: tuple[tuple[int, str], ...] = ()
    people: tuple[NamedPerson, ...] = ()
    documents: tuple[str, ...] = ()


# Made once: making a statement costs several times what running it does.
_NUMBERS = numbers_of("numbers")
_X, _E, _P, _D = f.fact_events.c, f.events.c, f.fact_people.c, f.fact_documents.c
_EVENTS = select(_X.article, _E.id, _E.title).join(f.events, _E.id == _X.event)
_READ_EVENTS = PreparedStatement(_EVENTS.where(_X.article.in_(_NUMBERS)).order_by(_X.position))
_PEOPLE = select(_P.article, _P.person, _P.name, _P.rank, _P.role)
_PEOPLE = _PEOPLE.where(_P.article.in_(_NUMBERS), shown_person_condition(f.fact_people))
_READ_PEOPLE = PreparedStatement(_PEOPLE.order_by(_P.took_part.desc(), _P.position))
_DOCUMENTS = select(_D.article, _D.key, _D.number).where(_D.article.in_(_NUMBERS))
_READ_DOCUMENTS = PreparedStatement(_DOCUMENTS.order_by(_D.position))


@around_damage
def read_links(engine: Engine, articles: Sequence[int]) -> dict[int, FactLinks]:
    """Read the links of visible articles, at most some hundred; articles that lead nowhere are left out."""
    events: dict[int, dict[int, str]] = defaultdict(dict)
    people: dict[int, dict[int, NamedPerson]] = defaultdict(dict)
    documents: dict[int, dict[str, str]] = defaultdict(dict)
    asked = json.dumps([int(number) for number in articles])
    with reading(engine) as connection:
        for article, number, title in _READ_EVENTS.rows(connection, numbers=asked):
            events[article].setdefault(number, title)
        for article, *who in _READ_PEOPLE.rows(connection, numbers=asked):
            people[article].setdefault(who[0], NamedPerson(*who))
        for article, key, number in _READ_DOCUMENTS.rows(connection, numbers=asked):
            documents[article].setdefault(key, number)
    return {
        article: FactLinks(
            tuple(events[article].items()), tuple(people[article].values())[:MOST], tuple(documents[article].values())[:MOST]
        )
        for article in {*events, *people, *documents}
    }  # fmt: skip
