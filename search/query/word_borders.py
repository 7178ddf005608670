"""Words in a query, and what of the archive has them only across the borders of other words ("bộ đội" in "cán bộ đội trưởng").

Such articles hold every unit and count; they come after those that have the word itself. Quotes and ``+`` treat both alike.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import log

from search.query.collocations import CollocationEvidence
from search.query.tree import Alternation, BorderedWord, Form, Query, Unit

_LAST = 24
"""Clauses of a query in which words are looked for."""


def find_words(query: Query, evidence: CollocationEvidence) -> Query:
    """Return the query with its words that some articles have only across borders, and with the word that is all of it."""
    return replace(query, words=(*_units(query, evidence), *_syllables(query, evidence)))


def _units(query: Query, evidence: CollocationEvidence) -> Iterator[BorderedWord]:
    """Names and long forms: what stands across their first or last two syllables is something else."""
    for number, unit in enumerate(query.clauses[:_LAST]):
        if isinstance(unit, Unit) and unit.kind in ("name", "long") and len(unit.terms) > 1 and not unit.zone:
            meant = _meant(query, number, len(unit.terms))
            ends = dict.fromkeys(two for terms in (unit.terms, meant) for two in (terms[:2], terms[-2:]))
            crossed = tuple(dict.fromkeys(term for two in ends for term in evidence.crossings(two)))
            if crossed:
                yield BorderedWord((number,), unit.terms, crossed)


def _syllables(query: Query, evidence: CollocationEvidence) -> Iterator[BorderedWord]:
    """Pairs of syllables that are words of the archive; of those that overlap the likeliest."""
    asked = [n for n in range(len(query.clauses)) if n not in query.optional]
    for at in _pairs(query, evidence):
        terms = _meant(query, at, 2)
        alone, crossed = asked == [at, at + 1], evidence.crossings(terms)
        if alone or crossed:
            yield BorderedWord((at, at + 1), terms, crossed, alone)


def _pairs(query: Query, evidence: CollocationEvidence) -> list[int]:
    """The first clauses of the words, of which no two overlap: those that the archive has most often."""
    clauses = query.clauses[:_LAST]
    best: list[tuple[float, tuple[int, ...]]] = [(0.0, ()), (0.0, ())]
    for at in range(len(clauses) - 1):
        worth = 0.0
        if _is_free(query, at) and _is_free(query, at + 1):
            worth = log(1 + evidence.word_count(_meant(query, at, 2)))
        taken = best[at][0] + worth, (*best[at][1], at)
        best.append(max(best[at + 1], taken, key=lambda one: one[0]) if worth else best[at + 1])
    return list(best[-1][1])


def _is_free(query: Query, number: int) -> bool:
    clause = query.clauses[number]
    plain = isinstance(clause, Unit) and clause.kind == "syllable" and len(clause.terms) == 1
    if isinstance(clause, Alternation) or not plain or clause.zone or clause.forms or number in query.optional:
        return False
    return not clause.literal


def _meant(query: Query, at: int, size: int) -> Form:
    """So many syllables from a clause on, as the archive most likely writes them."""
    before = sum(len(c.terms) for c in query.clauses[:at] if isinstance(c, Unit) and not c.zone)
    return (query.reading or query.running)[before : before + size]
