"""Gate: queries of every kind are read as they are meant, over the police corpus: each line says what has to hold."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import reduce
from pathlib import Path
from typing import Any

from search.quality.metrics import read_lines
from search.results import Results
from search.searcher import Searcher
from tests.gates.gate_texts import Collection
from tests.support.paths import texts_folder
from vietnamese.spelling.normalise import fold

CASES = Path(__file__).with_name("understanding.jsonl")

FOUND = 0.95
"""Share of the queries that name an article which have it among the first ten."""


def asked(case: dict[str, Any], titles: Sequence[str]) -> str:
    """The query of a case: a headline that is pasted is that of its article, as it stands, in capitals or without accents."""
    title = titles[case["article"] - 1] if "article" in case else ""
    ways = {"{title}": title, "{TITLE}": title.upper(), "{fold}": fold(title.lower())}
    return reduce(lambda query, way: query.replace(*way), ways.items(), str(case["query"]))


def broken(searcher: Searcher, case: dict[str, Any], ids: Sequence[str]) -> list[str]:
    """What of a case does not hold; ``article`` counts the police articles from one, whose ids are ``ids``."""
    found = searcher.search(case["query"])
    said = {one.message for one in found.understood}
    offered = [found.suggestion or "", *(f"{one.on} {one.text}" for one in found.understood)]
    corrected = {"correction", "telex"} & {one.kind for one in found.understood}
    article = ids[case["article"] - 1] if "article" in case else ""
    holds = {
        "article": not article or article in {hit.id for hit in found.hits},
        "same": "same" not in case or found.total == searcher.search(case["same"]).total,
        "fewer": "fewer" not in case or found.total < searcher.search(case["fewer"]).total,
        "some": "some" not in case or found.total > 0,
        "zero": "zero" not in case or not found.hits,
        "corrected": "corrected" not in case or not corrected,
        "message": "message" not in case or bool(said & set(case["message"])),
        "message_not": not said & set(case.get("message_not", ())),
        "offer": "offer" not in case or any(case["offer"] in text for text in offered),
    }
    return [f"{name} of {case['query']!r}: {_told(found)}" for name, held in holds.items() if not held]


def _told(found: Results) -> str:
    return f"{found.total} articles, {[(one.kind, one.message) for one in found.understood]}, {found.suggestion}"


def test_queries_are_read_as_meant(collection: Collection) -> None:
    if not collection.shared:
        return
    # The collection is not cut into words, which takes minutes, and has no facts: what needs them is not asked of it.
    every = [json.loads(line) for line in CASES.read_text("utf-8").splitlines()]
    cases = [case for case in every if "needs_words" not in case and "where" not in case]
    articles = [*read_lines(texts_folder() / "corpus/security-news.jsonl.xz", ("id", "title"))]
    ids, titles = [str(item["id"]) for item in articles], [str(item["title"]) for item in articles]
    cases = [{**case, "query": asked(case, titles)} for case in cases]
    complaints = [one for case in cases for one in broken(collection.searcher, case, ids)]
    lost = [one for one in complaints if one.startswith("article of ")]
    named = sum("article" in case for case in cases)
    wrong = [one for one in complaints if one not in lost]
    print(
        f"gate: {len(cases) - len(wrong)} of {len(cases)} queries are read as meant, {len(every) - len(cases)} not asked"
    )
    print(f"gate: {named - len(lost)} of {named} queries find their article among the first ten")
    assert not wrong, "\n".join(wrong)
    assert named - len(lost) >= FOUND * named, "\n".join(lost)
