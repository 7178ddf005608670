"""Top-k search against the plain definition, over random collections, segments and deletions."""

from __future__ import annotations

from tempfile import TemporaryDirectory

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from indexer.engines.bm25 import bm25
from indexer.engines.columnar import ColumnarEngine
from indexer.engines.top import Top, TopSearch, best
from indexer.model import Postings
from tests.test_engine_oracle import ALPHABET, DOC, engine_of

FIELD = "body"
TERMS = st.lists(st.sampled_from([*ALPHABET, "missing"]), min_size=1, max_size=4, unique=True)


def dense(engine: ColumnarEngine, parts: list[Postings]) -> tuple[np.ndarray, np.ndarray]:
    """How many of the parts hold each document, and the sum of their scores."""
    held, scores = np.zeros(engine.size, np.int64), np.zeros(engine.size)
    for part in parts:
        held[part.docs] += 1
        scores[part.docs] += bm25(engine, FIELD, part)
    return held, scores


def same(top: Top, mask: np.ndarray, scores: np.ndarray, k: int) -> None:
    """The total is exact and the best are the best."""
    assert top.total == mask.sum()
    expected = np.sort(scores[mask])[::-1][:k]
    np.testing.assert_allclose(top.scores, expected, rtol=1e-12)
    np.testing.assert_allclose(scores[top.docs], expected, rtol=1e-12)
    assert mask[top.docs].all() and np.unique(top.docs).size == top.docs.size


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(DOC, DOC), min_size=1, max_size=25),
    st.sets(st.integers(1, 24)),
    st.sets(st.integers(0, 24)),
    TERMS,
    st.integers(1, 5),
)
def test_queries_match_the_plain_definition(docs, cuts, gone, terms, k) -> None:
    with TemporaryDirectory() as folder:
        engine = engine_of(folder, docs, cuts, gone)
        search = TopSearch(engine, FIELD)
        parts = [engine.postings(FIELD, t) for t in terms]
        held, scores = dense(engine, parts)
        same(search.any_of(terms, k), held > 0, scores, k)
        same(search.all_of(terms, k=k), held == len(terms), scores, k)
        first, lone = dense(engine, parts[:1])
        same(search.term(terms[0], k), first > 0, lone, k)
        unwanted, _ = dense(engine, parts[1:])
        same(search.all_of(terms[:1], terms[1:], k), (first > 0) & (unwanted == 0), lone, k)
        side, value = dense(engine, [engine.phrase(FIELD, terms)])
        same(search.phrase(terms, k), side > 0, value, k)
        freqs = np.zeros(engine.size, np.int32)
        for part in (engine.postings(FIELD, t) for t in ALPHABET if t.startswith(terms[0][:1])):
            freqs[part.docs] += part.freqs
        found = np.flatnonzero(freqs).astype(np.int32)
        union, value = dense(engine, [Postings(found, freqs[found])])
        same(search.prefix(terms[0][:1], k), union > 0, value, k)


@pytest.mark.parametrize("size", [0, 1, 9, 63, 640, 1290, 5000])
@pytest.mark.parametrize("k", [0, 1, 10])
@pytest.mark.parametrize("values", [3, 1000])
def test_best_is_the_head_of_a_full_sort(size: int, k: int, values: int) -> None:
    scores = np.random.default_rng(size + k).integers(0, values, size).astype(np.float64)
    assert best(scores, k).tolist() == np.lexsort((np.arange(size), -scores))[:k].tolist()
