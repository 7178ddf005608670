"""The archive's changes in the order of their numbers, what was erased or hidden among them: for whoever follows the archive.

An article is named once, under its newest change; what was erased leaves a tombstone, which has a change number too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import Engine, literal, select, union_all

from archive import tables as t
from archive.around_damage import around_damage
from archive.change_counter import settled_only
from database.transactions import reading


@dataclass(frozen=True, slots=True)
class Change:
    """The newest change of an article; ``removed``: it was erased, or readers may not see it any more."""

    number: int
    article: int
    removed: bool


@around_damage
def changes_after(engine: Engine, change: int, count: int) -> Sequence[Change]:
    """Return up to ``count`` changes after a change number, ascending."""
    a, d = t.articles.c, t.tombstones.c
    living = select(a.change.label("number"), a.id.label("article"), a.hidden.label("removed")).where(a.change > change)
    erased = select(d.change, d.article, literal(1)).where(d.change > change)
    both = union_all(living, erased).subquery()
    settled = settled_only(engine, both.c.number)
    with reading(engine) as connection:
        rows = connection.execute(select(both).where(*settled).order_by(both.c.number).limit(count)).all()
    return [Change(row.number, row.article, bool(row.removed)) for row in rows]
