"""The file of typing help: suggestions by what each of their words begins with, written aside and renamed into place.

Of a prefix that many suggestions share the best are listed beforehand, so a look-up reads few rows whatever the archive's size.
"""

from __future__ import annotations

import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from time import monotonic

from search.suggest.model import Suggestion
from vietnamese.function_words import FUNCTION_WORDS
from vietnamese.spelling.keyboard_layouts import compose_telex, compose_vni
from vietnamese.spelling.normalise import fold, normalise

NAME = "suggestions.sqlite3"

FORMAT = 2
"""The shape of the file: one of another shape is written anew at the next update, whenever it was written."""

MANY = 200
"""Suggestions of one prefix that are looked through at each look-up; of more the best are listed beforehand."""

LISTED = 12
"""The best of each kind that are listed of such a prefix."""

_WORDS = 10
"""Words of a suggestion from which it is found; function words begin none but the first."""

_KEY = 40
"""Letters of what is typed that are compared in the file; the rest is compared with the text."""

_FIRST = 0.5
"""What a suggestion gains where it begins as typed."""

_SCHEMA = """
CREATE TABLE entries (id INTEGER PRIMARY KEY, kind TEXT, text TEXT, detail TEXT, key TEXT, article INTEGER, weight REAL, day TEXT);
CREATE TABLE starts (key TEXT, weight REAL, entry INTEGER, kind TEXT);
CREATE TABLE listed (prefix TEXT, weight REAL, entry INTEGER, PRIMARY KEY (prefix, weight, entry)) WITHOUT ROWID;
"""

_LIST = """
INSERT OR IGNORE INTO listed SELECT prefix, weight, entry FROM (
  SELECT substr(key, 1, :size) AS prefix, weight, entry,
    row_number() OVER (PARTITION BY substr(key, 1, :size), kind ORDER BY weight DESC, entry) AS place,
    count(*) OVER (PARTITION BY substr(key, 1, :size)) AS shared
  FROM starts WHERE length(key) >= :size
    AND (:size = 1 OR substr(key, 1, :size - 1) IN (SELECT prefix FROM listed WHERE length(prefix) = :size - 1))
) WHERE shared > :many AND place <= :listed
"""


def write_suggestions(data: Path, suggestions: Iterable[Suggestion]) -> int:
    """Write the file of a data folder; return how many suggestions it holds. Raises OSError, sqlite3.Error."""
    aside = data / f"{NAME}.aside"
    aside.unlink(missing_ok=True)
    begun = monotonic()
    with closing(sqlite3.connect(aside)) as db:
        db.executescript(f"PRAGMA journal_mode=OFF; PRAGMA synchronous=OFF; {_SCHEMA}")
        count = 0
        for one in suggestions:
            count += 1
            row = (count, one.kind, one.text, one.detail, one.key, one.article, one.weight, one.day)
            db.execute("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?, ?)", row)
            db.executemany(
                "INSERT INTO starts VALUES (?, ?, ?, ?)", ((k, w, count, one.kind) for k, w in _starts_of(one))
            )
        db.execute("CREATE INDEX starts_by_key ON starts (key, weight, entry)")
        for size in range(1, _KEY + 1):
            listing = {"size": size, "many": MANY, "listed": LISTED}
            if db.execute(_LIST, listing).rowcount == 0:
                break
        db.execute(f"PRAGMA application_id = {FORMAT}")
        db.execute(f"PRAGMA user_version = {round((monotonic() - begun) * 1000)}")
        db.commit()
    with aside.open("rb") as written:
        os.fsync(written.fileno())
    aside.replace(data / NAME)
    return count


def written_at(data: Path) -> float:
    """Return when the file was written, in seconds since 1970; 0 without one."""
    try:
        return (data / NAME).stat().st_mtime
    except OSError:
        return 0.0


def seconds_taken(data: Path) -> float:
    """Return how long the file took to write; 0 where there is none, or one that this program cannot read."""
    try:
        with closing(sqlite3.connect(f"{(data / NAME).absolute().as_uri()}?mode=ro", uri=True)) as db:
            (format_of,) = db.execute("PRAGMA application_id").fetchone()
            return float(db.execute("PRAGMA user_version").fetchone()[0]) / 1000 if format_of == FORMAT else 0.0
    except sqlite3.Error:
        return 0.0


def _starts_of(one: Suggestion) -> Iterator[tuple[str, float]]:
    words = fold(one.text).split()
    for i in range(min(len(words), _WORDS)):
        if i == 0:
            yield " ".join(words)[:_KEY], one.weight + _FIRST
        elif words[i] not in FUNCTION_WORDS and words[i][0].isalnum():
            yield " ".join(words[i:])[:_KEY], one.weight


class SuggestionFile:
    """The opened file of typing help; safe in several threads, and follows a newer file that takes its place."""

    def __init__(self, data: Path) -> None:
        self._path = data / NAME
        self._lock = threading.Lock()
        self._db: sqlite3.Connection | None = None
        self._inode = 0

    def close(self) -> None:
        """Close the file; it is opened again when it is asked."""
        with self._lock:
            if self._db is not None:
                self._db.close()
            self._db, self._inode = None, 0

    def find(self, typed: str) -> list[Suggestion]:
        """Return what has words that begin as typed, best first; those written with the same accents before the others.

        Nothing for nothing typed, and where nothing was published yet. Raises sqlite3.Error for a damaged file.
        """
        wanted, prefix = normalise(typed).lower().strip(), fold(typed).strip()
        if not prefix:
            return []
        found = self._read(prefix)
        composed = " ".join(compose_telex(word) or compose_vni(word) or word for word in typed.split())
        if not found and composed != typed:
            return self.find(composed)
        found = [one for one in found if prefix in fold(one.text)] if len(prefix) > _KEY else found
        if wanted != prefix:
            same = [one for one in found if wanted in normalise(one.text).lower()]
            found = same or found
        return found

    def _read(self, prefix: str) -> list[Suggestion]:
        with self._lock:
            db = self._newest()
            return [] if db is None else [Suggestion(*row) for row in db.execute(*_select(db, prefix[:_KEY]))]

    def _newest(self) -> sqlite3.Connection | None:
        try:
            inode = self._path.stat().st_ino
        except OSError:
            return None
        if self._db is None or inode != self._inode:
            if self._db is not None:
                self._db.close()
            address = f"{self._path.absolute().as_uri()}?mode=ro&immutable=1"
            self._db, self._inode = sqlite3.connect(address, uri=True, check_same_thread=False), inode
        return self._db


def _select(db: sqlite3.Connection, prefix: str) -> tuple[str, tuple[object, ...]]:
    """Return the statement that reads the best suggestions of a prefix, each once, and its parameters."""
    columns = "e.kind, e.text, e.detail, e.key, e.article, max(s.weight) AS best, e.day"
    order = "GROUP BY e.id ORDER BY best DESC, e.id"
    if db.execute("SELECT 1 FROM listed WHERE prefix = ? LIMIT 1", (prefix,)).fetchone():
        return f"SELECT {columns} FROM listed s JOIN entries e ON e.id = s.entry WHERE s.prefix = ? {order}", (prefix,)
    chosen = "s.key >= ? AND s.key < ?"
    return f"SELECT {columns} FROM starts s JOIN entries e ON e.id = s.entry WHERE {chosen} {order}", (
        prefix,
        f"{prefix}\U0010ffff",
    )
