"""The gates of relevance hold when OpenSearch finds the candidates: the shared questions, as they are typed in several ways."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from indexer.builders.opensearch import OpenSearchBuilder
from search.backends.opensearch import OpenSearchSource
from search.quality.evaluation_index import build_index
from search.quality.metrics import best, judge, passage, read_lines
from search.quality.query_variants import vary
from search.ranking.ranker import Ranker
from tests.cluster.nodes import Nodes
from tests.support.paths import ROOT, texts_folder
from vietnamese.abbreviations.dictionary import Dictionary

pytestmark = [pytest.mark.cluster, pytest.mark.full, pytest.mark.timeout(3600)]

GATE = json.loads((ROOT / "tests" / "gates" / "relevance.json").read_text("utf-8"))


@pytest.fixture(scope="module")
def ask(node: Nodes, tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], dict[str, float | int]]:
    """What asks every question as a variant and judges the answers."""
    texts = texts_folder()
    if not (texts / GATE["passages"]).exists():
        pytest.skip("the shared texts are not on this machine")
    stored = [passage(i, item) for i, item in enumerate(read_lines(texts / GATE["passages"], ("id", "text")))]
    settings = node.settings("questions")
    build_index(OpenSearchBuilder(settings, "evaluation"), stored, words=False)
    ranker = Ranker(OpenSearchSource(settings, tmp_path_factory.mktemp("files")).open())
    lines = list(read_lines(texts / GATE["questions"], ("question", "relevant")))
    right = [{str(r) for r in line["relevant"]} for line in lines]

    def ask(variant: str) -> dict[str, float | int]:
        asked = [vary(str(line["question"]), variant) for line in lines]
        return judge([[stored[n].public_id for n in best(ranker, q, Dictionary.shipped())] for q in asked], right)

    return ask


@pytest.mark.parametrize("variant", GATE["mrr@10"])
def test_shared_questions(ask: Callable[[str], dict[str, float | int]], variant: str) -> None:
    measured = ask(variant)
    print(f"gate on OpenSearch: {variant}: {measured}")
    assert measured["mrr@10"] >= GATE["mrr@10"][variant]
    assert variant != "typed" or measured["hit@10"] >= GATE["hit@10"]
