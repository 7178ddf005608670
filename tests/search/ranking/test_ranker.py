"""The first stage against a plain reference over small random collections."""

from __future__ import annotations

from math import log
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from search.quality.evaluation_index import index_articles
from search.quality.metrics import passage
from search.query.parser import parse
from search.ranking.ranker import Ranker
from search.ranking.weights import WEIGHTS
from tests.support.indexes import rank_all
from vietnamese.abbreviations.dictionary import Dictionary

WORDS = ["tàu", "biển", "cầu", "phố", "lũ"]
DOCS = st.lists(st.lists(st.sampled_from(WORDS), min_size=1, max_size=8), min_size=1, max_size=8)


def reference(docs: list[list[str]], word: str) -> list[float]:
    """BM25 of one word by the book."""
    average = sum(map(len, docs)) / len(docs)
    df = sum(word in d for d in docs)
    weight = log(1 + (len(docs) - df + 0.5) / (df + 0.5))
    k1, b = WEIGHTS.k1, WEIGHTS.b
    return [
        weight * d.count(word) * (k1 + 1) / (d.count(word) + k1 * (1 - b + b * len(d) / average)) if word in d else 0.0
        for d in docs
    ]


@settings(max_examples=40)
@given(DOCS, st.sampled_from(WORDS), st.sampled_from(WORDS))
def test_scores_and_tiers_equal_the_reference(docs: list[list[str]], one: str, two: str) -> None:
    stored = [passage(i, {"id": str(i), "text": " ".join(d)}) for i, d in enumerate(docs)]
    with TemporaryDirectory() as folder:
        ranker = Ranker(index_articles(stored, Path(folder), words=False))
        single = rank_all(ranker, parse(one, Dictionary(())))
        both = rank_all(ranker, parse(f"{one} {two}", Dictionary(())))
    assert np.allclose(single.scores, reference(docs, one))
    assert both.complete.tolist() == [one in d and two in d for d in docs]
    assert both.partial.tolist() == [is_worth_it(docs, d, one, two) for d in docs]


def is_worth_it(docs: list[list[str]], doc: list[str], one: str, two: str) -> bool:
    """The second tier by the book: one of the words, the rarest that any text has or one with enough of their rarity."""
    held = {w: sum(w in d for d in docs) for w in (one, two)}
    rarity = {w: log(1 + (len(docs) - n + 0.5) / (n + 0.5)) for w, n in held.items() if n}
    own = {w for w in rarity if w in doc}
    if not own or len(own) == len(held):
        return False
    rarest = {w for w in rarity if held[w] == min(held[v] for v in rarity)}
    return bool(own & rarest) or sum(rarity[w] for w in own) >= WEIGHTS.tier_share * sum(rarity.values())
