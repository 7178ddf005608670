"""Cases of how queries are understood, those shared and our own: grammar, corrections, numbers and days, half-typed accents."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from tests.support.search_cases import Case, all_cases, complaints, open_archive

KINDS = {
    "AND in capitals", "NOT in capitals", "a host is one word", "blank after the colon", "brackets", "half-typed accents",
    "headlines in capitals are no operators", "name without quotes after an operator", "operator not used is told",
    "pasted markup",
    "bare year", "day in words", "day with a dot", "English is left alone", "keys are read", "known words are not corrected",
    "letters and digits", "loan words are not keys", "misspelt place is offered", "money", "names are never corrected",
    "number and unit", "number in words", "number plate", "time of day", "unknown capitals stay",
}  # fmt: skip
CASES = [case for case in all_cases() if case["kind"] in KINDS]


@pytest.mark.parametrize("case", CASES, ids=[f"{case['kind']}: {case['query']}" for case in CASES])
def test_a_query_is_understood(case: Case, tmp_path: Path) -> None:
    for searcher in open_archive(case["articles"], tmp_path):
        assert not complaints(searcher.search(case["query"]), case["want"])


def test_every_kind_has_cases() -> None:
    seen: dict[str, int] = defaultdict(int)
    for case in CASES:
        seen[case["kind"]] += 1
    assert set(seen) == KINDS and all(count >= 2 for count in seen.values())
