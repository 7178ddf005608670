"""Nodes over lists: any, best, all and without, each made into a list of documents with their scores."""

# What numba compiles carries no annotations it could use.
# mypy: disable-error-code="no-untyped-def,no-untyped-call,var-annotated,misc"

from __future__ import annotations

from columnar.kernels import layout as slot
from columnar.kernels.memory import compiled, f8, i4, i8, set_f8, set_i4, set_i8
from columnar.kernels.postings import add_run, run_of, value


@compiled
def list_at(program, number):
    """Return the address of the number-th list."""
    return program + (i8(program, slot.LISTS) + number * slot.LIST_WIDTH) * 8


@compiled
def size_of(program, lists):
    """Return documents of a list."""
    size = 0
    for r in range(i8(lists, slot.LIST_RUN_COUNT)):
        size += i8(run_of(program, lists, r), slot.RUN_COUNT_OF)
    return size


@compiled
def take_any(program, lists, stamp, best, found):
    """Add (or raise) the scores of a child, noting new documents; return how many are noted."""
    stamps, values, local = i8(program, slot.STAMPS), i8(program, slot.VALUES), i8(program, slot.LOCAL)
    for r in range(i8(lists, slot.LIST_RUN_COUNT)):
        run = run_of(program, lists, r)
        docs, base = i8(run, slot.RUN_DOCS), i8(run, slot.RUN_BASE)
        for i in range(i8(run, slot.RUN_COUNT_OF)):
            own = i4(docs, i)
            doc, score = base + own, value(lists, run, i, own)
            if i4(stamps, doc) != stamp:
                set_i4(stamps, doc, stamp)
                set_f8(values, doc, score)
                set_i4(local, found, doc)
                found += 1
            elif best:
                set_f8(values, doc, max(score, f8(values, doc)))
            else:
                set_f8(values, doc, f8(values, doc) + score)
    return found


@compiled
def take_next(program, lists, before, after):
    """Of the documents stamped ``before``, stamp those of a child ``after`` and add its scores."""
    stamps, values = i8(program, slot.STAMPS), i8(program, slot.VALUES)
    for r in range(i8(lists, slot.LIST_RUN_COUNT)):
        run = run_of(program, lists, r)
        docs, base = i8(run, slot.RUN_DOCS), i8(run, slot.RUN_BASE)
        for i in range(i8(run, slot.RUN_COUNT_OF)):
            own = i4(docs, i)
            doc = base + own
            if i4(stamps, doc) == before:
                set_i4(stamps, doc, after)
                set_f8(values, doc, f8(values, doc) + value(lists, run, i, own))


@compiled
def strike(program, lists, stamp):
    """Take the stamp from the documents of a child."""
    stamps = i8(program, slot.STAMPS)
    for r in range(i8(lists, slot.LIST_RUN_COUNT)):
        run = run_of(program, lists, r)
        docs, base = i8(run, slot.RUN_DOCS), i8(run, slot.RUN_BASE)
        for i in range(i8(run, slot.RUN_COUNT_OF)):
            if i4(stamps, base + i4(docs, i)) == stamp:
                set_i4(stamps, base + i4(docs, i), stamp - 1)


@compiled
def emit(program, target, found, stamp):
    """Write the noted documents that carry the stamp as the run of the target list."""
    stamps, values, local = i8(program, slot.STAMPS), i8(program, slot.VALUES), i8(program, slot.LOCAL)
    free = i8(program, slot.FREE)
    free += free & 1  # the scores behind the documents stand on 8 bytes
    out_docs = i8(program, slot.ARENA) + free * 4
    room = found + (found & 1)
    if free + 3 * room > i8(program, slot.ARENA_SIZE):
        set_i8(program, slot.DAMAGED, 1)
        found = room = 0
    out_scores = out_docs + room * 4
    kept = 0
    for n in range(found):
        doc = i4(local, n)
        if i4(stamps, doc) == stamp:
            set_i4(out_docs, kept, doc)
            set_f8(out_scores, kept, f8(values, doc))
            kept += 1
    set_i8(program, slot.FREE, free + 3 * room)
    set_i8(target, slot.LIST_RUN, i8(program, slot.RUN_COUNT))
    add_run(program, out_docs, 0, kept, 0, 0, out_scores)
    set_i8(target, slot.LIST_RUN_COUNT, 1)
    set_i8(target, slot.LIST_DF, kept)


@compiled
def join(program, node):
    """Make the list of one node."""
    how, count = i8(node, slot.NODE_HOW), i8(node, slot.NODE_CHILD_COUNT)
    children = program + i8(node, slot.NODE_CHILDREN) * 8
    # Stamps below the epoch are stale, so it leaves one free below the first.
    stamp = i8(program, slot.EPOCH) + 1
    set_i8(program, slot.EPOCH, stamp + count + 1)
    first = list_at(program, i8(children, 0))
    found = take_any(program, first, stamp, False, 0)
    for n in range(1, count):
        child = list_at(program, i8(children, n))
        if how == slot.HOW_ALL:
            take_next(program, child, stamp, stamp + 1)
            stamp += 1
        elif how == slot.HOW_WITHOUT:
            strike(program, child, stamp)
        else:
            found = take_any(program, child, stamp, how == slot.HOW_BEST, found)
    emit(program, list_at(program, i8(node, slot.NODE_TARGET)), found, stamp)


@compiled
def join_all(program):
    """Make the lists of all nodes, children before parents."""
    for n in range(i8(program, slot.NODE_COUNT)):
        join(program, program + (i8(program, slot.NODES) + n * slot.NODE_WIDTH) * 8)
