"""Matching the clauses of a plan: which documents hold which of them, as bits of a mask, and which are hits at all."""

# What numba compiles carries no annotations it could use.
# mypy: disable-error-code="no-untyped-def,no-untyped-call,var-annotated,misc"

from __future__ import annotations

from columnar.kernels import layout as slot
from columnar.kernels.boolean import list_at
from columnar.kernels.memory import compiled, f8, i4, i8, set_f8, set_i4, set_i8, u1
from columnar.kernels.phrases import is_live
from columnar.kernels.postings import idf, run_of


@compiled
def clause_at(program, number):
    """Return the address of the number-th clause."""
    return program + (i8(program, slot.CLAUSES) + number * slot.CLAUSE_WIDTH) * 8


@compiled
def bit_of(number):
    """Return the bit of a clause, 0 when it has none."""
    return 1 << number if number < slot.BITS else 0


@compiled
def visit(program, lists, bit, touched):
    """Set a bit in the masks of a list's documents; returns (documents that lacked it, documents touched so far)."""
    masks, touched_docs = i8(program, slot.MASKS), i8(program, slot.TOUCHED)
    fresh, bits = 0, bit | slot.HIT
    for r in range(i8(lists, slot.LIST_RUN_COUNT)):
        run = run_of(program, lists, r)
        docs, base = i8(run, slot.RUN_DOCS), i8(run, slot.RUN_BASE)
        for i in range(i8(run, slot.RUN_COUNT_OF)):
            doc = base + i4(docs, i)
            mask = i4(masks, doc)
            # Noted in any case, kept when it is new: without a branch that guesses wrong half the time.
            set_i4(touched_docs, touched, doc)
            touched += mask == 0
            fresh += mask & bit == 0
            set_i4(masks, doc, mask | bits)
    return fresh, touched


@compiled
def visit_touched(program, lists, bit):
    """Set a bit in the masks of those of a list's documents that are touched already."""
    masks = i8(program, slot.MASKS)
    for r in range(i8(lists, slot.LIST_RUN_COUNT)):
        run = run_of(program, lists, r)
        docs, base = i8(run, slot.RUN_DOCS), i8(run, slot.RUN_BASE)
        for i in range(i8(run, slot.RUN_COUNT_OF)):
            doc = base + i4(docs, i)
            mask = i4(masks, doc)
            if mask != 0:
                set_i4(masks, doc, mask | bit)


@compiled
def visit_rest(program, lists, stamp, touched):
    """Count one more clause for a list's documents that do not carry the stamp; (how many, documents touched so far)."""
    masks, touched_docs = i8(program, slot.MASKS), i8(program, slot.TOUCHED)
    stamps, held = i8(program, slot.STAMPS), i8(program, slot.HELD)
    fresh = 0
    for r in range(i8(lists, slot.LIST_RUN_COUNT)):
        run = run_of(program, lists, r)
        docs, base = i8(run, slot.RUN_DOCS), i8(run, slot.RUN_BASE)
        for i in range(i8(run, slot.RUN_COUNT_OF)):
            doc = base + i4(docs, i)
            if i4(masks, doc) == 0:
                set_i4(touched_docs, touched, doc)
                touched += 1
                set_i4(masks, doc, slot.HIT)
            if i4(stamps, doc) != stamp:
                set_i4(stamps, doc, stamp)
                set_i4(held, doc, i4(held, doc) + 1)
                fresh += 1
    return fresh, touched


@compiled
def match_clause(program, number, touched):
    """Match one clause, of one that was put off only among documents touched already; return the documents touched so far."""
    clause, bit = clause_at(program, number), bit_of(number)
    late = i8(clause, slot.CLAUSE_LATE) != 0
    stamp = i8(program, slot.EPOCH)
    set_i8(program, slot.EPOCH, stamp + 1)
    matched = 0
    for p in range(i8(clause, slot.CLAUSE_PART_COUNT)):
        part = program + (i8(clause, slot.CLAUSE_PARTS) + p * slot.PART_WIDTH) * 8
        own = program + i8(part, slot.PART_LISTS) * 8
        for n in range(i8(part, slot.PART_LIST_COUNT)):
            lists = list_at(program, i8(own, n))
            if late:
                visit_touched(program, lists, bit)
                continue
            if bit:
                fresh, touched = visit(program, lists, bit, touched)
            else:
                fresh, touched = visit_rest(program, lists, stamp, touched)
            matched += fresh
    if not late:
        set_i8(clause, slot.CLAUSE_DF, matched)
    return touched


@compiled
def put_off(program):
    """Mark the clauses that make no document a hit together: the least of those whose documents were counted before."""
    mass, highest = weigh(program)
    room = f8(program, slot.TIER_SHARE) * mass * (1 - 1e-6)
    while True:
        least, part = -1, room
        for number in range(i8(program, slot.CLAUSE_COUNT)):
            clause = clause_at(program, number)
            own = f8(clause, slot.CLAUSE_IDF) * f8(clause, slot.CLAUSE_MASS)
            if i8(clause, slot.CLAUSE_KNOWN) < 0 or i8(clause, slot.CLAUSE_LATE) != 0:
                continue
            if own < part and f8(clause, slot.CLAUSE_IDF) < highest:
                least, part = number, own
        if least < 0:
            return
        set_i8(clause_at(program, least), slot.CLAUSE_LATE, 1)
        room -= part


@compiled
def match_sparingly(program):
    """Match clauses and related words; of clauses put off only the documents that hold another; return the documents touched."""
    clauses, touched = i8(program, slot.CLAUSE_COUNT), 0
    for number in range(clauses):
        clause = clause_at(program, number)
        if i8(clause, slot.CLAUSE_KNOWN) < 0:
            touched = match_clause(program, number, touched)
        else:
            set_i8(clause, slot.CLAUSE_DF, i8(clause, slot.CLAUSE_KNOWN))
    put_off(program)
    for number in range(clauses):
        clause = clause_at(program, number)
        if i8(clause, slot.CLAUSE_KNOWN) >= 0 and i8(clause, slot.CLAUSE_LATE) == 0:
            touched = match_clause(program, number, touched)
    touched = match_related(program, touched)
    for number in range(clauses):
        if i8(clause_at(program, number), slot.CLAUSE_LATE) != 0:
            touched = match_clause(program, number, touched)
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
                _, touched = visit(program, list_at(program, i8(own, n)), slot.HIT, touched)
    return touched


@compiled
def settle_rest(program, touched):
    """Turn the counts of clauses without a bit into the bit that says all are held, and the counts back to zero."""
    masks, touched_docs, held = i8(program, slot.MASKS), i8(program, slot.TOUCHED), i8(program, slot.HELD)
    rest = i8(program, slot.CLAUSE_COUNT) - slot.BITS
    for i in range(touched):
        doc = i4(touched_docs, i)
        if i4(held, doc) == rest:
            set_i4(masks, doc, i4(masks, doc) | slot.REST)
        set_i4(held, doc, 0)


@compiled
def strike_unmarked(program, stamp, touched):
    """Strike documents that lack a clause which binds but has no bit: they lose the first bit, for the first clause binds too."""
    masks, touched_docs, stamps = i8(program, slot.MASKS), i8(program, slot.TOUCHED), i8(program, slot.STAMPS)
    for i in range(touched):
        doc = i4(touched_docs, i)
        if i4(stamps, doc) != stamp:
            set_i4(masks, doc, i4(masks, doc) & ~1)


@compiled
def touch_all(program):
    """Make hits of all live documents: a plan without clauses; return their number."""
    masks, touched_docs, live = i8(program, slot.MASKS), i8(program, slot.TOUCHED), i8(program, slot.LIVE)
    touched = 0
    for doc in range(i8(program, slot.SIZE)):
        if is_live(live, doc):
            set_i4(masks, doc, slot.HIT)
            set_i4(touched_docs, touched, doc)
            touched += 1
    return touched


@compiled
def exclude(program, lists):
    """Make no document of a list a hit."""
    masks = i8(program, slot.MASKS)
    for r in range(i8(lists, slot.LIST_RUN_COUNT)):
        run = run_of(program, lists, r)
        docs, base = i8(run, slot.RUN_DOCS), i8(run, slot.RUN_BASE)
        for i in range(i8(run, slot.RUN_COUNT_OF)):
            set_i4(masks, base + i4(docs, i), 0)


@compiled
def lets_through(rule, doc):
    """Tell whether a restriction lets a document through."""
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
    """Keep as hits only what every restriction lets through."""
    masks, touched_docs = i8(program, slot.MASKS), i8(program, slot.TOUCHED)
    for n in range(i8(program, slot.RESTRICTION_COUNT)):
        rule = program + (i8(program, slot.RESTRICTIONS) + n * slot.RESTRICTION_WIDTH) * 8
        for i in range(touched):
            doc = i4(touched_docs, i)
            if i4(masks, doc) != 0 and not lets_through(rule, doc):
                set_i4(masks, doc, 0)


@compiled
def needed_of(clauses):
    """Return the mask of a document that holds the first clauses, as far as they have bits."""
    return slot.HIT | ((1 << min(clauses, slot.BITS)) - 1)


@compiled
def match_rest(program, touched):
    """Match the clauses that have no bit of their own; return the documents touched so far."""
    bound = i8(program, slot.BOUND_COUNT)
    for number in range(slot.BITS, i8(program, slot.CLAUSE_COUNT)):
        stamp = i8(program, slot.EPOCH)
        touched = match_clause(program, number, touched)
        if number < bound:
            strike_unmarked(program, stamp, touched)
    settle_rest(program, touched)
    return touched


@compiled
def match_related(program, touched):
    """Note which clauses documents hold by related words; return the documents touched so far."""
    also = i8(program, slot.ALSO)
    for n in range(i8(program, slot.RELATED_COUNT)):
        record = program + (i8(program, slot.RELATED) + n * slot.RELATED_WIDTH) * 8
        lists, bits = list_at(program, i8(record, slot.RELATED_LIST)), i8(record, slot.RELATED_BITS)
        _, touched = visit(program, lists, slot.HIT, touched)
        for r in range(i8(lists, slot.LIST_RUN_COUNT)):
            run = run_of(program, lists, r)
            docs, base = i8(run, slot.RUN_DOCS), i8(run, slot.RUN_BASE)
            for i in range(i8(run, slot.RUN_COUNT_OF)):
                doc = base + i4(docs, i)
                set_i4(also, doc, i4(also, doc) | bits)
    return touched


@compiled
def cap(program):
    """Take away clauses from documents of several texts: those that their best text lacks."""
    masks, caps = i8(program, slot.MASKS), i8(program, slot.CAPS)
    for n in range(i8(program, slot.CAP_COUNT)):
        doc = i4(caps, 2 * n)
        set_i4(masks, doc, i4(masks, doc) & i4(caps, 2 * n + 1))


@compiled
def related_df(program, bit):
    """Return how many documents hold a clause by related words: the most of any one of their lists."""
    most = 0
    for n in range(i8(program, slot.RELATED_COUNT)):
        record = program + (i8(program, slot.RELATED) + n * slot.RELATED_WIDTH) * 8
        if i8(record, slot.RELATED_BITS) & bit:
            lists = list_at(program, i8(record, slot.RELATED_LIST))
            held = 0
            for r in range(i8(lists, slot.LIST_RUN_COUNT)):
                held += i8(run_of(program, lists, r), slot.RUN_COUNT_OF)
            most = max(most, held)
    return most


@compiled
def weigh(program):
    """Note the idf of each clause that any document holds, be it by related words; return (the mass of those, the highest idf)."""
    mass, highest = 0.0, 0.0
    for number in range(i8(program, slot.CLAUSE_COUNT)):
        clause = clause_at(program, number)
        df = max(i8(clause, slot.CLAUSE_DF), related_df(program, bit_of(number)))
        own = idf(i8(program, slot.LIVE_COUNT), df) if df else 0.0
        set_f8(clause, slot.CLAUSE_IDF, own)
        mass += own * f8(clause, slot.CLAUSE_MASS)
        highest = max(highest, own)
    return mass, highest


@compiled
def weigh_rest(program, mass, highest):
    """Add up in BEST what documents hold of the clauses that have no bit; the rarest clause alone is as good as everything."""
    masks, stamps, best = i8(program, slot.MASKS), i8(program, slot.STAMPS), i8(program, slot.BEST)
    for number in range(slot.BITS, i8(program, slot.CLAUSE_COUNT)):
        clause = clause_at(program, number)
        own, stamp = f8(clause, slot.CLAUSE_IDF), i8(program, slot.EPOCH)
        set_i8(program, slot.EPOCH, stamp + 1)
        all_of_it = mass * (slot.LED if i8(clause, slot.CLAUSE_LEADS) else 1.0)
        part = own * f8(clause, slot.CLAUSE_MASS) + (all_of_it if own == highest else 0.0)
        for p in range(i8(clause, slot.CLAUSE_PART_COUNT)):
            lists_of = program + (i8(clause, slot.CLAUSE_PARTS) + p * slot.PART_WIDTH) * 8
            listed = program + i8(lists_of, slot.PART_LISTS) * 8
            for n in range(i8(lists_of, slot.PART_LIST_COUNT)):
                lists = list_at(program, i8(listed, n))
                for r in range(i8(lists, slot.LIST_RUN_COUNT)):
                    run = run_of(program, lists, r)
                    docs, base = i8(run, slot.RUN_DOCS), i8(run, slot.RUN_BASE)
                    for i in range(i8(run, slot.RUN_COUNT_OF)):
                        doc = base + i4(docs, i)
                        if i4(masks, doc) != 0 and i4(stamps, doc) != stamp:
                            set_i4(stamps, doc, stamp)
                            set_f8(best, doc, f8(best, doc) + part)


@compiled
def sift(program, touched):
    """Keep of the hits that are not complete those that hold the rarest clause or enough of the mass."""
    masks, touched_docs, also = i8(program, slot.MASKS), i8(program, slot.TOUCHED), i8(program, slot.ALSO)
    best, complete, clauses = i8(program, slot.BEST), i8(program, slot.COMPLETE), i8(program, slot.CLAUSE_COUNT)
    mass, highest = weigh(program)
    if clauses > slot.BITS:
        weigh_rest(program, mass, highest)
    enough, rarest, leading = f8(program, slot.TIER_SHARE) * mass * (1 - 1e-9), 0, 0
    for number in range(min(clauses, slot.BITS)):
        clause = clause_at(program, number)
        if f8(clause, slot.CLAUSE_IDF) > 0.0 and f8(clause, slot.CLAUSE_IDF) == highest:
            rarest |= bit_of(number)
            leading |= bit_of(number) if i8(clause, slot.CLAUSE_LEADS) else 0
    for i in range(touched):
        doc = i4(touched_docs, i)
        mask = i4(masks, doc)
        held = f8(best, doc)
        set_f8(best, doc, 0.0)
        if mask & complete == complete:
            continue
        known = mask | i4(also, doc)
        if known & leading or held > mass * slot.LED * 0.5:
            set_i4(also, doc, i4(also, doc) | slot.RAREST)
        if known & rarest:
            continue
        for number in range(min(clauses, slot.BITS)):
            if known >> number & 1:
                clause = clause_at(program, number)
                held += f8(clause, slot.CLAUSE_IDF) * f8(clause, slot.CLAUSE_MASS)
        if held < enough or held <= 0.0:
            set_i4(masks, doc, 0)


@compiled
def fall_behind(program, touched):
    """Count for each complete hit how much of what puts it ahead it lacks."""
    masks, touched_docs, behind = i8(program, slot.MASKS), i8(program, slot.TOUCHED), i8(program, slot.BEHIND)
    complete, count = i8(program, slot.COMPLETE), i8(program, slot.AHEAD_COUNT)
    own = program + i8(program, slot.AHEAD) * 8
    for n in range(count):
        lists = list_at(program, i8(own, n))
        for r in range(i8(lists, slot.LIST_RUN_COUNT)):
            run = run_of(program, lists, r)
            docs, base = i8(run, slot.RUN_DOCS), i8(run, slot.RUN_BASE)
            for i in range(i8(run, slot.RUN_COUNT_OF)):
                doc = base + i4(docs, i)
                if i4(masks, doc) & complete == complete:
                    set_i4(behind, doc, i4(behind, doc) + 1)
    for i in range(touched):
        doc = i4(touched_docs, i)
        if i4(masks, doc) & complete == complete:
            set_i4(behind, doc, count - i4(behind, doc))


@compiled
def match(program):
    """Match everything: masks are final; return the documents touched."""
    clauses, bound = i8(program, slot.CLAUSE_COUNT), i8(program, slot.BOUND_COUNT)
    sifted = f8(program, slot.TIER_SHARE) > 0.0 and clauses > 0
    if sifted and clauses <= slot.BITS:
        touched = match_sparingly(program)
    else:
        touched = 0 if clauses else touch_all(program)
        for number in range(min(clauses, slot.BITS)):
            touched = match_clause(program, number, touched)
        if bound == 0 and not sifted:
            for number in range(clauses):
                touched = match_pieces(program, number, touched)
        if clauses > slot.BITS:
            touched = match_rest(program, touched)
        touched = match_related(program, touched)
    cap(program)
    set_i8(program, slot.HITS, needed_of(bound))
    set_i8(program, slot.COMPLETE, needed_of(clauses) | (slot.REST if clauses > slot.BITS else 0))
    own = program + i8(program, slot.EXCLUDED) * 8
    for n in range(i8(program, slot.EXCLUDED_COUNT)):
        exclude(program, list_at(program, i8(own, n)))
    restrict(program, touched)
    if sifted:
        sift(program, touched)
    if i8(program, slot.AHEAD_COUNT) and not i8(program, slot.DAYS):
        fall_behind(program, touched)
    return touched


@compiled
def count(program, touched):
    """Count complete and other hits; note the complete ones in LOCAL."""
    masks, touched_docs, local = i8(program, slot.MASKS), i8(program, slot.TOUCHED), i8(program, slot.LOCAL)
    complete, hits = i8(program, slot.COMPLETE), i8(program, slot.HITS)
    total = some = 0
    for i in range(touched):
        doc = i4(touched_docs, i)
        mask = i4(masks, doc)
        set_i4(local, total, doc)
        total += mask & complete == complete
        some += mask & hits == hits
    set_i8(program, slot.TOTAL, total)
    set_i8(program, slot.PARTIAL, some - total)
