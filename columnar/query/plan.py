"""What an executor computes for one query: a frozen tree of scoring nodes, the clauses they stand in, and what comes on top.

Who asks makes a ``Plan``; ``columnar.execution.numpy_executor`` says in plain NumPy what it
means, and every faster executor is held to that. Weights are folded into the leaves: no node above them multiplies.

How a new signal is added, by what it is:

* postings that weigh (another field, another form, a sense): a ``Scored`` of its own in the plan; executors need nothing.
* something that only restricts (a column, a range): a ``Restriction`` here and its mask in ``columnar.query.filters``.
* something added to what already matches (pairs, whole runs): a ``Scored`` in ``Plan.boosts``.
* another way to combine scores: a node or a number here, its meaning in the reference executor, then the fast one; the
  property test of both (tests/columnar/execution/test_compiled_executor.py) draws random trees and must draw the new one too.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Self


@dataclass(frozen=True, slots=True)
class Run:
    """Terms side by side in one field; a single term is a run of one."""

    field: str
    terms: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Begins:
    """Every term of a field that begins with ``prefix``, together."""

    field: str
    prefix: str


Leaf = Run | Begins


@dataclass(frozen=True, slots=True)
class Scored:
    """Leaves that count as one term: ``weight`` times BM25 of their summed frequencies, by the lengths of ``field``.

    Matches a document that any leaf matches; the number of such documents is the document frequency.
    """

    field: str
    leaves: tuple[Leaf, ...]
    weight: float = 1.0

    @classmethod
    def of(cls, field: str, *terms: str, weight: float = 1.0) -> Self:
        """Score one run of terms of a field."""
        return cls(field, (Run(field, terms),), weight)


@dataclass(frozen=True, slots=True)
class AnyOf:
    """Matches what any node matches; the score is the sum of those that match."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class BestOf:
    """Matches what any node matches; the score is the highest."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class AllOf:
    """Matches what all nodes match; the score is the sum."""

    nodes: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Without:
    """Matches and scores as ``node``, but for what ``unwanted`` matches."""

    node: Node
    unwanted: Node


Node = Scored | AnyOf | BestOf | AllOf | Without


@dataclass(frozen=True, slots=True)
class Part:
    """One unit of the query. ``node`` says which documents hold it.

    ``loose``: its pieces looked for apart; a document that lacks the unit but holds some of them holds a share of it
    (``loose_share`` times the share of the pieces), and the higher of both scores counts.
    """

    node: Node
    loose: tuple[Node, ...] = ()
    loose_share: float = 0.8


@dataclass(frozen=True, slots=True)
class Clause:
    """What a complete hit must hold: one of ``parts`` (the highest score and share count).

    ``weight`` multiplies the clause's part in coverage, together with ``size`` (syllables) and the idf of its documents; the scores
    below are weighted already. ``binds``: a document without it is no hit at all. ``leads``: where it is
    the rarest clause, what holds it gains.
    """

    parts: tuple[Part, ...]
    weight: float = 1.0
    size: int = 1
    binds: bool = False
    leads: bool = False


@dataclass(frozen=True, slots=True)
class Days:
    """Documents with any of the day columns in [low, high] (days since 1970-01-01; None: open)."""

    columns: tuple[str, ...]
    low: int | None
    high: int | None


@dataclass(frozen=True, slots=True)
class LabelIn:
    """Documents whose label in a column is one of ``values``; none match an empty tuple."""

    column: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Nothing:
    """Restricts to no document: a filter that cannot be understood."""


@dataclass(frozen=True, slots=True)
class KeyIn:
    """Documents with one of these keys."""

    keys: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Near:
    """Documents where both runs of one of the ``pairs`` stand at most ``apart`` places apart, end to start; None: in one sentence.

    Both runs of a pair are of one field.
    """

    pairs: tuple[tuple[Run, Run], ...]
    apart: int | None


@dataclass(frozen=True, slots=True)
class FirstWords:
    """Documents with a run of ``anywhere``, or with one that ends within the first ``words`` of several fields read as one text.

    ``chain``: for each of these fields in reading order the runs that are looked for in it.
    """

    anywhere: tuple[Run, ...]
    chain: tuple[tuple[Run, ...], ...]
    words: int


@dataclass(frozen=True, slots=True)
class NoDay:
    """Documents that have none of the day columns."""

    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class AtLeast:
    """Documents in which the runs, of whatever fields, stand ``times`` times or more, all counted together."""

    runs: tuple[Run, ...]
    times: int


@dataclass(frozen=True, slots=True)
class EitherOf:
    """Documents that one of the restrictions lets through."""

    restrictions: tuple[Restriction, ...]


@dataclass(frozen=True, slots=True)
class Outside:
    """Documents that a restriction does not let through."""

    restriction: Restriction


@dataclass(frozen=True, slots=True)
class Related:
    """Other words for some clauses, by their place in the plan: a document that ``node`` matches counts as holding them in the
    second tier, for the plan's ``related_share`` in coverage; complete it never becomes by it. How rare such a clause is there
    tell the documents that hold it either way.

    Clauses without a share of their own only: one part without pieces, that does not bind.
    """

    node: Scored
    clauses: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Split:
    """Documents of several texts in one (round-ups): of each only one text at a time can hold the query.

    A term of ``field`` that begins with ``prefix`` goes on with the position in ``zones`` at which such a text begins. In other
    fields everything belongs to each of the texts, but in those of ``whole``, which are one text more.
    """

    field: str
    prefix: str
    zones: frozenset[str]
    whole: frozenset[str] = frozenset()


ByDocument = KeyIn | Near | FirstWords | NoDay | AtLeast | EitherOf | Outside
"""Restrictions that are worked out for each query, document by document."""

Restriction = Days | LabelIn | Nothing | ByDocument


@dataclass(frozen=True, slots=True)
class Plan:
    """A query ready to execute.

    Complete hits hold every clause; the other hits hold a share of one and every clause that binds. With a ``tier_share`` above 0
    they are fewer: of the clauses that any document holds they hold the rarest, or such a share of the mass, as a whole or by
    ``related`` words. No document of ``excluded`` or outside the ``restrictions`` is a hit. Without clauses, every document that
    is left is a complete hit of score 0.

    By score, complete hits that lack fewer of ``ahead`` come first. ``split``: which documents are matched text by text; what
    counts of such a document is the text that holds most of the query's mass.

    Score: the clauses' sum, plus the ``boosts`` for the first ``candidates`` (complete hits before the others, the highest sums
    first, ties included), times coverage (the share of the clauses' mass that the document holds) to the power ``coverage``. With
    a ``tier_share``, times ``rarest_gain`` (1 at least) for one of the other hits that holds the rarest clause, if that leads.
    ``k1`` and ``b`` are BM25's.
    """

    clauses: tuple[Clause, ...] = ()
    excluded: tuple[Node, ...] = ()
    restrictions: tuple[Restriction, ...] = ()
    boosts: tuple[Scored, ...] = ()
    related: tuple[Related, ...] = ()
    ahead: tuple[Node, ...] = ()
    split: Split | None = None
    tier_share: float = 0.0
    rarest_gain: float = 1.0
    related_share: float = 0.7
    coverage: float = 0.0
    candidates: int = 1000
    k1: float = 1.2
    b: float = 0.75

    @classmethod
    def of(cls, *nodes: Node, restrictions: tuple[Restriction, ...] = ()) -> Self:
        """Ask for documents that match every node: each is a clause."""
        return cls(tuple(Clause((Part(node),)) for node in nodes), restrictions=restrictions)
