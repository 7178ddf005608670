"""Reads the list of articles around damaged pages of the archive: what stands on such a page is lost, and nothing else."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from sqlalchemy import Connection, Engine, text
from sqlalchemy.exc import DatabaseError

from database.dialect import is_shared
from database.errors import ArchiveDamaged
from database.transactions import archive_error_of

R = TypeVar("R")

_RANGE = 256
"""Articles that are asked for at once; a range that cannot be read is asked for in halves."""

# By number alone: an index may be damaged where the table is sound.
_COLUMNS = "SELECT id, source, change, text_hash, gone, hidden FROM articles{}"
_ROWS = f"{_COLUMNS} WHERE id BETWEEN :low AND :high ORDER BY id"
_ROW = f"{_COLUMNS} WHERE id = :low"
_HIGHEST = (
    "SELECT seq FROM sqlite_sequence WHERE name = 'articles'",
    "SELECT max(id) FROM articles",
    "SELECT max(article) FROM versions",
)


class ArticleRow(NamedTuple):
    """What the archive's list says of an article."""

    id: int
    source: str
    change: int
    text_hash: str
    gone: int
    hidden: int


@dataclass(slots=True)
class SalvagedRows:
    """The rows that can be read, by number, and the numbers whose rows cannot."""

    rows: list[ArticleRow] = field(default_factory=list)
    lost: list[int] = field(default_factory=list)

    def changed_since(self, change: int) -> list[ArticleRow]:
        """Return the articles changed after a change number, ascending by change."""
        return sorted((row for row in self.rows if row.change > change), key=lambda row: row.change)

    def seen(self) -> list[ArticleRow]:
        """Return the articles readers may find."""
        return [row for row in self.rows if not row.gone and not row.hidden]


def salvage_rows(engine: Engine) -> SalvagedRows:
    """Read every row of the archive's list that can be read. Raises ArchiveDamaged when not even its end is known."""
    found = SalvagedRows()
    # Ended by a rollback: SQLite commits nothing, not even nothing, after it met a damaged page.
    try:
        with engine.connect() as connection:
            for low in range(1, _highest_number(connection) + 1, _RANGE):
                _read_range(connection, low, low + _RANGE - 1, found)
    except DatabaseError as error:  # It cannot even be connected to.
        raise archive_error_of(error, Path(str(engine.url.database))) from None
    return found


def _highest_number(connection: Connection) -> int:
    for statement in _HIGHEST:
        try:
            return int(connection.exec_driver_sql(statement).scalar() or 0)
        except DatabaseError:
            connection.rollback()
    raise ArchiveDamaged("database.damaged", file="archive.sqlite3", why="the list of articles cannot be read")


def _read_range(connection: Connection, low: int, high: int, found: SalvagedRows) -> None:
    statement = text(_ROWS.format("" if is_shared(connection) else " NOT INDEXED"))
    one = text(_ROW.format("" if is_shared(connection) else " NOT INDEXED"))

    def read(first: int, last: int) -> list[Any]:
        try:
            if first == last:
                return list(connection.execute(one, {"low": first}).all())
            return list(connection.execute(statement, {"low": first, "high": last}).all())
        except DatabaseError:
            connection.rollback()
            raise

    rows, lost = read_in_halves(read, low, high, DatabaseError)
    found.rows += [ArticleRow(*row) for row in rows]
    found.lost += lost


def read_in_halves(
    read: Callable[[int, int], list[R]], low: int, high: int, damage: type[Exception]
) -> tuple[list[R], list[int]]:
    """Read the rows with the numbers ``low`` to ``high``; return them and the numbers that cannot be read.

    ``read`` gets the first and the last number of a range and raises ``damage``. One number must be asked for by itself: whoever reads
    a range looks at the row after its last one too, which may be on the damaged page.
    """
    try:
        return read(low, high), []
    except damage:
        if low == high:
            return [], [low]
    middle = (low + high) // 2
    rows, lost = read_in_halves(read, low, middle, damage)
    more, more_lost = read_in_halves(read, middle + 1, high, damage)
    return rows + more, lost + more_lost
