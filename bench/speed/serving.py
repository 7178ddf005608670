"""The site's plans, the whole search call and HTTP over a data folder: ``python -m bench.speed.serving --data FOLDER --help``.

The known questions of the shared texts are asked as the site plans them (all fields, pairs, words, folded, expansions). tantivy has the same
terms in the same fields and runs all leaves of a plan as one query. Both find the ten best and the exact total; ours also counts facets, tells
complete hits from others and weighs by coverage.
"""

from __future__ import annotations

import argparse
import gc
import json
import statistics
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, thread_time
from typing import Any

from bench.peers.tantivy_index import TantivyIndex
from bench.speed.http_load import distinct, over_http
from bench.speed.queries_report import PAGE, p95, write_into
from bench.speed.stages import stages
from bench.speed.texts import folder
from columnar import AllOf, AnyOf, Begins, BestOf, IndexReader, Node, PageRequest, Plan, Run, Scored, Without
from columnar.execution.compiled_executor import CompiledExecutor
from columnar.kernels.compilation.linker import kernel
from search.backends.columnar import ColumnarBackend
from search.correction import parse_query
from search.searcher import Searcher

OURS, THEIRS = "plans of the site", "tantivy, the same leaves"


def questions(n: int) -> list[str]:
    """The known questions, at most ``n``."""
    path = folder().parent / "relevance" / "known-items.jsonl"
    return [str(json.loads(line)["question"]) for line in path.read_text("utf-8").splitlines()][:n]


def leaves(node: Node) -> Iterator[Run | Begins]:
    """Every leaf under a node."""
    if isinstance(node, Scored):
        yield from node.leaves
    elif isinstance(node, Without):
        yield from leaves(node.node)
    else:
        assert isinstance(node, AnyOf | BestOf | AllOf)
        for one in node.nodes:
            yield from leaves(one)


def leaves_of(asked: Plan) -> list[Run | Begins]:
    """Every leaf that a plan scores."""
    nodes = [n for c in asked.clauses for p in c.parts for n in (p.node, *p.loose)]
    return [leaf for node in (*nodes, *asked.boosts) for leaf in leaves(node)]


class Leaves:
    """The fields of a reader, term for term, in tantivy, which runs the leaves of plans."""

    def __init__(self, reader: IndexReader, folder: Path) -> None:
        self.fields = [f.name for f in reader.schema.fields if f.positions]
        self.index = TantivyIndex(folder, dict.fromkeys(self.fields, "position"))
        self.index.write(_documents(reader, self.fields))

    def ready(self, asked: Plan) -> Any:
        """Any of the leaves."""
        made = []
        for leaf in leaves_of(asked):
            if leaf.field not in self.fields:
                continue  # Bags are left out: tantivy does without them.
            if isinstance(leaf, Begins):
                made.append(self.index.prefix(leaf.field, leaf.prefix))
            elif len(leaf.terms) == 1:
                made.append(self.index.term(leaf.field, leaf.terms[0], "freq"))
            else:
                made.append(self.index.phrase(leaf.field, leaf.terms))
        return self.index.any_of(made)


def _documents(reader: IndexReader, names: Sequence[str]) -> Iterator[dict[str, str]]:
    """The terms of each document by field, blanks between them, a break as a term of its own."""
    for segment in reader.segments:
        fields = [segment.field(name) for name in names]
        spelt = [[*(t.replace(" ", "_") for t in f.terms.texts(0, len(f.terms))), "|"] for f in fields]
        running = [f.running() for f in fields]
        for doc in range(segment.documents):
            yield {
                name: " ".join(terms[n] for n in run[field.starts[doc] : field.starts[doc + 1]].tolist())
                for name, field, terms, run in zip(names, fields, spelt, running, strict=True)
            }


def times(asks: Sequence[Callable[[], object]], repeats: int) -> list[float]:
    """Milliseconds of each, the best of ``repeats`` after a first one."""
    found = []
    for ask in asks:
        taken = []
        for _ in range(repeats + 1):
            begun = perf_counter()
            ask()
            taken.append((perf_counter() - begun) * 1000)
        found.append(min(taken[1:]))
    return found


def said(name: str, taken: Sequence[float]) -> str:
    """One line of the table."""
    return f"| {name} | {statistics.median(taken):.2f} | {p95(taken):.2f} | {p99(taken):.2f} |"


def p99(taken: Sequence[float]) -> float:
    """What 99 of 100 do not exceed."""
    return sorted(taken)[min(int(len(taken) * 0.99), len(taken) - 1)]


def once(asks: Sequence[Callable[[], object]]) -> list[float]:
    """Milliseconds of each, asked for the first time."""
    found = []
    for ask in asks:
        begun = perf_counter()
        ask()
        found.append((perf_counter() - begun) * 1000)
    return found


def goals(plans: Sequence[float], whole: Sequence[float]) -> str:
    """The goals of the whole call in one sentence."""
    plans_median, median = statistics.median(plans), statistics.median(whole)
    return (
        f"The whole call takes {median / plans_median:.1f} times the plans' median (goal: 4 times, or 2.5 ms),"
        f" its p99 {p99(whole) / median:.1f} times its own median (goal 8)."
    )


def plans_beside(
    executor: CompiledExecutor, plans: Sequence[Plan], repeats: int, other: Leaves | None
) -> dict[str, list[float]]:
    """Milliseconds of this thread's processor time for each plan, the least of some after a first one; all take turns at each plan."""
    wanted = PageRequest()

    times: dict[str, list[float]] = {OURS: [], **({THEIRS: []} if other else {})}
    for asked in plans:
        asks: list[Callable[[], object]] = [partial(executor.find, asked, wanted)]
        if other is not None:
            asks.append(partial(other.index.total, other.ready(asked)))
        taken: list[list[float]] = [[] for _ in asks]
        for _ in range(repeats + 1):
            for own, ask in zip(taken, asks, strict=True):
                begun = thread_time()
                ask()
                own.append((thread_time() - begun) * 1000)
        for own, each in zip(times.values(), taken, strict=True):
            own.append(min(each[1:]))
    return times


def plan_table(times: dict[str, list[float]]) -> list[str]:
    """Markdown: milliseconds, and the ratios to tantivy's by medians, sums and query by query."""
    lines = ["| processor time, ms | median | p95 | p99 | medians / tantivy's | sums | median query | worst query |"]
    lines.append("| --- |" + " ---: |" * 7)
    for name, own in times.items():
        cells = ["", "", "", ""]
        if THEIRS in times and name != THEIRS:
            theirs = times[THEIRS]
            each = [a / b for a, b in zip(own, theirs, strict=True)]
            ratio = statistics.median(own) / statistics.median(theirs)
            cells = [f"{r:.2f}" for r in (ratio, sum(own) / sum(theirs), statistics.median(each), max(each))]
        lines.append(" | ".join([said(name, own).removesuffix(" |"), *cells]) + " |")
    return lines


def in_process(data: Path, asked: Sequence[str], repeats: int, peer: bool) -> tuple[int, list[str]]:
    """The plans (beside tantivy), the whole call and its stages; also how many articles there are."""
    begun = perf_counter()
    searcher = Searcher.open(data)
    opened = (perf_counter() - begun) * 1000
    with searcher, TemporaryDirectory(prefix="bench-") as folder:
        begun = perf_counter()
        searcher.search(asked[0])
        first = (perf_counter() - begun) * 1000
        backend, run = searcher.backend, kernel()
        assert isinstance(backend, ColumnarBackend) and run is not None
        queries = [parse_query(backend, text, searcher.dictionary)[0] for text in asked]
        plans = [searcher.ranker.plan(query) for query in queries]
        other = Leaves(backend.reader, Path(folder)) if peer else None
        gc.collect()
        gc.freeze()
        planned = plans_beside(CompiledExecutor(backend.reader, run), plans, repeats, other)
        gc.unfreeze()
        whole = times([partial(searcher.search, t) for t in asked], repeats)
        others = distinct(asked, 300)
        fresh = once([partial(searcher.search, t) for t in others[:150]])
        lines = [
            *plan_table(planned),
            "",
            "| ms | median | p95 | p99 |",
            "| --- | ---: | ---: | ---: |",
            said("whole search call, ten snippets", whole),
            said("the same, queries of a word more, each asked once", fresh),
            "",
            f"{backend.reader.size:,} articles, {len(asked)} known questions, the best of {repeats} each. {goals(planned[OURS], whole)}",
            f"Opening {opened:.0f} ms, then the first query {first:.0f} ms.",
            "",
            *stages(searcher, others[150:]),
        ]
    return backend.reader.size, lines


def main() -> None:
    """Run everything."""
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--data", type=Path, required=True, help="a data folder with an index")
    flags.add_argument("--questions", type=int, default=75)
    flags.add_argument("--repeats", type=int, default=3)
    flags.add_argument("--requests", type=int, default=300)
    flags.add_argument("--no-peer", action="store_true", help="leave tantivy out")
    flags.add_argument(
        "--write", action="store_true", help="write into docs/performance.md, under the number of articles"
    )
    chosen = flags.parse_args()
    asked = questions(chosen.questions)
    articles, lines = in_process(chosen.data, asked, chosen.repeats, not chosen.no_peer)
    lines += ["", *over_http(chosen.data, asked, chosen.requests)]
    print("\n".join(lines))
    if chosen.write:
        write_into(PAGE, f"serving-{articles}", lines)


if __name__ == "__main__":
    main()
