"""Measure our engine beside SQLite FTS5, tantivy and stock Whoosh: ``python -m bench.run --help``."""

from __future__ import annotations

import argparse
import gc
import statistics
from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from bench.peers import Docs, Fts5, Ours, Peer, StockWhoosh, Tantivy
from bench.queries import CLASSES, Query, make
from bench.texts import documents

PAGE = Path(__file__).parents[1] / "docs" / "performance.md"

Times = dict[str, list[float]]


def built(peer: Peer, docs: Docs, folder: Path) -> tuple[float, float]:
    """Build one peer; (seconds, MB on disk)."""
    folder.mkdir()
    peer.prepare(docs)
    gc.collect()
    begun = perf_counter()
    peer.build(folder)
    seconds = perf_counter() - begun
    return seconds, sum(f.stat().st_size for f in folder.rglob("*") if f.is_file()) / 1e6


def measure(peers: Sequence[Peer], queries: dict[str, list[Query]], repeats: int) -> tuple[dict[str, Times], list[str]]:
    """Milliseconds of each query (best of ``repeats``) by peer and class; peers take turns, so load falls on all alike.

    Also lines about totals that differ between peers: there should be none.
    """
    times: dict[str, Times] = {p.name: {c: [] for c in queries} for p in peers}
    differ: list[str] = []
    for name, listed in queries.items():
        for query in listed:
            totals = {}
            for peer in peers:
                own = peer.ready(query)
                taken = []
                for _ in range(repeats + 1):
                    begun = perf_counter()
                    totals[peer.name] = peer.ask(own)
                    taken.append((perf_counter() - begun) * 1000)
                times[peer.name][name].append(min(taken[1:]))
            if len(set(totals.values())) > 1:
                differ.append(f"{name} {query.terms}: {totals}")
    return times, differ


def p95(values: Sequence[float]) -> float:
    """The 95th percentile."""
    return sorted(values)[min(int(len(values) * 0.95), len(values) - 1)]


def table(peers: Sequence[Peer], times: dict[str, Times]) -> list[str]:
    """Markdown: medians and p95 by class, and the ratio of our median to each peer's."""
    ours, *others = [p.name for p in peers]
    head = [f"{n}, ms median (p95)" for n in (ours, *others)] + [f"ours / {n}" for n in others]
    lines = [f"| class | {' | '.join(head)} |", "| --- |" + " ---: |" * len(head)]
    for name in CLASSES:
        middle = {p: statistics.median(times[p][name]) for p in times}
        cells = [f"{middle[p]:.3f} ({p95(times[p][name]):.3f})" for p in (ours, *others)]
        cells += [f"{middle[ours] / middle[p]:.2g}" for p in others]
        lines.append(f"| {name} | {' | '.join(cells)} |")
    means = [
        statistics.geometric_mean(statistics.median(times[ours][c]) / statistics.median(times[p][c]) for c in CLASSES)
        for p in others
    ]
    lines.append("| geometric mean | " + " | ".join([""] * len(peers) + [f"{m:.2g}" for m in means]) + " |")
    return lines


def compare(peers: Sequence[Peer], docs: Docs, each: int, repeats: int) -> list[str]:
    """Build all peers, ask them everything, print it and return the Markdown."""
    with TemporaryDirectory(prefix="bench-") as folder:
        sizes = [built(p, docs, Path(folder) / str(i)) for i, p in enumerate(peers)]
        gc.collect()
        gc.freeze()
        times, differ = measure(peers, make(docs, each), repeats)
        gc.unfreeze()
    print(f"\n{len(docs):,} articles: ms min / median / p95 / max")
    for name in CLASSES:
        for peer in peers:
            v = times[peer.name][name]
            print(f"{name:18} {peer.name:13} {min(v):9.3f} {statistics.median(v):9.3f} {p95(v):9.3f} {max(v):9.3f}")
    print(f"{len(differ)} queries whose totals differ", *differ[:5], sep="\n  ")
    built_lines = ["| | " + " | ".join(p.name for p in peers) + " |", "| --- |" + " ---: |" * len(peers)]
    built_lines.append("| index, s | " + " | ".join(f"{s:.2f}" for s, _ in sizes) + " |")
    built_lines.append("| size, MB | " + " | ".join(f"{m:.0f}" for _, m in sizes) + " |")
    return [*built_lines, "", *table(peers, times)]


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
    flags.add_argument("--articles", type=int, default=15276)
    flags.add_argument("--whoosh-articles", type=int, default=2000, help="articles for stock Whoosh; 0 leaves it out")
    flags.add_argument("--queries", type=int, default=100, help="queries of each class")
    flags.add_argument("--repeats", type=int, default=5, help="times each query is asked after a first one")
    flags.add_argument("--write", metavar="MARK", help="write the tables into docs/performance.md between these marks")
    chosen = flags.parse_args()
    origin, docs = documents(chosen.articles)
    said = f"{len(docs):,} articles, {sum(map(len, docs)):,} terms ({origin}), {chosen.queries} queries a class"
    lines = [said + f", best of {chosen.repeats} each:", ""]
    lines += compare([Ours(), Tantivy(), Fts5()], docs, chosen.queries, chosen.repeats)
    if chosen.whoosh_articles:
        some = docs[: chosen.whoosh_articles]
        lines += ["", f"Beside stock Whoosh, the first {len(some):,} articles only:", ""]
        lines += compare([Ours(), StockWhoosh()], some, max(chosen.queries // 5, 5), 2)
    print("\n" + "\n".join(lines))
    if chosen.write:
        write_into(PAGE, chosen.write, lines)


if __name__ == "__main__":
    main()
