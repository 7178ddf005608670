"""Plans as OpenSearch queries: which documents hold a node, a clause, a tier; and a score that candidates are chosen by.

What holds what is exact. The score is near ours only: the engine keeps lengths in a byte, counts deleted documents, and takes the
best leaf of a node where ours adds their frequencies; ``candidates`` ranks again what it chooses.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from columnar.query.filters import bounds
from columnar.query.plan import (
    AllOf,
    AnyOf,
    AtLeast,
    Begins,
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
    Restriction,
    Run,
    Scored,
    Without,
)
from indexer.builders.opensearch.layout import BREAK_TERM, term_text

Query = dict[str, Any]

NONE: Query = {"match_none": {}}
EVERY: Query = {"match_all": {}}
ROUND_UPS: Query = {"term": {"round_up": True}}

_AHEAD = 10_000.0
"""What a complete hit's score gains for each node that puts it ahead: more than any score."""

_TOLERANCE = 1 - 1e-6
"""Sums of masses are made of four-byte numbers there."""


def any_of(queries: Sequence[Query]) -> Query:
    """Return what matches what one of the queries matches."""
    if not queries:
        return NONE
    return queries[0] if len(queries) == 1 else {"bool": {"should": list(queries), "minimum_should_match": 1}}


def all_of(queries: Sequence[Query], without: Sequence[Query] = ()) -> Query:
    """Return what matches what every query matches and none of ``without``; it is not scored."""
    made: Query = {"filter": list(queries) or [EVERY]}
    return {"bool": made | ({"must_not": list(without)} if without else {})}


def leaf_query(leaf: Leaf) -> Query:
    """Return what matches documents with a run, or with a term that begins so."""
    if isinstance(leaf, Begins):
        return {"prefix": {leaf.field: {"value": term_text(leaf.prefix)}}}
    terms = [term_text(term) for term in leaf.terms]
    if len(terms) == 1:
        return {"term": {leaf.field: {"value": terms[0]}}}
    return {"match_phrase": {leaf.field: {"query": " ".join(terms)}}}


def node_query(node: Node) -> Query:
    """Return what matches the documents of a node, with a score."""
    if isinstance(node, Scored):
        leaves = [leaf_query(leaf) for leaf in node.leaves]
        return {"dis_max": {"queries": leaves, "boost": max(node.weight, 0.0)}} if leaves else NONE
    if isinstance(node, Without):
        return {"bool": {"must": [node_query(node.node)], "must_not": [node_query(node.unwanted)]}}
    parts = [node_query(one) for one in node.nodes]
    if not parts:
        return NONE
    if isinstance(node, AllOf):
        return {"bool": {"must": parts}}
    return any_of(parts) if isinstance(node, AnyOf) else {"dis_max": {"queries": parts}}


def clause_query(clause: Clause) -> Query:
    """Return what matches documents that hold a clause."""
    return any_of([node_query(part.node) for part in clause.parts])


def shared_query(clause: Clause) -> Query:
    """Return what matches documents that hold a clause or some of its pieces."""
    return any_of([node_query(node) for part in clause.parts for node in (part.node, *part.loose)])


def _scoring_query(clause: Clause) -> Query:
    return {"dis_max": {"queries": [_part_scoring(part) for part in clause.parts]}}


def _part_scoring(part: Part) -> Query:
    if not part.loose:
        return node_query(part.node)
    return {"dis_max": {"queries": [node_query(part.node), any_of([node_query(one) for one in part.loose])]}}


def scored_nodes(plan: Plan) -> list[Scored]:
    """Return every node of a plan whose score depends on how many documents it matches, each once."""
    found: dict[Scored, None] = {}
    nodes: list[Node] = [
        *(node for clause in plan.clauses for part in clause.parts for node in (part.node, *part.loose)),
        *plan.boosts,
        *(one.node for one in plan.related),
    ]
    while nodes:
        node = nodes.pop()
        if isinstance(node, Scored):
            found[node] = None
        else:
            nodes += [node.node] if isinstance(node, Without) else node.nodes
    return list(found)


def restriction_query(one: Restriction) -> Query | None:
    """Return what matches documents that a restriction lets through; None where only their texts can tell."""
    if isinstance(one, Nothing):
        return NONE
    if isinstance(one, Days):
        low, high = bounds(one)
        return any_of([{"range": {name: {"gte": low, "lte": high}}} for name in one.columns])
    if isinstance(one, NoDay):
        return all_of([], [{"exists": {"field": name}} for name in one.columns])
    if isinstance(one, LabelIn):
        return {"terms": {one.column: [value for value in one.values if value]}}
    if isinstance(one, KeyIn):
        return {"terms": {"number": list(one.keys)}}
    if isinstance(one, Near):
        return any_of([_near(a, b, one.apart) for a, b in one.pairs])
    if isinstance(one, EitherOf):
        parts = [restriction_query(other) for other in one.restrictions]
        exact = [part for part in parts if part is not None]
        return any_of(exact) if len(exact) == len(parts) else None
    if isinstance(one, Outside):
        inside = restriction_query(one.restriction)
        return None if inside is None else all_of([], [inside])
    return None


def _loose_restriction(one: Restriction) -> Query:
    """Return what matches all documents that a restriction lets through, and maybe others."""
    exact = restriction_query(one)
    if exact is not None:
        return exact
    if isinstance(one, EitherOf):
        return any_of([_loose_restriction(other) for other in one.restrictions])
    if isinstance(one, FirstWords):
        return any_of([leaf_query(run) for runs in (one.anywhere, *one.chain) for run in runs])
    return any_of([leaf_query(run) for run in one.runs]) if isinstance(one, AtLeast) else EVERY


def _near(one: Run, other: Run, apart: int | None) -> Query:
    runs = [_interval(run) for run in (one, other)]
    if apart is None:
        broken = {"not_containing": {"match": {"query": BREAK_TERM}}}
        rule: Query = {"all_of": {"intervals": runs, "mode": "unordered", "filter": broken}}
    else:
        orders = (runs, runs[::-1])
        each = [{"all_of": {"intervals": list(order), "mode": "ordered", "max_gaps": apart}} for order in orders]
        rule = {"any_of": {"intervals": each}}
    return {"intervals": {one.field: rule}}


def _interval(run: Run) -> Query:
    # The streams of one zone have the same places: one run may be looked for with accents and the other without.
    text = " ".join(map(term_text, run.terms))
    return {"match": {"query": text, "mode": "ordered", "max_gaps": 0, "use_field": run.field}}


class Tiers:
    """The two tiers of a plan as queries."""

    def __init__(self, plan: Plan, masses: Sequence[float], rarest: Sequence[bool]) -> None:
        """``masses`` of the clauses (0 where nothing holds one); ``rarest``: which of them are."""
        self._plan, self._masses, self._rarest = plan, masses, rarest
        self._excluded = [node_query(node) for node in plan.excluded]
        found = [(one, restriction_query(one)) for one in plan.restrictions]
        self._allowed = [query for _, query in found if query is not None]
        self._loosely = [_loose_restriction(one) for one, query in found if query is None]

    @property
    def needs_texts(self) -> bool:
        """Whether only the texts of all documents tell which of them are hits."""
        return bool(self._loosely)

    def complete(self) -> Query:
        """Return what matches complete hits."""
        plan = self._plan
        if not plan.clauses and not plan.restrictions:
            return NONE
        return all_of([*map(clause_query, plan.clauses), *self._allowed], self._excluded)

    def partial(self) -> Query:
        """Return what matches the other hits."""
        plan = self._plan
        if not plan.clauses:
            return NONE
        whole = all_of([clause_query(clause) for clause in plan.clauses])
        bound = [clause_query(clause) for clause in plan.clauses if clause.binds]
        return all_of([self._some(), *bound, *self._allowed], [*self._excluded, whole])

    def looked_into(self) -> Query:
        """Return what matches all hits whose texts must be asked, and maybe others: round-ups, or all where a restriction needs it.

        What is restricted or excluded is left to who reads them: words of round-ups are weighed by all round-ups.
        """
        plan = self._plan
        some = any_of([*map(shared_query, plan.clauses), *(node_query(one.node) for one in plan.related)])
        own = ROUND_UPS
        if self.needs_texts:
            own = any_of([all_of([*self._loosely, *self._allowed], self._excluded), ROUND_UPS])
        return all_of([*([some] if plan.clauses else []), own])

    def _some(self) -> Query:
        plan = self._plan
        if plan.tier_share <= 0:
            also = self._also()
            return any_of(
                [query for c, own in zip(plan.clauses, also, strict=True) for query in (shared_query(c), *own)]
            )
        total = sum(self._masses)
        weighed = [
            {"constant_score": {"filter": query, "boost": mass / total + (1.0 if rare else 0.0)}}
            for query, mass, rare in zip(self._known(), self._masses, self._rarest, strict=True)
            if mass > 0
        ]
        # A score as a condition: the masses of what a document holds are added up and must be enough.
        enough = plan.tier_share * _TOLERANCE
        scored = any_of(weighed)
        return {"function_score": {"query": scored, "min_score": enough, "boost_mode": "sum"}} if weighed else NONE

    def _also(self) -> list[list[Query]]:
        """Return what matches each clause by related words."""
        plan = self._plan
        return [[node_query(r.node) for r in plan.related if n in r.clauses] for n in range(len(plan.clauses))]

    def _known(self) -> list[Query]:
        """Return what matches each clause, be it by related words."""
        return [any_of([clause_query(c), *own]) for c, own in zip(self._plan.clauses, self._also(), strict=True)]

    def candidates(self, tier: Query) -> Query:
        """Return a tier with the score that its candidates are chosen by."""
        plan = self._plan
        should = [_scoring_query(clause) for clause in plan.clauses]
        should += [{"constant_score": {"filter": node_query(node), "boost": _AHEAD}} for node in plan.ahead]
        should += [node_query(one.node) for one in plan.related]
        scored = {"bool": {"filter": [tier], **({"should": should} if should else {})}}
        leading = [clause.leads and rare for clause, rare in zip(plan.clauses, self._rarest, strict=True)]
        rarest = [query for query, leads in zip(self._known(), leading, strict=True) if leads]
        if plan.tier_share <= 0 or plan.rarest_gain == 1.0 or not rarest:
            return scored
        # Complete hits hold it all: their order stays.
        gained = {"filter": any_of(rarest), "weight": plan.rarest_gain}
        return {"function_score": {"query": scored, "functions": [gained], "boost_mode": "multiply"}}
