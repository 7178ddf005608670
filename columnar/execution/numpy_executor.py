"""What a plan means, in plain NumPy over whole columns: the oracle of the fast executor, and the one that works without it.

Every step makes arrays over all documents, so it is slow and easy to check. ``columnar.query.plan`` describes the nodes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from columnar.model import Postings
from columnar.query.bm25 import bm25
from columnar.query.collector import PageRequest, ScoredDoc, TopDocs
from columnar.query.facets import facets
from columnar.query.filters import allowed
from columnar.query.idf import idf
from columnar.query.plan import AllOf, AnyOf, Begins, BestOf, Clause, Leaf, Node, Part, Plan, Scored, Without
from columnar.query.split_texts import split_texts
from columnar.query.statistics import ReaderStatistics, Statistics
from columnar.reader.index_reader import IndexReader

Mask = NDArray[np.bool_]
Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Matches:
    """What a node matches: (size,) mask and (size,) scores, 0 where it does not match."""

    mask: Mask
    scores: Scores


@dataclass(frozen=True, slots=True)
class PartMatches:
    """What a part matches: ``share`` of it (size,), 1 where the mask is True."""

    mask: Mask
    scores: Scores
    share: Scores


@dataclass(frozen=True, slots=True)
class ClauseMatches(PartMatches):
    """What a clause matches, in how many documents, and their idf."""

    documents: int
    rarity: float


def is_plain(clause: Clause) -> bool:
    """Tell whether a clause is one part without pieces."""
    return len(clause.parts) == 1 and not clause.parts[0].loose


@dataclass(frozen=True, slots=True)
class Ranking:
    """Documents of both tiers: (size,) masks and scores; ``complete`` and ``partial`` never overlap.

    ``lacking`` (ahead, size): what of that which puts a complete hit ahead a document lacks.
    """

    complete: Mask
    partial: Mask
    scores: Scores
    lacking: Mask

    def order(self, which: Mask) -> NDArray[np.int64]:
        """Return documents of a tier, best first; ties by document number."""
        docs = np.flatnonzero(which)
        behind = np.where(self.complete, np.count_nonzero(self.lacking, axis=0), 0)
        return docs[np.lexsort((docs, -self.scores[docs], behind[docs]))]

    def shown(self, doc: int) -> ScoredDoc:
        """Return a document as it is shown."""
        complete = bool(self.complete[doc])
        lacks = tuple(np.flatnonzero(self.lacking[:, doc]).tolist()) if complete else ()
        return ScoredDoc(doc, float(self.scores[doc]), complete, lacks)


class NumpyExecutor:
    """Execute plans over one reader."""

    def __init__(self, reader: IndexReader, statistics: Statistics | None = None) -> None:
        """``statistics``: those of the collection that the reader's documents are taken from; its own when None."""
        self.reader = reader
        self.statistics: Statistics = statistics or ReaderStatistics(reader)

    def find(self, plan: Plan, wanted: PageRequest) -> TopDocs:
        """Run a plan and show what is wanted of it."""
        ranked = self.rank(plan)
        total, partial = int(np.count_nonzero(ranked.complete)), int(np.count_nonzero(ranked.partial))
        end = wanted.offset + wanted.n
        if wanted.by_date:
            docs = np.flatnonzero(ranked.complete)
            days = self.reader.column(self.reader.schema.sort_column)[docs].astype(np.int64)
            order, partial = docs[np.lexsort((docs, -ranked.scores[docs], -days))][wanted.offset : end], 0
        else:
            order = ranked.order(ranked.complete)[wanted.offset : end + wanted.spare]
            if total < end:
                after = max(wanted.offset - total, 0)
                order = np.append(order, ranked.order(ranked.partial)[after : end + wanted.spare])
        shown = [ranked.shown(doc) for doc in order.tolist()]
        counts = facets(self.reader, ranked.complete) if wanted.facets else {}
        return TopDocs(total, partial, wanted.cut(shown), counts)

    def rank(self, plan: Plan) -> Ranking:
        """Run both stages."""
        every = allowed(self.reader, plan.restrictions)
        for node in plan.excluded:
            every &= ~self.node(node, plan).mask
        none, lacking = np.zeros_like(every), np.zeros((len(plan.ahead), every.size), np.bool_)
        for row, node in zip(lacking, plan.ahead, strict=True):
            row[:] = ~self.node(node, plan).mask
        if not plan.clauses:
            return Ranking(every if plan.restrictions else none, none, np.zeros(every.size), lacking)
        hits, some = every.copy(), none
        scores, covered, mass = np.zeros(every.size), np.zeros(every.size), 0.0
        held = self.clauses(plan)
        also, related = self.related(plan)
        for clause, own, other in zip(plan.clauses, held, also, strict=True):
            rarity = clause.weight * clause.size * own.rarity
            scores += own.scores
            share = own.share if not is_plain(clause) else np.where(own.mask, 1.0, plan.related_share * other)
            covered += rarity * share
            mass += rarity
            every &= own.mask
            some = some | (own.share > 0) | other
            if clause.binds:
                hits &= own.mask
        rarest = none
        if plan.tier_share > 0:
            some, rarest = self.worth(plan, held, also)
        partial = some & hits & ~every
        for gained in related:
            # One after the other, as the fast executor adds: equal scores stay equal.
            scores = np.where(partial, scores + gained, scores)
        scores = scores + self.boosts(plan, scores, every, partial)
        gained = np.where(partial & rarest, plan.rarest_gain, 1.0)
        return Ranking(every, partial, scores * (covered / max(mass, 1e-9)) ** plan.coverage * gained, lacking)

    def clauses(self, plan: Plan) -> list[ClauseMatches]:
        """Return what each clause matches; of documents of several texts only what stands in the best one."""
        held = [self.clause(c, plan) for c in plan.clauses]
        if split := split_texts(self.reader, plan):
            kept = split.held(plan.clauses, self.statistics.split_documents(split.docs.size))
            for own, best in zip(held, kept.T, strict=True):
                own.mask[split.docs] &= best
        return held

    def related(self, plan: Plan) -> tuple[list[Mask], list[Scores]]:
        """Return which documents hold each clause by related words, and what each of these scores."""
        also = [np.zeros(self.reader.size, np.bool_) for _ in plan.clauses]
        scores: list[Scores] = []
        for one in plan.related:
            found = self.node(one.node, plan)
            scores.append(found.scores)
            for number in one.clauses:
                also[number] |= found.mask
        return also, scores

    def related_counts(self, plan: Plan) -> list[int]:
        """Return how many documents hold each clause by related words: the most of any one node."""
        counts = [0] * len(plan.clauses)
        for one in plan.related:
            found = self.statistics.frequency(one.node, self._union([self.leaf(leaf) for leaf in one.node.leaves]))
            for number in one.clauses:
                counts[number] = max(counts[number], found)
        return counts

    def worth(self, plan: Plan, held: Sequence[ClauseMatches], also: Sequence[Mask]) -> tuple[Mask, Mask]:
        """Return the documents that hold the rarest clause of those that any document holds, or enough of their mass; and those that hold a rarest that leads."""
        held_by = [max(own.documents, other) for own, other in zip(held, self.related_counts(plan), strict=True)]
        rare = [idf(self.statistics.documents, count) if count else 0.0 for count in held_by]
        known = [own.mask | other for own, other in zip(held, also, strict=True)]
        mass = [clause.weight * clause.size * own for clause, own in zip(plan.clauses, rare, strict=True)]
        most = sum((part * mask for part, mask in zip(mass, known, strict=True)), np.zeros(self.reader.size))
        enough = (most >= plan.tier_share * sum(mass) * (1 - 1e-9)) & (most > 0)
        rarest = [n for n, own in enumerate(rare) if own > 0 and own == max(rare)]
        leading = [known[n] for n in rarest if plan.clauses[n].leads]
        worth = reduce(np.logical_or, [known[n] for n in rarest], enough)
        return np.asarray(worth), np.asarray(reduce(np.logical_or, leading, np.zeros_like(enough)))

    def boosts(self, plan: Plan, scores: Scores, complete: Mask, partial: Mask) -> Scores:
        """Return (size,) the boosts of the first candidates: complete hits before the others, the highest scores first."""
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

    def clause(self, clause: Clause, plan: Plan) -> ClauseMatches:
        """Return the best of the alternatives."""
        held = [self.part(p, plan) for p in clause.parts]
        mask = np.logical_or.reduce([h.mask for h in held])
        scores, share = np.maximum.reduce([h.scores for h in held]), np.maximum.reduce([h.share for h in held])
        documents = self.statistics.holding(clause, mask)
        return ClauseMatches(mask, scores, share, documents, idf(self.statistics.documents, documents))

    def part(self, part: Part, plan: Plan) -> PartMatches:
        """Return one unit, and the share of its pieces where it is not held."""
        whole = self.node(part.node, plan)
        scores, share = whole.scores, whole.mask.astype(np.float64)
        if part.loose:
            pieces = [self.node(n, plan) for n in part.loose]
            held = np.sum([p.mask for p in pieces], axis=0, dtype=np.float64)
            share = np.maximum(share, held / len(pieces) * part.loose_share)
            scores = np.maximum(scores, np.sum([p.scores for p in pieces], axis=0))
        return PartMatches(whole.mask, scores, share)

    def node(self, node: Node, plan: Plan) -> Matches:
        """Return the documents and scores of any node."""
        if isinstance(node, Scored):
            return self._scored(node, plan)
        if isinstance(node, Without):
            found, unwanted = self.node(node.node, plan), self.node(node.unwanted, plan)
            return self._only(found.scores, found.mask & ~unwanted.mask)
        parts = [self.node(n, plan) for n in node.nodes]
        masks, scores = [p.mask for p in parts], [p.scores for p in parts]
        none = np.zeros(self.reader.size)
        if isinstance(node, AnyOf):
            return Matches(reduce(np.logical_or, masks, none > 0), reduce(np.add, scores, none))
        if isinstance(node, BestOf):
            return Matches(reduce(np.logical_or, masks, none > 0), reduce(np.maximum, scores, none))
        assert isinstance(node, AllOf)
        return self._only(reduce(np.add, scores, none), reduce(np.logical_and, masks))

    def _only(self, scores: Scores, mask: Mask) -> Matches:
        return Matches(mask, np.where(mask, scores, 0.0))

    def _scored(self, node: Scored, plan: Plan) -> Matches:
        found = self._union([self.leaf(leaf) for leaf in node.leaves])
        mask, scores = np.zeros(self.reader.size, np.bool_), np.zeros(self.reader.size)
        mask[found.docs] = True
        own, df = self.statistics.of_field(node.field), self.statistics.frequency(node, found)
        scores[found.docs] = node.weight * bm25(self.reader, node.field, found, plan.k1, plan.b, statistics=own, df=df)
        return Matches(mask, scores)

    def leaf(self, leaf: Leaf) -> Postings:
        """Return the live postings of a leaf."""
        if isinstance(leaf, Begins):
            terms = self.reader.prefix(leaf.field, leaf.prefix, 2**31)
            return self._union([self.reader.postings(leaf.field, t) for t in terms])
        if len(leaf.terms) == 1:
            return self.reader.postings(leaf.field, leaf.terms[0])
        return self.reader.phrase(leaf.field, leaf.terms)

    def _union(self, parts: list[Postings]) -> Postings:
        freqs = np.zeros(self.reader.size, np.int32)
        for part in parts:
            freqs[part.docs] += part.freqs
        docs = np.flatnonzero(freqs).astype(np.int32)
        return Postings(docs, freqs[docs])
