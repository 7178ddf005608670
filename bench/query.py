"""What each feature of the site's tree costs: ``python -m bench.query --data FOLDER --help``.

The known items of the shared texts are asked as the site plans them, as plain accented syllables, and without each feature in turn.
Processor time of this thread counts: from the plan to the totals and the ten best, ranked by nearness too, without counting facets.
"""

from __future__ import annotations

import argparse
import gc
import statistics
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from time import thread_time

import numpy as np

from bench.run import PAGE, write_into
from bench.serving import questions
from indexer.answers import read
from indexer.engines.columnar import ColumnarEngine
from indexer.engines.executor import Executor
from indexer.engines.found import Wanted
from indexer.kernels.linker import kernel
from indexer.model import ZONES
from indexer.plan import AnyOf, Clause, Node, Part, Plan, Run, Scored, Without
from indexer.planner import plan
from indexer.proximity import nearness
from indexer.search import Searcher
from indexer.units import Either, Query, Unit
from indexer.weights import WEIGHTS
from vietnamese.normalise import iy_variants

GOAL = 4.0

PLAIN, FULL, NEAR = "plain accented syllables", "all that the site executes", "nearness of the first hits"

Rewrite = Callable[[Node], Node]


def plain(query: Query) -> Plan:
    """One clause a syllable over the accented fields: no forms, no marks, nothing on top."""
    terms = dict.fromkeys(t.text for u in query.units for t in u.terms)
    nodes = (AnyOf(tuple(Scored(z, (Run(z, (t,)),), WEIGHTS.zones[z]) for z in ZONES)) for t in terms)
    return Plan(tuple(Clause((Part(node),)) for node in nodes), k1=WEIGHTS.k1, b=WEIGHTS.b)


def rewritten(asked: Plan, rewrite: Rewrite) -> Plan:
    """A plan whose nodes are each rewritten, from the leaves up; a boost that is no longer scored goes."""
    clauses = []
    for clause in asked.clauses:
        parts = (replace(p, node=below(p.node, rewrite), loose=_each(p.loose, rewrite)) for p in clause.parts)
        clauses.append(replace(clause, parts=tuple(parts)))
    boosts = dict.fromkeys(n for n in _each(asked.boosts, rewrite) if isinstance(n, Scored))
    return replace(asked, clauses=tuple(clauses), boosts=tuple(boosts))


def _each(nodes: Iterable[Node], rewrite: Rewrite) -> tuple[Node, ...]:
    return tuple(below(n, rewrite) for n in nodes)


def below(node: Node, rewrite: Rewrite) -> Node:
    """A node rewritten after everything below it."""
    if isinstance(node, Without):
        node = Without(below(node.node, rewrite), below(node.unwanted, rewrite))
    elif not isinstance(node, Scored):
        node = type(node)(_each(node.nodes, rewrite))
    return rewrite(node)


def accented(node: Node) -> Node:
    """A folded field asked as the accented one of its zone, each thing once."""
    if isinstance(node, AnyOf):
        nodes = {(n.field, n.leaves) if isinstance(n, Scored) else n: n for n in node.nodes}
        return AnyOf(tuple(nodes.values()))
    if isinstance(node, Scored) and node.field.endswith("_folded"):
        field = node.field.removesuffix("_folded")
        return replace(node, field=field, leaves=tuple(replace(leaf, field=field) for leaf in node.leaves))
    return node


def other_spelling(node: Scored) -> bool:
    """Whether a scored thing is a word together with its spelling with i or y."""
    words = [leaf.terms[0] for leaf in node.leaves if isinstance(leaf, Run) and len(leaf.terms) == 1]
    return len(words) == len(node.leaves) > 1 and set(words[1:]) == set(iy_variants(words[0]))


def as_spelt(node: Node) -> Node:
    """Every word in the spelling of the query only; what only the other spelling adds on top becomes nothing."""
    if isinstance(node, AnyOf):
        return AnyOf(tuple(n for n in node.nodes if not isinstance(n, Scored) or not other_spelling(n)))
    return node


def _units(query: Query, change: Callable[[Unit], Sequence[Unit]]) -> Query:
    """A query with each of its units changed; the words that only ask keep that."""
    clauses: list[Unit | Either] = []
    aside: set[int] = set()
    for number, clause in enumerate(query.clauses):
        if isinstance(clause, Either):
            new: Sequence[Unit | Either] = [Either(tuple(tuple(_all(o, change)) for o in clause.options))]
        else:
            new = change(clause)
        if number in query.asking:
            aside.update(range(len(clauses), len(clauses) + len(new)))
        clauses += new
    return replace(query, clauses=tuple(clauses), asking=frozenset(aside))


def _all(units: Iterable[Unit], change: Callable[[Unit], Sequence[Unit]]) -> Iterator[Unit]:
    for unit in units:
        yield from change(unit)


def unmarked(unit: Unit) -> Sequence[Unit]:
    """The unit by its text alone."""
    return [replace(unit, marks=(), named=False, guarded=())]


def unexpanded(unit: Unit) -> Sequence[Unit]:
    """The syllables of an abbreviation, or of what has one, as they were typed."""
    if unit.kind not in ("abbreviation", "long"):
        return [replace(unit, preferred=())]
    return [Unit((term,), "syllable", term.text, zone=unit.zone) for term in unit.terms]


def _without_boosts(query: Query, asked: Plan, goes: Callable[[int], bool]) -> Plan:
    """A plan without the runs on top whose length goes; forms that count more on top are no such runs."""
    bare = _units(query, lambda u: [replace(u, preferred=())])
    gone = {b for b in plan(bare).boosts if isinstance(b.leaves[0], Run) and goes(len(b.leaves[0].terms))}
    return replace(asked, boosts=tuple(b for b in asked.boosts if b not in gone))


def variants(query: Query) -> dict[str, tuple[Query, Plan]]:
    """The plain plan, the whole one, and the whole one without each feature."""
    whole = plan(query)
    asked = {
        "abbreviations and their expansions": _units(query, unexpanded),
        "marks (documents, days, senses)": _units(query, unmarked),
        "words that only ask, aside": replace(query, asking=frozenset()),
    }
    plans = {
        PLAIN: plain(query),
        FULL: whole,
        "folded fields": rewritten(whole, accented),
        "adjacent pairs": _without_boosts(query, whole, lambda n: n == 2),
        "short queries as a whole": _without_boosts(query, whole, lambda n: n > 2),
        "spellings with i and y": rewritten(
            replace(whole, boosts=tuple(b for b in whole.boosts if not other_spelling(b))), as_spelt
        ),
        "coverage": replace(whole, coverage=0.0),
        NEAR: whole,
    }
    return {**{n: (query, p) for n, p in plans.items()}, **{n: (q, plan(q)) for n, q in asked.items()}}


class Bench:
    """Runs plans as the site's ranker does."""

    def __init__(self, engine: ColumnarEngine, executor: Executor, repeats: int, facets: bool) -> None:
        self.engine, self.executor, self.repeats = engine, executor, repeats
        self.bare = Wanted(facets=facets)
        self.ranked = replace(self.bare, spare=max(WEIGHTS.nearest - self.bare.n, 0))

    def run(self, name: str, query: Query, asked: Plan) -> None:
        """Execute a plan; all but the plain one and the one without it are ranked by nearness too."""
        if name in (PLAIN, NEAR):
            self.executor.find(asked, self.bare)
            return
        shown = self.executor.find(asked, self.ranked).shown
        tiers = ([s.doc for s in shown if s.complete is complete][: WEIGHTS.nearest] for complete in (True, False))
        nearness(
            self.engine, query, np.array([doc for tier in tiers for doc in tier], np.int64), WEIGHTS, self.executor
        )

    def times(self, query: Query) -> dict[str, float]:
        """Milliseconds of each variant, the least of some runs after a first one; the variants take turns."""
        made = variants(query)
        taken: dict[str, list[float]] = {name: [] for name in made}
        for _ in range(self.repeats + 1):
            for name, (own, asked) in made.items():
                begun = thread_time()
                self.run(name, own, asked)
                taken[name].append((thread_time() - begun) * 1000)
        return {name: min(own[1:]) for name, own in taken.items()}


def ratio(times: Sequence[dict[str, float]], name: str) -> float:
    """A variant to the plain one, all queries together."""
    return sum(t[name] for t in times) / sum(t[PLAIN] for t in times)


def verdict(times: Sequence[dict[str, float]], counted: Sequence[dict[str, float]]) -> list[str]:
    """Markdown: the ratios to plain syllables beside the goal; ``counted`` are times with facets on both sides."""
    lines = [
        f"| times plain syllables (goal {GOAL:g}) | all | median query | with facets |",
        "| --- | ---: | ---: | ---: |",
    ]
    for said, name in (("the tree alone", NEAR), ("the tree and nearness of the first hits", FULL)):
        middle = statistics.median(t[name] / t[PLAIN] for t in times)
        lines.append(f"| {said} | {ratio(times, name):.2f} | {middle:.2f} | {ratio(counted, name):.2f} |")
    return lines


def table(times: Sequence[dict[str, float]]) -> list[str]:
    """Markdown: what each variant takes, and the share of the whole that goes with a feature."""
    whole = sum(t[FULL] for t in times)
    lines = ["| | ms least | ms median | ms mean | share |", "| --- | ---: | ---: | ---: | ---: |"]
    for name in times[0]:
        own = [t[name] for t in times]
        share = sum(own) / whole if name in (PLAIN, FULL) else 1 - sum(own) / whole
        head = name if name in (PLAIN, FULL) else f"without {name}"
        lines.append(
            f"| {head} | {min(own):.2f} | {statistics.median(own):.2f} | {statistics.mean(own):.2f} | {round(share * 100)} % |"
        )
    return lines


def compared(searcher: Searcher, texts: Sequence[str], repeats: int) -> list[str]:
    """Measure all queries, without facets and then with them on both sides."""
    engine, run = searcher.engine, kernel()
    if not isinstance(engine, ColumnarEngine) or run is None:
        raise SystemExit("The compiled kernels are missing: install the packages of requirements/bench-*.txt")
    queries = [read(engine, text, searcher.dictionary)[0] for text in texts]
    executor = Executor(engine, run)
    gc.collect()
    gc.freeze()
    times = [Bench(engine, executor, repeats, False).times(query) for query in queries]
    counted = [Bench(engine, executor, repeats, True).times(query) for query in queries]
    gc.unfreeze()
    said = f"{engine.size:,} articles, {len(queries)} known items, the least of {repeats} runs each, processor time:"
    return [said, "", *table(times), "", *verdict(times, counted)]


def main() -> None:
    """Measure and print, or write."""
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--data", type=Path, default=Path("data"), help="a data folder with an index")
    flags.add_argument("--questions", type=int, default=75)
    flags.add_argument("--repeats", type=int, default=7)
    flags.add_argument("--write", action="store_true", help="write the table into docs/performance.md")
    chosen = flags.parse_args()
    with Searcher.open(chosen.data) as searcher:
        lines = compared(searcher, questions(chosen.questions), chosen.repeats)
    print("\n".join(lines))
    if chosen.write:
        write_into(PAGE, "query", lines)


if __name__ == "__main__":
    main()
