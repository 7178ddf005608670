"""Query -> documents and scores over an engine: the two stages of docs/ranking.md, as arrays over all documents."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from indexer.engines.bm25 import bm25, idf
from indexer.model import NO_DAY, ZONES, Engine, Postings
from indexer.operators import plain
from indexer.units import Either, Query, Term, Unit
from indexer.weights import QUESTION_WORDS, WEIGHTS, Weights

Mask = NDArray[np.bool_]
Scores = NDArray[np.float64]

_PREFIXES = 50
_SHORT = 6
"""Syllables of a query that is looked for as a whole too."""


@dataclass(frozen=True, slots=True)
class Found:
    """What one unit matches: (size,) mask, (size,) scores and (size,) share of the unit's syllables found."""

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


class Ranker:
    """Executes queries over one opened engine."""

    def __init__(self, engine: Engine, weights: Weights = WEIGHTS) -> None:
        self.engine = engine
        self.weights = weights
        self.documents = max(int(np.count_nonzero(engine.live)), 1)

    def _empty(self) -> tuple[Mask, Scores]:
        return np.zeros(self.engine.size, np.bool_), np.zeros(self.engine.size, np.float64)

    def _postings(self, field: str, terms: Sequence[Term], accented: bool) -> Postings:
        texts = [t.text if accented else t.folded for t in terms]
        name = field if accented else f"{field}_folded"
        return self.engine.postings(name, texts[0]) if len(texts) == 1 else self.engine.phrase(name, texts)

    def _union(self, parts: Sequence[Postings]) -> Postings:
        parts = [p for p in parts if p.docs.size]
        if not parts:
            return Postings(np.zeros(0, np.int32), np.zeros(0, np.int32))
        if len(parts) == 1:
            return parts[0]
        freqs = np.zeros(self.engine.size, np.int32)
        for part in parts:
            freqs[part.docs] += part.freqs
        docs = np.flatnonzero(freqs).astype(np.int32)
        return Postings(docs, freqs[docs])

    def _add(self, scores: Scores, zone: str, accented: bool, found: Postings, weight: float = 1.0) -> None:
        if found.docs.size:
            field = zone if accented else f"{zone}_folded"
            value = bm25(self.engine, field, found, self.weights.k1, self.weights.b)
            scores[found.docs] += weight * self.weights.zones[zone] * value

    def forms(self, forms: Sequence[Sequence[Term]], zones: Sequence[str]) -> tuple[Mask, Scores]:
        """Documents with any of the forms (terms side by side), scored as one thing."""
        mask, scores = self._empty()
        for zone in zones:
            parts = []
            for terms in forms:
                accented = any(t.accented for t in terms)
                parts.append(self._postings(zone, terms, accented))
            found = self._union(parts)
            mask[found.docs] = True
            self._add(scores, zone, True, found)
        return mask, scores

    def syllable(self, term: Term, zones: Sequence[str], mixed: bool) -> tuple[Mask, Scores]:
        """Documents with one syllable; ``mixed`` says that the query has accents elsewhere."""
        mask, scores = self._empty()
        for zone in zones:
            exact = self._postings(zone, [term], True)
            if term.accented:
                mask[exact.docs] = True
                self._add(scores, zone, True, exact)
                continue
            folded = self._postings(zone, [term], False)
            mask[folded.docs] = True
            self._add(scores, zone, False, folded, self.weights.folded_share if mixed else 1.0)
            if mixed:
                self._add(scores, zone, True, exact, 1.0 - self.weights.folded_share)
        return mask, scores

    def _prefix(self, unit: Unit, zones: Sequence[str]) -> Found:
        mask, scores = self._empty()
        term = unit.terms[0]
        for zone in zones:
            field = zone if term.accented else f"{zone}_folded"
            terms = self.engine.prefix(field, term.text, _PREFIXES)
            found = self._union([self.engine.postings(field, t) for t in terms])
            mask[found.docs] = True
            self._add(scores, zone, term.accented, found)
        return Found(mask, scores, mask.astype(np.float64))

    def unit(self, unit: Unit, mixed: bool) -> Found:
        """What one unit matches."""
        zones = (unit.zone,) if unit.zone else ZONES
        if unit.kind == "prefix":
            return self._prefix(unit, zones)
        if len(unit.terms) == 1 and not unit.forms:
            mask, scores = self.syllable(unit.terms[0], zones, mixed)
            return Found(mask, scores, mask.astype(np.float64))
        size = max(len(unit.terms), *(len(f) for f in unit.forms), 1)
        mask, scores = self.forms((unit.terms, *unit.forms), zones)
        scores *= size * (self.weights.ambiguous if unit.ambiguous else 1.0) / 2
        share = mask.astype(np.float64)
        if not unit.binds:
            terms = unit.terms if len(unit.terms) > 1 else unit.forms[0] if len(unit.forms[0]) > 1 else ()
            loose, total = np.zeros_like(share), np.zeros_like(scores)
            for term in terms:
                held, value = self.syllable(term, zones, mixed)
                loose += held
                total += value
            if terms and not unit.ambiguous:
                share = np.maximum(share, loose / len(terms) * 0.8)
                scores = np.maximum(scores, total)
        return Found(mask, scores, share)

    def _weight(self, unit: Unit) -> float:
        plain_words = len(unit.terms) == 1 and unit.terms[0].text in QUESTION_WORDS
        return self.weights.question_word if plain_words else 1.0

    def binding(self, query: Query) -> Mask:
        """Documents that exclusions, dates and labels allow; live ones only."""
        allowed = self.engine.live.copy()
        for dates in query.dates:
            held = np.zeros_like(allowed)
            for name in dates.columns:
                days = self.engine.column(name)
                inside = days != NO_DAY
                if dates.low is not None:
                    inside &= days >= dates.low
                if dates.high is not None:
                    inside &= days <= dates.high
                held |= inside
            allowed &= held
        for label in query.labels:
            texts = [plain(t) for t in self.engine.labels(label.column)]
            same = [i for i, t in enumerate(texts) if t and t.replace("_", " ") == label.value.replace("_", " ")]
            chosen = same or [i for i, t in enumerate(texts) if t and t.startswith(label.value)]
            allowed &= np.isin(self.engine.column(label.column), chosen)
        for unit in query.excluded:
            allowed &= ~self.unit(unit, True).mask
        return allowed

    def rank(self, query: Query) -> Ranked:
        """Run both stages."""
        allowed = self.binding(query)
        if not query.clauses:
            none = np.zeros_like(allowed)
            return Ranked(allowed if not query.empty else none, none, np.zeros(allowed.size))
        mixed = any(t.accented for u in query.units for t in u.terms)
        every, some = allowed.copy(), np.zeros_like(allowed)
        scores, covered = np.zeros(allowed.size), np.zeros(allowed.size)
        mass = 0.0
        for clause in query.clauses:
            units = clause.units if isinstance(clause, Either) else (clause,)
            found = [self.unit(u, mixed) for u in units]
            mask = np.logical_or.reduce([f.mask for f in found])
            share = np.maximum.reduce([f.share for f in found])
            weight = max(self._weight(u) for u in units)
            rarity = weight * idf(self.documents, int(np.count_nonzero(mask))) * max(len(u.terms) for u in units)
            scores += weight * np.maximum.reduce([f.scores for f in found])
            covered += rarity * share
            mass += rarity
            every &= mask
            some |= share > 0
            if all(u.binds for u in units):
                allowed &= mask
        if not any(u.binds is False for u in query.units):
            some |= every
        partial = some & allowed & ~every
        self._runs(query, mixed, scores, every | partial)
        return Ranked(every, partial, scores * (covered / max(mass, 1e-9)) ** self.weights.coverage)

    def _runs(self, query: Query, mixed: bool, scores: Scores, held: Mask) -> None:
        """Add the query's adjacent pairs, and a short query as a whole, for the first k candidates, in place."""
        docs = np.flatnonzero(held)
        if docs.size > self.weights.candidates:
            best = np.argpartition(-scores[docs], self.weights.candidates)[: self.weights.candidates]
            docs = docs[best]
        chosen = np.zeros_like(held)
        chosen[docs] = True
        terms = [t for c in query.clauses if isinstance(c, Unit) and not c.zone for t in c.terms]
        added = np.zeros_like(scores)
        runs: dict[tuple[Term, ...], float] = dict.fromkeys(zip(terms, terms[1:], strict=False), self.weights.pair)
        if 2 < len(terms) <= _SHORT and len(terms) == sum(len(u.terms) for u in query.units):
            # So short a query is mostly one name or one term of several syllables.
            runs[tuple(terms)] = self.weights.whole * len(terms)
        for run, weight in runs.items():
            for zone in ZONES:
                self._add(added, zone, mixed, self._postings(zone, run, mixed), weight)
        scores[chosen] += added[chosen]
