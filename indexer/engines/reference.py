"""What a plan means, in plain NumPy over whole columns: the oracle of the fast executor, and the one that works without it.

Every step makes arrays over all documents, so it is slow and easy to check. ``indexer.plan`` describes the nodes.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from indexer.engines.bm25 import bm25, idf
from indexer.engines.columns import allowed
from indexer.engines.found import Found, Shown, Wanted
from indexer.facets import facets
from indexer.model import Engine, Postings
from indexer.plan import AllOf, AnyOf, Begins, BestOf, Clause, Leaf, Node, Part, Plan, Scored, Without

Mask = NDArray[np.bool_]
Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Matched:
    """What a node matches: (size,) mask and (size,) scores, 0 where it does not match."""

    mask: Mask
    scores: Scores


@dataclass(frozen=True, slots=True)
class Held:
    """What a part or clause matches: ``share`` of it (size,), 1 where the mask is True."""

    mask: Mask
    scores: Scores
    share: Scores


@dataclass(frozen=True, slots=True)
class Ranked:
    """Documents of both tiers: (size,) masks and scores; ``complete`` and ``partial`` never overlap."""

    complete: Mask
    partial: Mask
    scores: Scores

    def order(self, which: Mask) -> NDArray[np.int64]:
        """Documents of a tier, best first; ties by document number."""
        docs = np.flatnonzero(which)
        return docs[np.lexsort((docs, -self.scores[docs]))]


class Reference:
    """Executes plans over one opened engine."""

    def __init__(self, engine: Engine) -> None:
        self.engine = engine
        self.documents = max(int(np.count_nonzero(engine.live)), 1)

    def find(self, plan: Plan, wanted: Wanted) -> Found:
        """Run a plan and show what is wanted of it."""
        ranked = self.rank(plan)
        total, partial = int(np.count_nonzero(ranked.complete)), int(np.count_nonzero(ranked.partial))
        end = wanted.offset + wanted.n
        if wanted.sort == "date":
            docs = np.flatnonzero(ranked.complete)
            days = self.engine.column("published_day")[docs].astype(np.int64)
            order, partial = docs[np.lexsort((docs, -ranked.scores[docs], -days))][wanted.offset : end], 0
        else:
            order = ranked.order(ranked.complete)[wanted.offset : end + wanted.spare]
            if total < end:
                after = max(wanted.offset - total, 0)
                order = np.append(order, ranked.order(ranked.partial)[after : end + wanted.spare])
        shown = [Shown(int(d), float(ranked.scores[d]), bool(ranked.complete[d])) for d in order]
        counts = facets(self.engine, ranked.complete) if wanted.facets else {}
        return Found(total, partial, wanted.cut(shown), counts)

    def rank(self, plan: Plan) -> Ranked:
        """Run both stages."""
        every = allowed(self.engine, plan.restrictions)
        for node in plan.excluded:
            every &= ~self.node(node, plan).mask
        none = np.zeros_like(every)
        if not plan.clauses:
            return Ranked(every if plan.restrictions else none, none, np.zeros(every.size))
        hits, some = every.copy(), none
        scores, covered, mass = np.zeros(every.size), np.zeros(every.size), 0.0
        for clause in plan.clauses:
            held = self.clause(clause, plan)
            rarity = clause.weight * clause.size * idf(self.documents, int(np.count_nonzero(held.mask)))
            scores += held.scores
            covered += rarity * held.share
            mass += rarity
            every &= held.mask
            some = some | (held.share > 0)
            if clause.binds:
                hits &= held.mask
        partial = some & hits & ~every
        scores = scores + self.boosts(plan, scores, every, partial)
        return Ranked(every, partial, scores * (covered / max(mass, 1e-9)) ** plan.coverage)

    def boosts(self, plan: Plan, scores: Scores, complete: Mask, partial: Mask) -> Scores:
        """(size,) the boosts of the first candidates: complete hits before the others, the highest scores first."""
        chosen = np.zeros_like(complete)
        left = plan.candidates
        for tier in (complete, partial):
            own = np.sort(scores[tier])[::-1]
            # Equal scores at the border all count.
            border = -np.inf if own.size <= left else np.inf if left <= 0 else own[left - 1]
            chosen |= tier & (scores >= border)
            left -= own.size
        added = reduce(np.add, [self.node(b, plan).scores for b in plan.boosts], np.zeros_like(scores))
        return np.where(chosen, added, 0.0)

    def clause(self, clause: Clause, plan: Plan) -> Held:
        """The best of the alternatives."""
        held = [self.part(p, plan) for p in clause.parts]
        return Held(
            np.logical_or.reduce([h.mask for h in held]),
            np.maximum.reduce([h.scores for h in held]),
            np.maximum.reduce([h.share for h in held]),
        )

    def part(self, part: Part, plan: Plan) -> Held:
        """One unit, and the share of its pieces where it is not held."""
        whole = self.node(part.node, plan)
        scores, share = whole.scores, whole.mask.astype(np.float64)
        if part.loose:
            pieces = [self.node(n, plan) for n in part.loose]
            held = np.sum([p.mask for p in pieces], axis=0, dtype=np.float64)
            share = np.maximum(share, held / len(pieces) * part.loose_share)
            scores = np.maximum(scores, np.sum([p.scores for p in pieces], axis=0))
        return Held(whole.mask, scores, share)

    def node(self, node: Node, plan: Plan) -> Matched:
        """The documents and scores of any node."""
        if isinstance(node, Scored):
            return self._scored(node, plan)
        if isinstance(node, Without):
            found, unwanted = self.node(node.node, plan), self.node(node.unwanted, plan)
            return self._only(found.scores, found.mask & ~unwanted.mask)
        parts = [self.node(n, plan) for n in node.nodes]
        masks, scores = [p.mask for p in parts], [p.scores for p in parts]
        none = np.zeros(self.engine.size)
        if isinstance(node, AnyOf):
            return Matched(reduce(np.logical_or, masks, none > 0), reduce(np.add, scores, none))
        if isinstance(node, BestOf):
            return Matched(reduce(np.logical_or, masks, none > 0), reduce(np.maximum, scores, none))
        assert isinstance(node, AllOf)
        return self._only(reduce(np.add, scores, none), reduce(np.logical_and, masks))

    def _only(self, scores: Scores, mask: Mask) -> Matched:
        return Matched(mask, np.where(mask, scores, 0.0))

    def _scored(self, node: Scored, plan: Plan) -> Matched:
        found = self._union([self.leaf(leaf) for leaf in node.leaves])
        mask, scores = np.zeros(self.engine.size, np.bool_), np.zeros(self.engine.size)
        mask[found.docs] = True
        scores[found.docs] = node.weight * bm25(self.engine, node.field, found, plan.k1, plan.b)
        return Matched(mask, scores)

    def leaf(self, leaf: Leaf) -> Postings:
        """The live postings of a leaf."""
        if isinstance(leaf, Begins):
            terms = self.engine.prefix(leaf.field, leaf.prefix, 2**31)
            return self._union([self.engine.postings(leaf.field, t) for t in terms])
        if len(leaf.terms) == 1:
            return self.engine.postings(leaf.field, leaf.terms[0])
        return self.engine.phrase(leaf.field, leaf.terms)

    def _union(self, parts: list[Postings]) -> Postings:
        freqs = np.zeros(self.engine.size, np.int32)
        for part in parts:
            freqs[part.docs] += part.freqs
        docs = np.flatnonzero(freqs).astype(np.int32)
        return Postings(docs, freqs[docs])
