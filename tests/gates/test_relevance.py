"""Relevance gates: the shared questions where the texts are, and the sample articles always."""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from sample.articles import load_articles
from search.quality.evaluation_index import index_articles
from search.quality.metrics import best, judge, passage, read_lines
from search.quality.query_variants import vary
from search.ranking.ranker import Ranker
from tests.support.paths import texts_folder
from vietnamese.abbreviations.dictionary import Dictionary

GATE = json.loads((Path(__file__).parent / "relevance.json").read_text("utf-8"))

Asked = Callable[[str], tuple[list[list[str]], list[set[str]]]]
"""Variant -> the ids found for each shared question, and the right ones."""


def test_titles_of_the_sample_find_their_article(tmp_path: Path) -> None:
    articles = [a for a in load_articles() if a.day.year == 2023]
    stored = [passage(i, {"id": str(i), "title": a.title, "text": a.lead}) for i, a in enumerate(articles)]
    ranker = Ranker(index_articles(stored, tmp_path, words=False))
    found = [i in best(ranker, a.title, Dictionary.shipped(), 3) for i, a in enumerate(articles)]
    assert found
    assert sum(found) >= 0.9 * len(found)


@pytest.fixture(scope="module", name="asked")
def _asked(tmp_path_factory: pytest.TempPathFactory) -> Asked | None:
    """What asks the shared questions as a variant; None where the texts are absent."""
    texts = texts_folder()
    passages, questions = texts / GATE["passages"], texts / GATE["questions"]
    present = passages.exists() and questions.exists()
    print(f"relevance gate over the shared questions: {'runs' if present else 'texts absent, sample only'}")
    assert present or not os.environ.get("TIMTIN_REQUIRE_TEXTS"), f"TIMTIN_REQUIRE_TEXTS: no questions in {texts}"
    if not present:
        return None
    assert sha256(passages.read_bytes()).hexdigest() == GATE["sha256"]
    stored = [passage(i, item) for i, item in enumerate(read_lines(passages, ("id", "text")))]
    ranker = Ranker(index_articles(stored, tmp_path_factory.mktemp("questions"), words=False))
    lines = list(read_lines(questions, ("question", "relevant")))
    right = [{str(r) for r in q["relevant"]} for q in lines]

    def ask(variant: str) -> list[list[str]]:
        texts_asked = [vary(str(q["question"]), variant) for q in lines]
        return [[stored[d].public_id for d in best(ranker, text, Dictionary.shipped())] for text in texts_asked]

    return lambda variant: (ask(variant), right)


@pytest.mark.parametrize("variant", GATE["mrr@10"])
def test_shared_questions(asked: Asked | None, variant: str) -> None:
    if asked is not None:
        measured = judge(*asked(variant))
        print(f"gate: {variant}: {measured}")
        assert measured["mrr@10"] >= GATE["mrr@10"][variant]
        assert variant != "typed" or measured["hit@10"] >= GATE["hit@10"]


@pytest.mark.parametrize("variant", ["oldtone", "newtone"])
def test_tone_styles_are_one(asked: Asked | None, variant: str) -> None:
    if asked is not None:
        assert asked(variant)[0] == asked("typed")[0]
