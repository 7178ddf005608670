"""The site's tree, the whole search call and HTTP over a data folder: ``python -m bench.serving --data FOLDER --help``.

The known questions of the shared texts are asked; tantivy runs the leaves of the same plans over the same terms as one query.
"""

from __future__ import annotations

import argparse
import json
import statistics
import threading
from collections.abc import Callable, Iterator, Sequence
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any
from urllib.parse import quote

import psutil
from flask import Flask
from waitress.server import create_server

from bench.run import PAGE, p95, write_into
from bench.texts import folder
from indexer.engines.columnar import ColumnarEngine
from indexer.engines.executor import Executor
from indexer.engines.found import Wanted
from indexer.kernels.linker import kernel
from indexer.plan import AllOf, AnyOf, Begins, BestOf, Node, Plan, Run, Scored, Without
from indexer.planner import plan
from indexer.schema import BY_NAME, FIELDS
from indexer.search import Searcher
from web.app import close_app, create_app


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
    worst = sorted(taken)[min(int(len(taken) * 0.99), len(taken) - 1)]
    return f"| {name} | {statistics.median(taken):.2f} | {p95(taken):.2f} | {worst:.2f} |"


def in_process(data: Path, asked: Sequence[str], repeats: int, peer: bool) -> list[str]:
    """The cold start, the tree (beside tantivy) and the whole call."""
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
        lines = ["| ms | median | p95 | p99 |", "| --- | ---: | ---: | ---: |", said("tree of the site", tree)]
        if peer:
            other = Tantivy(engine, Path(folder))
            own = [other.ready(p) for p in plans]
            lines.append(said("tantivy, the same leaves", times([lambda q=q: other.ask(q) for q in own], repeats)))  # type: ignore[misc]
        memory = psutil.Process().memory_full_info()
        lines.append(said("whole search call, ten snippets", whole))
        lines += [
            "",
            f"{engine.size:,} articles. Opening {opened:.0f} ms, then the first query {first:.0f} ms (with the counts",
        ]
        lines[-1] += f" that typing help is made from). USS {memory.uss / 1e6:.0f} MB, PSS {memory.pss / 1e6:.0f} MB."
    return lines


def requests(address: tuple[str, int], paths: Sequence[str], clients: int = 4) -> float:
    """Requests a second of some clients that ask for the paths in turn."""
    waiting = list(reversed(paths))

    def client() -> None:
        connection = HTTPConnection(*address)
        while waiting:
            try:
                connection.request("GET", waiting.pop())
            except IndexError:
                break
            answer = connection.getresponse()
            answer.read()
            assert answer.status == 200, answer.status
        connection.close()

    threads = [threading.Thread(target=client) for _ in range(clients)]
    begun = perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(paths) / (perf_counter() - begun)


def served(app: Flask, paths: Sequence[str]) -> float:
    """Requests a second of an application on the site's own server, after a first round."""
    server = create_server(app, host="127.0.0.1", port=0, threads=8)
    thread = threading.Thread(target=server.run, daemon=True)
    thread.start()
    address = ("127.0.0.1", int(server.effective_port))
    requests(address, paths[:20])
    found = requests(address, paths)
    server.close()
    return found


def over_http(data: Path, asked: Sequence[str], count: int) -> list[str]:
    """Searches a second, each another query, beside a constant page."""
    constant = Flask("constant")
    constant.add_url_rule("/", "page", lambda: "<p>Tìm Tin</p>")
    words = [w for text in asked for w in text.split() if w.isalpha()]
    texts = [f"{asked[i % len(asked)]} {words[(7 * i) % len(words)]}" for i in range(count)]
    site = create_app(data, testing=True)
    try:
        searches = served(site, [f"/tim-kiem?q={quote(t)}" for t in texts])
    finally:
        close_app(site)
    plain = served(constant, ["/"] * (4 * count))
    return [f"HTTP: {searches:.0f} searches a second, {plain:.0f} constant pages: {searches / plain:.0%}."]


def main() -> None:
    """Run everything."""
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--data", type=Path, required=True, help="a data folder with an index")
    flags.add_argument("--questions", type=int, default=75)
    flags.add_argument("--repeats", type=int, default=3)
    flags.add_argument("--requests", type=int, default=300)
    flags.add_argument("--no-peer", action="store_true", help="leave tantivy out")
    flags.add_argument("--write", metavar="MARK", help="write into docs/performance.md between these marks")
    chosen = flags.parse_args()
    asked = questions(chosen.questions)
    lines = in_process(chosen.data, asked, chosen.repeats, not chosen.no_peer)
    lines += ["", *over_http(chosen.data, asked, chosen.requests)]
    print("\n".join(lines))
    if chosen.write:
        write_into(PAGE, chosen.write, lines)


if __name__ == "__main__":
    main()
