"""The one place that knows how SQLite and PostgreSQL say the same: upserts, JSON, lists as one parameter, numbers of new rows.

Everything else is SQLAlchemy Core in what both understand. Texts compare by their bytes on both (``database.postgres``).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import (
    Column,
    ColumnElement,
    Connection,
    CursorResult,
    Engine,
    Integer,
    Select,
    String,
    Table,
    bindparam,
    column,
    select,
)
from sqlalchemy.dialects.sqlite import Insert
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.functions import FunctionElement

POSTGRESQL = "postgresql"


@compiles(Integer, POSTGRESQL)
def _write_integer(_type: Integer, _compiler: object, **_given: object) -> str:
    """Write the type of whole numbers, which have 63 bits in SQLite everywhere; parameters are cast to it.

    SQLAlchemy's reflection of keys, which nothing here uses, wants 31 bits.
    """
    return "BIGINT"


def is_shared(bind: Engine | Connection) -> bool:
    """Tell whether a database is one that several machines write to, which SQLite's files are not."""
    return bind.dialect.name == POSTGRESQL


class Upsert(Insert):
    """An INSERT that may say what to do ON CONFLICT; SQLAlchemy writes SQLite's for PostgreSQL as well."""

    inherit_cache = True

    def on_conflict_do_update(
        self, index_elements: Any = None, index_where: Any = None, set_: Any = None, where: Any = None
    ) -> Any:
        """Update the row that is there; without ``index_elements`` the one of the same primary key, which PostgreSQL wants named."""
        named = index_elements if index_elements is not None else [c.name for c in self.table.primary_key]
        return _complete(super().on_conflict_do_update(named, index_where, set_, where))

    def on_conflict_do_nothing(self, index_elements: Any = None, index_where: Any = None) -> Any:
        """Leave the row that is there."""
        return _complete(super().on_conflict_do_nothing(index_elements, index_where))


def _complete(made: Any) -> Any:
    """Give SQLite's clause the one attribute that PostgreSQL's has beside."""
    made._post_values_clause.constraint_target = None
    return made


def upsert(table: Table) -> Upsert:
    """Return an INSERT into a table that may go on with ``on_conflict_do_update`` or ``on_conflict_do_nothing``."""
    return Upsert(table)


def number_of(done: CursorResult[Any]) -> int:
    """Return the number that a new row was given."""
    key = done.inserted_primary_key
    if key is None:
        raise LookupError("no row was added")
    return int(key[0])


class _Values(FunctionElement[Any]):
    """The values of a JSON array, one row each, as column ``value``; ``written`` is the type of its values."""

    inherit_cache = True
    name = "json_each"
    written = "text"


class _Numbers(_Values):
    inherit_cache = True
    written = "bigint"


class _Places(_Numbers):
    """With the place in the array, from 0, as column ``key``."""

    inherit_cache = True


class _JsonText(FunctionElement[str]):
    """A text in a JSON object: the object, and the name of a key in it."""

    type = String()
    inherit_cache = True
    name = "json_text"


class _Least(FunctionElement[Any]):
    type = String()
    inherit_cache = True
    name = "min"


class _Greatest(FunctionElement[Any]):
    type = String()
    inherit_cache = True
    name = "max"


def values_of(parameter: str) -> Select[Any]:
    """Select the texts of the JSON array that a parameter is: one parameter, however many values."""
    return select(_Values(bindparam(parameter, type_=String())).table_valued("value").c.value)


def numbers_of(parameter: str) -> Select[Any]:
    """Select the whole numbers of the JSON array that a parameter is."""
    return select(_Numbers(bindparam(parameter, type_=String())).table_valued("value").c.value)


def places_of(parameter: str) -> Any:
    """Return a table of the whole numbers of a JSON array, ``value``, by their places in it, ``key``."""
    return _Places(bindparam(parameter, type_=String())).table_valued(column("key", Integer), column("value", Integer))


def json_text(document: ColumnElement[str] | Column[str], key: str) -> ColumnElement[str]:
    """Return the text under a key of a JSON object, NULL when there is none."""
    return _JsonText(document, bindparam(None, key, type_=String(), literal_execute=True))


def least_of(*given: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the smallest of some values of a row, none of them NULL."""
    return _Least(*given)


def greatest_of(*given: ColumnElement[Any]) -> ColumnElement[Any]:
    """Return the greatest of some values of a row, none of them NULL."""
    return _Greatest(*given)


def _arguments(element: FunctionElement[Any], compiler: SQLCompiler, given: Any) -> list[str]:
    return [compiler.process(one, **given) for one in element.clauses]


@compiles(_Values, POSTGRESQL)
@compiles(_Numbers, POSTGRESQL)
def _write_values(element: _Values, compiler: SQLCompiler, **given: Any) -> str:
    (array,) = _arguments(element, compiler, given)
    return f"(SELECT value::{element.written} FROM json_array_elements_text(CAST({array} AS json)) AS given(value))"


@compiles(_Places, POSTGRESQL)
def _write_places(element: _Places, compiler: SQLCompiler, **given: Any) -> str:
    (array,) = _arguments(element, compiler, given)
    rows = f"json_array_elements_text(CAST({array} AS json)) WITH ORDINALITY AS given(value, place)"
    return f"(SELECT place - 1 AS key, value::{element.written} FROM {rows})"


@compiles(_Values)
@compiles(_Numbers)
@compiles(_Places)
def _write_json_each(element: _Values, compiler: SQLCompiler, **given: Any) -> str:
    return f"json_each({_arguments(element, compiler, given)[0]})"


@compiles(_JsonText)
def _write_json_extract(element: _JsonText, compiler: SQLCompiler, **given: Any) -> str:
    document, key = _arguments(element, compiler, given)
    return f"json_extract({document}, '$.' || {key})"


@compiles(_JsonText, POSTGRESQL)
def _write_json_arrow(element: _JsonText, compiler: SQLCompiler, **given: Any) -> str:
    document, key = _arguments(element, compiler, given)
    return f"(CAST({document} AS json) ->> {key})"


@compiles(_Least, POSTGRESQL)
def _write_least(element: _Least, compiler: SQLCompiler, **given: Any) -> str:
    return f"least({', '.join(_arguments(element, compiler, given))})"


@compiles(_Greatest, POSTGRESQL)
def _write_greatest(element: _Greatest, compiler: SQLCompiler, **given: Any) -> str:
    return f"greatest({', '.join(_arguments(element, compiler, given))})"


@compiles(_Least)
@compiles(_Greatest)
def _write_min_max(element: FunctionElement[Any], compiler: SQLCompiler, **given: Any) -> str:
    return f"{element.name}({', '.join(_arguments(element, compiler, given))})"
