"""How making an index and searching it grow with the articles: ``python -m bench.indexing.growth --help``.

Beyond the articles of ``--data`` further ones are recombined from its kept analyses: title and lead of one, body of another. Each
size is made and asked in a process of its own. Facts and words are no part of it: they are made article by article.
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import count
from pathlib import Path
from random import Random
from statistics import median
from tempfile import TemporaryDirectory
from time import perf_counter, process_time

from archive.articles.archive import Archive
from bench.indexing.jobs import size_of
from bench.indexing.recombined import recombined
from bench.speed.queries_report import PAGE, write_into
from bench.speed.stages import questions
from columnar import current_folder
from indexer.analysis.cache import AnalysisCache
from indexer.analysis.cache_database import CacheDatabase
from indexer.builders.choice import builder_of
from indexer.documents import IndexedArticle, document_of
from indexer.update import STEPS
from search.searcher import Searcher

_BATCH = 500
Result = dict[str, float]


def articles_of(data: Path) -> Iterator[list[IndexedArticle]]:
    """All articles of kept analyses, as an index holds them, in batches."""
    with Archive.open(data) as archive, CacheDatabase.open(data) as cache:
        kept = AnalysisCache(cache)
        for batch in archive.changed_since(0, batch=_BATCH):
            found = kept.read(batch, archive)
            yield [document_of(s, None, *found[s.text_hash]) for s in batch if s.text_hash in found]


def build(data: Path, articles: int, target: Path) -> Result:
    """Make the index of so many articles."""
    Archive.open(target).close()
    copies, chance = count(), Random(11)
    with builder_of(target, STEPS.version) as making:
        begun, used = perf_counter(), process_time()
        aside, spent, left = 0.0, 0.0, articles
        making.begin(fresh=True)
        while left:
            copy = next(copies)
            for batch in articles_of(data):
                batch, chosen = batch[:left], chance.sample(batch, len(batch))
                # Recombining is no part of making an index.
                at, ran = perf_counter(), process_time()
                made = [recombined(*pair, copy) for pair in zip(batch, chosen, strict=False)]
                aside, spent = aside + perf_counter() - at, spent + process_time() - ran
                making.add(made)
                left -= len(made)
                if not left:
                    break
        making.publish(1)
        making.tidy(lambda: None)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    took, cpu = perf_counter() - begun - aside, process_time() - used - spent
    return {"s": took, "cpu": cpu, "peak": peak, "mb": size_of(current_folder(target))}


def ask(target: Path, asked: Sequence[str]) -> Result:
    """Processor time of a search call, each question's second asking, in milliseconds."""
    taken: list[float] = []
    with Searcher.open(target) as searcher:
        for question in asked:
            searcher.search(question)
        for question in asked:
            begun = process_time()
            searcher.search(question)
            taken.append((process_time() - begun) * 1000)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return {"call": median(taken), "mean": sum(taken) / len(taken), "resident": peak}


def in_child(*arguments: object) -> Result:
    """Run one step in a process of its own."""
    command = [sys.executable, "-m", "bench.indexing.growth", *map(str, arguments)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    return dict(json.loads(done.stdout.splitlines()[-1]))


def exponent(first: tuple[int, Result], last: tuple[int, Result], key: str) -> float:
    """The power of the number of articles with which a figure grows."""
    return math.log(last[1][key] / first[1][key]) / math.log(last[0] / first[0])


def table(found: dict[int, Result]) -> list[str]:
    """Markdown: one row a size, then the exponents between the smallest and the largest."""
    keys = ("s", "cpu", "peak", "mb", "call", "mean", "resident")
    lines = [
        "| articles | index made, s | processor time, s | peak memory, MB | size, MB | search call, ms (median) | (mean) | resident, MB |",
        "| ---: |" + " ---: |" * len(keys),
        *(
            f"| {articles:,} | " + " | ".join(f"{own[key]:.1f}" if own[key] < 100 else f"{own[key]:.0f}" for key in keys) + " |"
            for articles, own in found.items()
        ),
    ]  # fmt: skip
    ends = list(found.items())
    if len(ends) > 1:
        powers = " | ".join(f"{exponent(ends[0], ends[-1], key):.2f}" for key in keys)
        lines.append(f"| exponent | {powers} |")
    return lines


def main() -> None:
    """Measure every size and tell."""
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--data", type=Path, required=True, help="a data folder with archive and kept analyses")
    flags.add_argument("--articles", type=int, nargs="*", default=[15276, 90276, 300000])
    flags.add_argument("--questions", type=int, default=262)
    flags.add_argument("--step", choices=("build", "ask"), help=argparse.SUPPRESS)
    flags.add_argument("--target", type=Path, help=argparse.SUPPRESS)
    flags.add_argument("--write", action="store_true", help="write the table into docs/performance.md")
    chosen = flags.parse_args()
    if chosen.step == "build":
        print(json.dumps(build(chosen.data, chosen.articles[0], chosen.target)))
    elif chosen.step == "ask":
        print(json.dumps(ask(chosen.target, questions(chosen.questions))))
    else:
        found: dict[int, Result] = {}
        for articles in sorted(chosen.articles):
            with TemporaryDirectory(prefix="bench-", dir=chosen.data.resolve().parent) as folder:
                own = ("--data", chosen.data, "--target", folder, "--articles", articles)
                made = in_child("--step", "build", *own)
                found[articles] = made | in_child("--step", "ask", *own, "--questions", chosen.questions)
            print(*table(found)[-2:], sep="\n", flush=True)
        if chosen.write:
            write_into(PAGE, "growth-index", table(found))


if __name__ == "__main__":
    main()
