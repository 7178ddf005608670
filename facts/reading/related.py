"""Finds related articles: those that share events, documents or people with one article."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from math import log
from typing import Any

from sqlalchemy import Connection, Engine, Table, func, select

from archive.around_damage import around_damage
from database.transactions import reading
from facts.reading.rows import shown_person_condition, visible_condition
from facts.store import tables as f

_MOST = 500
"""A person or document in more articles than this says nothing of one of them."""

WEIGHTS = {"event": 6.0, "document": 3.0, "person": 1.5}
"""What sharing one counts, before rarity: one event is one story, one chairman opens many meetings."""


@dataclass(frozen=True, slots=True)
class Related:
    """Another article with what it shares: (kind, name) pairs, kind being event, document or person."""

    article: int
    title: str
    source: str
    day: str | None
    score: float
    shares: tuple[tuple[str, str], ...]


@around_damage
def find_related(engine: Engine, article: int, n: int = 6) -> list[Related]:
    """Find the articles that share most with one, the best first; the rarer what is shared, the more it counts."""
    scores: dict[int, float] = defaultdict(float)
    shares: dict[int, dict[tuple[str, str], None]] = defaultdict(dict)
    with reading(engine) as connection:
        total = connection.execute(select(func.count()).select_from(f.fact_articles)).scalar_one()
        for kind, table, key, name in _KINDS:
            for value, shown in _values_of(connection, table, key, name, article):
                others = _articles_sharing(connection, table, key, value, article)
                if len(others) > _MOST:
                    continue
                worth = WEIGHTS[kind] * log(1 + total / (1 + len(others)))
                for other in others:
                    scores[other] += worth
                    shares[other][kind, shown] = None
        best = sorted(scores, key=lambda number: (-scores[number], -number))[:n]
        a = f.fact_articles.c
        rows = {r.article: r for r in connection.execute(select(f.fact_articles).where(a.article.in_(best)))}
    return [
        Related(
            number, rows[number].title, rows[number].source, rows[number].day, scores[number], tuple(shares[number])
        )
        for number in best
    ]


_KINDS = (
    ("event", f.fact_events, "event", "title"),
    ("document", f.fact_documents, "key", "number"),
    ("person", f.fact_people, "person", "name"),
)


def _values_of(connection: Connection, table: Table, key: str, name: str, article: int) -> list[tuple[Any, str]]:
    c = table.c
    shown = [shown_person_condition(table)] if key == "person" else []
    rows = connection.execute(select(c[key], c[name]).where(c.article == article, c[key].is_not(None), *shown))
    return list({row[0]: (row[0], row[1]) for row in rows}.values())


def _articles_sharing(connection: Connection, table: Table, key: str, value: Any, article: int) -> list[int]:
    c = table.c
    chosen = select(c.article).distinct().join(f.fact_articles, f.fact_articles.c.article == c.article)
    rows = connection.execute(chosen.where(c[key] == value, c.article != article, visible_condition()).limit(_MOST + 1))
    return list(rows.scalars())
