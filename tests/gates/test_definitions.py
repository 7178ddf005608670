"""Gate: the definitions of abbreviations in labelled sentences of the police corpus (docs/abbreviations.md)."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.gates.judge_definitions import judge, read_labels
from tests.support.paths import texts_folder
from vietnamese.abbreviations.definitions import find_definitions

HERE = Path(__file__).parent
GATE = json.loads((HERE / "definitions.json").read_text("utf-8"))


def test_definitions_of_labelled_sentences() -> None:
    corpus = texts_folder() / "corpus" / "security-news.jsonl.xz"
    if not corpus.exists():
        pytest.skip("the police corpus is not here")
    sentences = read_labels(HERE / "abbreviations.jsonl", corpus)
    assert len(sentences) >= 300
    for half in ("tuning", "untouched", "fresh"):
        chosen = [s for s in sentences if s.half == half]
        found = judge(chosen, lambda text: [(d.abbreviation, d.expansion) for d in find_definitions(text)])
        print(
            f"gate: definitions, {half} half, {len(chosen)} sentences, {found.labelled} labelled,"
            f" precision {found.precision:.3f}, recall {found.recall:.3f}"
        )
        assert found.precision >= GATE["precision"]
        assert found.recall >= GATE["recall"]
