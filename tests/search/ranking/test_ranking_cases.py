"""Cases of what is found and how it is ordered, those shared and our own: word borders, words of one meaning, the second tier."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

import pytest

from tests.support.search_cases import Case, all_cases, complaints, open_archive

KINDS = {
    "word borders",
    "same meaning",
    "hits in part are marked and mean something",
    "a word the archive lacks empties no page",
    "a plain syllable in an accented query means itself",
    "name of a place without accents is one unit",
}
CASES = [case for case in all_cases() if case["kind"] in KINDS]


@pytest.mark.parametrize("case", CASES, ids=[f"{case['kind']}: {case['query']}" for case in CASES])
def test_hits_are_found_and_ordered(case: Case, tmp_path: Path) -> None:
    for searcher in open_archive(case["articles"], tmp_path):
        assert not complaints(searcher.search(case["query"]), case["want"])


def test_every_kind_has_cases() -> None:
    seen: dict[str, int] = defaultdict(int)
    for case in CASES:
        seen[case["kind"]] += 1
    assert set(seen) == KINDS and all(count >= 2 for count in seen.values())
