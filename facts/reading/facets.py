"""Counts facets of facts (people, agencies, places, documents) over a set of articles."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Table, func, select

from archive.around_damage import around_damage
from database.dialect import numbers_of
from database.transactions import reading
from facts.reading.province_names import name_provinces
from facts.reading.rows import shown_person_condition
from facts.store import tables as f
from vietnamese.spelling.normalise import fold, normalise

FACETS = ("person", "agency", "province", "document", "rank")
"""What can be counted. People are only those whom an article gives a rank or an office."""

_CHOSEN = numbers_of("articles")
"""The articles as one parameter, however many: SQLite limits how many a statement has."""


@around_damage
def count_facet(engine: Engine, facet: str, articles: Sequence[int], words: str = "") -> list[tuple[str, int]]:
    """Count the articles by value of one of FACETS, the most articles first; only values that hold all the words.

    Values are what people write, once each: case and the place of the tone make no second one.
    """
    chosen = {"articles": json.dumps([int(n) for n in articles])}
    with reading(engine) as connection:
        if facet == "rank":
            found = _count_ranks(connection.execute(_RANKS, chosen).all())
        else:
            found = _count_by_key(connection, facet, chosen)
    wanted = fold(words).split()
    kept = [(value, count) for value, count in found if all(word in fold(value) for word in wanted)]
    return sorted(kept, key=lambda item: (-item[1], item[0]))


def _count_by_key(connection: Connection, facet: str, chosen: dict[str, str]) -> list[tuple[str, int]]:
    """Count by the key of a facet's column; each value is written as most articles write it, rather not in capitals."""
    table, key, name, where = _columns_of(facet)
    of_chosen = table.c.article.in_(_CHOSEN)
    number = func.count(table.c.article.distinct())
    counts = connection.execute(select(key, number).where(of_chosen, *where).group_by(key), chosen).all()
    if facet == "province":
        names = name_provinces(connection, [row[0] for row in counts])
        return [(names[row[0]], row[1]) for row in counts]
    written: dict[str, tuple[tuple[bool, int], str]] = {}
    for row in connection.execute(select(key, name, number).where(of_chosen, *where).group_by(key, name), chosen):
        rank = (not row[1].isupper() and not row[1].islower(), row[2])
        written[row[0]] = max(written.get(row[0], ((False, 0), "")), (rank, row[1]))
    return [(written[row[0]][1], row[1]) for row in counts]


def _count_ranks(rows: Sequence[Any]) -> list[tuple[str, int]]:
    """Count articles by rank: "đại tá", "Đại Tá" and "Thượng sỹ", "Thượng sĩ" are one."""
    articles: dict[str, set[int]] = defaultdict(set)
    for article, rank in rows:
        articles[normalise(rank).lower().replace("sỹ", "sĩ")].add(article)
    return [(rank[:1].upper() + rank[1:], len(found)) for rank, found in articles.items()]


_RANKS = (
    select(f.fact_people.c.article, f.fact_people.c.rank)
    .distinct()
    .where(f.fact_people.c.rank != "", f.fact_people.c.article.in_(_CHOSEN), shown_person_condition(f.fact_people))
)


def _columns_of(facet: str) -> tuple[Table, Any, Any, tuple[Any, ...]]:
    """Return the table, the key, the column shown and the condition of a facet."""
    if facet == "person":
        p = f.fact_people.c
        return f.fact_people, p.key, p.name, (shown_person_condition(f.fact_people),)
    if facet == "agency":
        return f.fact_agencies, f.fact_agencies.c.key, f.fact_agencies.c.name, ()
    if facet == "document":
        return f.fact_documents, f.fact_documents.c.key, f.fact_documents.c.number, ()
    province = f.fact_articles.c.province
    return f.fact_articles, province, province, (province != "",)
