"""Who follows the archive's changes finds each of them once it is committed, in whatever order writers commit."""

from __future__ import annotations

import random
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from archive.articles.archive import Archive
from archive.articles.changes import changes_after
from archive.change_counter import last_number, next_change, set_last_number
from archive.model import Article
from database.transactions import reading, writing
from tests.support import postgres
from tools.postgres_server import PostgresServer


@pytest.fixture
def shared(tmp_path: Path, postgres_server: PostgresServer) -> Iterator[Archive]:
    """An archive on PostgreSQL."""
    with postgres.chosen(postgres_server), Archive.open(tmp_path) as archive:
        yield archive


@pytest.mark.smoke_postgresql
def test_numbers_go_on_after_those_that_were_given(tmp_path: Path) -> None:
    with Archive.open(tmp_path) as archive:
        archive.put(Article("s", "Một", url="http://a/1"))
        with writing(archive.engine) as connection:
            assert (next_change(connection), last_number(connection)) == (2, 2)
            set_last_number(connection, 40)
            assert next_change(connection) == 41


class Writer:
    """A writer of its own thread that takes change numbers and commits when it is told to."""

    def __init__(self, archive: Archive, name: str) -> None:
        self._archive, self._name = archive, name
        self.took, self._commit = threading.Event(), threading.Event()
        self._thread = threading.Thread(target=self._write)
        self._thread.start()
        assert self.took.wait(60)

    def _write(self) -> None:
        with writing(self._archive.engine, self._name):
            self._archive.put(Article(self._name, self._name, url=f"http://{self._name}/"))
            self.took.set()
            assert self._commit.wait(60)

    def commit(self) -> None:
        """Let it commit, and wait until it has."""
        self._commit.set()
        self._thread.join(60)
        assert not self._thread.is_alive()


def followed(archive: Archive, after: int) -> list[tuple[int, str]]:
    """The changes that who follows the archive is told."""
    told = [(s.change, s.article.source) for batch in archive.changed_since(after, batch=2) for s in batch]
    assert [change.number for change in changes_after(archive.engine, after, 100)] == [number for number, _ in told]
    return told


def test_what_commits_late_is_found_and_nobody_waits(shared: Archive) -> None:
    first, second, third = (Writer(shared, name) for name in ("first", "second", "third"))
    second.commit()  # It took a later number than the first one, which is under way: neither waits for the other.
    assert followed(shared, 0) == []
    assert shared.last_change() == 2
    first.commit()
    assert followed(shared, 0) == [(1, "first"), (2, "second")]
    third.commit()
    assert followed(shared, 2) == [(3, "third")]


def test_a_number_whose_writer_gave_up_holds_nobody_back(shared: Archive) -> None:
    class GaveUp(Exception):
        """A writer that does not commit."""

    with pytest.raises(GaveUp), writing(shared.engine, "one"):
        shared.put(Article("one", "Một", url="http://one/"))
        raise GaveUp
    shared.put(Article("two", "Hai", url="http://two/"))
    assert followed(shared, 0) == [(2, "two")]


def test_a_writer_is_told_of_however_it_nests(shared: Archive) -> None:
    """A lock taken within a savepoint is lost with it: what is written afterwards must be announced again."""
    with ExitStack() as stack:
        connection = stack.enter_context(writing(shared.engine, "nested"))
        nested = connection.begin_nested()
        next_change(connection)
        nested.rollback()
        shared.put(Article("nested", "Một", url="http://nested/"))
        other = Writer(shared, "other")
        other.commit()
        with reading(shared.engine):
            pass
        done = threading.Event()
        told: list[list[tuple[int, str]]] = []

        def follow() -> None:
            told.append(followed(shared, 0))
            done.set()

        threading.Thread(target=follow).start()
        assert done.wait(60)
        assert told == [[]]
    assert [source for _, source in followed(shared, 0)] == ["nested", "other"]


@pytest.mark.parametrize(("seed", "given"), [(0, 0), (1, 0), (2, 2**31 - 12), (3, 5 * 2**31 - 12)])
def test_in_any_order_each_change_is_found_once(shared: Archive, seed: int, given: int) -> None:
    """However many changes there were before: the locks have room for 31 bits."""
    if given:
        with writing(shared.engine) as connection:
            set_last_number(connection, given)
    chance = random.Random(seed)
    open_writers: list[Writer] = []
    found: list[tuple[int, str]] = []
    for number in range(24):
        if open_writers and chance.random() < 0.5 or len(open_writers) == 4:
            open_writers.pop(chance.randrange(len(open_writers))).commit()
        open_writers.append(Writer(shared, f"s{number}"))
        found += followed(shared, found[-1][0] if found else given)
    for writer in open_writers:
        writer.commit()
        found += followed(shared, found[-1][0] if found else given)
    assert sorted(source for _, source in found) == sorted(f"s{number}" for number in range(24))
    assert [number for number, _ in found] == sorted(number for number, _ in found)
