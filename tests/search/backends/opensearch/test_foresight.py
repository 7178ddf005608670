"""What understanding a query counts is found out beforehand, whatever the counts then turn out to be."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from pathlib import Path

import pytest

from columnar.query.plan import Run
from search.backends.columnar import ColumnarBackend, ColumnarSource
from search.backends.opensearch.foresight import Foresight
from search.correction import parse_query
from search.spelling.suggestion import corrector_of
from vietnamese.abbreviations.dictionary import Dictionary

QUERIES = ("ma túy", "ma tuy", "hoi nghi an ninh", '"phong trào toàn dân"', "phòng chống ma túy học đường", "bo doi bien phong", "ma tyu", "cong a*")  # fmt: skip


class Watched(ColumnarBackend):
    """An index that notes what it is asked to count."""

    asked: set[Run]

    def counts(self, runs: Sequence[Run]) -> list[int]:
        """How many articles hold each run."""
        self.asked.update(runs)
        return super().counts(runs)


@pytest.fixture
def index(indexed_data: Path) -> Watched:
    backend = Watched(ColumnarSource(indexed_data).open().reader)
    backend.asked = set()
    return backend


def foresight_of(index: ColumnarBackend, known: dict[Run, int]) -> Foresight:
    return Foresight(lambda: index, known.get, lambda word: index.reader.count("words", (word,)))


def understand(index: Foresight | Watched, query: str) -> None:
    understood, _ = parse_query(index, query, Dictionary.shipped())
    corrector_of(index).suggest(understood.syntax)


@pytest.mark.parametrize("query", QUERIES)
def test_what_will_be_counted_is_noted(index: Watched, query: str) -> None:
    foresight = foresight_of(index, {})
    with foresight.noting() as noted:
        understand(foresight, query)
        noted = dict(noted)
    assert not index.asked, "guesses are made without the index's counts"
    understand(index, query)
    assert index.asked
    assert set(noted) >= index.asked


def test_what_is_known_is_not_asked_again(index: Watched) -> None:
    foresight = foresight_of(index, {Run("title", ("ma", "túy")): 3})
    with foresight.noting() as noted:
        assert foresight.counts([Run("title", ("ma", "túy"))]) == [3]
        assert not noted
        foresight.counts([Run("title", ("ma",)), Run("words", ("ma_túy",)), Run("marks", ("@2022",))])
        assert len(noted) == 3


def test_threads_note_for_themselves(index: Watched) -> None:
    foresight, other = foresight_of(index, {}), Run("title", ("an",))

    def elsewhere() -> None:
        with foresight.noting():
            foresight.counts([other])

    with foresight.noting() as noted:
        foresight.counts([Run("title", ("ma",))])
        thread = threading.Thread(target=elsewhere)
        thread.start()
        thread.join()
        assert list(noted) == [Run("title", ("ma",))]
