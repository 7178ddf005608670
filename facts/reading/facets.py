"""Counts facets of facts (people, agencies, places, documents) over a set of articles."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import Engine, Table, bindparam, func, select

from database.transactions import reading
from facts.reading.rows import shown_person_condition
from facts.store import tables as f
from vietnamese.spelling.normalise import fold

FACETS = ("person", "agency", "province", "document", "rank")
"""What can be counted. People are only those whom an article gives a rank or an office."""

_CHOSEN = select(func.json_each(bindparam("articles")).table_valued("value").c.value)
"""The articles as one parameter, however many: SQLite limits how many a statement has."""


def count_facet(engine: Engine, facet: str, articles: Sequence[int], words: str = "") -> list[tuple[str, int]]:
    """Count the articles by value of one of FACETS, the most articles first; only values that hold all the words."""
    table, name, where = _columns_of(facet)
    counted = (
        select(func.min(name), func.count(table.c.article.distinct()).label("n"))
        .where(table.c.article.in_(_CHOSEN), *where)
        .group_by(_key_column(table, facet))
        .order_by(func.count(table.c.article.distinct()).desc(), func.min(name))
    )
    with reading(engine) as connection:
        rows = connection.execute(counted, {"articles": json.dumps([int(n) for n in articles])}).all()
    wanted = fold(words).split()
    return [(str(row[0]), int(row[1])) for row in rows if all(word in fold(str(row[0])) for word in wanted)]


def _columns_of(facet: str) -> tuple[Table, Any, tuple[Any, ...]]:
    """Return the table, the column shown and the condition of a facet."""
    if facet == "person":
        return f.fact_people, f.fact_people.c.name, (shown_person_condition(f.fact_people),)
    if facet == "rank":
        return f.fact_people, f.fact_people.c.rank, (f.fact_people.c.rank != "", shown_person_condition(f.fact_people))
    if facet == "agency":
        return f.fact_agencies, f.fact_agencies.c.name, ()
    if facet == "document":
        return f.fact_documents, f.fact_documents.c.number, ()
    return f.fact_articles, f.fact_articles.c.province, (f.fact_articles.c.province != "",)


def _key_column(table: Table, facet: str) -> Any:
    return table.c.rank if facet == "rank" else table.c.province if facet == "province" else table.c.key
