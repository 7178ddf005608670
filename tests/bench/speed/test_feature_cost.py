"""The cost of features is measured on the queries that have them, and told as a table."""

from __future__ import annotations

from pathlib import Path

from bench.speed.feature_cost import FEATURES, compare, table
from search.correction import parse_query
from search.searcher import Searcher


def test_costs_of_features(indexed_data: Path) -> None:
    with Searcher.open(indexed_data) as searcher:
        texts = ["ma tuy", "an ninh", "hung thủ"]
        queries = [parse_query(searcher.backend, text, searcher.dictionary)[0] for text in texts]
        found = compare(searcher.ranker, queries, 1)
    assert set(found) == set(FEATURES)
    assert found["related words in the second tier"][0] >= 1
    assert found["the likeliest accents of a query without any"][0] == 2
    assert all(ratio > 0 for _, _, ratio in found.values())
    lines = table(found)
    assert len(lines) == 2 + len(FEATURES) and all(name in "".join(lines) for name in FEATURES)
