"""Measure our engine beside tantivy and SQLite FTS5, at several sizes: ``python -m bench.speed.queries_report --help``."""

from __future__ import annotations

import argparse
import gc
import statistics
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bench.peers.retrieval import Ask, Docs, Fts5, Ours, Peer, Tantivy
from bench.speed.queries import CLASSES, Query, make
from bench.speed.texts import documents

PAGE = Path(__file__).parents[2] / "docs" / "performance.md"

GOALS = {"one": 1.0, "phrase": 1.0, "prefix": 1.0, "OR": 1.1, "NOT": 1.2, "AND": 1.3}
"""What our median may be of tantivy's, by the first word of a class."""

Times = dict[str, dict[str, list[float]]]
"""Milliseconds by peer and class."""


def built(peer: Peer, docs: Docs, folder: Path) -> tuple[float, float]:
    """Build one peer; (seconds, MB on disk)."""
    folder.mkdir()
    peer.prepare(docs)
    gc.collect()
    begun = perf_counter()
    peer.build(folder)
    seconds = perf_counter() - begun
    print(f"{peer.name}: {seconds:.1f} s to index {len(docs):,} articles", flush=True)
    return seconds, sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) / 1e6


def timed(ask: Ask) -> tuple[float, int]:
    """Milliseconds, and the total found."""
    begun = perf_counter()
    total = ask()
    return (perf_counter() - begun) * 1000, total


def measure(peers: Sequence[Peer], queries: dict[str, list[Query]]) -> tuple[Times, list[str]]:
    """Times of each query, the best of some after a first one; peers take turns, so load falls on all alike.

    Also lines about totals that differ between peers: there should be none.
    """
    times: Times = {p.name: {c: [] for c in queries} for p in peers}
    differ: list[str] = []
    for name, listed in queries.items():
        for number, query in enumerate(listed):
            totals = {}
            for peer in peers:
                if number >= peer.queries:
                    continue
                ask = peer.ready(query)
                taken = [timed(ask) for _ in range(peer.repeats + 1)]
                times[peer.name][name].append(min(ms for ms, _ in taken[1:]))
                totals[peer.name] = taken[-1][1]
            if len(set(totals.values())) > 1:
                differ.append(f"{name} {query.terms}: {totals}")
    return times, differ


def p95(values: Sequence[float]) -> float:
    """The 95th percentile."""
    return sorted(values)[min(int(len(values) * 0.95), len(values) - 1)]


def row(name: str, times: Times, others: Sequence[str]) -> str:
    """One line of the table: medians and p95, and the ratios of our median."""
    middle = {p: statistics.median(own[name]) for p, own in times.items()}
    shown = [Ours.name, *others]
    cells = [f"{middle[p]:.3f} ({p95(times[p][name]):.3f})" for p in shown]
    goal = GOALS.get(name.split()[0])
    ratios = [f"{middle[Ours.name] / middle[p]:.2g}" for p in others]
    ratios[0] += f" (goal {goal})" if goal else ""
    return f"| {name} | {' | '.join([*cells, *ratios])} |"


def table(times: Times, others: Sequence[str]) -> list[str]:
    """Markdown: every class, and the geometric means of the ratios."""
    head = [f"{n}, ms median (p95)" for n in (Ours.name, *others)]
    head += [f"ours / {n}" for n in others]
    lines = [f"| class | {' | '.join(head)} |", "| --- |" + " ---: |" * len(head)]
    lines += [row(name, times, others) for name in CLASSES]

    def mean(ours: str, other: str) -> str:
        each = (statistics.median(times[ours][c]) / statistics.median(times[other][c]) for c in CLASSES)
        return f"{statistics.geometric_mean(each):.2g}"

    means = [mean(Ours.name, p) for p in others]
    lines.append("| geometric mean | " + " | ".join([""] * (len(others) + 1) + means) + " |")
    return lines


def compare(peers: Sequence[Peer], docs: Docs, each: int) -> tuple[Times, list[str]]:
    """Build all peers, ask them everything, print it; the times and Markdown."""
    with TemporaryDirectory(prefix="bench-") as folder:
        sizes = [built(p, docs, Path(folder) / str(i)) for i, p in enumerate(peers)]
        gc.collect()
        gc.freeze()
        times, differ = measure(peers, make(docs, each))
        gc.unfreeze()
    print(f"\n{len(docs):,} articles: ms min / median / p95 / max")
    for name in CLASSES:
        for peer in times:
            v = times[peer][name]
            print(f"{name:22} {peer:13} {min(v):9.3f} {statistics.median(v):9.3f} {p95(v):9.3f} {max(v):9.3f}")
    print(f"{len(differ)} queries whose totals differ", *differ[:5], sep="\n  ", flush=True)
    names = [p.name for p in peers]
    lines = [f"| | {' | '.join(names)} |", "| --- |" + " ---: |" * len(peers)]
    lines.append("| index, s | " + " | ".join(f"{s:.2f}" for s, _ in sizes) + " |")
    lines.append("| size, MB | " + " | ".join(f"{m:.0f}" for _, m in sizes) + " |")
    return times, [*lines, "", *table(times, names[1:])]


def growth(by_size: dict[int, Times]) -> list[str]:
    """Markdown: our medians and tantivy's at every size, and how they grow."""
    sizes = sorted(by_size)
    head = [f"{n:,}" for n in sizes]
    names = (Ours.name, Tantivy.name)
    columns = [f"{p}, {n}" for p in names for n in head] + [f"{p}, growth" for p in names]
    lines = [f"| ms median | {' | '.join(columns)} |", "| --- |" + " ---: |" * len(columns)]
    for name in CLASSES:
        middle = {p: [statistics.median(by_size[n][p][name]) for n in sizes] for p in names}
        cells = [f"{ms:.3f}" for p in names for ms in middle[p]]
        cells += [f"{middle[p][-1] / middle[p][0]:.1f}" for p in names]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return [f"{sizes[-1] / sizes[0]:.1f} times the articles:", "", *lines]


def write_into(page: Path, mark: str, lines: Sequence[str]) -> None:
    """Put the lines between the two marks ``<!-- mark -->`` and ``<!-- /mark -->`` of a page."""
    text = page.read_text("utf-8")
    if f"<!-- {mark} -->" not in text:
        text += f"\n<!-- {mark} -->\n<!-- /{mark} -->\n"
    before, rest = text.split(f"<!-- {mark} -->", 1)
    after = rest.split(f"<!-- /{mark} -->", 1)[1]
    page.write_text(f"{before}<!-- {mark} -->\n" + "\n".join(lines) + f"\n<!-- /{mark} -->{after}", "utf-8")


def main() -> None:
    """Run everything the flags ask for."""
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--articles", type=int, nargs="*", default=[15276, 90276])
    flags.add_argument("--queries", type=int, default=100, help="queries of each class (fewer of slow peers)")
    flags.add_argument("--write", action="store_true", help="write the tables into docs/performance.md")
    chosen = flags.parse_args()
    origin, docs = documents(max(chosen.articles))
    by_size: dict[int, Times] = {}
    for articles in sorted({min(n, len(docs)) for n in chosen.articles}):
        own = docs[:articles]
        peers: list[Peer] = [Ours(), Tantivy(), Fts5()]
        by_size[articles], lines = compare(peers, own, chosen.queries)
        asked = ", ".join(f"{min(p.queries, chosen.queries)} of {p.name} (best of {p.repeats})" for p in peers)
        said = f"{articles:,} articles, {sum(map(len, own)):,} terms ({origin}). Queries a class: {asked}."
        lines = [said, "", *lines]
        print("\n" + "\n".join(lines), flush=True)
        if chosen.write:
            write_into(PAGE, f"articles-{articles}", lines)
    if len(by_size) > 1:
        lines = growth(by_size)
        print("\n" + "\n".join(lines))
        if chosen.write:
            write_into(PAGE, "growth", lines)


if __name__ == "__main__":
    main()
