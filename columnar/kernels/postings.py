"""Resolving lists: each becomes runs of documents and frequencies, read in place where it can be, else made in the arena."""

# What numba compiles carries no annotations it could use.
# mypy: disable-error-code="no-untyped-def,no-untyped-call,var-annotated,misc"

from __future__ import annotations

from math import log

from columnar.kernels import layout as slot
from columnar.kernels.memory import compiled, f8, frequency, i4, i8, set_f8, set_i4, set_i8
from columnar.kernels.phrases import is_live, phrase


@compiled
def add_run(program, docs, freqs, count, base, lengths, scores):
    """Append a run to the table, with wide frequencies; return its address."""
    number = i8(program, slot.RUN_COUNT)
    if number >= i8(program, slot.RUN_LIMIT):
        set_i8(program, slot.DAMAGED, 1)
        number -= 1
    at = i8(program, slot.RUNS) + number * slot.RUN_WIDTH * 8
    set_i8(at, slot.RUN_DOCS, docs)
    set_i8(at, slot.RUN_FREQS, freqs)
    set_i8(at, slot.RUN_WIDE, 1)
    set_i8(at, slot.RUN_COUNT_OF, count)
    set_i8(at, slot.RUN_BASE, base)
    set_i8(at, slot.RUN_LENGTHS, lengths)
    set_i8(at, slot.RUN_SCORES, scores)
    set_i8(program, slot.RUN_COUNT, number + 1)
    return at


@compiled
def add_in_place(program, leaf):
    """Append a run that is read where the segment has it."""
    docs, freqs, size = i8(leaf, slot.LEAF_DOCS), i8(leaf, slot.LEAF_FREQS), i8(leaf, slot.LEAF_COUNT)
    at = add_run(program, docs, freqs, size, i8(leaf, slot.LEAF_BASE), i8(leaf, slot.LEAF_LENGTHS), 0)
    set_i8(at, slot.RUN_WIDE, i8(leaf, slot.LEAF_WIDE))
    set_i8(at, slot.RUN_LARGE, i8(leaf, slot.LEAF_LARGE))
    return size


@compiled
def are_within(docs, count, limit):
    """Tell whether all documents are numbers in [0, limit): one pass without a branch, far cheaper than what follows it."""
    beyond = 0
    for i in range(count):
        doc = i4(docs, i)
        beyond |= doc | (limit - 1 - doc)
    return beyond >= 0


@compiled
def is_sound(program, leaf):
    """Tell whether the documents of a leaf are its segment's; note damage when not."""
    limit = i8(leaf, slot.LEAF_LIMIT)
    sound = are_within(i8(leaf, slot.LEAF_DOCS), i8(leaf, slot.LEAF_COUNT), limit)
    sound = sound and are_within(i8(leaf, slot.LEAF_OTHER_DOCS), i8(leaf, slot.LEAF_OTHER_COUNT), limit)
    if not sound:
        set_i8(program, slot.DAMAGED, 1)
    return sound


@compiled
def run_of(program, lists, number):
    """Return the address of the number-th run of a list."""
    return i8(program, slot.RUNS) + (i8(lists, slot.LIST_RUN) + number) * slot.RUN_WIDTH * 8


@compiled
def living(program, leaf, out_docs, out_freqs):
    """Write the live documents of a term; return their number."""
    docs, freqs, wide = i8(leaf, slot.LEAF_DOCS), i8(leaf, slot.LEAF_FREQS), i8(leaf, slot.LEAF_WIDE)
    base, live, large = i8(leaf, slot.LEAF_BASE), i8(program, slot.LIVE), i8(leaf, slot.LEAF_LARGE)
    found = 0
    for i in range(i8(leaf, slot.LEAF_COUNT)):
        doc = i4(docs, i)
        if is_live(live, base + doc):
            set_i4(out_docs, found, doc)
            set_i4(out_freqs, found, frequency(freqs, i, wide, large))
            found += 1
    return found


@compiled
def gather(program, leaf, docs, freqs, wide, large, count, out_docs, found):
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
        set_i4(sums, base + doc, sum_before + frequency(freqs, i, wide, large))
    return found


@compiled
def union(program, first, count, out_docs, out_freqs, room):
    """Write the documents of several leaves of one segment, frequencies summed; return their number."""
    found = 0
    for n in range(count):
        leaf = first + n * slot.LEAF_WIDTH * 8
        docs, freqs = i8(leaf, slot.LEAF_DOCS), i8(leaf, slot.LEAF_FREQS)
        wide, large, size = i8(leaf, slot.LEAF_WIDE), i8(leaf, slot.LEAF_LARGE), i8(leaf, slot.LEAF_COUNT)
        if i8(leaf, slot.LEAF_KIND) == slot.KIND_PHRASE:
            docs, freqs, wide = room, room + size * 4, 1
            size = phrase(program, leaf, docs, freqs)
        found = gather(program, leaf, docs, freqs, wide, large, size, out_docs, found)
    sums, base = i8(program, slot.SUMS), i8(first, slot.LEAF_BASE)
    for i in range(found):
        doc = i4(out_docs, i)
        set_i4(out_freqs, i, i4(sums, base + doc))
        set_i4(sums, base + doc, 0)
    return found


@compiled
def make(program, first, count):
    """Make the run of the leaves of one segment in the arena; return its documents."""
    room, sound = 0, True
    for n in range(count):
        leaf = first + n * slot.LEAF_WIDTH * 8
        room += i8(leaf, slot.LEAF_COUNT)
        sound = is_sound(program, leaf) and sound
    # Documents and frequencies, and as much again for a phrase within a union.
    if i8(program, slot.FREE) + 4 * room > i8(program, slot.ARENA_SIZE):
        set_i8(program, slot.DAMAGED, 1)
        sound = False
    if not sound:
        return 0
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


@compiled
def resolve(program, lists):
    """Make the runs of one list; fill in its document frequency and factor."""
    set_i8(lists, slot.LIST_RUN, i8(program, slot.RUN_COUNT))
    first, count = program + i8(lists, slot.LIST_LEAVES) * 8, i8(lists, slot.LIST_LEAF_COUNT)
    df = at = 0
    while at < count:
        leaf = first + at * slot.LEAF_WIDTH * 8
        if i8(lists, slot.LIST_DIRECT):
            df += add_in_place(program, leaf) if is_sound(program, leaf) else 0
            at += 1
            continue
        end = at + 1
        while end < count and i8(first + end * slot.LEAF_WIDTH * 8, slot.LEAF_SEGMENT) == i8(leaf, slot.LEAF_SEGMENT):
            end += 1
        df += make(program, leaf, end - at)
        at = end
    set_i8(lists, slot.LIST_RUN_COUNT, i8(program, slot.RUN_COUNT) - i8(lists, slot.LIST_RUN))
    set_i8(lists, slot.LIST_DF, df)
    set_f8(
        lists,
        slot.LIST_FACTOR,
        f8(lists, slot.LIST_WEIGHT) * f8(lists, slot.LIST_SATURATION) * idf(i8(lists, slot.LIST_DOCUMENTS), df),
    )


@compiled
def idf(documents, df):
    """Return Lucene's inverse document frequency, as ``columnar.query.idf.idf``."""
    return log(1.0 + (documents - df + 0.5) / (df + 0.5))


@compiled
def resolve_all(program):
    """Make the runs of every list of the program that has leaves."""
    for n in range(i8(program, slot.LIST_COUNT)):
        lists = program + (i8(program, slot.LISTS) + n * slot.LIST_WIDTH) * 8
        if i8(lists, slot.LIST_LEAF_COUNT):
            resolve(program, lists)


@compiled
def value(lists, run, i, doc):
    """Score of the i-th document of a run, ``doc`` being its number within the segment."""
    scores = i8(run, slot.RUN_SCORES)
    if scores != 0:
        return f8(scores, i)
    freq = float(frequency(i8(run, slot.RUN_FREQS), i, i8(run, slot.RUN_WIDE), i8(run, slot.RUN_LARGE)))
    norm = f8(lists, slot.LIST_NORM) + f8(lists, slot.LIST_SLOPE) * i4(i8(run, slot.RUN_LENGTHS), doc)
    return f8(lists, slot.LIST_FACTOR) * freq / (freq + norm)
