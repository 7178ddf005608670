"""Running a whole plan: match, count, score what can be shown, boost, choose the best, clear up."""

# What numba compiles carries no annotations it could use.
# mypy: disable-error-code="no-untyped-def,no-untyped-call,var-annotated,misc"

from __future__ import annotations

from math import pow

from columnar.kernels import layout as slot
from columnar.kernels.boolean import join_all, list_at
from columnar.kernels.clauses import clause_at, count, match
from columnar.kernels.heaps import order, push, threshold
from columnar.kernels.memory import compiled, f8, i4, i8, set_f8, set_i4, set_i8, set_u1
from columnar.kernels.postings import resolve_all, run_of
from columnar.kernels.scoring import add_boost, add_related, cut, score_clause


@compiled
def count_facets(program):
    """Count the complete hits, noted in LOCAL, by the ordinals of each facet's column."""
    local, total = i8(program, slot.LOCAL), i8(program, slot.TOTAL)
    for n in range(i8(program, slot.FACET_COUNT)):
        facet = program + (i8(program, slot.FACETS) + n * slot.FACET_WIDTH) * 8
        column, counts = i8(facet, slot.FACET_COLUMN), i8(facet, slot.FACET_COUNTS)
        for i in range(total):
            ordinal = i4(column, i4(local, i))
            set_i8(counts, ordinal, i8(counts, ordinal) + 1)


@compiled
def score(program, needed):
    """Add up all clauses for hits whose masks have all bits ``needed``; return the mass of the query."""
    mass = 0.0
    set_i8(program, slot.SHARES, 0)
    for number in range(i8(program, slot.CLAUSE_COUNT)):
        mass += score_clause(program, number, needed)
    if needed != i8(program, slot.COMPLETE):
        add_related(program)
    return mass


@compiled
def boost(program, touched, partial):
    """Add the boosts of the first candidates, complete hits first."""
    if i8(program, slot.BOOST_COUNT) == 0:
        return
    candidates = i8(program, slot.CANDIDATES)
    first, second = cut(program, touched, True, candidates), 1e300
    if partial:
        second = cut(program, touched, False, candidates - i8(program, slot.TOTAL))
    own = program + i8(program, slot.BOOSTS) * 8
    for n in range(i8(program, slot.BOOST_COUNT)):
        add_boost(program, list_at(program, i8(own, n)), first, second)


@compiled
def share_of(program, doc, mask, mass):
    """Return what coverage multiplies a score by."""
    covered = f8(i8(program, slot.COVERED), doc) if i8(program, slot.SHARES) else 0.0
    also = i4(i8(program, slot.ALSO), doc)
    for number in range(min(i8(program, slot.CLAUSE_COUNT), slot.BITS)):
        if mask >> number & 1:
            covered += f8(clause_at(program, number), slot.CLAUSE_RARITY)
        elif also >> number & 1:
            covered += f8(program, slot.RELATED_SHARE) * f8(clause_at(program, number), slot.CLAUSE_RARITY)
    share, power = covered / max(mass, 1e-9), f8(program, slot.COVERAGE)
    gained = f8(program, slot.RAREST_GAIN) if also & slot.RAREST else 1.0
    return gained * (share * share if power == 2.0 else pow(share, power))


@compiled
def choose(program, touched, partial, mass):
    """Offer every scored hit to the heap of its tier."""
    masks, touched_docs = i8(program, slot.MASKS), i8(program, slot.TOUCHED)
    scores, days, behind = i8(program, slot.SCORES), i8(program, slot.DAYS), i8(program, slot.BEHIND)
    complete, hits = i8(program, slot.COMPLETE), i8(program, slot.HITS)
    min_score, most = -1.0, f8(program, slot.RAREST_GAIN)
    for i in range(touched):
        doc = i4(touched_docs, i)
        own, mask = f8(scores, doc), i4(masks, doc)
        # Coverage is at most 1, so what is below that score without it stays below.
        if own * most >= min_score and partial and mask & complete != complete and mask & hits == hits:
            push(program, 1, 0.0, own * share_of(program, doc, mask, mass), doc)
            min_score = threshold(program, 1)
        elif mask & complete == complete:
            push(program, 0, float(i4(days, doc)) if days else -float(i4(behind, doc)), own, doc)


@compiled
def tell_lacking(program):
    """Tell of each complete hit that is shown which of what puts a hit ahead it holds."""
    out, docs, first = i8(program, slot.LACKING), i8(program, slot.HEAP_DOCS), i8(program, slot.FIRST)
    if out == 0:
        return
    # The stamp of a hit tells its place among those shown; all other stamps are stale.
    stamps, begin, row = i8(program, slot.STAMPS), i8(program, slot.EPOCH), i8(program, slot.NEEDED)
    set_i8(program, slot.EPOCH, begin + first)
    for n in range(first):
        set_i4(stamps, i8(docs, n), begin + n)
    own = program + i8(program, slot.AHEAD) * 8
    for n in range(i8(program, slot.AHEAD_COUNT)):
        lists = list_at(program, i8(own, n))
        for r in range(i8(lists, slot.LIST_RUN_COUNT)):
            run = run_of(program, lists, r)
            held, base = i8(run, slot.RUN_DOCS), i8(run, slot.RUN_BASE)
            for i in range(i8(run, slot.RUN_COUNT_OF)):
                place = i4(stamps, base + i4(held, i)) - begin
                if place >= 0:
                    set_u1(out, n * row + place, 0)


@compiled
def clear(program, touched):
    """Bring the scratch arrays back to zero."""
    masks, touched_docs = i8(program, slot.MASKS), i8(program, slot.TOUCHED)
    scores, covered, shares = i8(program, slot.SCORES), i8(program, slot.COVERED), i8(program, slot.SHARES)
    also, behind = i8(program, slot.ALSO), i8(program, slot.BEHIND)
    for i in range(touched):
        doc = i4(touched_docs, i)
        set_i4(masks, doc, 0)
        set_f8(scores, doc, 0.0)
        set_i4(also, doc, 0)
        set_i4(behind, doc, 0)
        if shares:
            set_f8(covered, doc, 0.0)


@compiled
def rank(program):
    """Run a plan."""
    resolve_all(program)
    join_all(program)
    touched = match(program)
    count(program, touched)
    count_facets(program)
    # When complete hits fill the page the others cannot be shown, so they need no score.
    partial = i8(program, slot.TOTAL) < i8(program, slot.SHOWN) and not i8(program, slot.DAYS)
    if i8(program, slot.NEEDED) > 0:
        mass = score(program, i8(program, slot.HITS if partial else slot.COMPLETE))
        boost(program, touched, partial)
        choose(program, touched, partial, mass)
        order(program, 0)
        order(program, 1)
        tell_lacking(program)
    clear(program, touched)
