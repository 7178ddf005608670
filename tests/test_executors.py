"""The compiled executor against Whoosh's searcher and the reference, over random collections, trees, segments, deletions."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from random import Random
from tempfile import TemporaryDirectory
from threading import Barrier

import numpy as np
import pytest
from whoosh import query as whoosh

from indexer.engines.addresses import Addresses
from indexer.engines.bm25 import K1, B
from indexer.engines.columnar import ColumnarEngine
from indexer.engines.executor import Executor
from indexer.engines.found import Wanted
from indexer.engines.reference import Reference
from indexer.engines.whoosh_index import whoosh_searcher
from indexer.kernels.linker import kernel
from indexer.plan import (
    AllOf,
    Among,
    AnyOf,
    Begins,
    BestOf,
    Clause,
    Days,
    Labelled,
    Leaf,
    Node,
    Nothing,
    Part,
    Plan,
    Restriction,
    Run,
    Scored,
    Without,
)
from indexer.proximity import Plain
from tests.test_engine_oracle import ALPHABET, engine_of

TREES = 12
"""Trees asked of each collection."""

FIELDS = ("title", "body", "body_folded")


@dataclass(frozen=True)
class Collection:
    """A random collection, opened."""

    engine: ColumnarEngine
    fast: Executor
    plain: Reference


@pytest.fixture(name="folder")
def _folder():
    with TemporaryDirectory() as name:
        yield name


def collection(folder: str, chance: Random) -> Collection:
    """Up to 200 documents of two zones in up to four segments, some deleted."""
    count = chance.choice([1, 5, 40, 200])
    terms = [*ALPHABET, "."]

    def zone(most: int) -> list[str]:
        often = [chance.choice(terms)] * chance.choice([254, 255, 256, 700]) if chance.random() < 0.02 else []
        return chance.choices(terms, [8, 6, 4, 2, 1, 1, 3], k=chance.randint(0, most)) + often

    docs = [(zone(5), zone(chance.choice([3, 12, 40]))) for _ in range(count)]
    cuts = {chance.randrange(1, 200) for _ in range(chance.choice([0, 0, 1, 3]))}
    gone = {d for d in range(count) if chance.random() < chance.choice([0.0, 0.0, 0.2])}
    engine = engine_of(folder, docs, cuts, gone, chance.randrange(10_000))
    run = kernel()
    assert run is not None, "numba is installed with the project: the kernels must compile"
    return Collection(engine, Executor(engine, run), Reference(engine))


def word(chance: Random, field: str) -> str:
    """A term of a field, sometimes one that it lacks."""
    term = chance.choice([*ALPHABET, "missing"])
    return term.replace("á", "a") if field.endswith("folded") else term


def leaf(chance: Random, field: str) -> Leaf:
    """A term, terms side by side, or a beginning."""
    kind = chance.randrange(4)
    if kind == 0:
        return Begins(field, word(chance, field)[:1])
    return Run(field, tuple(word(chance, field) for _ in range(1 if kind < 3 else chance.randint(2, 3))))


def scored(chance: Random) -> Scored:
    """A leaf, or several as one term."""
    field = chance.choice(FIELDS)
    others = [field, "body" if field == "body_folded" else field]
    leaves = tuple(leaf(chance, chance.choice(others)) for _ in range(chance.choice([1, 1, 1, 2, 3])))
    return Scored(field, leaves, chance.choice([0.0, 0.3, 1.0, 1.0, 2.5]))


def tree(chance: Random, depth: int = 2) -> Node:
    """Any node."""
    kind = chance.randrange(6) if depth else 0
    if kind < 2:
        return scored(chance)
    if kind == 5:
        return Without(tree(chance, depth - 1), tree(chance, depth - 1))
    parts = tuple(tree(chance, depth - 1) for _ in range(chance.randint(1, 4)))
    return (AnyOf, BestOf, AllOf)[kind - 2](parts)


def weighted(chance: Random, depth: int = 2) -> tuple[Node, whoosh.Query]:
    """A tree of weighted terms for both engines.

    Phrases and beginnings only restrict, for Whoosh scores them otherwise; its DisjunctionMax takes scores of
    other documents, and its AndNot lets the first unwanted one through.
    """
    kind = chance.randrange(6) if depth else 0
    field = chance.choice(FIELDS)
    if kind < 2:
        term, weight = word(chance, field), chance.choice([0.5, 1.0, 3.0])
        return Scored(field, (Run(field, (term,)),), weight), whoosh.Term(field, term, boost=weight)
    if kind == 2:
        node, query = weighted(chance, depth - 1)
        if chance.random() < 0.5:
            start = word(chance, field)[:1]
            return AllOf((node, Scored(field, (Begins(field, start),), 0.0))), whoosh.Require(
                query, whoosh.Prefix(field, start)
            )
        terms = tuple(word(chance, field) for _ in range(chance.randint(2, 3)))
        only = Scored(field, (Run(field, terms),), 0.0)
        return AllOf((node, only)), whoosh.Require(query, whoosh.Phrase(field, list(terms)))
    if kind == 3:
        (kept, one), (unwanted, two) = weighted(chance, depth - 1), weighted(chance, depth - 1)
        return Without(kept, unwanted), whoosh.Require(one, whoosh.Not(two))
    pairs = [weighted(chance, depth - 1) for _ in range(chance.randint(2, 4))]
    nodes, queries = tuple(n for n, _ in pairs), [q for _, q in pairs]
    if kind == 4:
        return AllOf(nodes), whoosh.And(queries)
    return AnyOf(nodes), whoosh.Or(queries)


def part(chance: Random) -> Part:
    """A unit, sometimes with pieces."""
    return Part(tree(chance, 1), tuple(tree(chance, 1) for _ in range(chance.choice([0, 0, 2, 3]))))


def restriction(chance: Random) -> Restriction:
    """A range of days, a label, some articles or nothing."""
    kind = chance.randrange(7)
    low, high = chance.choice([None, -5, 2]), chance.choice([None, 30, 100])
    if kind < 3:
        return Days(chance.choice([("published_day",), ("event_day",), ("published_day", "event_day")]), low, high)
    if kind == 6:
        return Among(tuple(chance.sample(range(60), chance.choice([0, 1, 20]))))
    if kind == 3:
        return Nothing() if chance.random() < 0.2 else Labelled("section", "x")
    return Labelled("source", chance.choice(["s1", "s", "none"]), typed=kind == 4)


def plan_of(chance: Random) -> Plan:
    """Any plan."""
    clauses = tuple(
        Clause(
            tuple(part(chance) for _ in range(chance.choice([1, 1, 1, 2]))),
            chance.choice([0.3, 1.0]),
            chance.randint(1, 3),
            binds=chance.random() < 0.2,
        )
        for _ in range(chance.randint(0, 4))
    )
    if clauses and chance.random() < 0.05:
        # More than there are bits for.
        binds = chance.randint(0, 40) if chance.random() < 0.3 else 0
        easy = (Begins("body", ""), Begins("title", ""), *(Run("body", (t,)) for t in ALPHABET[:4]))
        leaves = [chance.choice(easy[: chance.choice([1, 2, 6])]) for _ in range(chance.randint(26, 40))]
        clauses += tuple(
            Clause((Part(Scored(own.field, (own,), chance.random())),), binds=n < binds) for n, own in enumerate(leaves)
        )
    return Plan(
        clauses,
        tuple(tree(chance, 1) for _ in range(chance.choice([0, 0, 1]))),
        tuple(restriction(chance) for _ in range(chance.choice([0, 0, 1, 2]))),
        tuple(scored(chance) for _ in range(chance.choice([0, 2]))),
        chance.choice([0.0, 1.0, 2.0, 2.5]),
        chance.choice([0, 3, 1000]),
        chance.choice([0.4, 1.2]),
        chance.choice([0.75, 0.85]),
    )


def check_weighted(chance: Random, folder: str) -> None:
    """Terms, boosts, AND, OR, NOT, best of several, required phrases and beginnings: as Whoosh's searcher over the same arrays."""
    held = collection(folder, chance)
    with whoosh_searcher(held.engine) as searcher:
        for _ in range(TREES):
            node, query = weighted(chance)
            expected = {hit.docnum: hit.score for hit in searcher.search(query, limit=None)}
            found = held.fast.top(node, held.engine.size)
            assert found.total == len(expected), query
            assert dict(zip(found.docs, found.scores, strict=True)) == pytest.approx(expected, abs=1e-6), query
            assert found.scores == sorted(found.scores, reverse=True)


def check_trees(chance: Random, folder: str) -> None:
    """Any tree: the same total, documents, order and scores as the reference."""
    held = collection(folder, chance)
    for _ in range(TREES):
        node, k = tree(chance), chance.choice([1, 3, 10, 300])
        meant = held.plain.node(node, Plan())
        docs = np.flatnonzero(meant.mask)
        best = docs[np.lexsort((docs, -np.round(meant.scores[docs], 9)))]
        found = held.fast.top(node, k)
        assert found.total == docs.size, node
        assert found.scores == pytest.approx(meant.scores[best[:k]].tolist(), abs=1e-9), node
        assert meant.scores[found.docs].tolist() == pytest.approx(found.scores, abs=1e-9), node
        assert meant.mask[found.docs].all()
        assert len(set(found.docs)) == len(found.docs)


def check_plans(chance: Random, folder: str) -> None:
    """Any plan: totals, tiers, scores, order, facets."""
    held = collection(folder, chance)
    for _ in range(TREES):
        plan = plan_of(chance)
        shown, offset, spare = chance.choice([1, 10, 300]), chance.choice([0, 0, 3, 50]), chance.choice([0, 0, 20])
        wanted = Wanted(shown, offset, chance.choice(["relevance", "date"]), spare=spare)
        meant, found = held.plain.find(plan, wanted), held.fast.find(plan, wanted)
        assert (found.total, found.total_partial) == (meant.total, meant.total_partial), plan
        assert found.facets == meant.facets
        assert [s.complete for s in found.shown] == [s.complete for s in meant.shown]
        assert [s.score for s in found.shown] == pytest.approx([s.score for s in meant.shown], abs=1e-9), plan
        every = held.plain.rank(plan)
        for shown in found.shown:
            assert every.scores[shown.doc] == pytest.approx(shown.score, abs=1e-9)
            assert (every.complete if shown.complete else every.partial)[shown.doc]


def check_near(chance: Random, folder: str) -> None:
    """How far apart pairs stand: as NumPy finds it."""
    held = collection(folder, chance)
    end = chance.choice(["", "_folded"])
    for _ in range(TREES):
        terms = [word(chance, f"body{end}") for _ in range(chance.randint(2, 5))]
        pairs = [(a, b) for a, b in zip(terms, terms[1:], strict=False) if a != b]
        docs = np.array(chance.sample(range(held.engine.size), min(held.engine.size, 30)), np.int64)
        asked = [f"title{end}", f"body{end}"], pairs, docs, chance.choice([1, 2, 8])
        if pairs:
            found = held.fast.apart(*asked)
            assert found is not None
            assert found.tolist() == Plain(held.engine).apart(*asked).tolist()
        for term in terms:
            assert held.fast.documents(f"body{end}", term) == Plain(held.engine).documents(f"body{end}", term)


CHECKS = [check_weighted, check_trees, check_plans, check_near]


@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("seed", range(12))
def test_some_cases(check, seed: int, folder: str) -> None:
    check(Random(seed), folder)


@pytest.mark.full
@pytest.mark.parametrize("check", CHECKS)
@pytest.mark.parametrize("block", range(10))
def test_thousands_of_cases(check, block: int) -> None:
    for seed in range(1000 + block * 20, 1020 + block * 20):
        with TemporaryDirectory() as folder:
            check(Random(seed), folder)


def test_what_kernels_read_by_address_is_made_once(folder: str) -> None:
    """Of threads that ask at the same moment, none gets an array that another one's replaces."""
    docs = [(["a", "b"], ["c"])] * 300
    for _ in range(20):
        engine = engine_of(folder, docs, {100, 200}, set())
        addresses, together = Addresses(engine, K1, B), Barrier(8)

        def ask(_: int, *, engine=engine, addresses=addresses, together=together) -> tuple[int, int]:
            together.wait()
            return id(engine.column("published_day")), id(addresses.field("title"))

        with ThreadPoolExecutor(8) as threads:
            assert len(set(threads.map(ask, range(8)))) == 1
