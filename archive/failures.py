"""Which steps failed for which articles: one row an article and step, gone when the step succeeds, erased with the article.

``version`` names what the step ran with (rules, and for facts the text): under another one it is tried again.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from sqlalchemy import Connection, Engine, delete, func, insert, select, text
from sqlalchemy.exc import DataError, IntegrityError

from archive import tables as t
from archive.attempts import FailedStep, attempt
from database.dialect import numbers_of, values_of
from database.errors import ArchiveDamaged
from database.prepared import PreparedStatement
from database.times import now_text
from database.transactions import reading, writing

R = TypeVar("R")

FACTS, TERMS, DEFINITIONS, MARKS = "facts", "terms", "definitions", "marks"
WORDS, EVENT, ROW, SIGNATURE, FILE = "words", "event", "row", "signature", "file"
EXTRACTION, STORAGE = "extraction", "storage"
STEPS = (FACTS, TERMS, DEFINITIONS, MARKS, WORDS, EVENT, ROW, SIGNATURE, FILE, EXTRACTION, STORAGE)
"""Every step whose failures are kept."""

_F = t.article_failures.c
_GIVEN = numbers_of("articles")
_STEPS = values_of("steps")
_OF = _F.article.in_(_GIVEN) & _F.step.in_(_STEPS)
_KNOWN = PreparedStatement(select(_F.article, _F.version).where(_OF))
_FORGET = delete(t.article_failures).where(_OF)
_BEGIN = PreparedStatement(text("SAVEPOINT one_article"))
_UNDO = PreparedStatement(text("ROLLBACK TO SAVEPOINT one_article"))
_KEEP = PreparedStatement(text("RELEASE SAVEPOINT one_article"))


class Failure(NamedTuple):
    """A step that failed for an article: ``version`` is what it ran with, ``error`` why in one line."""

    article: int
    step: str
    version: str
    error: str


@dataclass(frozen=True, slots=True)
class ArticleFailure:
    """An article for which a step failed: ``error`` says why in one line, ``at`` (ISO, UTC) when it was last tried."""

    article: int
    step: str
    error: str
    at: str
    source: str
    url: str | None


class Failures:
    """The failures kept in ``archive.sqlite3``."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine

    def record_outcome(self, articles: Sequence[int], steps: Sequence[str], failed: Sequence[Failure]) -> None:
        """Record how some steps ended for some articles: ``failed`` are kept, every other failure of theirs is over.

        One transaction, a part of the one that is open.
        """
        given, now = _parameters(articles, steps), now_text()
        # Nearly always nothing failed before or now: then nobody has to wait for the lock.
        with reading(self._engine) as connection:
            if not failed and _KNOWN.first(connection, **given) is None:
                return
        with writing(self._engine) as connection:
            connection.execute(_FORGET, given)
            if failed:
                connection.execute(insert(t.article_failures), [{**one._asdict(), "at": now} for one in failed])

    def failed_versions(self, step: str, articles: Iterable[int]) -> dict[int, str]:
        """Return the version that a failed step had run with, by article."""
        with reading(self._engine) as connection:
            rows = _KNOWN.rows(connection, **_parameters(articles, [step]))
        return {row.article: row.version for row in rows}

    def outdated_articles(self, step: str, version: str) -> list[int]:
        """Return the articles for which a step failed in another version."""
        other = select(_F.article).where((_F.step == step) & (_F.version != version)).order_by(_F.article)
        with reading(self._engine) as connection:
            return list(connection.execute(other).scalars())

    def count_by_step(self) -> dict[str, int]:
        """Count failed articles by step."""
        counted = select(_F.step, func.count()).group_by(_F.step).order_by(_F.step)
        with reading(self._engine) as connection:
            return {row[0]: row[1] for row in connection.execute(counted)}

    def list(self, most: int = -1) -> list[ArticleFailure]:
        """Return the newest failures first, at most ``most``."""
        a = t.articles.c
        chosen = select(_F.article, _F.step, _F.error, _F.at)
        newest = chosen.order_by(_F.at.desc(), _F.article, _F.step).limit(most if most >= 0 else None)
        try:
            with reading(self._engine) as connection:
                named = newest.add_columns(a.source, a.url).join(t.articles, a.id == _F.article)
                return [ArticleFailure(*row) for row in connection.execute(named)]
        except ArchiveDamaged:  # the rows of some of them
            with reading(self._engine) as connection:
                return [ArticleFailure(*row, "", None) for row in connection.execute(newest)]


def _parameters(articles: Iterable[int], steps: Iterable[str]) -> dict[str, str]:
    return {"articles": json.dumps(list(articles)), "steps": json.dumps(list(steps))}


def attempt_rows(connection: Connection, write: Callable[[Connection], R]) -> R | FailedStep:
    """Write the rows of one article within a batch's transaction; when that fails, nothing of it stays.

    Raises what ``attempt`` raises.
    """
    return attempt(_savepoint, (connection, write))


def _savepoint(given: tuple[Connection, Callable[[Connection], R]]) -> R:
    connection, write = given
    try:
        _BEGIN.run(connection)
        try:
            made = write(connection)
        except BaseException:
            _UNDO.run(connection)
            _KEEP.run(connection)
            raise
        _KEEP.run(connection)
        return made
    except (DataError, IntegrityError) as error:
        # The article's rows contradict each other or hold what no column does: its own fault, not the database's.
        raise ValueError(f"rows that cannot be kept ({error.orig})") from None
