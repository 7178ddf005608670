"""Cases of how queries are understood and answered, those shared and our own: all of them run."""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from pathlib import Path

import pytest

from tests.support.paths import DATA, texts_folder
from tests.support.search_cases import Case, all_cases, complaints, find_events, find_folded, open_archive, read_cases

CASES = all_cases()


def _archives() -> list[list[Case]]:
    """The cases by their archive: one is opened for all that ask it."""
    found: dict[str, list[Case]] = defaultdict(list)
    for case in CASES:
        found[json.dumps(case["articles"], sort_keys=True)].append(case)
    return [*found.values()]


ARCHIVES = _archives()


@pytest.mark.parametrize("cases", ARCHIVES, ids=[f"{own[0]['kind']}: {own[0]['query']}" for own in ARCHIVES])
def test_queries_of_an_archive(cases: list[Case], tmp_path: Path) -> None:
    for searcher in open_archive(cases[0]["articles"], tmp_path):
        for case in cases:
            want = case["want"]
            if want.get("where") == "events":
                assert sorted(find_events(searcher, case["query"])) == sorted(want["complete"]), case
                continue
            results = searcher.search(case["query"])
            assert not complaints(results, want), (case["kind"], case["query"])
            if "folded" in want:
                assert find_folded(searcher, results) == set(want["folded"]), case


def test_every_shared_case_has_two_more_of_its_kind() -> None:
    shared = Counter(case["kind"] for case in read_cases(texts_folder() / "cases" / "search.jsonl"))
    own = Counter(case["kind"] for case in read_cases(DATA / "search" / "cases.jsonl"))
    assert not {kind: own[kind] for kind in {*shared, *own} if own[kind] < 2 * max(shared[kind], 1)}
