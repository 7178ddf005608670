"""The index in OpenSearch, on one node and on several, beside the embedded one: ``python -m bench.cluster.report --help``.

Both engines hold the same articles and take turns at each query, on the same cores; nodes are processes of this machine
(``tools/install-cluster``). ``--data`` is copied before anything is written.
"""

from __future__ import annotations

import argparse
import os
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from archive.articles.archive import Archive
from bench.indexing.jobs import size_of
from bench.indexing.recombined import RecombiningBuilder
from bench.speed.queries_report import write_into
from bench.waiting.report import one_more, spread, together
from bench.waiting.services import serving
from columnar import current_folder
from indexer.builder import Builder
from indexer.builders.cluster_settings import ClusterSettings
from indexer.builders.columnar import ColumnarBuilder
from indexer.builders.opensearch import OpenSearchBuilder, connect
from indexer.update import STEPS, index_archive
from search.backend import BackendSource
from search.backends.columnar import ColumnarSource
from search.backends.opensearch import OpenSearchSource
from search.searcher import Searcher
from tests.cluster.nodes import Nodes, missing
from tests.cluster.sameness import compare, random_queries

_PAGE = Path(__file__).parents[2] / "docs" / "cluster.md"
CLIENTS = (1, 4, 16)
EMBEDDED = "embedded"

_INDEX = "an index afresh from kept analyses, s"
_SIZE = "the index, one copy, MB"
_SEARCH = "a search in one process, ms by the clock (p95)"
_OWN = "of it processor time of that process, ms (p95)"
_MORE = "one article more can be found, s"
_RATE = "pages of results a second, {} at once"


@dataclass(frozen=True)
class Engine:
    """One engine: how it is called, what builds it, where it is read, what a site is told of it."""

    name: str
    builder: Callable[[], Builder]
    source: BackendSource
    environment: dict[str, str]
    cluster: ClusterSettings | None = None

    def size(self, data: Path) -> float:
        """MB of one copy of its index."""
        if self.cluster is None:
            return size_of(current_folder(data))
        client = connect(self.cluster, seconds=60)
        told = client.indices.stats(index=f"{self.cluster.index}-2*", metric="store")
        client.close()
        return float(told["_all"]["primaries"]["store"]["size_in_bytes"]) / 1e6


Table = dict[str, dict[str, float | str]]
"""Rows by what is measured, figures by engine."""


def embedded(data: Path) -> Engine:
    """The engine in the data folder."""
    return Engine(EMBEDDED, lambda: ColumnarBuilder(data, STEPS.version), ColumnarSource(data), {})


def clustered(nodes: Nodes, folder: Path) -> Engine:
    """The engine of some nodes: as many shards as nodes."""
    cluster = nodes.settings("bench", shards=nodes.count, seconds=30.0)
    environment = {
        "TIMTIN_OPENSEARCH_HOSTS": ",".join(cluster.hosts),
        "TIMTIN_OPENSEARCH_INDEX": cluster.index,
        "TIMTIN_OPENSEARCH_SECONDS": "30",
    }
    name = f"OpenSearch, {nodes.count} node{'s' if nodes.count > 1 else ''}"

    source = OpenSearchSource(cluster, folder)
    return Engine(name, lambda: OpenSearchBuilder(cluster, STEPS.version), source, environment, cluster)


def latency(data: Path, engines: Sequence[Engine], asked: Sequence[str]) -> Iterator[tuple[str, str, str]]:
    """Yield a row, an engine and its figure: each query's second asking, the engines taking turns at each query."""
    taken: dict[str, list[float]] = {engine.name: [] for engine in engines}
    own: dict[str, list[float]] = {engine.name: [] for engine in engines}
    with ExitStack() as stack:
        searchers = [stack.enter_context(Searcher.open(data, engine.source)) for engine in engines]
        for query in asked:
            for engine, searcher in zip(engines, searchers, strict=True):
                searcher.search(query)
                begun, used = perf_counter(), process_time()
                searcher.search(query)
                taken[engine.name].append((perf_counter() - begun) * 1000)
                own[engine.name].append((process_time() - used) * 1000)
    for engine in engines:
        yield _SEARCH, engine.name, spread(taken[engine.name])
        yield _OWN, engine.name, spread(own[engine.name])


def timed_index(data: Path, builder: Builder, *, rebuild: bool, copies: int = 1) -> float:
    """Seconds of an index run."""
    begun = perf_counter()
    index_archive(data, rebuild=rebuild, builder=RecombiningBuilder(builder, copies) if copies > 1 else builder)
    return perf_counter() - begun


def measure(data: Path, base: Path, chosen: argparse.Namespace) -> tuple[Table, list[str]]:
    """Every row, and how alike the engines answer."""
    table: Table = {}
    alike: list[str] = []

    def put(row: str, engine: str, figure: float | str) -> None:
        table.setdefault(row, {})[engine] = figure
        print(f"{row}: {engine}: {figure}", flush=True)

    asked = random_queries(data, chosen.questions, 3)
    own = embedded(data)
    put(_INDEX, own.name, timed_index(data, own.builder(), rebuild=True, copies=chosen.copies))
    put(_SIZE, own.name, own.size(data))
    for number, count in enumerate(chosen.nodes):
        (folder := base / f"nodes-{count}").mkdir()
        with Nodes(folder, count) as nodes:
            nodes.wait(count, "green")
            other = clustered(nodes, base / f"files-{count}")
            put(_INDEX, other.name, timed_index(data, other.builder(), rebuild=True, copies=chosen.copies))
            nodes.wait(count, "green")
            put(_SIZE, other.name, other.size(data))
            # Both hold the same: one article more was put in since the embedded index was made.
            timed_index(data, own.builder(), rebuild=False)
            with Searcher.open(data, own.source) as one, Searcher.open(data, other.source) as two:
                same = compare(
                    one, two, random_queries(data, chosen.queries, 5), told=lambda line: print(line, flush=True)
                )
            alike.append(f"- {other.name}, {count} shard{'s' if count > 1 else ''}: {same.line()}.")
            print(alike[-1], flush=True)
            for row, name, figure in latency(data, [own, other], asked):
                if name != EMBEDDED or not number:
                    put(row, name, figure)
            for engine in (own, other) if not number else (other,):
                with serving(data, asked[0], engine.environment) as site:
                    for clients in CLIENTS:
                        put(_RATE.format(clients), engine.name, together(site, clients, asked, chosen.seconds))
            for engine in (own, other) if not number else (other,):
                with Archive.open(data) as archive:
                    archive.put(one_more(10 * number + (engine is own))[0])
                put(_MORE, engine.name, timed_index(data, engine.builder(), rebuild=False))
    return table, alike


def as_lines(table: Table, engines: Sequence[str]) -> list[str]:
    """Markdown."""
    lines = [f"| | {' | '.join(engines)} |", "| --- |" + " ---: |" * len(engines)]
    for row, figures in table.items():
        cells = [figures.get(name, "") for name in engines]
        told = (f"{cell:.1f}" if isinstance(cell, float) else str(cell) for cell in cells)
        lines.append(f"| {row} | {' | '.join(told)} |")
    return lines


def wins(table: Table, engines: Sequence[str]) -> list[str]:
    """Tell where a cluster is ahead of the embedded engine, by at least a tenth."""
    found = []
    for row, figures in table.items():
        ahead = [
            name for name in engines[1:] if name in figures and EMBEDDED in figures and _is_ahead(row, figures, name)
        ]
        if ahead:
            found.append(f"{row} ({'; '.join(ahead)})")
    return [f"The cluster is ahead in: {'; '.join(found)}." if found else "The cluster is ahead in none of these."]


def _is_ahead(row: str, figures: dict[str, float | str], name: str) -> bool:
    own, other = (float(str(figures[engine]).split()[0].rstrip(",")) for engine in (EMBEDDED, name))
    return other > 1.1 * own if "a second" in row else other < 0.9 * own


def main() -> None:
    """Measure and tell."""
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--data", type=Path, required=True, help="a data folder with articles and kept analyses")
    flags.add_argument("--copies", type=int, default=1, help="index each article so often, with the bodies of others")
    flags.add_argument("--nodes", type=int, nargs="*", default=[1, 3])
    flags.add_argument(
        "--queries", type=int, default=2000, help="random queries whose answers are held against each other"
    )
    flags.add_argument("--questions", type=int, default=100, help="random queries that are timed")
    flags.add_argument("--seconds", type=float, default=10, help="how long each number of clients asks")
    flags.add_argument("--write", action="store_true", help="write the table into docs/cluster.md")
    chosen = flags.parse_args()
    if why := missing():
        raise SystemExit(why)
    with TemporaryDirectory(prefix="bench-", dir=chosen.data.resolve().parent) as folder:
        data = Path(folder) / "data"
        shutil.copytree(chosen.data, data)
        with Archive.open(data, readonly=True) as archive:
            articles = archive.count() * chosen.copies
        busy = os.getloadavg()[0]
        table, alike = measure(data, Path(folder), chosen)
    engines = list(dict.fromkeys(name for figures in table.values() for name in figures))
    said = f"{articles:,} articles, {os.cpu_count()} cores for everything, load before it {busy:.0f}."
    lines = [said, "", *as_lines(table, engines), "", *wins(table, engines), "", *alike]
    print("\n".join(lines))
    if chosen.write:
        write_into(_PAGE, f"cluster-{articles}", lines)


if __name__ == "__main__":
    main()
