"""An index of SQLite FTS5, as every comparison builds it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path


class Fts5Index:
    """Text columns without a copy of the text, in one transaction and one merged tree; ``db`` is asked."""

    def __init__(self, folder: Path, columns: Sequence[str], tokenize: str = "unicode61") -> None:
        self._columns = tuple(columns)
        self.db = sqlite3.connect(folder / "fts.sqlite3", isolation_level=None)
        listed = ", ".join(self._columns)
        self.db.execute(f"""CREATE VIRTUAL TABLE t USING fts5({listed}, content='', tokenize="{tokenize}")""")

    def write(self, rows: Iterable[Sequence[str]]) -> None:
        """Write the texts of all documents, numbered from 0."""
        self.db.execute("BEGIN")
        names = ", ".join(("rowid", *self._columns))
        marks = ", ".join("?" * (len(self._columns) + 1))
        numbered = ((number, *own) for number, own in enumerate(rows))
        self.db.executemany(f"INSERT INTO t({names}) VALUES ({marks})", numbered)
        self.db.execute("COMMIT")
        self.db.execute("INSERT INTO t(t) VALUES ('optimize')")
