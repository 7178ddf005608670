"""The first index of an archive, from nothing: ``python -m bench.indexing.first --data FOLDER --write``.

The folder's archive is copied and indexed by ``run.py index`` in a process of its own, as an admin does it; beside it what
underthesea's ``word_tokenize`` takes for a sample of the same articles with a process on each core, before and after.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter, sleep

from archive.articles.archive import Archive
from bench.indexing.jobs import size_of
from bench.speed.queries_report import write_into
from columnar import current_folder, index_stamp
from indexer.analysis.analyzer import whole_text, zone_texts

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "performance.md"
CORES = len(os.sched_getaffinity(0))


def sampled(data: Path, articles: int) -> tuple[list[str], int]:
    """The whole texts of articles chosen by chance, and how many the archive holds."""
    with Archive.open(data) as archive:
        total = archive.count()
        chosen = set(Random(7).sample(range(total), min(articles, total)))
        running = (stored for batch in archive.changed_since(0) for stored in batch)
        return [whole_text(zone_texts(s.article)) for at, s in enumerate(running) if at in chosen], total


def cut(texts: list[str]) -> int:
    """Cut texts into words by underthesea alone; how many lines there were."""
    from underthesea import word_tokenize

    lines = [line for text in texts for line in text.split("\n") if " " in line.strip()]
    for line in lines:
        word_tokenize(line)
    return len(lines)


def segment(texts: list[str]) -> float:
    """Seconds that cutting the texts takes with a process on each core, their start left out."""
    parts = [texts[at::CORES * 8] for at in range(CORES * 8)]  # fmt: skip
    with ProcessPoolExecutor(CORES, mp_context=get_context("spawn")) as pool:
        list(pool.map(cut, [["Công an tỉnh"]] * CORES * 4))
        begun = perf_counter()
        list(pool.map(cut, parts))
        return perf_counter() - begun


def processes_below(pid: int) -> Iterator[int]:
    """A process and all that came from it and still run."""
    yield pid
    try:
        children = Path(f"/proc/{pid}/task/{pid}/children").read_text().split()
    except OSError:
        return
    for child in children:
        yield from processes_below(int(child))


def memory_of(pid: int) -> float:
    """MB that a process and its children hold; what they share counts once."""
    held = 0
    for own in processes_below(pid):
        try:
            lines = Path(f"/proc/{own}/smaps_rollup").read_text().splitlines()
        except OSError:
            continue  # It has ended.
        held += sum(int(line.split()[1]) for line in lines if line.startswith("Pss:"))
    return held / 1024


def index(data: Path) -> tuple[list[float], float, float]:
    """Run the command: seconds at which generations were published, seconds of the whole, most memory seen in MB."""
    published: list[float] = []
    stamp, most, begun = index_stamp(data), 0.0, perf_counter()
    command = [sys.executable, str(ROOT / "run.py"), "--data", str(data), "index"]
    with subprocess.Popen(command, stderr=subprocess.DEVNULL) as running:
        while running.poll() is None:
            if (now := index_stamp(data)) != stamp:
                stamp = now
                published.append(perf_counter() - begun)
            most = max(most, memory_of(running.pid))
            sleep(0.5)
    if running.returncode:
        raise SystemExit(f"run.py index ended with {running.returncode}")
    return published, perf_counter() - begun, most


def main() -> None:
    """Measure and print; ``--write`` puts it into the documentation."""
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--data", type=Path, required=True, help="a folder with an archive; its own index is left alone")
    flags.add_argument("--into", type=Path, help="a new folder in which the copy and its index are kept")
    flags.add_argument("--sample", type=int, default=2000, help="articles that underthesea cuts alone")
    flags.add_argument("--write", action="store_true", help="write the table into docs/performance.md")
    chosen = flags.parse_args()
    texts, total = sampled(chosen.data, chosen.sample)
    before = segment(texts)
    with TemporaryDirectory(prefix="bench-first-", dir=chosen.data.parent) as base:
        own = chosen.into or Path(base) / "data"
        own.mkdir()  # An index that is there already would not be a first one.
        for path in chosen.data.glob("archive.sqlite3*"):
            shutil.copy2(path, own / path.name)
        published, whole, most = index(own)
        size = size_of(current_folder(own))
    after = segment(texts)
    alone = (before + after) / 2 * total / len(texts)
    lines = [
        "| articles | first generation, s | all of it, s | underthesea alone, s (before, after) | whole / alone | peak memory, MB | size, MB |",
        "| ---: |" + " ---: |" * 6,
        f"| {total:,} | {published[0]:.0f} | {whole:.0f} | {alone:.0f} ({before * total / len(texts):.0f}, "
        f"{after * total / len(texts):.0f}) | {whole / alone:.2f} | {most:,.0f} | {size:,.0f} |",
        "",
        f"{CORES} cores; generations were published after {', '.join(f'{at:.0f}' for at in published)} s; underthesea cut {len(texts):,} of the articles.",
    ]
    print("\n".join(lines))
    if chosen.write:
        write_into(PAGE, f"first-{total}", lines)


if __name__ == "__main__":
    main()
