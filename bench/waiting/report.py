"""What people wait for, in one table beside OpenSearch, tantivy and FTS5: ``python -m bench.waiting.report --help``.

Every row names the path that is measured. All engines hold the same articles and take turns; OpenSearch (``tools/install-cluster``)
is left out where it cannot be started. ``--data`` is copied before anything is written.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from http.client import HTTPException
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, process_time
from typing import Any

from archive.articles.archive import Archive
from archive.model import Article, Block, StoredArticle
from bench.indexing.report import job
from bench.peers.ranking import Fts5, Tantivy
from bench.speed.queries_report import PAGE, p95, write_into
from bench.speed.stages import questions
from bench.waiting.services import Client, OpenSearch, Refused, Site, node, serving, wait
from search.searcher import Searcher
from tests.cluster.nodes import missing

_ROOT = Path(__file__).parents[2]
COLUMNS = ("Tìm Tin", "OpenSearch", "tantivy", "FTS5")
CLIENTS = (1, 4, 16)

Row = tuple[str, str, dict[str, str]]
"""What is waited for, by which path of ours, and the figure of each column."""


def rows_as_table(rows: Sequence[Row]) -> list[str]:
    """Markdown."""
    lines = [f"| what people wait for | our path | {' | '.join(COLUMNS)} |", "| --- | --- |" + " ---: |" * len(COLUMNS)]
    return [
        *lines,
        *(f"| {what} | {path} | {' | '.join(told.get(c, '') for c in COLUMNS)} |" for what, path, told in rows),
    ]


def spread(values: Sequence[float]) -> str:
    """Median and 95th percentile."""
    return f"{statistics.median(values):.1f} ({p95(values):.1f})"


def stored_articles(data: Path) -> list[StoredArticle]:
    """Every article of an archive."""
    with Archive.open(data, readonly=True) as archive:
        return [stored for batch in archive.changed_since(0) for stored in batch]


def in_process(data: Path, asked: Sequence[str], peers: Sequence[Any]) -> Row:
    """The call behind a page: processor time of each query's second asking, all taking turns at each query."""
    with Searcher.open(data) as searcher:
        asks: dict[str, Callable[[str], object]] = {COLUMNS[0]: searcher.search}
        asks |= {name: peer.ask for name, peer in zip(COLUMNS[2:], peers, strict=False)}
        taken: dict[str, list[float]] = {name: [] for name in asks}
        for query in asked:
            for name, ask in asks.items():
                ask(query)
                begun = process_time()
                ask(query)
                taken[name].append((process_time() - begun) * 1000)
    told = {name: spread(own) for name, own in taken.items()}
    return "a search, ms of processor time (p95); peers: ten ids, no facets, no marks", "`Searcher.search`", told


def alone(services: Sequence[Site | OpenSearch], asked: Sequence[str]) -> Row:
    """One client: milliseconds of each query's second asking, the services taking turns."""
    taken: dict[str, list[float]] = {service.name: [] for service in services}
    with ExitStack() as stack:
        clients = [stack.enter_context(Client(service.port)) for service in services]
        for counted in (False, True):
            for query in asked:
                for service, client in zip(services, clients, strict=True):
                    begun = perf_counter()
                    service.search(client, query)
                    if counted:
                        taken[service.name].append((perf_counter() - begun) * 1000)
    told = {name: spread(own) for name, own in taken.items()}
    return "a page over HTTP, one client, ms (p95)", Site.path, told


def together(service: Site | OpenSearch, clients: int, asked: Sequence[str], seconds: float) -> str:
    """Answers a second of so many clients, and how many of their requests were refused or failed."""
    done, until, lost = [0] * clients, perf_counter() + seconds, Counter[str]()

    def run(number: int) -> None:
        with Client(service.port) as client:
            for at in count(number * 17):
                if perf_counter() > until:
                    return
                try:
                    service.search(client, asked[at % len(asked)])
                    done[number] += 1
                except (OSError, HTTPException) as error:
                    lost["refused" if isinstance(error, Refused) else "failed"] += 1
                    client.connection.close()

    threads = [threading.Thread(target=run, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return ", ".join([f"{sum(done) / seconds:.0f}", *(f"{times} {how}" for how, times in sorted(lost.items()))])


def crowds(services: Sequence[Site | OpenSearch], asked: Sequence[str], seconds: float) -> Iterator[Row]:
    """Answers a second at each number of clients."""
    for clients in CLIENTS:
        told = {service.name: together(service, clients, asked, seconds) for service in services}
        yield f"answers a second, {clients} client{'s' if clients > 1 else ''}", Site.path, told


def one_more(number: int) -> tuple[Article, str]:
    """An article with a word that no other has, and that word."""
    word = f"qzx{number}update"
    body = f"Công an xã {word} tổ chức hội nghị an ninh trật tự, biểu dương 15 tập thể và 20 cá nhân."
    return Article("bench", f"Hội nghị ở {word}", external_id=word, blocks=(Block("paragraph", body),)), word


def updates(data: Path, site: Site, other: OpenSearch | None, repeats: int) -> Row:
    """One article more: seconds from the start of `run.py index` until the running site finds it."""
    ours: list[float] = []
    theirs: list[float] = []
    with Client(site.port) as client:
        for number in range(repeats):
            article, word = one_more(number)
            with Archive.open(data) as archive:
                archive.put(article)
            begun = perf_counter()
            command = [sys.executable, "run.py", "--data", str(data), "index"]
            with subprocess.Popen(command, stdout=subprocess.DEVNULL, cwd=_ROOT):
                wait(lambda word=word: site.total(client, f'"{word}"'))
                ours.append(perf_counter() - begun)
            if other is not None:
                begun = perf_counter()
                other.add(article)
                theirs.append(perf_counter() - begun)
    told = {Site.name: f"{statistics.median(ours):.2f}"}
    if theirs:
        told[OpenSearch.name] = f"{statistics.median(theirs):.2f}"
    return "one article more can be found, s", "`run.py index`, its process included", told


def first_index(data: Path, base: Path) -> tuple[Row, Row]:
    """The index afresh from kept analyses, and its size; the peers get their terms ready-made."""
    job("prepare", data, base / "texts")
    made = {Site.name: job("rebuild", data)}
    for name in ("tantivy", "fts5"):
        (afresh := base / f"{name}-afresh").mkdir()
        made["FTS5" if name == "fts5" else name] = job(name, base / "texts", afresh)
    seconds = {name: f"{own['s']:.1f}" for name, own in made.items()}
    sizes = {name: f"{own['mb']:.0f}" for name, own in made.items()}
    path = "`index_archive(rebuild=True)`"
    return ("an index afresh from kept analyses, s", path, seconds), ("the index, MB", path, sizes)


def measure(data: Path, chosen: argparse.Namespace, base: Path) -> tuple[int, list[str]]:
    """Every row; also how many articles there are."""
    asked = questions(chosen.questions)
    stored = stored_articles(data)
    peers: list[Tantivy | Fts5] = [Tantivy(), Fts5()]
    for peer in peers:
        (base / peer.name).mkdir()
        peer.build(stored, base / peer.name)
    afresh, size = first_index(data, base)
    rows = [in_process(data, asked, peers)]
    with ExitStack() as stack:
        why = "--without-opensearch" if chosen.without_opensearch else missing()
        other: OpenSearch | None = None
        more: dict[str, str] = {}
        if not why:
            port, started = stack.enter_context(node())
            other = OpenSearch(port, every=not chosen.any)
            afresh[2][other.name] = f"{other.build(one.article for one in stored):.1f}"
            more = {other.name: f"{started:.1f} (empty)"}
        site = stack.enter_context(serving(data, asked[0]))
        services: list[Site | OpenSearch] = [site, *([other] if other else [])]
        rows += [alone(services, asked), *crowds(services, asked, chosen.seconds), afresh]
        if chosen.updates:
            rows.append(updates(data, site, other, chosen.updates))
        rows.append(("start until the first page, s", "`run.py serve`", {Site.name: f"{site.started:.1f}", **more}))
    said = f"{len(stored):,} articles, {len(asked)} questions, {'any word' if chosen.any else 'all words'} of OpenSearch; two of every engine's answers are asked, the second counts."
    return len(stored), [said + (f" OpenSearch is left out: {why}." if why else ""), "", *rows_as_table([*rows, size])]


def main() -> None:
    """Measure and tell."""
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--data", type=Path, required=True, help="a data folder with an index")
    flags.add_argument("--questions", type=int, default=75)
    flags.add_argument("--seconds", type=float, default=10, help="how long each number of clients asks")
    flags.add_argument(
        "--updates", type=int, default=3, help="0: facts are of earlier rules, and would all be made anew"
    )
    flags.add_argument("--any", action="store_true", help="OpenSearch: any word may match, else all must")
    flags.add_argument("--without-opensearch", action="store_true")
    flags.add_argument("--write", action="store_true", help="write the table into docs/performance.md")
    chosen = flags.parse_args()
    with TemporaryDirectory(prefix="bench-", dir=chosen.data.resolve().parent) as folder:
        copy = Path(folder) / "data"
        shutil.copytree(chosen.data, copy)
        articles, lines = measure(copy, chosen, Path(folder))
    print("\n".join(lines))
    if chosen.write:
        write_into(PAGE, f"waiting-{articles}", lines)


if __name__ == "__main__":
    main()
