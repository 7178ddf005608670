"""What each feature of ranking costs a query: the same queries with and without it, in turns, in one process.

Ratios hold on any machine; milliseconds are those of the one it ran on.
"""

from __future__ import annotations

import argparse
import statistics
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from time import thread_time

from bench.speed.queries_report import PAGE, write_into
from bench.speed.serving import questions
from search.backend import PageRequest
from search.correction import parse_query
from search.query.tree import Query
from search.ranking.ranker import Ranker
from search.searcher import Searcher
from vietnamese.spelling.normalise import fold

FEATURES: dict[str, Callable[[Query], Query]] = {
    "words before what crosses their borders": lambda query: replace(query, words=()),
    "related words in the second tier": lambda query: replace(query, related=()),
    "the likeliest accents of a query without any": lambda query: replace(query, reading=()),
    "words that only ask": lambda query: replace(query, optional=frozenset()),
}
"""Feature, and a query without it."""

_WANTED = PageRequest(10, facets=True)


def _seconds(run: Callable[[], object]) -> float:
    begun = thread_time()
    run()
    return thread_time() - begun


def compare(ranker: Ranker, queries: Sequence[Query], repeats: int) -> dict[str, tuple[int, float, float]]:
    """Return for each feature how many queries have it, the median milliseconds with it, and their ratio to those without."""
    found = {}
    for name, without in FEATURES.items():
        own = [query for query in queries if without(query) != query]
        ratios, taken = [], []
        for query in own:
            asks = [partial(ranker.find, one, _WANTED) for one in (query, without(query))]
            times = [[_seconds(ask) for ask in asks] for _ in range(repeats + 1)][1:]
            with_it, bare = (min(each) for each in zip(*times, strict=True))
            taken.append(with_it * 1000)
            ratios.append(with_it / max(bare, 1e-9))
        found[name] = (len(own), statistics.median(taken or [0.0]), statistics.median(ratios or [1.0]))
    return found


def table(found: dict[str, tuple[int, float, float]]) -> list[str]:
    """Return the rows as Markdown."""
    lines = [
        "| feature | queries that have it | median ms with it | median of with / without |",
        "| --- |" + " ---: |" * 3,
    ]
    return [*lines, *(f"| {name} | {count} | {ms:.2f} | {ratio:.2f} |" for name, (count, ms, ratio) in found.items())]


def main() -> None:
    """Run it."""
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--data", type=Path, required=True, help="a data folder with an index")
    flags.add_argument("--questions", type=int, default=75)
    flags.add_argument("--repeats", type=int, default=5)
    flags.add_argument("--write", action="store_true", help="write into docs/performance.md")
    chosen = flags.parse_args()
    asked = questions(chosen.questions)
    with Searcher.open(chosen.data) as searcher:
        ranker = searcher.ranker
        texts = [*asked, *map(fold, asked)]
        queries = [parse_query(searcher.backend, text, searcher.dictionary, ranker.related)[0] for text in texts]
        lines = table(compare(ranker, queries, chosen.repeats))
    print("\n".join(lines))
    if chosen.write:
        write_into(PAGE, "features", lines)


if __name__ == "__main__":
    main()
