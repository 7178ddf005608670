"""Index time, size, memory, reindexing, publishing and their growth beside tantivy and FTS5.

``python -m bench.indexing.report --help``. Runs the whole way: archive -> kept analyses -> index. ``--data`` names a data folder that
keeps archive and analyses for the next run (segmentation of 90,276 articles takes underthesea twenty minutes on two cores).
"""

from __future__ import annotations

import argparse
import json
import shutil
import subprocess
import sys
from collections.abc import Sequence
from itertools import islice
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any

from archive.articles.archive import Archive
from archive.exchange.json_lines import import_files
from bench.speed.queries_report import write_into
from bench.speed.texts import FILES, folder

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"
Result = dict[str, Any]


def job(*arguments: object) -> Result:
    """Run one job in a process of its own."""
    command = [sys.executable, "-m", "bench.indexing.jobs", *map(str, arguments)]
    done = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)
    lines = done.stdout.splitlines()
    return dict(json.loads(lines[-1])) if lines else {}


def filled(data: Path) -> None:
    """An archive of the shared corpus with all its analyses, made when missing."""
    if not (data / "archive.sqlite3").exists():
        with Archive.open(data) as archive:
            import_files(archive, [folder() / name for name in FILES])
    job("keep", data)


def part_of(data: Path, articles: int, target: Path) -> None:
    """A data folder of the first articles with the kept analyses of all."""
    with Archive.open(data) as whole:
        if articles < whole.count():
            with Archive.open(target) as archive:
                stored = (s.article for batch in whole.changed_since(0) for s in batch)
                running = islice(stored, articles)
                while batch := list(islice(running, 500)):
                    archive.put_many(batch)
    wanted = ("analysis.sqlite3",) if (target / "archive.sqlite3").exists() else ("archive.sqlite3", "analysis.sqlite3")
    for path in (path for name in wanted for path in data.glob(f"{name}*")):
        shutil.copy2(path, target / path.name)


def turns(
    repeats: int, once: Sequence[str], peers: dict[str, tuple[object, ...]], base: Path
) -> dict[str, list[Result]]:
    """Every peer once a turn, so that other load falls on all alike; those of ``once`` in the first turn only."""
    results: dict[str, list[Result]] = {name: [] for name in peers}
    for turn in range(repeats):
        for name, arguments in peers.items():
            if turn and name in once:
                continue
            own = base / f"{name.split()[0]}-{turn}"
            own.mkdir()
            given = [own if a is None else a for a in arguments]
            results[name].append(job(*given))
            shutil.rmtree(own)
    return results


def measure(data: Path, articles: int, chosen: argparse.Namespace, base: Path) -> dict[str, list[Result]]:
    """All jobs over the first articles: every turn at the smallest number, fewer at the others."""
    small = articles == min(chosen.articles)
    own = base / "data"
    own.mkdir()
    part_of(data, articles, own)
    job("rebuild", own)
    job("prepare", own, base / "texts")
    peers: dict[str, tuple[object, ...]] = {
        "Tìm Tin": ("rebuild", own),
        "tantivy": ("tantivy", base / "texts", None),
        "FTS5": ("fts5", base / "texts", None),
    }
    once = () if small else ("FTS5",)
    results = turns(chosen.repeats if small else max(chosen.repeats - 1, 1), once, peers, base)
    results["publish"] = [job("publish", own)]
    return results


def middle(results: list[Result], key: str) -> float:
    """The median of one figure."""
    return float(median(r[key] for r in results))


def row(articles: int, results: dict[str, list[Result]]) -> str:
    """One line of the table of sizes."""
    ours, other, fts = results["Tìm Tin"], results["tantivy"], results["FTS5"]
    times = [middle(r, "s") for r in (ours, other, fts)]
    sizes = [middle(r, "mb") for r in (ours, other, fts)]
    used = [middle(r, "cpu") for r in (ours, other)]
    cells = [
        f"{articles:,}",
        *(f"{t:.1f}" for t in times),
        f"{times[0] / times[1]:.2f} ({used[0] / used[1]:.2f})",
        *(f"{m:.0f}" for m in sizes),
        f"{sizes[0] / sizes[1]:.2f}",
        f"{middle(ours, 'peak'):.0f}",
        f"{results['publish'][0]['first']:.2f} / {results['publish'][0]['second']:.2f}",
    ]
    return f"| {' | '.join(cells)} |"


HEAD = [
    "| articles | Tìm Tin, s | tantivy, s | FTS5, s | ours / tantivy (processor time) | Tìm Tin, MB | tantivy, MB | FTS5, MB | "
    "ours / tantivy | our peak memory, MB | one article more, s (first / next) |",
    "| ---: |" + " ---: |" * 10,
]


def turns_line(articles: int, results: dict[str, list[Result]]) -> str:
    """Of how many turns a row is the median, and how far ours and tantivy's seconds lay apart."""
    spread = ", ".join(
        f"{name} {min(r['s'] for r in results[name]):.1f} to {max(r['s'] for r in results[name]):.1f} s"
        for name in ("Tìm Tin", "tantivy")
    )
    return f"{articles:,} articles: {len(results['tantivy'])} turns ({len(results['FTS5'])} of FTS5); {spread}."


def main() -> None:
    """Run everything the flags ask for."""
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--articles", type=int, nargs="*", default=[15276, 90276])
    flags.add_argument("--data", type=Path, default=Path("build/bench"), help="where archive and analyses are kept")
    flags.add_argument("--repeats", type=int, default=3, help="turns at the smallest number, one fewer at the others")
    flags.add_argument("--segment-articles", type=int, default=200)
    flags.add_argument("--write", action="store_true", help="write the tables into docs/performance.md")
    chosen = flags.parse_args()
    if not all((folder() / name).is_file() for name in FILES):
        print("the shared corpus is missing: set TIMTIN_TEXTS to its folder")
        return
    chosen.data.mkdir(parents=True, exist_ok=True)
    filled(chosen.data)
    lines, notes, seconds = list(HEAD), [], []
    for articles in sorted(chosen.articles):
        with TemporaryDirectory(prefix="bench-", dir=chosen.data) as base:
            results = measure(chosen.data, articles, chosen, Path(base))
        lines.append(row(articles, results))
        seconds.append(middle(results["Tìm Tin"], "s"))
        notes.append(turns_line(articles, results))
        print(lines[-1], *notes[-2:], sep="\n", flush=True)
    if len(seconds) > 1:
        growth = max(chosen.articles) / min(chosen.articles)
        notes.append(f"{growth:.1f} times the articles take {seconds[-1] / seconds[0]:.1f} times as long.")
    cut = job("segmentation", chosen.data, chosen.segment_articles)
    worked = cut["ours"] - cut["start"]
    notes.append(
        f"Segmentation of {cut['articles']} articles: two processes take {worked:.1f} s of processor time and {cut['start']:.1f} s to start; "
        f"underthesea alone in one process takes {cut['alone']:.1f} s ({worked / cut['alone']:.2f}). "
        f"The facts of the same articles take {cut['facts']:.1f} s: {cut['articles'] / cut['facts']:.0f} articles a second on one processor."
    )
    lines += ["", *(n for n in notes if n)]
    print("\n".join(lines))
    if chosen.write:
        write_into(PAGE, "indexing", lines)


if __name__ == "__main__":
    main()
