"""Query + Weights -> Plan: which leaves are asked for each unit, and with what weight. docs/ranking.md is the specification."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from columnar.query.plan import (
    AllOf,
    AnyOf,
    Begins,
    Clause,
    Leaf,
    Node,
    Part,
    Plan,
    Related,
    Restriction,
    Run,
    Scored,
    Split,
    Without,
)
from indexer.analysis.round_ups import ITEM
from indexer.schema import MARKS, WORDS, ZONES
from search.query.tree import Alternation, BorderedWord, Query, Term, Unit
from search.ranking.weights import WEIGHTS, Weights
from vietnamese.function_words import FUNCTION_WORDS
from vietnamese.spelling.normalise import iy_variants
from vietnamese.spelling.syllables import may_be_syllable

_RUNNING = ("title", "lead", "body")
"""Where words that stand beside each other count; in captions that told nothing apart (measured)."""

_ITEMS = Split(
    MARKS,
    ITEM,
    zones=frozenset(("body", "body_folded")),
    whole=frozenset(("title", "title_folded", "lead", "lead_folded")),
)
"""Round-ups are matched item by item; title and lead, which list the items, are one more."""

_SHORT = 6
"""Syllables of a query that is looked for as a whole too."""


def field_of(zone: str, accented: bool) -> str:
    """The field of a zone's accented or folded terms."""
    return zone if accented else f"{zone}_folded"


def run(zone: str, terms: Sequence[Term], accented: bool) -> Run:
    """The terms side by side in a zone."""
    return Run(field_of(zone, accented), tuple(t.text if accented else t.folded for t in terms))


def _is_proper(unit: Unit) -> bool:
    """Whether a unit is a name, or a word of no Vietnamese syllable: what it names is what a query is about, while a rare word of the
    language is often only another word for a thing."""
    return unit.kind == "name" or any(t.text.isalpha() and not may_be_syllable(t.text) for t in unit.terms)


class _Planner:
    """Plans the units of one query; ``mixed`` says that the query has accents somewhere."""

    def __init__(self, weights: Weights, mixed: bool) -> None:
        self.weights = weights
        self.mixed = mixed

    def _scored(self, zone: str, accented: bool, leaves: Sequence[Leaf], weight: float) -> Scored:
        return Scored(field_of(zone, accented), tuple(leaves), weight * self.weights.zones[zone])

    def forms(self, forms: Sequence[Sequence[Term]], zones: Sequence[str], weight: float) -> Node:
        """Any of the forms, in each zone as one term."""
        nodes = []
        for zone in zones:
            leaves = [run(zone, terms, any(t.accented for t in terms)) for terms in forms]
            nodes.append(self._scored(zone, True, leaves, weight))
        return AnyOf(tuple(nodes))

    def marks(self, marks: Sequence[str], weight: float) -> Node:
        """Any of the marks, as one term."""
        return Scored(MARKS, tuple(Run(MARKS, (mark,)) for mark in marks), weight * self.weights.marks)

    def whole(self, unit: Unit, zones: Sequence[str], weight: float) -> Node:
        """The unit's terms, forms and marks: one thing in each zone, but for forms that an admin weighed."""
        guards = dict(unit.exceptions)
        own: list[Sequence[Term]] = [] if unit.terms in guards else [unit.terms]
        nodes: list[Node] = []
        # How a document is mentioned in short is only marked: found it is by its marks.
        for number, form in enumerate(() if unit.kind == "document" else unit.forms):
            if form in guards:
                continue
            if unit.weight(number) == 1.0:
                own.append(form)
            else:
                nodes.append(self.forms((form,), zones, weight * unit.weight(number)))
        if own and not unit.named:
            nodes.insert(0, self.forms(own, zones, weight))
        weights = dict(zip(unit.forms, unit.weights, strict=False))
        for form, others in unit.exceptions:
            found = self.forms((form,), zones, weight * weights.get(form, 1.0))
            nodes.append(Without(found, self.marks(others, 1.0)))
        if unit.marks and not unit.zone:
            nodes.append(self.marks(unit.marks, weight))
        return nodes[0] if len(nodes) == 1 else AnyOf(tuple(nodes))

    def syllable(self, term: Term, zones: Sequence[str], weight: float) -> Node:
        """One syllable by its own form; in a query without any accents by its folded one."""
        exact = term.accented or self.mixed
        return AnyOf(
            tuple(
                node for zone in zones for node in self._spelt(zone, exact, term.text if exact else term.folded, weight)
            )
        )

    def _spelt(self, zone: str, accented: bool, word: str, weight: float) -> list[Scored]:
        """A word in a zone, and its other spelling with i or y, which never weighs as much."""
        field, others = field_of(zone, accented), iy_variants(word)
        exact = Run(field, (word,))
        if not others:
            return [self._scored(zone, accented, (exact,), weight)]
        either, share = (exact, *(Run(field, (o,)) for o in others)), self.weights.other_spelling
        return [
            self._scored(zone, accented, (exact,), weight * (1.0 - share)),
            self._scored(zone, accented, either, weight * share),
        ]

    def either(self, unit: Unit, zones: Sequence[str], weight: float) -> Node:
        """A word, or another way to write it, in each zone as one term."""
        nodes = []
        for zone in zones:
            exact = any(t.accented for t in unit.terms) or (self.mixed and unit.kind in ("syllable", "word"))
            leaves = [run(zone, unit.terms, exact), *(run(zone, f, any(t.accented for t in f)) for f in unit.forms)]
            nodes.append(self._scored(zone, True, leaves, weight))
        return AnyOf(tuple(nodes))

    def prefix(self, term: Term, zones: Sequence[str], weight: float) -> Node:
        """Every term that begins so, in each zone as one term."""
        accented = term.accented
        leaves = [(zone, Begins(field_of(zone, accented), term.text)) for zone in zones]
        return AnyOf(tuple(self._scored(zone, accented, (leaf,), weight) for zone, leaf in leaves))

    def part(self, unit: Unit, weight: float = 1.0) -> Part:
        """What one unit matches, all scores times ``weight``."""
        zones = (unit.zone,) if unit.zone else ZONES
        if unit.kind == "prefix":
            return Part(self.prefix(unit.terms[0], zones, weight))
        if len(unit.terms) == 1 and not unit.forms and not unit.marks:
            return Part(self.syllable(unit.terms[0], zones, weight))
        if unit.kind in ("syllable", "wildcard", "word"):
            return Part(self.either(unit, zones, weight))
        size = max(len(unit.terms), *(len(f) for f in unit.forms), 1)
        ambiguous = self.weights.ambiguous if unit.ambiguous else 1.0
        node = self.whole(unit, zones, weight * size * ambiguous / 2)
        if unit.binds or unit.ambiguous:
            return Part(node)
        terms = unit.terms if len(unit.terms) > 1 else unit.forms[0] if unit.forms and len(unit.forms[0]) > 1 else ()
        if unit.kind == "document":
            # A part of a document's number is a statistic elsewhere.
            terms = tuple(t for t in terms if not t.text[0].isdigit())
        share = self.weights.loose_name if unit.kind == "name" else self.weights.loose
        return Part(node, tuple(self.syllable(t, zones, weight) for t in terms), share)

    def option(self, units: Sequence[Unit], weight: float, excluded: Sequence[Unit] = ()) -> Part:
        """One alternative of a clause: all its units, without what it leaves out."""
        if len(units) == 1 and not excluded:
            return self.part(units[0], weight)
        nodes = tuple(self.part(u, weight).node for u in units)
        both = AllOf(nodes) if len(nodes) > 1 else nodes[0]
        if excluded:
            return Part(Without(both, AnyOf(tuple(self.part(u).node for u in excluded))))
        return Part(both, nodes)

    def clause(self, clause: Unit | Alternation) -> Clause:
        """A unit or alternatives."""
        options = clause.options if isinstance(clause, Alternation) else ((clause,),)
        weight = max(self._weight(u) for option in options for u in option)
        excluded = clause.excluded if isinstance(clause, Alternation) else ()
        parts = tuple(
            self.option(option, weight, without)
            for option, without in zip(options, excluded or ((),) * len(options), strict=True)
        )
        size = max(sum(len(u.terms) for u in option) for option in options)
        leads = all(any(_is_proper(u) for u in option) for option in options)
        return Clause(parts, weight, size, all(any(u.binds for u in option) for option in options), leads)

    def _weight(self, unit: Unit) -> float:
        plain_words = len(unit.terms) == 1 and unit.terms[0].text in FUNCTION_WORDS
        return self.weights.function_word if plain_words else 1.0

    def boosts(self, query: Query) -> tuple[Scored, ...]:
        """The query's adjacent pairs, a short query as a whole, and the words that only ask."""
        # What was typed without accents finds them all; beside each other the words mean the likeliest.
        terms, accented = query.reading or query.running, self.mixed or bool(query.reading)
        pairs = (p for p in pairwise(terms) if any(t.text not in FUNCTION_WORDS for t in p))
        runs: dict[tuple[Term, ...], float] = dict.fromkeys(pairs, self.weights.pair)
        if 2 < len(terms) <= _SHORT and len(terms) == sum(len(u.terms) for u in query.units):
            # So short a query is mostly one name or one term of several syllables.
            runs[terms] = self.weights.whole * len(terms)
        sides = tuple(
            self._scored(zone, accented, (run(zone, terms, accented),), weight)
            for terms, weight in runs.items()
            for zone in _RUNNING
        )
        boosted_forms = dict.fromkeys(form for unit in query.units for form in unit.boosted_forms)
        aside = tuple(node for i in sorted(query.optional) for node in self._aside(query.clauses[i]))
        return (*sides, *aside, *(self._boosted(zone, form) for form in boosted_forms for zone in ZONES))

    def _aside(self, clause: Unit | Alternation) -> tuple[Scored, ...]:
        """What a word that only asks adds where it stands."""
        assert isinstance(clause, Unit)
        node = self.syllable(clause.terms[0], ZONES, self.weights.asking)
        assert isinstance(node, AnyOf)
        return tuple(n for n in node.nodes if isinstance(n, Scored))

    def related(self, query: Query) -> tuple[Related, ...]:
        """Words of the same meaning, in each zone as one term; clauses that only ask are no part of the plan."""
        kept = [n for n in range(len(query.clauses)) if n not in query.optional]
        place = {number: at for at, number in enumerate(kept)}
        found = []
        for one in query.related:
            clauses = tuple(place[n] for n in one.clauses)
            size = len(one.clauses)
            for zone in ZONES:
                leaves = tuple(run(zone, form, any(t.accented for t in form)) for form in one.forms)
                weight = self.weights.related * size
                found.append(Related(self._scored(zone, True, leaves, weight), clauses))
        return tuple(found)

    def ahead(self, query: Query) -> tuple[Node, ...]:
        """For each word what has it as a word; where it is a part of a longer query, what does not have it only across borders."""
        return tuple(self._as_word(query, word) for word in query.words)

    def _as_word(self, query: Query, word: BorderedWord) -> Node:
        first = query.clauses[word.clauses[0]]
        assert isinstance(first, Unit)
        named = len(word.clauses) == 1
        itself = self.forms((word.terms,), ZONES, 1.0) if named or word.alone else self.part(first).node
        crossed = Scored(WORDS, tuple(Run(WORDS, (term,)) for term in word.crossed))
        node = Without(itself, crossed) if word.crossed else itself
        others = [self.forms(first.forms, ZONES, 1.0)] if named and first.forms else []
        others += [self.marks(first.marks, 1.0)] if named and first.marks else []
        return AnyOf((node, *others)) if others else node

    def _boosted(self, zone: str, form: Sequence[Term]) -> Scored:
        accented = any(t.accented for t in form)
        return self._scored(zone, accented, (run(zone, form, accented),), self.weights.whole * len(form))


def plan(query: Query, weights: Weights = WEIGHTS, restrictions: Sequence[Restriction] = ()) -> Plan:
    """Plan a query; ``restrictions`` are its conditions and the filters chosen on the page."""
    planner = _Planner(weights, any(t.accented for u in query.units for t in u.terms))
    return Plan(
        clauses=tuple(planner.clause(c) for i, c in enumerate(query.clauses) if i not in query.optional),
        excluded=tuple(planner.part(u).node for u in query.excluded),
        restrictions=tuple(restrictions),
        boosts=planner.boosts(query),
        related=planner.related(query),
        ahead=planner.ahead(query),
        split=_ITEMS,
        tier_share=weights.tier_share,
        rarest_gain=weights.rarest,
        related_share=weights.related,
        coverage=weights.coverage,
        candidates=weights.candidates,
        k1=weights.k1,
        b=weights.b,
    )
