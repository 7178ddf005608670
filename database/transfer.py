"""Moves the rows of a database into another one, of whichever kind, and holds each row against what it came from.

Rows are compared in the order of their keys: what the target has already is not written again, so a transfer that was interrupted
goes on where it stopped, and one that is whole changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Connection,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    delete,
    func,
    insert,
    select,
    text,
    true,
    tuple_,
    update,
)

from database.dialect import is_shared
from database.errors import ArchiveError
from database.transactions import reading, writing

_BATCH = 500
"""Rows in a transaction: raw pages of a few hundred kilobytes are among them."""

Key = tuple[Any, ...]


@dataclass(frozen=True, slots=True)
class TransferredTable:
    """A table that is the same on both sides: its rows, how many of them had to be written, and their common checksum."""

    name: str
    rows: int
    written: int
    sha256: str


@dataclass(slots=True)
class Transfer:
    """A transfer between two databases with the same tables.

    ``left_out`` gives the condition for rows of a table that stay out of it; ``check`` is called after each batch with the table and
    the rows done, and may raise.
    """

    source: Engine
    target: Engine
    tables: MetaData
    left_out: Mapping[str, ColumnElement[bool]] = field(default_factory=dict)
    check: Callable[[str, int], None] = lambda table, rows: None

    def run(self) -> list[TransferredTable]:
        """Make the target's rows those of the source. Raises ArchiveError when a row does not arrive as it was."""
        tables = self.tables.sorted_tables
        with reading(self.source) as source:
            for table in reversed(tables):
                self._delete_others(source, table)
            written = {table.name: self._write_rows(source, table) for table in tables}
            with writing(self.target) as target:
                for table in tables:
                    _copy_last_number(source, target, table)
            return [self._compare_rows(source, table, written[table.name]) for table in tables]

    def _mine(self, table: Table) -> ColumnElement[bool]:
        return ~self.left_out[table.name] if table.name in self.left_out else true()

    def _delete_others(self, source: Connection, table: Table) -> None:
        """Delete what the source does not have (any more)."""
        with reading(self.target) as target:
            others = [
                key
                for batch in self._batches(target, table, keys_only=True)
                for key in _missing_keys(source, table, [tuple(row) for row in batch])
            ]
        for at in range(0, len(others), _BATCH):
            with writing(self.target) as target:
                for key in others[at : at + _BATCH]:
                    target.execute(delete(table).where(_is_key(table, key)))

    def _write_rows(self, source: Connection, table: Table) -> int:
        written = rows = 0
        for batch in self._batches(source, table):
            wanted = {_key_of(table, row): row for row in map(tuple, batch)}
            with writing(self.target) as target:
                low, high = next(iter(wanted)), list(wanted)[-1]
                there = {_key_of(table, row): row for row in map(tuple, _rows_between(target, table, low, high))}
                new = [row for key, row in wanted.items() if key not in there]
                changed = [
                    (key, row)
                    for key, row in wanted.items()
                    if key in there and _hash(table, row) != _hash(table, there[key])
                ]
                if new:
                    target.execute(insert(table), [_values(table, row) for row in new])
                for key, row in changed:
                    target.execute(update(table).where(_is_key(table, key)).values(_values(table, row)))
            written += len(new) + len(changed)
            rows += len(batch)
            self.check(table.name, rows)
        return written

    def _compare_rows(self, source: Connection, table: Table, written: int) -> TransferredTable:
        """Read both sides and hold the checksum of each row against the other's."""
        rows, digest = 0, sha256()
        with reading(self.target) as target:
            theirs = (row for batch in self._batches(target, table) for row in map(tuple, batch))
            for batch in self._batches(source, table):
                for row in map(tuple, batch):
                    mine, other = _hash(table, row), next(theirs, None)
                    if other is None or _hash(table, other) != mine:
                        raise ArchiveError("database.row_differs", table=table.name, key=_key_of(table, row))
                    digest.update(mine)
                    rows += 1
                self.check(table.name, rows)
            if (more := next(theirs, None)) is not None:
                raise ArchiveError("database.row_differs", table=table.name, key=_key_of(table, more))
        return TransferredTable(table.name, rows, written, digest.hexdigest())

    def _batches(self, connection: Connection, table: Table, *, keys_only: bool = False) -> Iterator[Sequence[Any]]:
        keys = list(table.primary_key)
        wanted = (select(*keys) if keys_only else select(table)).where(self._mine(table)).order_by(*keys).limit(_BATCH)
        last: Key | None = None
        while True:
            rows = connection.execute(wanted if last is None else wanted.where(tuple_(*keys) > last)).all()
            if not rows:
                return
            last = tuple(rows[-1]) if keys_only else _key_of(table, tuple(rows[-1]))
            yield rows


def _rows_between(connection: Connection, table: Table, low: Key, high: Key) -> Sequence[Any]:
    key = tuple_(*table.primary_key)
    return connection.execute(select(table).where(key >= low, key <= high)).all()


def _missing_keys(source: Connection, table: Table, keys: Sequence[Key]) -> list[Key]:
    """Return those of some keys, in their order, that the source does not have."""
    columns = list(table.primary_key)
    key = tuple_(*columns)
    there = {tuple(row) for row in source.execute(select(*columns).where(key >= keys[0], key <= keys[-1]))}
    return [one for one in keys if one not in there]


def _is_key(table: Table, key: Key) -> ColumnElement[bool]:
    condition: ColumnElement[bool] = true()
    for column, value in zip(table.primary_key, key, strict=True):
        condition = condition & (column == value)
    return condition


def _key_of(table: Table, row: tuple[Any, ...]) -> Key:
    places = {column.name: at for at, column in enumerate(table.c)}
    return tuple(row[places[column.name]] for column in table.primary_key)


def _values(table: Table, row: tuple[Any, ...]) -> dict[str, Any]:
    return {column.name: _normal(column, value) for column, value in zip(table.c, row, strict=True)}


def _hash(table: Table, row: tuple[Any, ...]) -> bytes:
    return sha256(repr([_normal(column, value) for column, value in zip(table.c, row, strict=True)]).encode()).digest()


def _normal(column: Any, value: Any) -> Any:
    """Return a value as its column says it is: SQLite keeps anything anywhere, PostgreSQL no zero bytes in texts."""
    if value is None:
        return None
    if isinstance(column.type, String):
        return str(value).replace("\0", "")
    if isinstance(column.type, LargeBinary):
        return bytes(value)
    return int(value) if isinstance(column.type, Integer) else float(value)


def _copy_last_number(source: Connection, target: Connection, table: Table) -> None:
    """Have the target go on numbering where the source would: the numbers of erased rows are nobody's again."""
    if [column.name for column in table.primary_key] != ["id"]:
        return
    highest = int(target.execute(select(func.max(table.c.id))).scalar() or 0)
    last = max(highest, _last_number(source, table))
    if is_shared(target):
        target.execute(_SET_SEQUENCE, {"table": table.name, "last": max(last, 1), "given": last > 0})
    elif table.dialect_options["sqlite"]["autoincrement"]:
        target.execute(text("DELETE FROM sqlite_sequence WHERE name = :table"), {"table": table.name})
        target.execute(
            text("INSERT INTO sqlite_sequence (name, seq) VALUES (:table, :last)"), {"table": table.name, "last": last}
        )


_SET_SEQUENCE = text("SELECT setval(pg_get_serial_sequence(:table, 'id'), :last, :given)")


def _last_number(connection: Connection, table: Table) -> int:
    if is_shared(connection):
        name = connection.execute(
            text("SELECT pg_get_serial_sequence(:table, 'id')"), {"table": table.name}
        ).scalar_one()
        return int(
            connection.execute(text(f"SELECT CASE WHEN is_called THEN last_value ELSE 0 END FROM {name}")).scalar_one()
        )
    if not table.dialect_options["sqlite"]["autoincrement"]:
        return 0
    return int(
        connection.execute(text("SELECT seq FROM sqlite_sequence WHERE name = :table"), {"table": table.name}).scalar()
        or 0
    )
