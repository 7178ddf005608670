"""Matching the clauses of a plan: which documents hold how many of them without a gap, and which are hits at all."""

# What numba compiles carries no annotations it could use.
# mypy: disable-error-code="no-untyped-def,no-untyped-call,var-annotated,misc"

from __future__ import annotations

from indexer.kernels import layout as slot
from indexer.kernels.lists import run_of
from indexer.kernels.memory import compiled, i4, i8, set_i4, set_i8, set_u1, u1
from indexer.kernels.nodes import list_at
from indexer.kernels.phrases import is_live


@compiled
def clause_at(program, number):
    """Address of the number-th clause."""
    return program + (i8(program, slot.CLAUSES) + number * slot.CLAUSE_WIDTH) * 8


@compiled
def visit(program, lists, number, stamp, touches, touched):
    """Mark the documents of a list as holding clause ``number`` (from 0).

    Returns (documents that are new to the clause, documents touched so far); only ``touches`` makes new hits.
    """
    stamps, levels, noted = i8(program, slot.STAMPS), i8(program, slot.LEVELS), i8(program, slot.TOUCHED)
    fresh = 0
    for r in range(i8(lists, slot.LIST_RUN_COUNT)):
        run = run_of(program, lists, r)
        docs, base = i8(run, slot.RUN_DOCS), i8(run, slot.RUN_BASE)
        for i in range(i8(run, slot.RUN_COUNT_OF)):
            doc = base + i4(docs, i)
            if i4(stamps, doc) == stamp:
                continue
            set_i4(stamps, doc, stamp)
            fresh += 1
            level = u1(levels, doc)
            if level == 0 and touches:
                set_i4(noted, touched, doc)
                touched += 1
                level = 1
                set_u1(levels, doc, 1)
            if level == number + 1:
                set_u1(levels, doc, number + 2)
    return fresh, touched


@compiled
def visit_piece(program, lists, touched):
    """Make hits of the documents of a piece; return the documents touched so far."""
    levels, noted = i8(program, slot.LEVELS), i8(program, slot.TOUCHED)
    for r in range(i8(lists, slot.LIST_RUN_COUNT)):
        run = run_of(program, lists, r)
        docs, base = i8(run, slot.RUN_DOCS), i8(run, slot.RUN_BASE)
        for i in range(i8(run, slot.RUN_COUNT_OF)):
            doc = base + i4(docs, i)
            if u1(levels, doc) == 0:
                set_u1(levels, doc, 1)
                set_i4(noted, touched, doc)
                touched += 1
    return touched


@compiled
def match_clause(program, number, touched):
    """Match one clause; return the documents touched so far."""
    clause = clause_at(program, number)
    stamp, bound = i8(program, slot.EPOCH), i8(program, slot.BOUND_COUNT)
    set_i8(program, slot.EPOCH, stamp + 1)
    touches = number == 0 or bound == 0
    matched = 0
    for p in range(i8(clause, slot.CLAUSE_PART_COUNT)):
        part = program + (i8(clause, slot.CLAUSE_PARTS) + p * slot.PART_WIDTH) * 8
        own = program + i8(part, slot.PART_LISTS) * 8
        for n in range(i8(part, slot.PART_LIST_COUNT)):
            fresh, touched = visit(program, list_at(program, i8(own, n)), number, stamp, touches, touched)
            matched += fresh
    set_i8(clause, slot.CLAUSE_DF, matched)
    return touched


@compiled
def match_pieces(program, number, touched):
    """Make hits of the documents that hold a piece of a clause; return the documents touched so far."""
    clause = clause_at(program, number)
    for p in range(i8(clause, slot.CLAUSE_PART_COUNT)):
        part = program + (i8(clause, slot.CLAUSE_PARTS) + p * slot.PART_WIDTH) * 8
        pieces = program + i8(part, slot.PART_PIECES) * 8
        for q in range(i8(part, slot.PART_PIECE_COUNT)):
            own = program + i8(pieces, 2 * q) * 8
            for n in range(i8(pieces, 2 * q + 1)):
                touched = visit_piece(program, list_at(program, i8(own, n)), touched)
    return touched


@compiled
def touch_all(program):
    """Make hits of all live documents: a plan without clauses; return their number."""
    levels, noted, live = i8(program, slot.LEVELS), i8(program, slot.TOUCHED), i8(program, slot.LIVE)
    touched = 0
    for doc in range(i8(program, slot.SIZE)):
        if is_live(live, doc):
            set_u1(levels, doc, 1)
            set_i4(noted, touched, doc)
            touched += 1
    return touched


@compiled
def exclude(program, lists):
    """No document of a list is a hit."""
    levels = i8(program, slot.LEVELS)
    for r in range(i8(lists, slot.LIST_RUN_COUNT)):
        run = run_of(program, lists, r)
        docs, base = i8(run, slot.RUN_DOCS), i8(run, slot.RUN_BASE)
        for i in range(i8(run, slot.RUN_COUNT_OF)):
            set_u1(levels, base + i4(docs, i), 0)


@compiled
def lets_through(rule, doc):
    """Whether a restriction lets a document through."""
    first = i4(i8(rule, slot.RESTRICTION_COLUMN), doc)
    other = i8(rule, slot.RESTRICTION_OTHER)
    if i8(rule, slot.RESTRICTION_KIND) == slot.KIND_LABELS:
        return u1(other, first) != 0
    low, high = i8(rule, slot.RESTRICTION_LOW), i8(rule, slot.RESTRICTION_HIGH)
    if low <= first <= high:
        return True
    return other != 0 and low <= i4(other, doc) <= high


@compiled
def restrict(program, touched):
    """Only documents that every restriction lets through stay hits."""
    levels, noted = i8(program, slot.LEVELS), i8(program, slot.TOUCHED)
    for n in range(i8(program, slot.RESTRICTION_COUNT)):
        rule = program + (i8(program, slot.RESTRICTIONS) + n * slot.RESTRICTION_WIDTH) * 8
        for i in range(touched):
            doc = i4(noted, i)
            if u1(levels, doc) != 0 and not lets_through(rule, doc):
                set_u1(levels, doc, 0)


@compiled
def match(program):
    """Match everything: levels are final, totals counted; return the documents touched."""
    clauses, bound = i8(program, slot.CLAUSE_COUNT), i8(program, slot.BOUND_COUNT)
    touched = 0 if clauses else touch_all(program)
    for number in range(clauses):
        touched = match_clause(program, number, touched)
    if bound == 0:
        for number in range(clauses):
            touched = match_pieces(program, number, touched)
    own = program + i8(program, slot.EXCLUDED) * 8
    for n in range(i8(program, slot.EXCLUDED_COUNT)):
        exclude(program, list_at(program, i8(own, n)))
    restrict(program, touched)
    return touched


@compiled
def count(program, touched):
    """Count complete and other hits."""
    levels, noted = i8(program, slot.LEVELS), i8(program, slot.TOUCHED)
    complete, least = i8(program, slot.CLAUSE_COUNT) + 1, i8(program, slot.BOUND_COUNT) + 1
    total = some = 0
    for i in range(touched):
        level = u1(levels, i4(noted, i))
        total += level == complete
        some += level >= least
    set_i8(program, slot.TOTAL, total)
    set_i8(program, slot.PARTIAL, some - total)
