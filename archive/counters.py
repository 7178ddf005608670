"""The change counter: every change of an article takes the next number, and the indexer follows the numbers."""

from __future__ import annotations

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert as upsert

from archive import tables as t


def next_change(connection: Connection, count: int = 1) -> int:
    """Take ``count`` change numbers within a transaction and return the first."""
    c = t.counters.c
    add = upsert(t.counters).values(name="change", value=count)
    step = add.on_conflict_do_update(index_elements=[c.name], set_={"value": c.value + count}).returning(c.value)
    return int(connection.execute(step).scalar_one()) - count + 1
