"""Statements that are made to text once and go straight to the driver: for what runs at every visit of a crawl, article or search.

SQLAlchemy's way to the driver costs several times what such a statement takes; its errors, transactions and words for both databases stay.
"""

from __future__ import annotations

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.elements import ClauseElement
from sqlalchemy.sql.schema import ScalarElementColumnDefault

_MAKE_TYPE: Any = namedtuple  # of names that are known when a statement has run


@dataclass(frozen=True, slots=True)
class _Text:
    """A statement as the driver takes it: values that never change by parameter, and the order of all where they have no names."""

    text: str
    fixed: Mapping[str, object]
    order: tuple[str, ...]

    def values(self, given: Mapping[str, object]) -> Any:
        named = {**self.fixed, **given}
        return tuple(map(named.__getitem__, self.order)) if self.order else named


class PreparedStatement:
    """A statement of SQLAlchemy, to be run within a transaction. Columns come as the driver gives them, which is what ours are read as.

    Raises SQLAlchemy's errors, which ``writing`` and ``reading`` tell as the archive's.
    """

    def __init__(self, statement: ClauseElement) -> None:
        self._statement = statement
        self._texts: dict[tuple[str, tuple[str, ...]], _Text] = {}
        self._rows: dict[str, Callable[[Sequence[object]], Any]] = {}

    def rows(self, connection: Connection, **given: object) -> list[Any]:
        """Return the rows, each a tuple whose values have the names of their columns."""
        prepared = self._prepare(connection, given)
        names, rows, _ = _execute(connection, prepared.text, prepared.values(given), many=False)
        if not rows:
            return []
        make = self._rows.get(prepared.text)
        if make is None:
            make = self._rows[prepared.text] = _MAKE_TYPE("Row", names, rename=True)._make
        return [make(row) for row in rows]

    def first(self, connection: Connection, **given: object) -> Any:
        """Return the first row, None when there is none."""
        rows = self.rows(connection, **given)
        return rows[0] if rows else None

    def run(self, connection: Connection, **given: object) -> int:
        """Run it for what it changes; return how many rows that were."""
        prepared = self._prepare(connection, given)
        return _execute(connection, prepared.text, prepared.values(given), many=False)[2]

    def run_many(self, connection: Connection, given: Sequence[Mapping[str, object]]) -> int:
        """Run it for each of some sets of parameters with the same names; return how many rows were changed in all."""
        if not given:
            return 0
        prepared = self._prepare(connection, given[0])
        return _execute(connection, prepared.text, [prepared.values(one) for one in given], many=True)[2]

    def _prepare(self, connection: Connection, given: Mapping[str, object]) -> _Text:
        key = connection.dialect.name, tuple(given)
        return self._texts.get(key) or self._texts.setdefault(key, self._make_text(connection, tuple(given)))

    def _make_text(self, connection: Connection, names: Sequence[str]) -> _Text:
        made = self._statement.compile(dialect=connection.dialect, column_keys=list(names))
        # A list in IN (…) has as many parameters as values, so that there is no one text.
        assert isinstance(made, SQLCompiler) and not made.post_compile_params
        defaults = {
            c.key: c.default.arg for c in made.insert_prefetch if isinstance(c.default, ScalarElementColumnDefault)
        }
        return _Text(str(made), {**made.construct_params(_check=False), **defaults}, tuple(made.positiontup or ()))


def _execute(connection: Connection, text: str, values: Any, *, many: bool) -> tuple[list[str], list[Any], int]:
    """Run a text on the driver's own connection; return names of columns, rows, and how many rows were changed."""
    if not connection.in_transaction():
        connection.begin()
    dialect, raw = connection.dialect, connection.connection.driver_connection
    assert dialect.dbapi is not None and raw is not None
    try:
        cursor = raw.cursor()
        try:
            cursor.executemany(text, values) if many else cursor.execute(text, values)
            if cursor.description is None:
                return [], [], cursor.rowcount
            return [column[0] for column in cursor.description], cursor.fetchall(), cursor.rowcount
        finally:
            cursor.close()
    except dialect.dbapi.Error as error:
        lost = dialect.is_disconnect(error, connection.connection, None)
        if lost:
            connection.invalidate(error)
        raise DBAPIError.instance(
            text, None, error, dialect.dbapi.Error, connection_invalidated=lost, dialect=dialect
        ) from error
