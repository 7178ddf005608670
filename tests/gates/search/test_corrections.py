"""Gate of corrections: misspelt queries are read as meant, and what was typed right is neither replaced nor answered by an offer.

``corrections.tsv`` was labelled before anything ran on it. Over the shared corpus the floors are those that were agreed; over the
sample, which lacks most of these words, nothing may be made worse and the share read right may not fall.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

import pytest

from archive.articles.archive import Archive
from search.quality.evaluation_index import index_articles
from search.results import Results
from search.searcher import Searcher
from tests.gates.gate_texts import Collection, sample_articles
from vietnamese.abbreviations.dictionary import Dictionary
from vietnamese.spelling.normalise import normalise

RIGHT = {True: 0.88, False: 0.7}
"""Share of misspelt queries read as meant, by whether the shared texts are there."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A query with its kind and what was meant, itself where it is right."""

    kind: str
    typed: str
    wanted: str


def _labels() -> list[Labelled]:
    with (Path(__file__).parents[1] / "corrections.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return [Labelled(kind, typed, wanted or typed) for kind, typed, wanted in rows]


def _same(one: str, other: str) -> bool:
    return normalise(one).lower().split() == normalise(other).lower().split()


def _applied(results: Results) -> bool:
    return any(one.kind in ("correction", "telex") for one in results.understood)


def _reading(results: Results) -> str:
    """How a query was read, or is offered to be read."""
    text = results.query
    for one in results.understood:
        if one.kind == "telex":
            text = text.replace(one.unit, str(one.data["word"]), 1)
    return results.suggestion or text


@dataclass(frozen=True, slots=True)
class Asked:
    """The labelled queries asked of an archive, and whether it is the shared one."""

    shared: bool
    found: dict[Labelled, Results]


@pytest.fixture(scope="module", params=["collection", "sample"])
def asked(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Asked:
    """The queries asked of the gates' collection, and always of the sample."""
    if request.param == "collection":
        collection: Collection = request.getfixturevalue("collection")
        return Asked(collection.shared, _ask(collection.searcher))
    folder = tmp_path_factory.mktemp("sample")
    with Archive.open(folder) as archive:
        archive.put_many(sample_articles())
        stored = (s for batch in archive.changed_since(0) for s in batch)
        return Asked(False, _ask(Searcher(archive, index_articles(stored, folder, words=False), Dictionary.shipped())))


def _ask(searcher: Searcher) -> dict[Labelled, Results]:
    return {one: searcher.search(one.typed, n=1) for one in _labels()}


def test_misspelt_queries_are_read_as_meant(asked: Asked) -> None:
    judged = asked.found
    misspelt = {one: found for one, found in judged.items() if not _same(one.typed, one.wanted)}
    right = [one for one, found in misspelt.items() if _same(_reading(found), one.wanted)]
    share = len(right) / len(misspelt)
    print(f"gate: of {len(misspelt)} misspelt queries {share:.3f} read as meant")
    assert len(misspelt) >= 150
    assert share >= RIGHT[asked.shared], [one.typed for one in misspelt if one not in right]


def test_nothing_is_made_worse(asked: Asked) -> None:
    judged = asked.found
    wrong = [
        (one.typed, _reading(found))
        for one, found in judged.items()
        if _applied(found) and not _same(_reading(found), one.wanted)
    ]
    print(f"gate: {len(wrong)} of {len(judged)} queries replaced by another than was meant")
    assert not wrong


def test_correct_queries_are_left_alone(asked: Asked) -> None:
    judged = asked.found
    correct = {one: found for one, found in judged.items() if _same(one.typed, one.wanted)}
    touched = [(one.typed, found.suggestion) for one, found in correct.items() if found.suggestion or _applied(found)]
    print(f"gate: of {len(correct)} correct queries {len(touched)} replaced or answered by an offer")
    assert len(correct) >= 300
    assert not touched
