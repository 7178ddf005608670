"""Where a search's time goes: processor time of each stage of the search call, query by query: ``python -m bench.speed.stages --help``."""

from __future__ import annotations

import argparse
import json
import statistics
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from time import process_time
from typing import Any

from bench.speed.queries_report import PAGE, write_into
from bench.speed.texts import folder
from columnar.execution.compiled_executor import CompiledExecutor
from columnar.execution.program import PlanProgram
from columnar.execution.scratch import Scratch
from search import correction as answers
from search import searcher as search
from search.backends.columnar import ColumnarBackend
from search.highlight.explanation import Explainer
from search.highlight.snippets import MatchedArticle
from search.ranking import ranker as ranking
from search.searcher import Searcher
from search.spelling.suggestion import QueryCorrector


@dataclass(slots=True)
class Stopwatch:
    """Milliseconds of processor time by stage, one query after the other."""

    taken: dict[str, list[float]] = field(default_factory=dict)

    def query(self) -> None:
        """Begin another query."""
        for own in self.taken.values():
            own.append(0.0)

    def timed(self, stage: str, function: Callable[..., Any]) -> Callable[..., Any]:
        """Return the function with its time added to a stage."""
        own = self.taken.setdefault(stage, [])

        def run(*args: Any, **more: Any) -> Any:
            begun = process_time()
            try:
                return function(*args, **more)
            finally:
                own[-1] += (process_time() - begun) * 1000

        return run


STAGES: Sequence[tuple[str, object, str]] = (
    ("looking up conditions", ranking, "resolve_conditions"),
    ("keys of Telex, VNI and layouts", QueryCorrector, "decode_keystrokes"),
    ("parsing, abbreviations, days, documents, places", answers, "parse"),
    ("words that only ask", answers, "mark_question_words"),
    ("planning", ranking, "plan"),
    ("executing: program, kernel, facets", CompiledExecutor, "find"),
    ("nearness and likeness of the first hits", ranking.Ranker, "_rerank"),
    ("how the query was meant (doubted words only)", QueryCorrector, "suggest"),
    ("the same, when nothing is found", QueryCorrector, "correct"),
    ("reading ten articles", ColumnarBackend, "articles"),
    ("finding what matched in their texts", MatchedArticle, "all"),
    ("marked titles", search, "title"),
    ("snippets", search, "snippet"),
    ("reasons", Explainer, "why"),
)
"""Stage, and the function that it is: where it stands and its name."""


@contextmanager
def watched(watch: Stopwatch) -> Iterator[None]:
    """Time the stages while the block runs."""
    kept = [(owner, name, vars(owner)[name], getattr(owner, name)) for _, owner, name in STAGES]
    for (stage, _, _), (owner, name, plain, bound) in zip(STAGES, kept, strict=True):
        timed = watch.timed(stage, bound)
        setattr(owner, name, staticmethod(timed) if isinstance(plain, classmethod) else timed)
    try:
        yield
    finally:
        for owner, name, plain, _ in kept:
            setattr(owner, name, plain)


@contextmanager
def counted(postings: list[list[int]]) -> Iterator[None]:
    """Add to the last of ``postings`` what each plan's units are made of, and what of it is read for the tiers."""
    plain = PlanProgram.keep

    def keep(self: PlanProgram, scratch: Scratch) -> None:
        postings[-1] = [own + more for own, more in zip(postings[-1], self.postings(scratch), strict=True)]
        plain(self, scratch)

    PlanProgram.keep = keep  # type: ignore[method-assign]
    try:
        yield
    finally:
        PlanProgram.keep = plain  # type: ignore[method-assign]


def stages(searcher: Searcher, asked: Sequence[str]) -> list[str]:
    """The table: median and mean of each stage over the queries, each asked once, and the postings of their units."""
    watch = Stopwatch()
    whole: list[float] = []
    postings: list[list[int]] = []
    with watched(watch), counted(postings):
        for text in asked:
            watch.query()
            postings.append([0, 0])
            begun = process_time()
            searcher.search(text)
            whole.append((process_time() - begun) * 1000)
    listed = {**watch.taken, "the whole call": whole}
    units, read = zip(*postings, strict=True)
    total = statistics.mean(whole)
    return [
        f"| stage, ms of processor time ({len(asked)} distinct queries, each asked once) | median | mean | share |",
        "| --- | ---: | ---: | ---: |",
        *(
            f"| {stage} | {statistics.median(own):.2f} | {statistics.mean(own):.2f} | {statistics.mean(own) / total:.0%} |"
            for stage, own in listed.items()
        ),
        f"| postings of a query's units | {statistics.median(units):,.0f} | {statistics.mean(units):,.0f} | 100% |",
        "| of them of units that are not put off until the others' articles are known "
        f"| {statistics.median(read):,.0f} | {statistics.mean(read):,.0f} | {sum(read) / max(sum(units), 1):.0%} |",
    ]


def questions(most: int) -> list[str]:
    """The known questions of the shared texts, then those with judged passages, at most so many."""
    texts = folder().parent / "relevance"
    lines = [
        line
        for name in ("known-items", "questions")
        for line in (texts / f"{name}.jsonl").read_text("utf-8").splitlines()
    ]
    return [str(json.loads(line)["question"]) for line in lines[:most]]


def distinct(asked: Sequence[str], count: int) -> list[str]:
    """Questions with one more word, no two alike."""
    words = list(dict.fromkeys(w for text in asked for w in text.split() if w.isalpha()))
    return [f"{asked[i % len(asked)]} {words[(7 * i) % len(words)]}" for i in range(count)]


def main() -> None:
    """Measure the stages."""
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--data", type=Path, required=True, help="a data folder with an index")
    flags.add_argument("--queries", type=int, default=150)
    flags.add_argument("--write", action="store_true", help="write the table into docs/performance.md")
    chosen = flags.parse_args()
    with Searcher.open(chosen.data) as searcher:
        lines = [
            f"{searcher.backend.version.articles:,} articles.",
            "",
            *stages(searcher, distinct(questions(75), chosen.queries)),
        ]
    print("\n".join(lines))
    if chosen.write:
        write_into(PAGE, "stages", lines)


if __name__ == "__main__":
    main()
