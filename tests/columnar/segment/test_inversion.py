"""Documents turned into postings, and back, against plain Python."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from columnar.segment.inversion import BLOCK, block_maxima, block_offsets, invert, transpose_bag
from columnar.segment.transpose import offsets_of

DOCUMENTS = st.lists(st.lists(st.integers(0, 6), max_size=8), max_size=8)


@given(DOCUMENTS)
def test_postings_of_each_term(documents: list[list[int]]) -> None:
    terms = np.array([t for own in documents for t in own], np.int32)
    positions = np.array([i for own in documents for i in range(len(own))], np.uint16)
    found = invert(terms, positions, offsets_of(np.array([len(own) for own in documents], np.int64)), 8)
    docs, freqs, places = [], [], []
    for term in range(8):
        at, begin = int(found.doc_offsets[term]), int(found.position_offsets[term])
        held = [(d, [i for i, t in enumerate(own) if t == term]) for d, own in enumerate(documents) if term in own]
        docs += [d for d, _ in held]
        freqs += [len(own) for _, own in held]
        places += [i for _, own in held for i in own]
        assert at == len(docs) - len(held)
        assert begin == len(places) - sum(len(own) for _, own in held)
    assert found.docs.dtype == np.int32
    assert found.positions.dtype == np.uint16
    assert (found.docs.tolist(), found.freqs.tolist(), found.positions.tolist()) == (docs, freqs, places)


@given(DOCUMENTS)
def test_a_bag_comes_back_sorted(documents: list[list[int]]) -> None:
    terms = np.array([t for own in documents for t in own], np.int32)
    found = invert(
        terms, np.zeros(terms.size, np.uint8), offsets_of(np.array([len(own) for own in documents], np.int64)), 8
    )
    numbers, starts = transpose_bag(found.docs, found.freqs.astype(np.int32), found.doc_offsets, len(documents))
    assert [numbers[a:b].tolist() for a, b in zip(starts, starts[1:], strict=False)] == [
        sorted(own) for own in documents
    ]


def test_blocks_are_bounded_by_their_highest_frequency_and_shortest_document() -> None:
    chance = np.random.default_rng(1)
    held = [chance.integers(0, 2, chance.integers(1, 30)) for _ in range(3 * BLOCK)]
    terms = np.concatenate(held).astype(np.int32)
    lengths = np.array([own.size for own in held], np.int32)
    found = invert(terms, np.zeros(terms.size, np.uint8), offsets_of(lengths), 2)
    freqs, shortest = block_maxima(found, lengths)
    begins = block_offsets(found.doc_offsets)
    assert begins[-1] == freqs.size == shortest.size > 4
    for term in range(2):
        low, high = int(found.doc_offsets[term]), int(found.doc_offsets[term + 1])
        for number, at in enumerate(range(low, high, BLOCK), int(begins[term])):
            own = slice(at, min(at + BLOCK, high))
            assert freqs[number] == found.freqs[own].max()
            assert shortest[number] == lengths[found.docs[own]].min()
