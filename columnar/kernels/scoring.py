"""Scoring hits: the clauses' sum and coverage, then the boosts of the first candidates."""

# What numba compiles carries no annotations it could use.
# mypy: disable-error-code="no-untyped-def,no-untyped-call,var-annotated,misc"

from __future__ import annotations

from columnar.kernels import layout as slot
from columnar.kernels.boolean import list_at
from columnar.kernels.clauses import bit_of, clause_at
from columnar.kernels.memory import compiled, f8, frequency, i4, i8, set_f8, set_i4, set_i8
from columnar.kernels.postings import idf, run_of


@compiled
def add_scores(program, lists, needed, target):
    """Add a list's scores to a (size,) array for documents whose masks have all bits ``needed``."""
    masks = i8(program, slot.MASKS)
    factor, norm, slope = f8(lists, slot.LIST_FACTOR), f8(lists, slot.LIST_NORM), f8(lists, slot.LIST_SLOPE)
    for r in range(i8(lists, slot.LIST_RUN_COUNT)):
        run = run_of(program, lists, r)
        docs, base, freqs = i8(run, slot.RUN_DOCS), i8(run, slot.RUN_BASE), i8(run, slot.RUN_FREQS)
        lengths, scores, wide = i8(run, slot.RUN_LENGTHS), i8(run, slot.RUN_SCORES), i8(run, slot.RUN_WIDE)
        large = i8(run, slot.RUN_LARGE)
        for i in range(i8(run, slot.RUN_COUNT_OF)):
            own = i4(docs, i)
            doc = base + own
            if i4(masks, doc) & needed != needed:
                continue
            if scores != 0:
                score = f8(scores, i)
            else:
                freq = float(frequency(freqs, i, wide, large))
                score = factor * freq / (freq + norm + slope * i4(lengths, own))
            set_f8(target, doc, f8(target, doc) + score)


@compiled
def add_related(program):
    """Add the scores of related words to the hits that are not complete."""
    masks, scores = i8(program, slot.MASKS), i8(program, slot.SCORES)
    complete, hits = i8(program, slot.COMPLETE), i8(program, slot.HITS)
    for n in range(i8(program, slot.RELATED_COUNT)):
        record = program + (i8(program, slot.RELATED) + n * slot.RELATED_WIDTH) * 8
        lists = list_at(program, i8(record, slot.RELATED_LIST))
        factor, norm, slope = f8(lists, slot.LIST_FACTOR), f8(lists, slot.LIST_NORM), f8(lists, slot.LIST_SLOPE)
        for r in range(i8(lists, slot.LIST_RUN_COUNT)):
            run = run_of(program, lists, r)
            docs, base, freqs = i8(run, slot.RUN_DOCS), i8(run, slot.RUN_BASE), i8(run, slot.RUN_FREQS)
            lengths, wide, large = i8(run, slot.RUN_LENGTHS), i8(run, slot.RUN_WIDE), i8(run, slot.RUN_LARGE)
            for i in range(i8(run, slot.RUN_COUNT_OF)):
                own = i4(docs, i)
                doc = base + own
                mask = i4(masks, doc)
                if mask & hits == hits and mask & complete != complete:
                    freq = float(frequency(freqs, i, wide, large))
                    gained = factor * freq / (freq + norm + slope * i4(lengths, own))
                    set_f8(scores, doc, f8(scores, doc) + gained)


@compiled
def cover(program, lists, needed, stamp, rarity):
    """Add a clause's mass to what its documents cover, once each."""
    masks, stamps, covered = i8(program, slot.MASKS), i8(program, slot.STAMPS), i8(program, slot.COVERED)
    for r in range(i8(lists, slot.LIST_RUN_COUNT)):
        run = run_of(program, lists, r)
        docs, base = i8(run, slot.RUN_DOCS), i8(run, slot.RUN_BASE)
        for i in range(i8(run, slot.RUN_COUNT_OF)):
            doc = base + i4(docs, i)
            if i4(masks, doc) & needed == needed and i4(stamps, doc) != stamp:
                set_i4(stamps, doc, stamp)
                set_f8(covered, doc, f8(covered, doc) + rarity)


@compiled
def note(program, lists, needed, stamp, found):
    """Note the hits of a list that do not carry the stamp yet; return how many are noted."""
    masks, stamps, local = i8(program, slot.MASKS), i8(program, slot.STAMPS), i8(program, slot.LOCAL)
    for r in range(i8(lists, slot.LIST_RUN_COUNT)):
        run = run_of(program, lists, r)
        docs, base = i8(run, slot.RUN_DOCS), i8(run, slot.RUN_BASE)
        for i in range(i8(run, slot.RUN_COUNT_OF)):
            doc = base + i4(docs, i)
            if i4(masks, doc) & needed == needed and i4(stamps, doc) != stamp:
                set_i4(stamps, doc, stamp)
                set_i4(local, found, doc)
                found += 1
    return found


@compiled
def hold(program, lists, needed, stamp):
    """Count one more piece held by the hits of a list that do not carry the stamp yet."""
    masks, stamps, held = i8(program, slot.MASKS), i8(program, slot.STAMPS), i8(program, slot.HELD)
    for r in range(i8(lists, slot.LIST_RUN_COUNT)):
        run = run_of(program, lists, r)
        docs, base = i8(run, slot.RUN_DOCS), i8(run, slot.RUN_BASE)
        for i in range(i8(run, slot.RUN_COUNT_OF)):
            doc = base + i4(docs, i)
            if i4(masks, doc) & needed == needed and i4(stamps, doc) != stamp:
                set_i4(stamps, doc, stamp)
                set_i4(held, doc, i4(held, doc) + 1)


@compiled
def next_stamp(program):
    """Return a stamp that no document carries."""
    stamp = i8(program, slot.EPOCH)
    set_i8(program, slot.EPOCH, stamp + 1)
    return stamp


@compiled
def score_part(program, part, needed):
    """Score one part into BEST and SHARE, by its whole or by its pieces, whichever is more."""
    whole, pieces = i8(program, slot.VALUES), i8(program, slot.PIECES)
    best, share, held = i8(program, slot.BEST), i8(program, slot.SHARE), i8(program, slot.HELD)
    own, count = program + i8(part, slot.PART_LISTS) * 8, i8(part, slot.PART_LIST_COUNT)
    stamp = next_stamp(program)
    found = 0
    for n in range(count):
        found = note(program, list_at(program, i8(own, n)), needed, stamp, found)
    complete = found
    for q in range(i8(part, slot.PART_PIECE_COUNT)):
        pair = program + (i8(part, slot.PART_PIECES) + 2 * q) * 8
        for n in range(i8(pair, 1)):
            found = note(program, list_at(program, i8(program + i8(pair, 0) * 8, n)), needed, stamp, found)
    local = i8(program, slot.LOCAL)
    for i in range(found):
        set_f8(whole, i4(local, i), 0.0)
    for n in range(count):
        add_scores(program, list_at(program, i8(own, n)), needed, whole)
    for q in range(i8(part, slot.PART_PIECE_COUNT)):
        pair = program + (i8(part, slot.PART_PIECES) + 2 * q) * 8
        once = next_stamp(program)
        for n in range(i8(pair, 1)):
            lists = list_at(program, i8(program + i8(pair, 0) * 8, n))
            add_scores(program, lists, needed, pieces)
            hold(program, lists, needed, once)
    for i in range(found):
        doc = i4(local, i)
        own_share = 1.0 if i < complete else i4(held, doc) * f8(part, slot.PART_SHARE)
        set_f8(best, doc, max(f8(best, doc), max(f8(whole, doc), f8(pieces, doc))))
        set_f8(share, doc, max(f8(share, doc), own_share))
        set_f8(pieces, doc, 0.0)
        set_i4(held, doc, 0)
    return found


@compiled
def settle(program, rarity, found):
    """Move BEST and SHARE of the noted documents into SCORES and COVERED."""
    best, share, local = i8(program, slot.BEST), i8(program, slot.SHARE), i8(program, slot.LOCAL)
    scores, covered = i8(program, slot.SCORES), i8(program, slot.COVERED)
    for i in range(found):
        doc = i4(local, i)
        set_f8(scores, doc, f8(scores, doc) + f8(best, doc))
        set_f8(covered, doc, f8(covered, doc) + rarity * f8(share, doc))
        set_f8(best, doc, 0.0)
        set_f8(share, doc, 0.0)


@compiled
def is_plain(program, clause):
    """Tell whether a clause is one part without pieces."""
    part = program + i8(clause, slot.CLAUSE_PARTS) * 8
    return i8(clause, slot.CLAUSE_PART_COUNT) == 1 and i8(part, slot.PART_PIECE_COUNT) == 0


@compiled
def score_clause(program, number, needed):
    """Add a clause to SCORES and note or keep what coverage needs; return its mass."""
    clause, covers = clause_at(program, number), needed != i8(program, slot.COMPLETE)
    rarity = f8(clause, slot.CLAUSE_MASS) * idf(i8(program, slot.LIVE_COUNT), i8(clause, slot.CLAUSE_DF))
    part = program + i8(clause, slot.CLAUSE_PARTS) * 8
    set_f8(clause, slot.CLAUSE_RARITY, 0.0)
    if not is_plain(program, clause):
        set_i8(program, slot.SHARES, 1)
        for p in range(i8(clause, slot.CLAUSE_PART_COUNT)):
            found = score_part(program, part + p * slot.PART_WIDTH * 8, needed)
            if i8(clause, slot.CLAUSE_PART_COUNT) == 1:
                settle(program, rarity, found)
        if i8(clause, slot.CLAUSE_PART_COUNT) > 1:
            settle(program, rarity, note_all(program, clause, needed))
        return rarity
    own = program + i8(part, slot.PART_LISTS) * 8
    stamp = next_stamp(program)
    if bit_of(number):
        set_f8(clause, slot.CLAUSE_RARITY, rarity)
    elif covers:
        set_i8(program, slot.SHARES, 1)
    for n in range(i8(part, slot.PART_LIST_COUNT)):
        lists = list_at(program, i8(own, n))
        add_scores(program, lists, needed, i8(program, slot.SCORES))
        if covers and not bit_of(number):
            cover(program, lists, needed, stamp, rarity)
    return rarity


@compiled
def note_all(program, clause, needed):
    """Note every hit that holds anything of a clause; return how many are noted."""
    stamp = next_stamp(program)
    found = 0
    for p in range(i8(clause, slot.CLAUSE_PART_COUNT)):
        part = program + (i8(clause, slot.CLAUSE_PARTS) + p * slot.PART_WIDTH) * 8
        own = program + i8(part, slot.PART_LISTS) * 8
        for n in range(i8(part, slot.PART_LIST_COUNT)):
            found = note(program, list_at(program, i8(own, n)), needed, stamp, found)
        for q in range(i8(part, slot.PART_PIECE_COUNT)):
            pair = program + (i8(part, slot.PART_PIECES) + 2 * q) * 8
            for n in range(i8(pair, 1)):
                found = note(program, list_at(program, i8(program + i8(pair, 0) * 8, n)), needed, stamp, found)
    return found


@compiled
def quickselect(values, size, k):
    """Return the k-th highest (from 1) of ``size`` float64; reorders them."""
    low, high, k = 0, size - 1, k - 1
    while low < high:
        pivot = f8(values, (low + high) // 2)
        i, j = low, high
        while i <= j:
            while f8(values, i) > pivot:
                i += 1
            while f8(values, j) < pivot:
                j -= 1
            if i <= j:
                one, two = f8(values, i), f8(values, j)
                set_f8(values, i, two)
                set_f8(values, j, one)
                i += 1
                j -= 1
        if k <= j:
            high = j
        elif k >= i:
            low = i
        else:
            break
    return f8(values, k)


@compiled
def in_tier(mask, complete, hits, first):
    """Tell whether a mask is a complete hit's (``first``) or another hit's."""
    return mask & complete == complete if first else mask & hits == hits and mask & complete != complete


@compiled
def cut(program, touched, first, k):
    """Return the k-th highest score of a tier, -1 when it has not more than k."""
    masks, touched_docs, scores = i8(program, slot.MASKS), i8(program, slot.TOUCHED), i8(program, slot.SCORES)
    complete, hits, room = i8(program, slot.COMPLETE), i8(program, slot.HITS), i8(program, slot.BOUNDARY)
    size, highest = 0, 0.0
    for i in range(touched):
        doc = i4(touched_docs, i)
        score = f8(scores, doc)
        set_f8(room, size, score)
        if in_tier(i4(masks, doc), complete, hits, first):
            size += 1
            highest = max(highest, score)
    if size <= k:
        return -1.0
    return 1e300 if k <= 0 else among_highest(program, room, size, highest, k)


@compiled
def bucket_of(score, scale):
    """Return one of BUCKETS ranges of scores, the highest last."""
    scaled = score * scale
    # In this order a score that is no number is put into the lowest.
    if not scaled > 0.0:
        return 0
    return slot.BUCKETS - 1 if scaled >= slot.BUCKETS - 1 else int(scaled)


@compiled
def among_highest(program, room, size, highest, k):
    """Return the k-th highest of ``size`` scores: counted by ranges, so that only those of its own range are ordered."""
    counts, scale = i8(program, slot.RANGES), (slot.BUCKETS - 1) / max(highest, 1e-300)
    for n in range(slot.BUCKETS):
        set_i4(counts, n, 0)
    for i in range(size):
        own = bucket_of(f8(room, i), scale)
        set_i4(counts, own, i4(counts, own) + 1)
    bucket, above = slot.BUCKETS - 1, 0
    while bucket > 0 and above + i4(counts, bucket) < k:
        above += i4(counts, bucket)
        bucket -= 1
    held = 0
    for i in range(size):
        score = f8(room, i)
        set_f8(room, held, score)
        held += bucket_of(score, scale) == bucket
    return quickselect(room, held, k - above)


@compiled
def add_boost(program, lists, first_cut, second_cut):
    """Add a boost's scores, by document, for hits whose score reaches the cut of their tier; a score that does not never grows."""
    masks, scores = i8(program, slot.MASKS), i8(program, slot.SCORES)
    complete, hits = i8(program, slot.COMPLETE), i8(program, slot.HITS)
    factor, norm, slope = f8(lists, slot.LIST_FACTOR), f8(lists, slot.LIST_NORM), f8(lists, slot.LIST_SLOPE)
    for r in range(i8(lists, slot.LIST_RUN_COUNT)):
        run = run_of(program, lists, r)
        docs, base, freqs = i8(run, slot.RUN_DOCS), i8(run, slot.RUN_BASE), i8(run, slot.RUN_FREQS)
        lengths, wide, large = i8(run, slot.RUN_LENGTHS), i8(run, slot.RUN_WIDE), i8(run, slot.RUN_LARGE)
        for i in range(i8(run, slot.RUN_COUNT_OF)):
            own = i4(docs, i)
            doc = base + own
            mask, before = i4(masks, doc), f8(scores, doc)
            if mask & hits != hits or before < (first_cut if mask & complete == complete else second_cut):
                continue
            freq = float(frequency(freqs, i, wide, large))
            set_f8(scores, doc, before + factor * freq / (freq + norm + slope * i4(lengths, own)))
