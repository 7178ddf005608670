"""An update publishes what can be searched before what takes long."""

from __future__ import annotations

from pathlib import Path

import pytest

from archive.articles.archive import Archive
from jobs.tasks.update_index import update_index
from search.searcher import Searcher
from tests.support.articles import a_few_articles


@pytest.fixture(name="data")
def _data(tmp_path: Path) -> Path:
    with Archive.open(tmp_path) as archive:
        archive.put_many(a_few_articles())
    return tmp_path


def asked(data: Path) -> tuple[int, bool]:
    """How many articles a search finds, and whether it says that more is coming."""
    with Searcher.open(data) as searcher:
        found = searcher.search("hội nghị")
    return found.total, any(note.message == "terms_only" for note in found.understood)


def test_terms_can_be_searched_before_facts_and_words_are_made(data: Path) -> None:
    meanwhile: dict[str, list[tuple[int, bool]]] = {}

    def look(done: int, total: int, step: str) -> None:
        if step == "facts" or meanwhile.get("facts"):
            meanwhile.setdefault(step, []).append(asked(data))

    report = update_index(data, progress=look, many=1)
    (total, coming) = meanwhile["facts"][0]
    assert total > 0 and coming
    assert meanwhile["indexing"]
    assert all(told == (total, True) for step in ("facts", "indexing") for told in meanwhile[step])
    assert asked(data) == (total, False)
    assert report.index.analysed == report.index.articles == len(a_few_articles())


def test_what_answers_is_brought_up_to_date_at_once(data: Path) -> None:
    update_index(data, many=1)
    with Archive.open(data) as archive:
        archive.mark_gone(1)
    steps: list[str] = []
    update_index(data, progress=lambda done, total, step: steps.append(step), many=1)
    assert steps[0] == "facts"
    assert asked(data)[1] is False


def test_few_articles_are_indexed_as_a_whole(data: Path) -> None:
    steps: list[str] = []
    update_index(data, progress=lambda done, total, step: steps.append(step))
    assert steps[0] == "facts"


def test_an_update_that_ended_early_goes_on_from_the_terms(data: Path) -> None:
    def stop(done: int, total: int, step: str) -> None:
        if step == "facts":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        update_index(data, progress=stop, many=1)
    assert asked(data)[1] is True
    update_index(data, many=1)
    assert asked(data)[1] is False
