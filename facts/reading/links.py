"""Reads where the hits of a search lead: the events, people and documents of some articles, in three statements."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, select

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


def read_links(engine: Engine, articles: Sequence[int]) -> dict[int, FactLinks]:
    """Read the links of visible articles, at most some hundred; articles that lead nowhere are left out."""
    x, e, p, d = f.fact_events.c, f.events.c, f.fact_people.c, f.fact_documents.c
    events: dict[int, dict[int, str]] = defaultdict(dict)
    people: dict[int, dict[int, NamedPerson]] = defaultdict(dict)
    documents: dict[int, dict[str, str]] = defaultdict(dict)
    with reading(engine) as connection:
        told = select(x.article, e.id, e.title).join(f.events, e.id == x.event)
        for article, number, title in connection.execute(told.where(x.article.in_(articles)).order_by(x.position)):
            events[article].setdefault(number, title)
        named = select(p.article, p.person, p.name, p.rank, p.role)
        shown = shown_person_condition(f.fact_people)
        for article, *who in connection.execute(
            named.where(p.article.in_(articles), shown).order_by(p.took_part.desc(), p.position)
        ):
            people[article].setdefault(who[0], NamedPerson(*who))
        cited = select(d.article, d.key, d.number).where(d.article.in_(articles)).order_by(d.position)
        for article, key, number in connection.execute(cited):
            documents[article].setdefault(key, number)
    return {
        article: FactLinks(
            tuple(events[article].items()), tuple(people[article].values())[:MOST], tuple(documents[article].values())[:MOST]
        )
        for article in {*events, *people, *documents}
    }  # fmt: skip
