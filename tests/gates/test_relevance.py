"""Relevance gates: the shared questions where the texts are, and the sample articles always."""

from __future__ import annotations

import json
import os
from hashlib import sha256
from pathlib import Path

from gate_texts import texts_folder

from indexer.build import engine_from_articles
from indexer.evaluate import best, evaluate, passage
from indexer.ranking import Ranker
from sample.articles.y2023 import ARTICLES
from vietnamese.abbreviations import Dictionary

GATE = json.loads((Path(__file__).parent / "relevance.json").read_text("utf-8"))


def test_titles_of_the_sample_find_their_article(tmp_path: Path) -> None:
    stored = [passage(i, {"id": str(i), "title": a.title, "text": a.lead}) for i, a in enumerate(ARTICLES)]
    ranker = Ranker(engine_from_articles(stored, tmp_path, words=False))
    found = [i in best(ranker, a.title, Dictionary.shipped(), 3) for i, a in enumerate(ARTICLES)]
    assert found
    assert sum(found) >= 0.9 * len(found)


def test_shared_questions() -> None:
    texts = texts_folder()
    passages, questions = texts / GATE["passages"], texts / GATE["questions"]
    present = passages.exists() and questions.exists()
    print(f"relevance gate over the shared questions: {'runs' if present else 'texts absent, sample only'}")
    assert present or not os.environ.get("TIMTIN_REQUIRE_TEXTS"), f"TIMTIN_REQUIRE_TEXTS: no questions in {texts}"
    if present:
        assert sha256(passages.read_bytes()).hexdigest() == GATE["sha256"]
        assert evaluate(passages, questions)["mrr@10"] >= GATE["mrr@10"]
