"""Finds the visible articles that state something: for the operators ``người:``, ``cấp bậc:``, ``cơ quan:``, ``văn bản:`` and others."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import Connection, Engine, Table, or_, select

from archive.around_damage import around_damage
from database.transactions import reading
from facts.keys import name_key, number_key, role_key
from facts.reading.rows import shown_chair_condition, shown_person_condition, visible_condition
from facts.store import tables as f
from vietnamese.spelling.normalise import fold

KINDS = ("person", "rank", "agency", "document", "chair", "quote", "province")


@around_damage
def find_articles_stating(engine: Engine, kind: str, value: str, among: Collection[int] | None = None) -> list[int]:
    """Find the visible articles that state a value: article numbers, ascending.

    ``kind``: one of KINDS; the value is compared without accents and case.
    A person, chair or agency is meant by its whole name, a document by the beginning of its number, a quote by words in it or by
    its speaker. ``among``: the articles whose texts hold the words of a quote; all are looked through when None.
    """
    if kind == "quote":
        return _find_quoting(engine, value, among)
    with reading(engine) as connection:
        table, where = _condition_of(connection, kind, value)
        chosen = select(table.c.article).distinct()
        if table is not f.fact_articles:
            chosen = chosen.join(f.fact_articles, f.fact_articles.c.article == table.c.article)
        return list(connection.execute(chosen.where(where, visible_condition()).order_by(table.c.article)).scalars())


def _condition_of(connection: Connection, kind: str, value: str) -> tuple[Table, Any]:
    if kind == "person":
        named = f.fact_people.c.key.in_(_matching_keys(connection, f.fact_people.c.key, value))
        return f.fact_people, named & shown_person_condition(f.fact_people)
    if kind == "rank":
        # Ranks are few: every accented spelling of the folded one.
        return f.fact_people, f.fact_people.c.rank.in_(_spellings_of(value)) & shown_person_condition(f.fact_people)
    if kind == "document":
        return f.fact_documents, f.fact_documents.c.key.startswith(number_key(value), autoescape=True)
    if kind == "chair":
        n = f.fact_event_names.c
        chairing = (n.part == "chair") & n.key.in_(_matching_keys(connection, n.key, value))
        return f.fact_event_names, chairing & shown_chair_condition()
    if kind == "province":
        return f.fact_articles, f.fact_articles.c.province == fold(value)
    a = f.fact_agencies.c
    return f.fact_agencies, or_(a.key == role_key(value), a.key == name_key(value), a.abbreviation == value.upper())


def _matching_keys(connection: Connection, column: Any, value: str) -> list[str]:
    """The kept keys that a name means: the same one, or, typed without accents, every one that folds to it."""
    key = name_key(value)
    if fold(value) != " ".join(value.lower().split()):
        return [key]
    return [kept for kept in connection.execute(select(column).distinct()).scalars() if fold(kept) == fold(key)]


_RANKS = (
    "Đại tướng", "Thượng tướng", "Trung tướng", "Thiếu tướng", "Đại tá", "Thượng tá", "Trung tá", "Thiếu tá", "Đại úy", "Đại uý",
    "Thượng úy", "Thượng uý", "Trung úy", "Trung uý", "Thiếu úy", "Thiếu uý", "Chuẩn úy", "Chuẩn uý", "Thượng sĩ", "Thượng sỹ",
    "Trung sĩ", "Trung sỹ", "Hạ sĩ", "Hạ sỹ", "Đô đốc", "Phó Đô đốc", "Chuẩn Đô đốc",
)  # fmt: skip


def _spellings_of(value: str) -> list[str]:
    key = fold(value)
    alike = [rank for rank in _RANKS if fold(rank).replace("sy", "si") == key.replace("sy", "si")]
    return [spelling for rank in alike for spelling in (rank, rank.lower(), rank.upper(), rank.title())]


_AT_ONCE = 500
"""Articles whose quotes one statement reads."""


@around_damage
def _find_quoting(engine: Engine, value: str, among: Collection[int] | None) -> list[int]:
    q, wanted = f.fact_quotes, f" {role_key(value)} "
    chosen = select(q.c.article, q.c.text, q.c.speaker).join(f.fact_articles, f.fact_articles.c.article == q.c.article)
    chosen = chosen.where(visible_condition(), shown_person_condition(f.fact_quotes))
    with reading(engine) as connection:
        if among is None:
            rows: Sequence[Any] = connection.execute(chosen).all()
        else:
            numbers = sorted(among)
            some = (numbers[at : at + _AT_ONCE] for at in range(0, len(numbers), _AT_ONCE))
            rows = [row for own in some for row in connection.execute(chosen.where(q.c.article.in_(own)))]
    return sorted({row.article for row in rows if wanted in f" {role_key(row.text)} | {role_key(row.speaker)} "})
