"""Known documents, told apart by the terms of a plan alone, answer it as an index of all their terms does."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from random import Random

import numpy as np
import pytest

from columnar import IndexReader
from columnar.execution.numpy_executor import NumpyExecutor
from columnar.execution.proximity import plain_distances
from columnar.query.facets import facets
from columnar.query.leaves import leaves_of, terms_of
from columnar.segment.known_documents import KnownDocuments, KnownTexts, Wanted
from columnar.segment.writer import hold_batch
from tests.columnar.execution.test_compiled_executor import plan_of, word
from tests.support.english_index import FOLDS, SCHEMA, WORDS, document, plain, write

UNPAIRED = replace(SCHEMA, bigrams=())


def text(chance: Random, most: int) -> list[str]:
    """Some words and ends of sentences."""
    return chance.choices([*WORDS, "."], k=chance.randint(0, most))


@pytest.mark.parametrize("seed", range(40))
def test_a_plan_finds_the_same(tmp_path: Path, seed: int) -> None:
    chance = Random(seed)
    documents = [document(100 + n, text(chance, 5), text(chance, 30)) for n in range(chance.choice([1, 20, 60]))]
    chosen = sorted(chance.sample(documents, chance.randint(1, len(documents))), key=lambda one: one.key)
    known = KnownDocuments(UNPAIRED, FOLDS)
    # They come a few at a time, in any order, and terms are asked for in between.
    for some in (documents[1::2], documents[::2]):
        if some:
            known.select(known.add(some), {"words": Wanted(("cat",), ("do",)), "stems": Wanted((), ("c",))})
    whole = IndexReader([write(tmp_path / "all.seg", chosen)])
    for _ in range(12):
        plan = plan_of(chance)
        keys = [one.key for one in chosen]
        part = IndexReader([hold_batch(known.select(known.take([*keys, 7]), terms_of(leaves_of(plan), SCHEMA)), FOLDS)])
        meant, found = NumpyExecutor(whole).rank(plan), NumpyExecutor(part).rank(plan)
        assert part.keys().tolist() == keys
        assert (found.complete == meant.complete).all(), plan
        assert (found.partial == meant.partial).all()
        assert (found.lacking == meant.lacking).all()
        assert found.scores == pytest.approx(meant.scores)
        assert facets(part, found.complete) == facets(whole, meant.complete)


@pytest.mark.parametrize("fields", [["title", "body"], ["title_stem", "body_stem"]])
@pytest.mark.parametrize("seed", range(10))
def test_words_stand_as_far_apart(tmp_path: Path, seed: int, fields: list[str]) -> None:
    chance = Random(seed)
    documents = [document(100 + n, text(chance, 5), text(chance, 30)) for n in range(20)]
    known = KnownDocuments(UNPAIRED, FOLDS)
    texts = KnownTexts(known, list(known.add(documents).values()))
    reader = IndexReader([write(tmp_path / "all.seg", documents)])
    terms = list(dict.fromkeys(word(chance, fields[1]) for _ in range(4)))
    pairs = list(zip(terms, terms[1:], strict=False))
    docs = np.array(chance.sample(range(20), 12), np.int64)
    found = plain_distances(texts, fields, pairs, docs, 8)
    assert found.tolist() == plain_distances(reader, fields, pairs, docs, 8).tolist()


def test_what_the_schema_lacks_is_refused() -> None:
    known = KnownDocuments(UNPAIRED, FOLDS)
    with pytest.raises(ValueError, match="terms, which the schema lacks"):
        known.add([plain(1, "cat", "dog")])
    assert not len(known)


def test_the_documents_taken_last_are_kept() -> None:
    known = KnownDocuments(UNPAIRED, FOLDS)
    known.add([document(key, ["cat"], ["dog"]) for key in range(6)])
    taken = known.take([1, 4])
    known.forget(3)
    assert known.take(range(6)).keys() == {5, 1, 4}
    # What was taken before is asked all the same.
    known.forget(0)
    assert not len(known)
    assert known.select(taken, {}).keys.tolist() == [1, 4]
