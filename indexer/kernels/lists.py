"""Resolving lists: each becomes runs of documents and frequencies, read in place where it can be, else made in the arena."""

# What numba compiles carries no annotations it could use.
# mypy: disable-error-code="no-untyped-def,no-untyped-call,untyped-decorator"

from __future__ import annotations

from math import log

from numba import njit

from indexer.kernels import layout as slot
from indexer.kernels.memory import f8, i4, i8, set_f8, set_i4, set_i8, u1


@njit(error_model="numpy")
def add_run(program, docs, freqs, count, base, lengths, scores):
    """Append a run to the table."""
    number = i8(program, slot.RUN_COUNT)
    at = i8(program, slot.RUNS) + number * slot.RUN_WIDTH * 8
    set_i8(at, slot.RUN_DOCS, docs)
    set_i8(at, slot.RUN_FREQS, freqs)
    set_i8(at, slot.RUN_COUNT_OF, count)
    set_i8(at, slot.RUN_BASE, base)
    set_i8(at, slot.RUN_LENGTHS, lengths)
    set_i8(at, slot.RUN_SCORES, scores)
    set_i8(program, slot.RUN_COUNT, number + 1)


@njit(error_model="numpy")
def run_of(program, lists, number):
    """Address of the number-th run of a list."""
    return i8(program, slot.RUNS) + (i8(lists, slot.LIST_RUN) + number) * slot.RUN_WIDTH * 8


@njit(error_model="numpy")
def is_live(live, doc):
    """Whether a document is not deleted."""
    return live == 0 or u1(live, doc) != 0


@njit(error_model="numpy")
def side_by_side(program, leaf, start):
    """Whether the other terms of a phrase stand around the place where it would start."""
    terms = program + i8(leaf, slot.LEAF_TERMS) * 8
    forward = i8(leaf, slot.LEAF_FORWARD)
    for t in range(i8(leaf, slot.LEAF_TERM_COUNT)):
        if i4(forward, start + i8(terms, 2 * t)) != i8(terms, 2 * t + 1):
            return False
    return True


@njit(error_model="numpy")
def phrase(program, leaf, out_docs, out_freqs):
    """Write the documents of a phrase and how often it stands there; return their number."""
    docs, freqs, positions = i8(leaf, slot.LEAF_DOCS), i8(leaf, slot.LEAF_FREQS), i8(leaf, slot.LEAF_POSITIONS)
    place, base, live = i8(leaf, slot.LEAF_PLACE), i8(leaf, slot.LEAF_BASE), i8(program, slot.LIVE)
    last = i8(leaf, slot.LEAF_TOKENS) - i8(leaf, slot.LEAF_TERM_COUNT) - 1
    found = at = 0
    for i in range(i8(leaf, slot.LEAF_COUNT)):
        doc, held = i4(docs, i), 0
        for _ in range(i4(freqs, i)):
            start = i4(positions, at) - place
            at += 1
            if 0 <= start <= last and side_by_side(program, leaf, start):
                held += 1
        if held and is_live(live, base + doc):
            set_i4(out_docs, found, doc)
            set_i4(out_freqs, found, held)
            found += 1
    return found


@njit(error_model="numpy")
def living(program, leaf, out_docs, out_freqs):
    """Write the live documents of a term; return their number."""
    docs, freqs = i8(leaf, slot.LEAF_DOCS), i8(leaf, slot.LEAF_FREQS)
    base, live = i8(leaf, slot.LEAF_BASE), i8(program, slot.LIVE)
    found = 0
    for i in range(i8(leaf, slot.LEAF_COUNT)):
        doc = i4(docs, i)
        if is_live(live, base + doc):
            set_i4(out_docs, found, doc)
            set_i4(out_freqs, found, i4(freqs, i))
            found += 1
    return found


@njit(error_model="numpy")
def gather(program, leaf, docs, freqs, count, out_docs, found):
    """Sum frequencies by document, noting each new live document; return how many are noted."""
    sums, base, live = i8(program, slot.SUMS), i8(leaf, slot.LEAF_BASE), i8(program, slot.LIVE)
    for i in range(count):
        doc = i4(docs, i)
        sum_before = i4(sums, base + doc)
        if sum_before == 0:
            if not is_live(live, base + doc):
                continue
            set_i4(out_docs, found, doc)
            found += 1
        set_i4(sums, base + doc, sum_before + i4(freqs, i))
    return found


@njit(error_model="numpy")
def union(program, first, count, out_docs, out_freqs, room):
    """Write the documents of several leaves of one segment, frequencies summed; return their number."""
    found = 0
    for n in range(count):
        leaf = first + n * slot.LEAF_WIDTH * 8
        if i8(leaf, slot.LEAF_KIND) == slot.KIND_PHRASE:
            size = phrase(program, leaf, room, room + i8(leaf, slot.LEAF_COUNT) * 4)
            found = gather(program, leaf, room, room + i8(leaf, slot.LEAF_COUNT) * 4, size, out_docs, found)
        else:
            found = gather(
                program, leaf, i8(leaf, slot.LEAF_DOCS), i8(leaf, slot.LEAF_FREQS), i8(leaf, slot.LEAF_COUNT), out_docs, found
            )
    sums, base = i8(program, slot.SUMS), i8(first, slot.LEAF_BASE)
    for i in range(found):
        doc = i4(out_docs, i)
        set_i4(out_freqs, i, i4(sums, base + doc))
        set_i4(sums, base + doc, 0)
    return found


@njit(error_model="numpy")
def make(program, first, count):
    """Make the run of the leaves of one segment in the arena; return its documents."""
    room = 0
    for n in range(count):
        room += i8(first + n * slot.LEAF_WIDTH * 8, slot.LEAF_COUNT)
    out_docs = i8(program, slot.ARENA) + i8(program, slot.FREE) * 4
    out_freqs = out_docs + room * 4
    kind = i8(first, slot.LEAF_KIND)
    if count == 1 and kind == slot.KIND_TERM:
        found = living(program, first, out_docs, out_freqs)
    elif count == 1 and kind == slot.KIND_PHRASE:
        found = phrase(program, first, out_docs, out_freqs)
    else:
        found = union(program, first, count, out_docs, out_freqs, out_freqs + room * 4)
    set_i8(program, slot.FREE, i8(program, slot.FREE) + 2 * room)
    add_run(program, out_docs, out_freqs, found, i8(first, slot.LEAF_BASE), i8(first, slot.LEAF_LENGTHS), 0)
    return found


@njit(error_model="numpy")
def resolve(program, lists):
    """Make the runs of one list; fill in its document frequency and factor."""
    set_i8(lists, slot.LIST_RUN, i8(program, slot.RUN_COUNT))
    first, count = program + i8(lists, slot.LIST_LEAVES) * 8, i8(lists, slot.LIST_LEAF_COUNT)
    df = at = 0
    while at < count:
        leaf = first + at * slot.LEAF_WIDTH * 8
        if i8(lists, slot.LIST_DIRECT):
            size = i8(leaf, slot.LEAF_COUNT)
            add_run(program, i8(leaf, slot.LEAF_DOCS), i8(leaf, slot.LEAF_FREQS), size, i8(leaf, slot.LEAF_BASE), i8(leaf, slot.LEAF_LENGTHS), 0)
            df += size
            at += 1
            continue
        end = at + 1
        while end < count and i8(first + end * slot.LEAF_WIDTH * 8, slot.LEAF_SEGMENT) == i8(leaf, slot.LEAF_SEGMENT):
            end += 1
        df += make(program, leaf, end - at)
        at = end
    set_i8(lists, slot.LIST_RUN_COUNT, i8(program, slot.RUN_COUNT) - i8(lists, slot.LIST_RUN))
    set_i8(lists, slot.LIST_DF, df)
    set_f8(lists, slot.LIST_FACTOR, f8(lists, slot.LIST_WEIGHT) * f8(lists, slot.LIST_SATURATION) * idf(i8(lists, slot.LIST_DOCUMENTS), df))


@njit(error_model="numpy")
def idf(documents, df):
    """Lucene's inverse document frequency, as ``indexer.engines.bm25.idf``."""
    return log(1.0 + (documents - df + 0.5) / (df + 0.5))


@njit(error_model="numpy")
def resolve_all(program):
    """Make the runs of every list of the program that has leaves."""
    for n in range(i8(program, slot.LIST_COUNT)):
        lists = program + (i8(program, slot.LISTS) + n * slot.LIST_WIDTH) * 8
        if i8(lists, slot.LIST_LEAF_COUNT):
            resolve(program, lists)


@njit(error_model="numpy")
def value(lists, run, i, doc):
    """Score of the i-th document of a run, ``doc`` being its number within the segment."""
    scores = i8(run, slot.RUN_SCORES)
    if scores != 0:
        return f8(scores, i)
    frequency = float(i4(i8(run, slot.RUN_FREQS), i))
    norm = f8(lists, slot.LIST_NORM) + f8(lists, slot.LIST_SLOPE) * i4(i8(run, slot.RUN_LENGTHS), doc)
    return f8(lists, slot.LIST_FACTOR) * frequency / (frequency + norm)
