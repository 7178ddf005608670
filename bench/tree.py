"""The site's tree beside tantivy running the same leaves, in turns: ``python -m bench.tree --data FOLDER ... --help``.

The known questions of the shared texts are planned as the site plans them (all fields, pairs, words, folded, expansions). tantivy has the
same terms in the same fields and runs all leaves of a plan as one query. Both find the ten best and the exact total; ours also counts
facets, tells complete hits from others and weighs by coverage. Processor time of this thread: neither uses another.
"""

from __future__ import annotations

import argparse
import gc
import statistics
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import thread_time

from bench.run import PAGE, p95, write_into
from bench.serving import Tantivy, questions
from indexer.engines.columnar import ColumnarEngine
from indexer.engines.executor import Executor
from indexer.engines.found import Wanted
from indexer.kernels.linker import kernel
from indexer.plan import Plan
from indexer.planner import plan
from indexer.search import Searcher

GOAL = 1.5

OURS, FIRST, THEIRS = "Tìm Tin", "Tìm Tin, asked first", "tantivy, the same leaves"


def least(asks: Sequence[Callable[[], object]], repeats: int) -> list[float]:
    """Milliseconds of each, the least of some turns after a first one."""
    taken: list[list[float]] = [[] for _ in asks]
    for _ in range(repeats + 1):
        for own, ask in zip(taken, asks, strict=True):
            begun = thread_time()
            ask()
            own.append((thread_time() - begun) * 1000)
    return [min(own[1:]) for own in taken]


def compared(executor: Executor, other: Tantivy, plans: Sequence[Plan], repeats: int) -> dict[str, list[float]]:
    """Milliseconds of every plan by engine; "asked first" looks every term up again."""
    times: dict[str, list[float]] = {OURS: [], FIRST: [], THEIRS: []}
    for asked in plans:
        query = other.ready(asked)

        def afresh(asked: Plan = asked) -> None:
            executor.forget()
            executor.find(asked, Wanted())

        asks = [lambda p=asked: executor.find(p, Wanted()), afresh, lambda q=query: other.ask(q)]
        for own, ms in zip(times.values(), least(asks, repeats), strict=True):
            own.append(ms)
    return times


def lines_of(data: Path, count: int, repeats: int) -> list[str]:
    """Markdown rows of one data folder."""
    with Searcher.open(data) as searcher, TemporaryDirectory(prefix="bench-") as folder:
        engine, run = searcher.engine, kernel()
        assert isinstance(engine, ColumnarEngine) and run is not None
        plans = [plan(searcher.read(text)) for text in questions(count)]
        other = Tantivy(engine, Path(folder))
        gc.collect()
        gc.freeze()
        times = compared(Executor(engine, run), other, plans, repeats)
        gc.unfreeze()
    rows = []
    for name, own in times.items():
        to = [a / b for a, b in zip(own, times[THEIRS], strict=True)]
        ratio = statistics.median(own) / statistics.median(times[THEIRS])
        cells = [f"{ms:.2f}" for ms in (statistics.median(own), p95(own), statistics.mean(own))]
        cells += [f"{r:.2f}" for r in (ratio, sum(own) / sum(times[THEIRS]), statistics.median(to), max(to))]
        rows.append(f"| {engine.size:,} | {name} | {' | '.join(cells)} |")
    return rows


def main() -> None:
    """Measure every data folder and print, or write."""
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--data", type=Path, nargs="+", required=True, help="data folders with an index")
    flags.add_argument("--questions", type=int, default=75)
    flags.add_argument("--repeats", type=int, default=5)
    flags.add_argument("--write", action="store_true", help="write the table into docs/performance.md")
    chosen = flags.parse_args()
    head = "| articles | | ms median | p95 | mean | medians / tantivy's | sums | median query | worst query |"
    lines = [head, "| ---: | --- |" + " ---: |" * 7]
    for data in chosen.data:
        lines += lines_of(data, chosen.questions, chosen.repeats)
    lines = [f"{chosen.questions} questions, the least of {chosen.repeats} runs each; goal {GOAL}:", "", *lines]
    print("\n".join(lines))
    if chosen.write:
        write_into(PAGE, "tree", lines)


if __name__ == "__main__":
    main()
