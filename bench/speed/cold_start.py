"""Cold start, memory and publication of a site over a data folder: ``python -m bench.speed.cold_start --data FOLDER --help``.

Every site runs in a process of its own and is asked over HTTP. The folder is only read; what is published goes into a copy beside it.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter, sleep
from urllib.parse import quote

import psutil
from sqlalchemy import text

from archive.articles.archive import Archive
from archive.model import Article, Block
from bench.speed.queries_report import PAGE, write_into
from bench.speed.serving import questions
from columnar.generations.opened import open_current
from database.transactions import writing
from facts.entity_linking import FactLinker
from facts.store.writer import FactStore
from jobs.worker.schedule import wake_worker
from site_data.site import Site

_ROOT = Path(__file__).parents[2]
_POLL_SECONDS = 0.01


@dataclass(frozen=True, slots=True)
class SiteProcess:
    """A running site: its process, seconds of importing and opening, and a connection to it."""

    process: psutil.Process
    importing: float
    opening: float
    connection: HTTPConnection

    def ask(self, path: str) -> tuple[float, bytes]:
        """Seconds until a page is there, and the page."""
        begun = perf_counter()
        self.connection.request("GET", path)
        answer = self.connection.getresponse()
        body = answer.read()
        assert answer.status == 200, (path, answer.status)
        return perf_counter() - begun, body

    def search(self, query: str) -> float:
        """Milliseconds of one page of results."""
        return self.ask(f"/tim-kiem?q={quote(query)}")[0] * 1000

    def total(self, query: str) -> int:
        """Articles that hold every unit."""
        return int(json.loads(self.ask(f"/api/v1/search?q={quote(query)}&n=1")[1])["total"])


@contextmanager
def site(data: Path, *flags: str) -> Iterator[SiteProcess]:
    """Start a site and end it."""
    command = [sys.executable, "-m", "bench.speed.cold_start_site", str(data), *flags]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=_ROOT) as running:
        assert running.stdout is not None and running.stdin is not None
        told = json.loads(running.stdout.readline())
        connection = HTTPConnection("127.0.0.1", told["port"])
        yield SiteProcess(psutil.Process(running.pid), told["import"], told["open"], connection)
        connection.close()
        running.stdin.close()


def distinct(count: int) -> list[str]:
    """Queries that all differ: the known questions, then three of their words at a time."""
    asked = questions(count)
    words = [w for one in asked for w in one.split()]
    n = len(words)
    more = (f"{words[7 * i % n]} {words[(13 * i + 5) % n]} {words[(29 * i + 11) % n]}" for i in range(n))
    return list(dict.fromkeys([*asked, *more]))[:count]


def memory(name: str, process: psutil.Process) -> str:
    """One line of the table of memory."""
    found = process.memory_full_info()
    return f"| {name} | {found.uss / 1e6:.0f} | {found.pss / 1e6:.0f} | {found.rss / 1e6:.0f} |"


def starts(data: Path, asked: Sequence[str], processes: int) -> list[str]:
    """Cold starts beside a warm process, and the memory of two processes that share an index."""
    cold, rest = asked[:processes], asked[processes:]
    opened, first = [], []
    for query in cold:
        with site(data) as fresh:
            opened.append((fresh.importing, fresh.opening))
            first.append(fresh.search(query))
    with site(data) as one, site(data) as other:
        warm = [one.search(query) for query in rest]
        again = [one.search(query) for query in cold]
        at_once = memory("one of two, right after its last query", one.process)
        for query in rest:
            other.search(query)
        shared = memory("both have answered them", one.process)
        sleep(1)
        resting = memory("a second later", one.process)
    ratios = [a / b for a, b in zip(first, again, strict=True)]
    imports, openings = zip(*opened, strict=True)
    return [
        "| ms, median (most) | |",
        "| --- | ---: |",
        f"| importing the program | {_spread([1000 * s for s in imports])} |",
        f"| opening index and databases | {_spread([1000 * s for s in openings])} |",
        f"| first page of results of a new process | {_spread(first)} |",
        f"| the same query, asked first of a process that answered {len(rest)} others | {_spread(again)} |",
        f"| {len(rest)} distinct queries of that process | {_spread(warm)} |",
        "",
        f"First query / warm query: {_spread(ratios, 1)} over {processes} processes.",
        "",
        "| memory of a site, MB | USS | PSS | RSS |",
        "| --- | ---: | ---: | ---: |",
        at_once,
        shared,
        resting,
    ]


def _spread(values: Sequence[float], digits: int = 0) -> str:
    return f"{statistics.median(values):.{digits}f} ({max(values):.{digits}f})"


def copied(data: Path, target: Path) -> None:
    """A data folder that may be written to: databases copied, immutable index files linked."""
    for name in ("archive.sqlite3", "analysis.sqlite3"):
        for path in data.glob(f"{name}*"):
            shutil.copy2(path, target / path.name)
    shutil.copy2(data / "CURRENT", target / "CURRENT")
    generation = (data / "CURRENT").read_text("utf-8").strip()
    shutil.copytree(data / "index" / generation, target / "index" / generation, copy_function=os.link)
    with Archive.open(target) as archive:
        # As on a site in use: the facts of all other articles are kept already, by these rules.
        with writing(archive.engine) as connection:
            connection.execute(text("DELETE FROM fact_articles"))
        FactStore(archive.engine).replace_facts([], FactLinker(), archive.last_change())


def put(data: Path, word: str) -> None:
    """Put an article with a word that no other has into the archive."""
    body = f"Công an xã {word} tổ chức hội nghị an ninh trật tự, biểu dương 15 tập thể và 20 cá nhân."
    with Archive.open(data) as archive:
        article = Article("bench", f"Hội nghị ở {word}", external_id=word, blocks=(Block("paragraph", body),))
        archive.put(article)


def until_found(running: SiteProcess, word: str) -> float:
    """Seconds until the site finds the word."""
    begun = perf_counter()
    while not running.total(f'"{word}"'):
        sleep(_POLL_SECONDS)
    return perf_counter() - begun


def publications(data: Path, repeats: int) -> list[str]:
    """One article more: by the command, as cron runs it, and as a job of the running site."""
    command, jobs = [], []
    with TemporaryDirectory(prefix="bench-", dir=data.parent) as folder:
        copy = Path(folder)
        copied(data, copy)
        open_current(copy)
        with site(copy, "worker") as running, Site.open(copy) as table:
            running.total("công an")
            for turn in range(repeats):
                put(copy, f"qzx{turn}command")
                with subprocess.Popen(
                    [sys.executable, "run.py", "--data", str(copy), "index"], stdout=subprocess.DEVNULL, cwd=_ROOT
                ):
                    command.append(until_found(running, f"qzx{turn}command"))
                put(copy, f"qzx{turn}job")
                table.jobs.submit("index", {})
                wake_worker(copy)
                jobs.append(until_found(running, f"qzx{turn}job"))
                while any(job.state in ("waiting", "running") for job in table.jobs.list(5)):
                    sleep(_POLL_SECONDS)
    return [
        "| one article more, seconds until the running site finds it | first | median of the next |",
        "| --- | ---: | ---: |",
        *(
            f"| {name} | {taken[0]:.2f} | {statistics.median(taken[1:] or taken):.2f} |"
            for name, taken in (
                ("`run.py index`, from the start of its process", command),
                ("a job of the site's worker, from its button", jobs),
            )
        ),
    ]


def main() -> None:
    """Run everything."""
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--data", type=Path, required=True, help="a data folder with an index")
    flags.add_argument("--queries", type=int, default=200)
    flags.add_argument("--processes", type=int, default=5, help="cold starts")
    flags.add_argument("--publications", type=int, default=4)
    flags.add_argument("--write", action="store_true", help="write the tables into docs/performance.md")
    chosen = flags.parse_args()
    size = open_current(chosen.data).size
    lines = [f"{size:,} articles.", "", *starts(chosen.data, distinct(chosen.queries), chosen.processes), ""]
    print("\n".join(lines), flush=True)
    lines += (published := publications(chosen.data, chosen.publications))
    print("\n".join(published))
    if chosen.write:
        write_into(PAGE, "cold", lines)


if __name__ == "__main__":
    main()
