"""i and y are one letter to a searcher, but what was typed comes first."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_questions import engine

from indexer.answers import answer
from indexer.ranking import Ranker
from vietnamese.abbreviations import Dictionary

TEXTS = ["tổ kĩ thuật hôm nay", "tổ kỹ thuật hôm nay", "tổ ki thuat hôm nay", "tổ tuần tra hôm nay"]


@pytest.mark.parametrize(("text", "found"), [("kĩ", [0, 1]), ("kỹ", [1, 0]), ("+kỹ", [1, 0])])
def test_what_was_typed_comes_first(tmp_path: Path, text: str, found: list[int]) -> None:
    first, second = answer(Ranker(engine(tmp_path, TEXTS)), text, Dictionary.shipped()).hits.shown
    assert [first.doc, second.doc] == found
    assert first.score > second.score
    assert second.complete


def test_without_accents_both_are_found(tmp_path: Path) -> None:
    found = answer(Ranker(engine(tmp_path, TEXTS)), "ky", Dictionary.shipped()).hits
    assert sorted(shown.doc for shown in found.shown) == [0, 1, 2]
