"""The site's tree, the whole search call and HTTP over a data folder: ``python -m bench.serving --data FOLDER --help``.

The known questions of the shared texts are asked; tantivy runs the leaves of the same plans over the same terms as one query.
"""

from __future__ import annotations

import argparse
import json
import statistics
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from bench.http_load import distinct, over_http
from bench.run import PAGE, p95, write_into
from bench.stages import stages
from bench.texts import folder
from indexer.engines.columnar import ColumnarEngine
from indexer.engines.executor import Executor
from indexer.engines.found import Wanted
from indexer.kernels.linker import kernel
from indexer.plan import AllOf, AnyOf, Begins, BestOf, Node, Plan, Run, Scored, Without
from indexer.planner import plan
from indexer.schema import BY_NAME, FIELDS
from indexer.search import Searcher


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


class Tantivy:
    """The fields of an engine, term for term, in tantivy."""

    def __init__(self, engine: ColumnarEngine, folder: Path) -> None:
        import tantivy

        builder = tantivy.SchemaBuilder()
        names = [f.name for f in FIELDS if f.positions]
        for name in names:
            builder.add_text_field(name, tokenizer_name="whitespace", index_option="position")
        self.lib, self.schema = tantivy, builder.build()
        index = tantivy.Index(self.schema, path=str(folder))
        writer = index.writer(heap_size=400_000_000, num_threads=2)
        for document in _documents(engine, names):
            writer.add_document(tantivy.Document(**document))
        writer.commit()
        writer.wait_merging_threads()
        index.reload()
        self.searcher: Any = index.searcher()

    def ready(self, asked: Plan) -> Any:
        """Any of the leaves."""
        q, should = self.lib.Query, self.lib.Occur.Should
        made = []
        for leaf in leaves_of(asked):
            if not BY_NAME[leaf.field].positions:
                continue  # Marks are kept as a bag; tantivy does without them.
            if isinstance(leaf, Begins):
                made.append(q.regex_query(self.schema, leaf.field, leaf.prefix + ".*"))
            elif len(leaf.terms) == 1:
                made.append(q.term_query(self.schema, leaf.field, leaf.terms[0], "freq"))
            else:
                made.append(q.phrase_query(self.schema, leaf.field, list(leaf.terms)))
        return q.boolean_query([(should, one) for one in made])

    def ask(self, query: Any) -> int:
        """The ten best and the total."""
        return int(self.searcher.search(query, 10, True).count)


def _documents(engine: ColumnarEngine, names: Sequence[str]) -> Iterator[dict[str, str]]:
    """The terms of each document by field, blanks between them, a break as a term of its own."""
    for segment in engine.segments:
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


def compared(tree: Sequence[float], whole: Sequence[float]) -> str:
    """The goals of the whole call in one sentence."""
    tree_median, median = statistics.median(tree), statistics.median(whole)
    return (
        f"The whole call takes {median / tree_median:.1f} times the tree's median (goal: 4 times, or 2.5 ms),"
        f" its p99 {p99(whole) / median:.1f} times its own median (goal 8)."
    )


def in_process(data: Path, asked: Sequence[str], repeats: int, peer: bool) -> tuple[int, list[str]]:
    """The tree (beside tantivy), the whole call and its stages; also how many articles there are."""
    begun = perf_counter()
    searcher = Searcher.open(data)
    opened = (perf_counter() - begun) * 1000
    with searcher, TemporaryDirectory() as folder:
        begun = perf_counter()
        searcher.search(asked[0])
        first = (perf_counter() - begun) * 1000
        engine, run = searcher.engine, kernel()
        assert isinstance(engine, ColumnarEngine) and run is not None
        executor = Executor(engine, run)
        plans = [plan(searcher.read(text)) for text in asked]
        tree = times([lambda p=p: executor.find(p, Wanted()) for p in plans], repeats)  # type: ignore[misc]
        whole = times([lambda t=t: searcher.search(t) for t in asked], repeats)  # type: ignore[misc]
        others = distinct(asked, 300)
        fresh = once([lambda t=t: searcher.search(t) for t in others[:150]])  # type: ignore[misc]
        lines = ["| ms | median | p95 | p99 |", "| --- | ---: | ---: | ---: |", said("tree of the site", tree)]
        if peer:
            other = Tantivy(engine, Path(folder))
            own = [other.ready(p) for p in plans]
            lines.append(said("tantivy, the same leaves", times([lambda q=q: other.ask(q) for q in own], repeats)))  # type: ignore[misc]
        lines += [
            said("whole search call, ten snippets", whole),
            said("the same, queries of a word more, each asked once", fresh),
            "",
            f"{engine.size:,} articles, {len(asked)} known questions, the best of {repeats} each. {compared(tree, whole)}",
            f"Opening {opened:.0f} ms, then the first query {first:.0f} ms.",
            "",
            *stages(searcher, others[150:]),
        ]
    return engine.size, lines


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
