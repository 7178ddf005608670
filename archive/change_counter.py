"""The change counter: every change of an article takes the next number, and the indexer follows the numbers.

SQLite has one writer, so numbers are committed in their order. PostgreSQL's writers take theirs from a sequence at the same time and
commit in any order: whoever follows reads up to the number below which nobody is under way any more, and finds late commits then.
A writer locks the last number given before it takes its first one; what it takes is higher than what it locked. The follower reads the
last number given, then the lowest lock: a writer that it does not see has committed, or takes higher numbers than the follower goes to.
"""

from __future__ import annotations

from weakref import WeakSet

from sqlalchemy import ColumnElement, Connection, Engine, Transaction, select, text

from archive import tables as t
from database.dialect import is_shared, upsert
from database.postgres import schema_name
from database.prepared import PreparedStatement

COUNTER = "change"
"""Its row in ``counters``; on PostgreSQL the sequence ``change_numbers`` stands for it."""


def next_change(connection: Connection) -> int:
    """Take a change number within a transaction."""
    if is_shared(connection):
        _announce_writer(connection)
        return int(connection.execute(_NEXT).scalar_one())
    return int(_TAKE.first(connection, name=COUNTER, value=1).value)


def settled_only(engine: Engine, change: ColumnElement[int]) -> tuple[ColumnElement[bool], ...]:
    """Return the condition that keeps out changes beside which lower ones may still be committed; none for SQLite.

    To be asked before the transaction that reads: what it sees must be at least as new.
    """
    return (change <= _settled_number(engine),) if is_shared(engine) else ()


def last_number(connection: Connection) -> int:
    """Return the last change number that was given."""
    if is_shared(connection):
        return int(connection.execute(_LAST).scalar_one())
    return int(connection.execute(select(t.counters.c.value).where(t.counters.c.name == COUNTER)).scalar() or 0)


def set_last_number(connection: Connection, number: int) -> None:
    """Have the next change number be the one after ``number``."""
    if is_shared(connection):
        connection.execute(_SET, {"number": number})
    else:
        row = {"name": COUNTER, "value": number}
        connection.execute(upsert(t.counters).values(row).on_conflict_do_update(set_={"value": number}))


_ADD = upsert(t.counters)
_TAKE = PreparedStatement(
    _ADD.on_conflict_do_update(set_={"value": t.counters.c.value + _ADD.excluded.value}).returning(t.counters.c.value)
)
_NEXT = text("SELECT nextval('change_numbers')")
_LAST = text("SELECT last_value FROM change_numbers")
_SET = text("SELECT setval('change_numbers', :number)")
# A lock has room for 31 bits of the number: those above are the ones of the last number given, as no writer is 2^30 changes behind.
_ANNOUNCE = text(
    "SELECT pg_advisory_xact_lock_shared(hashtext(:name), (last_value & 2147483647)::integer) FROM change_numbers"
)
_BEHIND = text(
    """
    SELECT max(behind) FROM (
        SELECT (CAST(:last AS bigint) - objid::bigint) & 2147483647 AS behind FROM pg_locks
        WHERE locktype = 'advisory' AND objsubid = 2 AND classid::bigint = hashtext(:name)::bigint & 4294967295
        AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
    ) AS held WHERE behind < 1073741824
    """
)
_announced: WeakSet[Transaction] = WeakSet()
"""Transactions that hold their lock: one for each, however many numbers they take."""


def _announce_writer(connection: Connection) -> None:
    transaction = connection.get_transaction()
    if transaction is None or transaction in _announced:
        return
    connection.execute(_ANNOUNCE, {"name": _lock_name(connection)})
    # A lock taken within a savepoint is given back with it.
    if not connection.in_nested_transaction():
        _announced.add(transaction)


def _settled_number(engine: Engine) -> int:
    with engine.connect() as connection:
        last = last_number(connection)
        behind = connection.execute(_BEHIND, {"name": _lock_name(connection), "last": last}).scalar()
    return last - int(behind or 0)


def _lock_name(connection: Connection) -> str:
    return f"{schema_name(connection)} {COUNTER}"
