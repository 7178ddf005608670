"""Prepared statements do what SQLAlchemy's own way does: values, defaults, named columns, counted rows, errors."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    bindparam,
    create_engine,
    insert,
    select,
    update,
)
from sqlalchemy.exc import DatabaseError, IntegrityError

from archive.articles.archive import Archive
from archive.tables import articles
from database.dialect import upsert
from database.errors import ArchiveError
from database.prepared import PreparedStatement
from database.transactions import reading, writing

TABLE = Table(
    "things",
    MetaData(),
    Column("id", Integer, primary_key=True),
    Column("name", String, nullable=False, unique=True),
    Column("seen", Integer, nullable=False, default=7),
    Column("body", LargeBinary),
)
C = TABLE.c


@pytest.fixture
def engine() -> Iterator[Engine]:
    made = create_engine("sqlite://")
    TABLE.create(made)
    yield made
    made.dispose()


@pytest.fixture
def connection(engine: Engine) -> Iterator[Connection]:
    with engine.connect() as connection:
        yield connection


def test_defaults_of_columns_that_are_not_given_are_written(connection: Connection) -> None:
    number = PreparedStatement(insert(TABLE).returning(C.id)).first(connection, name="a", body=b"\x00\xff").id
    assert connection.execute(select(TABLE)).one() == (number, "a", 7, b"\x00\xff")


def test_rows_have_the_names_and_values_of_sqlalchemys(connection: Connection) -> None:
    connection.execute(insert(TABLE), [{"name": "a", "body": b"1"}, {"name": "b", "body": None}])
    wanted = select(TABLE).where(C.seen == 7).order_by(C.name.desc()).limit(1)
    [row] = PreparedStatement(wanted).rows(connection)
    assert row._asdict() == dict(connection.execute(wanted).mappings().one())
    assert PreparedStatement(wanted.where(C.name == bindparam("name"))).first(connection, name="c") is None


def test_the_columns_that_are_set_are_those_given(connection: Connection) -> None:
    change = PreparedStatement(update(TABLE).where(C.name == bindparam("who")))
    connection.execute(insert(TABLE), [{"name": "a", "seen": 1}, {"name": "b", "seen": 1}])
    assert change.run(connection, who="a", seen=2) == 1
    assert change.run(connection, who="b", body=b"2", seen=3) == 1
    assert change.run(connection, who="c", seen=9) == 0
    assert [tuple(row)[1:] for row in connection.execute(select(TABLE))] == [("a", 2, None), ("b", 3, b"2")]


def test_many_rows_are_counted_and_known_ones_are_not(connection: Connection) -> None:
    add = PreparedStatement(upsert(TABLE).on_conflict_do_nothing())
    assert add.run_many(connection, []) == 0
    assert add.run_many(connection, [{"name": "a"}, {"name": "b"}]) == 2
    assert add.run_many(connection, [{"name": "b"}, {"name": "c"}]) == 1


def test_what_it_writes_goes_with_the_transaction(engine: Engine) -> None:
    with pytest.raises(LookupError), engine.connect() as connection, connection.begin():
        PreparedStatement(insert(TABLE)).run(connection, name="a")
        raise LookupError
    with engine.connect() as connection:
        PreparedStatement(insert(TABLE)).run(connection, name="b")  # begins one of its own, as SQLAlchemy does
        connection.rollback()
        assert connection.execute(select(TABLE)).all() == []


def test_errors_are_sqlalchemys(connection: Connection) -> None:
    add = PreparedStatement(insert(TABLE))
    add.run(connection, name="a")
    with pytest.raises(IntegrityError):
        add.run(connection, name="a")
    with pytest.raises(DatabaseError):
        PreparedStatement(select(articles.c.id)).rows(connection)  # no such table


def test_errors_reach_the_archives_words(tmp_path: Path) -> None:
    missing = PreparedStatement(select(C.name))
    with Archive.open(tmp_path) as archive:
        for transaction in (reading, writing):
            with pytest.raises(ArchiveError, match="archive|PostgreSQL"), transaction(archive.engine) as connection:
                missing.rows(connection)
