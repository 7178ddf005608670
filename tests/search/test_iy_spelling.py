"""i and y are one letter to a searcher, but what was typed comes first."""

from __future__ import annotations

from pathlib import Path

import pytest

from search.correction import answer
from search.ranking.ranker import Ranker
from tests.support.indexes import index_texts
from vietnamese.abbreviations.dictionary import Dictionary

TEXTS = ["tổ kĩ thuật hôm nay", "tổ kỹ thuật hôm nay", "tổ ki thuat hôm nay", "tổ tuần tra hôm nay"]


@pytest.mark.parametrize(("text", "found"), [("kĩ", [0, 1]), ("kỹ", [1, 0]), ("+kỹ", [1, 0])])
def test_what_was_typed_comes_first(tmp_path: Path, text: str, found: list[int]) -> None:
    first, second = answer(Ranker(index_texts(tmp_path, TEXTS)), text, Dictionary.shipped()).hits.hits
    assert [first.article, second.article] == found
    assert first.score > second.score
    assert second.complete


def test_without_accents_both_are_found(tmp_path: Path) -> None:
    found = answer(Ranker(index_texts(tmp_path, TEXTS)), "ky", Dictionary.shipped()).hits
    assert sorted(hit.article for hit in found.hits) == [0, 1, 2]
