"""The change counter: every change of an article takes the next number, and the indexer follows the numbers."""

from __future__ import annotations

from sqlalchemy import Connection
from sqlalchemy.dialects.sqlite import insert as upsert

from archive import tables as t


def next_change(connection: Connection, count: int = 1) -> int:
    """Take ``count`` change numbers within a transaction and return the first."""
    return int(connection.execute(_TAKE, {"name": "change", "value": count}).scalar_one()) - count + 1


_ADD = upsert(t.counters)
_TAKE = _ADD.on_conflict_do_update(
    index_elements=["name"], set_={"value": t.counters.c.value + _ADD.excluded.value}
).returning(t.counters.c.value)
