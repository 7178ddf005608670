"""Selects rows of facts joined with their sentence and article, those of visible articles only."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import Connection, Row, Select, Table, bindparam, exists, select, tuple_

from archive.tables import articles
from facts.model import Sentence
from facts.reading.views import CitedDocument, Figure, Period, Proof, Quote
from facts.store import tables as f

_FEW = 500
NUMBERS: Any = bindparam("numbers", expanding=True)
"""The numbers that a statement made once asks for: making one costs several times what running it does."""


@cache
def visible_condition() -> Any:
    """Return the condition on ``fact_articles`` that an article may be shown."""
    shown = (articles.c.id == f.fact_articles.c.article) & (articles.c.gone == 0) & (articles.c.hidden == 0)
    return exists().where(shown).correlate(f.fact_articles)


@cache
def shown_person_condition(table: Table, column: str = "person") -> Any:
    """Return the condition on a table that the person of a row may be shown; whoever reads people asks it.

    Nobody is who neither rank nor office identifies, and who is held back over articles (``facts.store.people``).
    """
    who = f.people.c
    return exists().where(who.id == table.c[column], who.held == 0).correlate(table)


@cache
def shown_chair_condition() -> Any:
    """Return the condition on ``fact_event_names`` that a row is a host, or a chair who may be shown."""
    n, p, who = f.fact_event_names.c, f.fact_people.c, f.people.c
    same = (p.article == n.article) & (p.key == n.key) & (p.person == who.id) & (who.held == 0)
    return (n.part != "chair") | exists().where(same).correlate(f.fact_event_names)


@cache
def select_with_proof(table: Table, *more: Any) -> Select[Any]:
    """Select the rows of a table of facts with the sentence and the article they come from, visible ones only."""
    a, s = f.fact_articles.c, f.fact_sentences.c
    return (
        select(
            table, *more,
            s.text.label("sentence_text"), s.part.label("sentence_part"), s.start.label("sentence_start"), s.end.label("sentence_end"),
            a.day.label("article_day"), a.source.label("article_source"), a.title.label("article_title"), a.province.label("article_province"),
        )
        .join(f.fact_articles, a.article == table.c.article)
        .join(f.fact_sentences, (s.article == table.c.article) & (s.number == table.c.sentence))
        .where(visible_condition(), *([shown_person_condition(table)] if "person" in table.c else []))
    )  # fmt: skip


def order_by_day(chosen: Select[Any], table: Table) -> Select[Any]:
    """Order by published day (undated last), article and place in the article."""
    a = f.fact_articles.c
    return chosen.order_by(a.day.is_(None), a.day, table.c.article, table.c.position)


Key = tuple[int, int]
"""Article and position of a fact."""


def keys_of_rows(connection: Connection, table: Table, *where: Any) -> list[Key]:
    """Return which visible rows of a table of facts fit, in order of days, undated last: for a list of which some are read."""
    t, a = table.c, f.fact_articles.c
    chosen = select(t.article, t.position).join(f.fact_articles, a.article == t.article)
    shown = [shown_person_condition(table)] if "person" in t else []
    rows = connection.execute(order_by_day(chosen.where(visible_condition(), *shown, *where), table))
    return [(row.article, row.position) for row in rows]


def proofs_of(connection: Connection, table: Table, keys: Sequence[Key]) -> dict[Key, Proof]:
    """Read article and sentence of some rows of a table of facts."""
    found = {}
    for at in range(0, len(keys), _FEW):
        named = tuple_(table.c.article, table.c.position).in_(keys[at : at + _FEW])
        for row in connection.execute(select_with_proof(table).where(named)):
            found[row.article, row.position] = proof_of(row)
    return found


def rows_of_articles(connection: Connection, table: Table, numbers: Sequence[int]) -> list[Row[Any]]:
    """Return the facts of some articles, in order."""
    rows: list[Row[Any]] = []
    for at in range(0, len(numbers), _FEW):
        rows += connection.execute(_select_of_articles(table), {"numbers": numbers[at : at + _FEW]}).all()
    return rows


@cache
def _select_of_articles(table: Table) -> Select[Any]:
    """Select the facts of the articles ``NUMBERS``, in order."""
    return order_by_day(select_with_proof(table).where(table.c.article.in_(NUMBERS)), table)


def sentence_of(row: Any) -> Sentence:
    """Return the sentence of a row of ``select_with_proof``."""
    return Sentence(row.sentence_text, row.sentence_part, row.sentence_start, row.sentence_end)


def proof_of(row: Any) -> Proof:
    """Return article and sentence of a row of ``select_with_proof``."""
    return Proof(row.article, row.article_source, row.article_title, row.article_day, sentence_of(row))


def number_of(value: float) -> int | float:
    """Return a stored value, whole numbers without a fraction."""
    return int(value) if value.is_integer() else value


def document_of(row: Any) -> CitedDocument:
    """Convert a row of ``fact_documents``."""
    return CitedDocument(row.number, row.type or "", row.title, proof_of(row))


def figure_of(row: Any) -> Figure:
    """Convert a row of ``fact_figures``."""
    total = None if row.total is None else number_of(row.total)
    return Figure(
        number_of(row.value), row.unit, row.what, row.measure, proof_of(row), row.hedge, row.text, row.months, total
    )


def period_of(row: Any) -> Period:
    """Convert a row of ``fact_periods``."""
    return Period(row.begin, row.end, proof_of(row))


def read_quotes(connection: Connection, keys: Sequence[Key]) -> list[Quote]:
    """Read some quotes, in the order of ``keys``, with the speaker's office as the article tells it, its first event, and the version they stand in."""
    q, p, x, e = f.fact_quotes, f.fact_people.c, f.fact_events.c, f.events.c
    chosen = (
        select_with_proof(q, p.rank, p.role, e.id.label("event"), e.title.label("event_title"), articles.c.version)
        .outerjoin(f.fact_people, (p.article == q.c.article) & (p.person == q.c.person))
        .outerjoin(f.fact_events, (x.article == q.c.article) & (x.position == 0))
        .outerjoin(f.events, e.id == x.event)
        .join(articles, articles.c.id == q.c.article)
        .order_by(p.position)
    )
    rows: dict[Key, Any] = {}
    for at in range(0, len(keys), _FEW):
        named = tuple_(q.c.article, q.c.position).in_(keys[at : at + _FEW])
        rows |= {(row.article, row.position): row for row in connection.execute(chosen.where(named))}
    return [_quote_of(rows[key]) for key in keys if key in rows]


def _quote_of(row: Any) -> Quote:
    office = " ".join(filter(None, (row.rank, row.role)))
    return Quote(
        row.person, row.speaker, row.text, proof_of(row), office, row.event, row.event_title or "", row.version
    )
