"""What features cost and give is measured on the queries that have them, and told as a table."""

from __future__ import annotations

from pathlib import Path

from bench.speed.feature_cost import FEATURES, Judged, compare, table
from search.backend import PageRequest
from search.correction import parse_query
from search.searcher import Searcher


def test_costs_and_gains_of_features(indexed_data: Path) -> None:
    with Searcher.open(indexed_data) as searcher:
        texts = ["ma tuy", "an ninh", "hung thủ", "hội nghị ANTQ", "Nam Định"]
        queries = [parse_query(searcher.backend, text, searcher.dictionary)[0] for text in texts]
        found = compare(searcher.ranker, queries, 1)
        first = searcher.ranker.find(queries[1], PageRequest(1)).hits[0]
        right = frozenset([str(first.article)])
        judged = Judged(
            "own", searcher.ranker, [(q, right) for q in queries], lambda hits: [str(h.article) for h in hits]
        )
        lines = list(table(found, [judged]))
        assert judged.worth(queries[1], right, searcher.ranker) == 1.0
    assert set(found) == {feature.name for feature in FEATURES}
    assert found["related words in the second tier"][0] >= 1
    assert found["the likeliest accents of a query without any"][0] == 2
    assert found["neighbouring pairs"][0] == len(queries)
    assert found["names as one unit"][0] == 2  # "an ninh" is a commune as well.
    assert all(ratio > 0 for _, ratio in found.values())
    assert len(lines) == 2 + len(FEATURES) and all(feature.name in "".join(lines) for feature in FEATURES)
