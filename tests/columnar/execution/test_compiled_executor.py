"""The compiled executor against Whoosh's searcher and NumPy, over random collections, trees, segments, deletions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from threading import Barrier

import numpy as np
import pytest
from whoosh import query as whoosh

from columnar.execution.compiled_executor import CompiledExecutor
from columnar.execution.executor import Executor
from columnar.execution.made_lists import MadeLists
from columnar.execution.numpy_executor import NumpyExecutor, is_plain
from columnar.execution.postings_pointers import IndexPointers
from columnar.execution.proximity import plain_distances
from columnar.kernels.compilation.linker import kernel
from columnar.query.bm25 import K1, B
from columnar.query.collector import PageRequest
from columnar.query.plan import (
    AllOf,
    AnyOf,
    AtLeast,
    Begins,
    BestOf,
    Clause,
    Days,
    EitherOf,
    FirstWords,
    KeyIn,
    LabelIn,
    Leaf,
    Near,
    NoDay,
    Node,
    Nothing,
    Outside,
    Part,
    Plan,
    Related,
    Restriction,
    Run,
    Scored,
    Split,
    Without,
)
from columnar.reader.index_reader import IndexReader
from columnar.whoosh_compat.index import whoosh_searcher
from tests.support.english_index import WORDS, reader_of, stem

TREES = 12
"""Trees asked of each collection."""

FIELDS = ("title", "body", "body_stem")
BAGS = ("tags", "names")


@dataclass(frozen=True)
class Collection:
    """A random collection, opened."""

    reader: IndexReader
    compiled: CompiledExecutor
    plain: NumpyExecutor


@pytest.fixture(name="folder")
def _folder() -> Iterator[str]:
    with TemporaryDirectory() as name:
        yield name


def collection(folder: str, chance: Random) -> Collection:
    """Up to 200 documents of two texts in up to four segments, some deleted."""
    count = chance.choice([1, 5, 40, 200])
    words = [*WORDS, "."]

    def text(most: int) -> list[str]:
        often = [chance.choice(words)] * chance.choice([254, 255, 256, 700]) if chance.random() < 0.02 else []
        return chance.choices(words, [8, 6, 4, 2, 1, 1, 3], k=chance.randint(0, most)) + often

    docs = [(text(5), text(chance.choice([3, 12, 40]))) for _ in range(count)]
    cuts = {chance.randrange(1, 200) for _ in range(chance.choice([0, 0, 1, 3]))}
    gone = {d for d in range(count) if chance.random() < chance.choice([0.0, 0.0, 0.2])}
    reader = reader_of(Path(folder), docs, cuts, gone, chance.randrange(27))
    run = kernel()
    assert run is not None, "numba is installed with the project: the kernels must compile"
    # Every other executor keeps whatever it makes, so that later plans are answered from it.
    made = MadeLists(long=1, limit=chance.choice([400, 1 << 20])) if chance.random() < 0.5 else None
    return Collection(reader, CompiledExecutor(reader, run, made), NumpyExecutor(reader))


def word(chance: Random, field: str) -> str:
    """A term of a field, sometimes one that it lacks."""
    term = chance.choice([*WORDS, "missing"])
    return stem(term) if field.endswith("_stem") else f"{term}_tag" if field == "tags" else term


def run(chance: Random, field: str, most: int = 3) -> Run:
    """Terms side by side, often one alone."""
    return Run(field, tuple(word(chance, field) for _ in range(chance.choice([1, chance.randint(1, most)]))))


def leaf(chance: Random, field: str) -> Leaf:
    """A term, terms side by side, or a beginning."""
    kind = chance.randrange(4)
    if kind == 0:
        return Begins(field, word(chance, field)[:1])
    return Run(field, tuple(word(chance, field) for _ in range(1 if kind < 3 else chance.randint(2, 3))))


def scored(chance: Random) -> Scored:
    """A leaf, or several as one term."""
    field = chance.choice([*FIELDS, *FIELDS, *BAGS])
    others = [field, "body" if field == "body_stem" else field]
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
        return Scored.of(field, term, weight=weight), whoosh.Term(field, term, boost=weight)
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


def near(chance: Random) -> Near:
    """Pairs of runs, each pair in one field, a few places apart or in one sentence."""
    fields = [chance.choice(FIELDS) for _ in range(chance.randint(1, 2))]
    pairs = tuple((run(chance, field, 2), run(chance, field, 2)) for field in fields)
    return Near(pairs, chance.choice([None, None, 0, 1, 4]))


def first_words(chance: Random) -> FirstWords:
    """Runs anywhere, or within the first words of title and body."""
    chain = tuple(tuple(run(chance, field, 2) for _ in range(chance.randint(0, 2))) for field in ("title", "body"))
    anywhere = tuple(run(chance, "title", 2) for _ in range(chance.choice([0, 0, 1])))
    return FirstWords(anywhere, chain, chance.choice([1, 3, 10]))


def combined(chance: Random) -> Restriction:
    """What other restrictions let through or do not, what lacks a day, what repeats a run."""
    kind = chance.randrange(4)
    if kind == 0:
        return NoDay(chance.choice([("published",), ("held",), ("published", "held")]))
    if kind == 1:
        runs = tuple(run(chance, field, 1) for field in chance.choices(FIELDS, k=2))
        return AtLeast(runs, chance.choice([1, 2, 5]))
    if kind == 2:
        return EitherOf(tuple(restriction(chance) for _ in range(chance.choice([0, 1, 3]))))
    return Outside(restriction(chance))


def restriction(chance: Random) -> Restriction:
    """A range of days, labels, some keys, places in the text, nothing, or several together."""
    kind = chance.randrange(10)
    if kind > 7:
        return combined(chance)
    if kind < 3:
        low, high = chance.choice([None, -150, 110]), chance.choice([None, -120, 150])
        return Days(chance.choice([("published",), ("held",), ("published", "held")]), low, high)
    if kind == 3:
        return Nothing() if chance.random() < 0.2 else LabelIn("section", ("x",))
    if kind == 4:
        return LabelIn("source", chance.choice([("s1",), ("s1", "s2"), ("none",), ("",), ()]))
    if kind == 5:
        return KeyIn(tuple(chance.sample(range(100, 160), chance.choice([0, 1, 20]))))
    return near(chance) if kind == 6 else first_words(chance)


def plan_of(chance: Random) -> Plan:
    """Any plan."""
    clauses = tuple(
        Clause(
            tuple(part(chance) for _ in range(chance.choice([1, 1, 1, 2]))),
            chance.choice([0.3, 1.0]),
            chance.randint(1, 3),
            binds=chance.random() < 0.2,
            leads=chance.random() < 0.5,
        )
        for _ in range(chance.randint(0, 4))
    )
    if clauses and chance.random() < 0.05:
        # More than there are bits for.
        binds = chance.randint(0, 40) if chance.random() < 0.3 else 0
        easy = (Begins("body", ""), Begins("title", ""), *(Run("body", (w,)) for w in WORDS[:4]))
        leaves = [chance.choice(easy[: chance.choice([1, 2, 6])]) for _ in range(chance.randint(26, 40))]
        clauses += tuple(
            Clause((Part(Scored(own.field, (own,), chance.random())),), binds=n < binds, leads=n > 30)
            for n, own in enumerate(leaves)
        )
    return Plan(
        clauses,
        tuple(tree(chance, 1) for _ in range(chance.choice([0, 0, 1]))),
        tuple(restriction(chance) for _ in range(chance.choice([0, 0, 1, 2]))),
        tuple(scored(chance) for _ in range(chance.choice([0, 2]))),
        related_words(chance, clauses),
        tuple(tree(chance, 1) for _ in range(chance.choice([0, 0, 2]))),
        chance.choice([None, SPLIT]),
        chance.choice([0.0, 0.4, 0.4, 0.8]),
        rarest_gain=chance.choice([1.0, 3.0]),
        coverage=chance.choice([0.0, 1.0, 2.0, 2.5]),
        candidates=chance.choice([0, 3, 1000]),
        k1=chance.choice([0.4, 1.2]),
        b=chance.choice([0.75, 0.85]),
    )


def related_words(chance: Random, clauses: Sequence[Clause]) -> tuple[Related, ...]:
    """Other words for some of the first clauses that may have any."""
    plain = [n for n, c in enumerate(clauses[:4]) if is_plain(c) and not c.binds]
    if not plain or len(clauses) > 4:
        return ()
    return tuple(
        Related(scored(chance), tuple(chance.sample(plain, chance.randint(1, len(plain)))))
        for _ in range(chance.choice([0, 1, 2]))
    )


SPLIT = Split("tags", "at", frozenset(("body", "body_stem")), frozenset(("title", "title_stem")))
"""Documents that a tag cuts into several texts."""


def check_weighted(chance: Random, folder: str) -> None:
    """Terms, boosts, AND, OR, NOT, required phrases and beginnings: as Whoosh's searcher over the same arrays."""
    held = collection(folder, chance)
    with whoosh_searcher(held.reader) as searcher:
        for _ in range(TREES):
            node, query = weighted(chance)
            expected = {hit.docnum: hit.score for hit in searcher.search(query, limit=None)}
            found = held.compiled.find(Plan.of(node), PageRequest(held.reader.size))
            assert found.total == len(expected), query
            assert {s.doc: s.score for s in found.shown} == pytest.approx(expected, abs=1e-6), query
            assert [s.score for s in found.shown] == sorted((s.score for s in found.shown), reverse=True)


def check_trees(chance: Random, folder: str) -> None:
    """Any tree: the same total, documents, order and scores as NumPy."""
    held = collection(folder, chance)
    for _ in range(TREES):
        node, k = tree(chance), chance.choice([1, 3, 10, 300])
        meant = held.plain.node(node, Plan())
        docs = np.flatnonzero(meant.mask)
        best = docs[np.lexsort((docs, -np.round(meant.scores[docs], 9)))]
        found = held.compiled.find(Plan.of(node), PageRequest(k))
        own, scores = [s.doc for s in found.shown], [s.score for s in found.shown]
        assert found.total == docs.size, node
        assert scores == pytest.approx(meant.scores[best[:k]].tolist(), abs=1e-9), node
        assert meant.scores[own].tolist() == pytest.approx(scores, abs=1e-9), node
        assert meant.mask[own].all()
        assert len(set(own)) == len(own)


def check_plans(chance: Random, folder: str) -> None:
    """Any plan: totals, tiers, scores, order, facets."""
    held = collection(folder, chance)
    for _ in range(TREES):
        plan = plan_of(chance)
        shown, offset, spare = chance.choice([1, 10, 300]), chance.choice([0, 0, 3, 50]), chance.choice([0, 0, 20])
        wanted = PageRequest(shown, offset, chance.random() < 0.5, spare=spare)
        meant, first = held.plain.find(plan, wanted), held.compiled.find(plan, wanted)
        # Asked again, what was kept of it is used: clauses of many documents are put off.
        found = held.compiled.find(plan, wanted)
        assert found == first
        assert (found.total, found.total_partial) == (meant.total, meant.total_partial), plan
        assert found.facets == meant.facets
        assert [s.complete for s in found.shown] == [s.complete for s in meant.shown]
        assert [s.score for s in found.shown] == pytest.approx([s.score for s in meant.shown], abs=1e-9), plan
        every = held.plain.rank(plan)
        for one in found.shown:
            assert every.scores[one.doc] == pytest.approx(one.score, abs=1e-9)
            assert (every.complete if one.complete else every.partial)[one.doc]
            assert one.lacks == every.shown(one.doc).lacks


def check_distances(chance: Random, folder: str) -> None:
    """How far apart pairs stand: as NumPy finds it."""
    held = collection(folder, chance)
    fields = chance.choice([["title", "body"], ["title_stem", "body_stem"]])
    for _ in range(TREES):
        terms = [word(chance, fields[1]) for _ in range(chance.randint(2, 5))]
        pairs = [(a, b) for a, b in zip(terms, terms[1:], strict=False) if a != b]
        docs = np.array(chance.sample(range(held.reader.size), min(held.reader.size, 30)), np.int64)
        window = chance.choice([1, 2, 8])
        if pairs:
            found = held.compiled.min_distances(fields, pairs, docs, window)
            assert found is not None
            assert found.tolist() == plain_distances(held.reader, fields, pairs, docs, window).tolist()


CHECKS = [check_weighted, check_trees, check_plans, check_distances]


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


def words_between(doc: list[str], first: list[str], second: list[str]) -> set[int]:
    """Words between the end of one run and the start of the other, in either order."""
    starts = [[i for i in range(len(doc)) if doc[i : i + len(own)] == own] for own in (first, second)]
    ahead = {b - a - len(first) for a in starts[0] for b in starts[1]}
    behind = {a - b - len(second) for a in starts[0] for b in starts[1]}
    return {n for n in ahead | behind if n >= 0}


@pytest.mark.parametrize("seed", range(20))
def test_near_and_first_words_mean_what_they_say(seed: int, tmp_path: Path) -> None:
    chance = Random(seed)
    docs = [(chance.choices(WORDS, k=3), chance.choices([*WORDS, "."], k=chance.randint(0, 9))) for _ in range(30)]
    executor = Executor(reader_of(tmp_path, docs, {11}, set()))
    everything = PageRequest(100, facets=False)

    def keys(one: Restriction) -> set[int]:
        return {s.doc for s in executor.find(Plan(restrictions=(one,)), everything).shown}

    first, second, apart = [chance.choice(WORDS)], chance.choices(WORDS, k=2), chance.choice([0, 1, 3])
    pair = (Run("body", tuple(first)), Run("body", tuple(second)))
    close = {i for i, (_, body) in enumerate(docs) if any(n <= apart for n in words_between(body, first, second))}
    assert keys(Near((pair,), apart)) == close
    together = set()
    for i, (_, body) in enumerate(docs):
        sentences = [s.split() for s in " ".join(body).split(".")]
        held = [
            {tuple(s[at : at + len(r)]) for at in range(len(s))} >= {tuple(r)}
            for s in sentences
            for r in (first, second)
        ]
        together |= {i} if any(a and b for a, b in zip(held[::2], held[1::2], strict=True)) else set()
    assert keys(Near((pair,), None)) == together
    chain = ((Run("title", tuple(first)),), (Run("body", tuple(first)),))
    early = {i for i, (title, body) in enumerate(docs) if first[0] in [w for w in (*title, *body) if w != "."][:5]}
    assert keys(FirstWords((), chain, 5)) == early


@pytest.mark.parametrize("seed", range(5))
def test_combined_restrictions_mean_what_they_say(seed: int, tmp_path: Path) -> None:
    chance = Random(seed)
    docs = [(chance.choices(WORDS, k=3), chance.choices(WORDS, k=chance.randint(0, 9))) for _ in range(30)]
    executor = Executor(reader_of(tmp_path, docs, {11}, {5}))

    def found(*restrictions: Restriction) -> set[int]:
        return {s.doc for s in executor.find(Plan(restrictions=restrictions), PageRequest(100, facets=False)).shown}

    every, word = set(range(30)) - {5}, chance.choice(WORDS)
    runs = (Run("title", (word,)), Run("body", (word,)))
    often = {i for i, (title, body) in enumerate(docs) if [*title, *body].count(word) >= 2} & every
    dated = found(Days(("published",), None, None))
    assert found(AtLeast(runs, 2)) == often
    assert found(NoDay(("published",))) == every - dated
    assert found(Outside(AtLeast(runs, 2))) == every - often
    assert found(EitherOf((AtLeast(runs, 2), NoDay(("published",))))) == often | (every - dated)
    assert found(EitherOf(())) == set()


def test_what_kernels_read_by_address_is_made_once(folder: str) -> None:
    """Of threads that ask at the same moment, none gets an array that another one's replaces."""
    docs = [(["cat", "dog"], ["emu"])] * 300
    reader = reader_of(Path(folder), docs, {100, 200}, set())
    for _ in range(20):
        fresh = IndexReader(reader.segments)
        pointers, together = IndexPointers(fresh, K1, B), Barrier(8)

        def ask(_: int, *, fresh=fresh, pointers=pointers, together=together) -> tuple[int, int]:
            together.wait()
            return id(fresh.column("published")), id(pointers.field("title"))

        with ThreadPoolExecutor(8) as threads:
            assert len(set(threads.map(ask, range(8)))) == 1


def test_without_kernels_numpy_answers(folder: str, monkeypatch: pytest.MonkeyPatch) -> None:
    reader = reader_of(Path(folder), [(["cat"], ["cat", "dog"]), (["dog"], ["emu"])], set(), set())
    docs, plan = np.array([0, 1], np.int64), Plan.of(Scored.of("body", "cat"))
    assert kernel() is not None
    compiled = Executor(reader)
    monkeypatch.setenv("TIMTIN_KERNELS", "off")
    plain = Executor(reader)
    assert plain.find(plan) == compiled.find(plan)
    asked = ["body"], [("cat", "dog")], docs, 3
    assert plain.min_distances(*asked).tolist() == compiled.min_distances(*asked).tolist() == [[[1, 0]], [[0, 0]]]
