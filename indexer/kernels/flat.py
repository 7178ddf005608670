"""One list, the sum of several, and the conjunction of single terms: queries that need no plan, the ten best at once."""

# What numba compiles carries no annotations it could use.
# mypy: disable-error-code="no-untyped-def,no-untyped-call,var-annotated,misc"

from __future__ import annotations

from indexer.kernels import layout as slot
from indexer.kernels.heaps import order, push, threshold
from indexer.kernels.lists import resolve_all, run_of, value
from indexer.kernels.memory import compiled, f8, frequency, i4, i8, narrow, set_f8, set_i4, set_i8
from indexer.kernels.nodes import join_all, list_at
from indexer.kernels.phrases import is_live

CURSOR = 10 * 8
"""Bytes of a cursor."""


@compiled
def most_skipped(factor, shortest, bar):
    """The highest frequency whose score is at most the bar in a document with the norm ``shortest``; 0 without a bar."""
    if bar <= 0.0 or bar >= factor:
        return 0
    return int(bar * shortest / (factor - bar) * (1.0 - 1e-9))


@compiled
def end_of_weak(program, lists, run, block, bar):
    """The first block from ``block`` on that can reach the bar, by its highest frequency and its shortest document."""
    freqs, lengths, wide = i8(run, slot.RUN_BLOCK_FREQS), i8(run, slot.RUN_BLOCK_LENGTHS), i8(run, slot.RUN_BLOCK_WIDE)
    factor, norm, slope = f8(lists, slot.LIST_FACTOR), f8(lists, slot.LIST_NORM), f8(lists, slot.LIST_SLOPE)
    blocks = (i8(run, slot.RUN_COUNT_OF) + slot.BLOCK - 1) // slot.BLOCK
    while block < blocks:
        highest = narrow(freqs, block, wide)
        # Without a division: highest * factor / (highest + norm) > bar.
        if highest * (factor - bar) * (1.0 + 1e-9) > bar * (norm + slope * i4(lengths, block)):
            break
        block += 1
    return block


@compiled
def best_of_range(program, lists, run, low, high):
    """Offer the documents at places [low, high) of a run to the heap, passing over frequencies that cannot reach it."""
    factor, norm, slope = f8(lists, slot.LIST_FACTOR), f8(lists, slot.LIST_NORM), f8(lists, slot.LIST_SLOPE)
    docs, base, freqs = i8(run, slot.RUN_DOCS), i8(run, slot.RUN_BASE), i8(run, slot.RUN_FREQS)
    lengths, wide, shortest = i8(run, slot.RUN_LENGTHS), i8(run, slot.RUN_WIDE), f8(lists, slot.LIST_SHORTEST)
    bar, large = threshold(program, 0), i8(run, slot.RUN_LARGE)
    weak = most_skipped(factor, shortest, bar)
    for i in range(low, high):
        often = frequency(freqs, i, wide, large)
        if often <= weak:
            continue
        own = i4(docs, i)
        score = factor * often / (often + norm + slope * i4(lengths, own))
        if score >= bar:
            push(program, 0, 0.0, score, base + own)
            bar = threshold(program, 0)
            weak = most_skipped(factor, shortest, bar)


@compiled
def best_of_run(program, lists, run):
    """Offer the documents of a run to the heap, passing over blocks that cannot reach it."""
    size = i8(run, slot.RUN_COUNT_OF)
    if i8(run, slot.RUN_BLOCK_LENGTHS) == 0:
        best_of_range(program, lists, run, 0, size)
        return
    block = 0
    while block * slot.BLOCK < size:
        best_of_range(program, lists, run, block * slot.BLOCK, min((block + 1) * slot.BLOCK, size))
        block = end_of_weak(program, lists, run, block + 1, threshold(program, 0))


@compiled
def top_list(program):
    """The best documents of the last list."""
    resolve_all(program)
    join_all(program)
    lists = list_at(program, i8(program, slot.LIST_COUNT) - 1)
    set_i8(program, slot.TOTAL, i8(lists, slot.LIST_DF))
    for r in range(i8(lists, slot.LIST_RUN_COUNT)):
        run = run_of(program, lists, r)
        if i8(run, slot.RUN_SCORES) == 0:
            best_of_run(program, lists, run)
            continue
        docs, base = i8(run, slot.RUN_DOCS), i8(run, slot.RUN_BASE)
        for i in range(i8(run, slot.RUN_COUNT_OF)):
            doc = i4(docs, i)
            push(program, 0, 0.0, value(lists, run, i, doc), base + doc)
    order(program, 0)


@compiled
def add_first(program, lists, found):
    """Add the scores of a list, noting each document met first; return how many are noted."""
    scores, noted = i8(program, slot.SCORES), i8(program, slot.TOUCHED)
    factor, norm, slope = f8(lists, slot.LIST_FACTOR), f8(lists, slot.LIST_NORM), f8(lists, slot.LIST_SLOPE)
    for r in range(i8(lists, slot.LIST_RUN_COUNT)):
        run = run_of(program, lists, r)
        docs, base, freqs = i8(run, slot.RUN_DOCS), i8(run, slot.RUN_BASE), i8(run, slot.RUN_FREQS)
        lengths, wide, large = i8(run, slot.RUN_LENGTHS), i8(run, slot.RUN_WIDE), i8(run, slot.RUN_LARGE)
        for i in range(i8(run, slot.RUN_COUNT_OF)):
            own = i4(docs, i)
            often = frequency(freqs, i, wide, large)
            before = f8(scores, base + own)
            # Noted in any case, kept when it is the first: without a branch that guesses wrong half the time.
            set_i4(noted, found, base + own)
            found += before == 0.0
            score = factor * often / (often + norm + slope * i4(lengths, own))
            set_f8(scores, base + own, before + score)
    return found


@compiled
def top_any(program):
    """The best documents of the sum of all lists; every score is above 0."""
    resolve_all(program)
    found = 0
    for n in range(i8(program, slot.LIST_COUNT)):
        found = add_first(program, list_at(program, n), found)
    set_i8(program, slot.TOTAL, found)
    scores, noted = i8(program, slot.SCORES), i8(program, slot.TOUCHED)
    bar = threshold(program, 0)
    for i in range(found):
        doc = i4(noted, i)
        score = f8(scores, doc)
        set_f8(scores, doc, 0.0)
        if score >= bar:
            push(program, 0, 0.0, score, doc)
            bar = threshold(program, 0)
    order(program, 0)


@compiled
def advance(docs, at, count, doc):
    """The first place from ``at`` on whose document is at least ``doc``: a few steps, then doubling ones, then halving."""
    for _ in range(4):
        if at >= count or i4(docs, at) >= doc:
            return at
        at += 1
    step = 4
    while at + step < count and i4(docs, at + step) < doc:
        at += step
        step *= 2
    low, high = at, min(at + step, count)
    while low < high:
        middle = (low + high) >> 1
        if i4(docs, middle) < doc:
            low = middle + 1
        else:
            high = middle
    return low


@compiled
def holds_all(program, wanted, count, doc):
    """Whether the lists 1 to ``count`` (rarest first) hold a document; their places move on."""
    for n in range(1, count):
        cursor = wanted + n * CURSOR
        at = advance(i8(cursor, 0), i8(cursor, 2), i8(cursor, 3), doc)
        set_i8(cursor, 2, at)
        if at >= i8(cursor, 3) or i4(i8(cursor, 0), at) != doc:
            return False
    return True


@compiled
def holds_any(unwanted, count, doc):
    """Whether any of the lists holds a document; their places move on."""
    for n in range(count):
        cursor = unwanted + n * CURSOR
        at = advance(i8(cursor, 0), i8(cursor, 2), i8(cursor, 3), doc)
        set_i8(cursor, 2, at)
        if at < i8(cursor, 3) and i4(i8(cursor, 0), at) == doc:
            return True
    return False


@compiled
def set_cursor(cursor, lists, leaf):
    """Place a cursor before a leaf's documents: docs, freqs, place, count, factor, norm, slope, lengths, wide, large."""
    set_i8(cursor, 0, i8(leaf, slot.LEAF_DOCS))
    set_i8(cursor, 1, i8(leaf, slot.LEAF_FREQS))
    set_i8(cursor, 2, 0)
    set_i8(cursor, 3, i8(leaf, slot.LEAF_COUNT))
    set_f8(cursor, 4, f8(lists, slot.LIST_FACTOR))
    set_f8(cursor, 5, f8(lists, slot.LIST_NORM))
    set_f8(cursor, 6, f8(lists, slot.LIST_SLOPE))
    set_i8(cursor, 7, i8(leaf, slot.LEAF_LENGTHS))
    set_i8(cursor, 8, i8(leaf, slot.LEAF_WIDE))
    set_i8(cursor, 9, i8(leaf, slot.LEAF_LARGE))


@compiled
def sum_of(cursors, count, doc):
    """The score of a document that all cursors stand on."""
    score = 0.0
    for n in range(count):
        cursor = cursors + n * CURSOR
        often = frequency(i8(cursor, 1), i8(cursor, 2), i8(cursor, 8), i8(cursor, 9))
        norm = f8(cursor, 5) + f8(cursor, 6) * i4(i8(cursor, 7), doc)
        score += f8(cursor, 4) * often / (often + norm)
    return score


@compiled
def all_in_segment(program, cursors, count, unwanted, base):
    """Offer what all of one segment's cursors hold, and none of the unwanted ones behind them; return the total."""
    live, found, bar = i8(program, slot.LIVE), 0, threshold(program, 0)
    docs, size = i8(cursors, 0), i8(cursors, 3)
    for i in range(size):
        doc = i4(docs, i)
        if not holds_all(program, cursors, count, doc) or holds_any(cursors + count * CURSOR, unwanted, doc):
            continue
        if not is_live(live, base + doc):
            continue
        found += 1
        set_i8(cursors, 2, i)
        score = sum_of(cursors, count, doc)
        if score >= bar:
            push(program, 0, 0.0, score, base + doc)
            bar = threshold(program, 0)
    return found


@compiled
def top_all(program):
    """The best documents that hold single terms, the first CLAUSE_COUNT lists, and none of the others.

    Lists are ordered rarest first; every list has one leaf for each of BOUND_COUNT segments, in their order, maybe empty.
    """
    resolve_all(program)
    count, segments = i8(program, slot.CLAUSE_COUNT), i8(program, slot.BOUND_COUNT)
    every = i8(program, slot.LIST_COUNT)
    cursors = i8(program, slot.BOUNDARY)
    total = 0
    for segment in range(segments):
        base = 0
        for n in range(every):
            lists = list_at(program, n)
            leaf = program + (i8(lists, slot.LIST_LEAVES) + segment * slot.LEAF_WIDTH) * 8
            set_cursor(cursors + n * CURSOR, lists, leaf)
            base = i8(leaf, slot.LEAF_BASE)
        total += all_in_segment(program, cursors, count, every - count, base)
    set_i8(program, slot.TOTAL, total)
    order(program, 0)
