"""Relevance beside what one would pick instead: ``python -m bench.relevance.report --help``.

The shared questions as people type them (search.quality.query_variants) and the known items by kind, asked of us, tantivy, SQLite FTS5 over folded
text and a real OpenSearch node (standard and folded analysis), in one run. Peers take one field with all text and any word may match.
"""

from __future__ import annotations

import argparse
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import mean
from tempfile import TemporaryDirectory

from bench.peers.ranking import Fts5, OpenSearch, Ours, Peer, Tantivy
from bench.speed.queries_report import write_into
from bench.speed.texts import folder
from search.quality.metrics import judge, passage, read_lines
from search.quality.query_variants import VARIANTS, vary

PAGE = Path(__file__).parents[2] / "docs" / "ranking.md"
POOLED = 10
"""Kinds of known items with fewer queries are printed together."""


@dataclass(frozen=True)
class Set:
    """Questions with the right ids and a kind, over texts."""

    articles: Sequence[dict[str, object]]
    asked: Sequence[tuple[str, frozenset[str], str]]


def read(passages: Path, questions: Path) -> Set:
    """Read JSON Lines of texts and of questions."""
    asked = [
        (str(q["question"]), frozenset(map(str, q["relevant"])), str(q.get("kind", "")))
        for q in read_lines(questions, ("question", "relevant"))
    ]
    return Set(list(read_lines(passages, ("id",))), asked)


@contextmanager
def opened(peer: Peer, given: Set) -> Iterator[Peer]:
    """A peer that holds the texts of a set."""
    stored = [passage(i, item) for i, item in enumerate(given.articles)]
    with TemporaryDirectory(prefix="bench-") as place:
        peer.build(stored, Path(place))
        yield peer


def questions(peers: Sequence[Peer], given: Set, seeds: int) -> list[str]:
    """Markdown: MRR@10 of each variant by peer, and hit@10 as typed; the typo is the mean over seeds."""
    lines = [f"| {len(given.asked)} questions, MRR@10 | {' | '.join(VARIANTS)} | hit@10 typed |"]
    lines.append("| --- |" + " ---: |" * (len(VARIANTS) + 1))
    for peer in peers:
        with opened(peer, given):
            found = {}
            for variant in VARIANTS:
                runs = [
                    judge(
                        [peer.ask(vary(q, variant, seed)) for q, _, _ in given.asked],
                        [set(r) for _, r, _ in given.asked],
                    )
                    for seed in range(seeds if variant == "typo" else 1)
                ]
                found[variant] = mean(r["mrr@10"] for r in runs), runs[0]["hit@10"]
        cells = [f"{found[v][0]:.3f}" for v in VARIANTS]
        lines.append(f"| {peer.name} | {' | '.join(cells)} | {found['typed'][1]:.3f} |")
        print(lines[-1], flush=True)
    return lines


def known_items(peers: Sequence[Peer], given: Set) -> list[str]:
    """Markdown: MRR@10 by kind, over all, and how many have a right article among the first three."""
    sizes: defaultdict[str, int] = defaultdict(int)
    for _, _, kind in given.asked:
        sizes[kind] += 1
    kinds = [k for k in sizes if sizes[k] >= POOLED]
    shown = [*kinds, "others"]
    heads = [f"{k} ({sizes[k]})" for k in kinds] + [f"others ({sum(sizes[k] for k in sizes if k not in kinds)})"]
    lines = [f"| {len(given.asked)} known items, MRR@10 | all | in the first 3 | {' | '.join(heads)} |"]
    lines.append("| --- |" + " ---: |" * (len(shown) + 2))
    for peer in peers:
        ranks: defaultdict[str, list[float]] = defaultdict(list)
        with opened(peer, given):
            for query, right, kind in given.asked:
                rank = next((i for i, name in enumerate(peer.ask(query), 1) if name in right), 0)
                ranks[kind if kind in kinds else "others"].append(1 / rank if rank else 0.0)
        every = [r for own in ranks.values() for r in own]
        cells = [f"{mean(every):.3f}", str(sum(r >= 1 / 3 for r in every)), *(f"{mean(ranks[k]):.3f}" for k in shown)]
        lines.append(f"| {peer.name} | {' | '.join(cells)} |")
        print(lines[-1], flush=True)
    return lines


def main() -> None:
    """Ask everyone everything."""
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--seeds", type=int, default=3, help="random typing errors a question")
    flags.add_argument("--without-opensearch", action="store_true", help="no Java, or no way to its packages")
    flags.add_argument("--write", action="store_true", help="write the tables into docs/ranking.md")
    chosen = flags.parse_args()
    texts = folder().parent / "relevance"
    asked = read(texts / "passages.jsonl.xz", texts / "questions.jsonl")
    items = read(folder() / "security-news.jsonl.xz", texts / "known-items.jsonl")
    with ExitStack() as stack:
        peers: list[Peer] = [Ours(), Tantivy(), Fts5()]
        if not chosen.without_opensearch:
            node = stack.enter_context(OpenSearch.node())
            peers += [OpenSearch(node, folded=False), OpenSearch(node, folded=True)]
        lines = [*questions(peers, asked, chosen.seeds), "", *known_items(peers, items)]
    print("\n" + "\n".join(lines))
    if chosen.write:
        write_into(PAGE, "relevance", lines)


if __name__ == "__main__":
    main()
