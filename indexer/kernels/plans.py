"""Running a whole plan: match, count, score what can be shown, boost, choose the best, count facets, clear up."""

# What numba compiles carries no annotations it could use.
# mypy: disable-error-code="no-untyped-def,no-untyped-call,var-annotated,misc"

from __future__ import annotations

from math import pow

from indexer.kernels import layout as slot
from indexer.kernels.clauses import clause_at, count, match
from indexer.kernels.heaps import order, push, threshold
from indexer.kernels.lists import resolve_all
from indexer.kernels.memory import compiled, f8, i4, i8, set_f8, set_i8, set_u1, u1
from indexer.kernels.nodes import join_all, list_at
from indexer.kernels.scoring import add_boost, cut, score_clause


@compiled
def score(program, least):
    """Add up all clauses for hits of at least a level; return the mass of the query."""
    clauses = i8(program, slot.CLAUSE_COUNT)
    mass = 0.0
    for number in range(clauses):
        mass += score_clause(program, clause_at(program, number), least, least <= clauses)
    return mass


@compiled
def boost(program, touched, least):
    """Add up the boosts of the first candidates, complete hits first, in PIECES."""
    complete, candidates = i8(program, slot.CLAUSE_COUNT) + 1, i8(program, slot.CANDIDATES)
    first = cut(program, touched, complete, complete, candidates)
    second = -1.0
    if least < complete:
        second = cut(program, touched, least, complete - 1, candidates - i8(program, slot.TOTAL))
    own = program + i8(program, slot.BOOSTS) * 8
    for n in range(i8(program, slot.BOOST_COUNT)):
        lists = list_at(program, i8(own, n))
        add_boost(program, lists, complete, least, first, second, i8(program, slot.PIECES))


@compiled
def share_of(program, doc, mass):
    """What coverage multiplies a score by."""
    share, power = f8(i8(program, slot.COVERED), doc) / max(mass, 1e-9), f8(program, slot.COVERAGE)
    return share * share if power == 2.0 else pow(share, power)


@compiled
def choose(program, touched, least, mass):
    """Offer every scored hit to the heap of its tier."""
    levels, noted = i8(program, slot.LEVELS), i8(program, slot.TOUCHED)
    scores, boosts, days = i8(program, slot.SCORES), i8(program, slot.PIECES), i8(program, slot.DAYS)
    complete = i8(program, slot.CLAUSE_COUNT) + 1
    bar = -1.0
    for i in range(touched):
        doc = i4(noted, i)
        level = u1(levels, doc)
        if level < least:
            continue
        own = f8(scores, doc) + f8(boosts, doc)
        if level == complete:
            push(program, 0, float(i4(days, doc)) if days else 0.0, own, doc)
        elif own >= bar:
            # Coverage is at most 1, so what is below the bar without it stays below.
            push(program, 1, 0.0, own * share_of(program, doc, mass), doc)
            bar = threshold(program, 1)


@compiled
def count_facets(program, touched):
    """Count the complete hits by the ordinals of each facet's column."""
    levels, noted = i8(program, slot.LEVELS), i8(program, slot.TOUCHED)
    complete = i8(program, slot.CLAUSE_COUNT) + 1
    for n in range(i8(program, slot.FACET_COUNT)):
        facet = program + (i8(program, slot.FACETS) + n * slot.FACET_WIDTH) * 8
        column, counts = i8(facet, slot.FACET_COLUMN), i8(facet, slot.FACET_COUNTS)
        for i in range(touched):
            doc = i4(noted, i)
            if u1(levels, doc) == complete:
                ordinal = i4(column, doc)
                set_i8(counts, ordinal, i8(counts, ordinal) + 1)


@compiled
def clear(program, touched):
    """Bring the scratch arrays back to zero."""
    levels, noted = i8(program, slot.LEVELS), i8(program, slot.TOUCHED)
    scores, boosts, covered = i8(program, slot.SCORES), i8(program, slot.PIECES), i8(program, slot.COVERED)
    for i in range(touched):
        doc = i4(noted, i)
        set_u1(levels, doc, 0)
        set_f8(scores, doc, 0.0)
        set_f8(boosts, doc, 0.0)
        set_f8(covered, doc, 0.0)


@compiled
def rank(program):
    """Run a plan."""
    resolve_all(program)
    join_all(program)
    touched = match(program)
    count(program, touched)
    complete = i8(program, slot.CLAUSE_COUNT) + 1
    least = i8(program, slot.BOUND_COUNT) + 1
    if i8(program, slot.TOTAL) >= i8(program, slot.SHOWN) or i8(program, slot.DAYS):
        least = complete  # The others cannot be shown, so they need no score.
    if i8(program, slot.NEEDED) > 0:
        mass = score(program, least)
        boost(program, touched, least)
        choose(program, touched, least, mass)
        order(program, 0)
        order(program, 1)
    count_facets(program, touched)
    clear(program, touched)
