"""Gates over the police corpus (the sample articles where it is absent): first results, known items, equal totals."""

from __future__ import annotations

import json
import unicodedata
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import pytest

from search.query.parser import parse
from tests.gates.gate_texts import Collection
from tests.support.indexes import rank_all
from vietnamese.abbreviations.dictionary import Dictionary

GATE = json.loads((Path(__file__).parent / "relevance.json").read_text("utf-8"))

FIRST = [
    "ANTQ Hà Tĩnh",
    '"Mặt trận Tổ quốc" 2023',
    "09/CTr-BCA-MTTW",
    "09 ctr bca mttw",
    "chương trình 09",
    "số 09/CTr",
    "Nguyễn Hồng Phong",
    "hoà giải viên",
    "hòa giải viên",
    "tong ket 10 nam chuong trinh phoi hop",
    "114.924",
    "114 924",
]
"""Queries whose first result over the shared texts is the seed article."""

SAMPLE_FIRST = ["Trần Quốc Bình", "Hoàng Đức Thịnh", "dai ta hoang duc thinh giu chuc giam doc", "09/CTr-BCA-MTTW"]
"""Queries whose terms the first result over the sample articles holds side by side in some zone."""


def complete(collection: Collection, text: str) -> frozenset[int]:
    """Documents that hold every unit of a query."""
    ranker = collection.searcher.ranker
    ranked = rank_all(ranker, parse(text, Dictionary.shipped()))
    return frozenset(np.flatnonzero(ranked.complete).tolist())


@pytest.mark.parametrize("number", range(max(len(FIRST), len(SAMPLE_FIRST))))
def test_first_result(collection: Collection, number: int) -> None:
    if collection.shared:
        text = FIRST[number]
        print(f"gate: first result of {text}")
        assert [h.id for h in collection.searcher.search(text, n=3).hits][:1] == ["seed"]
        return
    text = SAMPLE_FIRST[number % len(SAMPLE_FIRST)]
    print(f"gate: first result of {text} over the sample")
    first = collection.searcher.search(text, n=1).hits[0]
    assert first.complete
    assert "<mark>" in first.title_marked + first.snippet


def test_known_items(collection: Collection) -> None:
    ranks = []
    kinds: defaultdict[str, list[float]] = defaultdict(list)
    often = Counter(kind for _, _, kind in collection.known)
    for question, right, kind in collection.known:
        hits = collection.searcher.search(question).hits
        rank = next((i for i, h in enumerate(hits, 1) if h.id in right), 0)
        if not 0 < rank <= 3:
            print(f"known item not in the first three: rank {rank} ({kind})")
        ranks.append(rank)
        # Kinds of fewer than ten are pooled.
        kinds[kind if often[kind] >= 10 else "others"].append(1 / rank if rank else 0.0)
    mrr = sum(1 / r for r in ranks if r) / len(ranks)
    top = sum(0 < r <= 3 for r in ranks)
    print(f"gate: known items, {len(ranks)} questions, MRR@10 {mrr:.3f}, in the first three {top}")
    # Titles of the sample are known items as well, and easier ones.
    assert mrr >= GATE["known_mrr@10"]
    assert top >= GATE["known_top3_share"] * len(ranks)
    for kind, own in kinds.items():
        print(f"gate: known items, {kind}: {len(own)} questions, MRR@10 {sum(own) / len(own):.3f}")
        assert sum(own) / len(own) >= GATE["known_kind_mrr@10"]


def test_spellings_are_one_total(collection: Collection) -> None:
    one = complete(collection, "ma túy")
    assert one
    for text in ("ma tuý", "MA TÚY", "Ma Túy", unicodedata.normalize("NFD", "ma túy")):
        assert complete(collection, text) == one


def test_abbreviations_are_one_total_with_their_long_forms(collection: Collection) -> None:
    occurring = 0
    for entry in Dictionary.shipped().entries:
        if not entry.ambiguous:
            short = collection.searcher.matching(entry.abbreviation).articles
            long = collection.searcher.matching(entry.expansion).articles
            assert set(short) == set(long), entry
            occurring += bool(short)
    print(f"gate: equal totals of {occurring} abbreviations that occur")
    assert occurring > (100 if collection.shared else 20)
