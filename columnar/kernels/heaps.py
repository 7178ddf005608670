"""Two bounded heaps of the best hits, worst on top: by key, then score, then the lower document number."""

# What numba compiles carries no annotations it could use.
# mypy: disable-error-code="no-untyped-def,no-untyped-call,var-annotated,misc"

from __future__ import annotations

from columnar.kernels import layout as slot
from columnar.kernels.memory import compiled, f8, i8, set_f8, set_i8


@compiled
def is_worse(keys, scores, docs, at, key, score, doc):
    """Tell whether the entry ``at`` ranks below (key, score, doc)."""
    other = f8(keys, at)
    if other != key:
        return other < key
    other = f8(scores, at)
    if other != score:
        return other < score
    return i8(docs, at) > doc


@compiled
def put(keys, scores, docs, at, key, score, doc):
    """Write an entry."""
    set_f8(keys, at, key)
    set_f8(scores, at, score)
    set_i8(docs, at, doc)


@compiled
def move(keys, scores, docs, source, target):
    """Copy an entry."""
    put(keys, scores, docs, target, f8(keys, source), f8(scores, source), i8(docs, source))


@compiled
def sink(keys, scores, docs, size, key, score, doc):
    """Put an entry in place of the top and let it sink."""
    at = 0
    while True:
        child = 2 * at + 1
        if child >= size:
            break
        right = child + 1
        if right < size and is_worse(keys, scores, docs, right, f8(keys, child), f8(scores, child), i8(docs, child)):
            child = right
        if not is_worse(keys, scores, docs, child, key, score, doc):
            break
        move(keys, scores, docs, child, at)
        at = child
    put(keys, scores, docs, at, key, score, doc)


@compiled
def push(program, second, key, score, doc):
    """Offer a hit to the first or ``second`` heap (0 or 1)."""
    room = i8(program, slot.NEEDED)
    keys = i8(program, slot.HEAP_KEYS) + second * room * 8
    scores = i8(program, slot.HEAP_SCORES) + second * room * 8
    docs = i8(program, slot.HEAP_DOCS) + second * room * 8
    size = i8(program, slot.FIRST + second)
    if size >= room:
        if room > 0 and is_worse(keys, scores, docs, 0, key, score, doc):
            sink(keys, scores, docs, size, key, score, doc)
        return
    at = size
    while at > 0:
        parent = (at - 1) // 2
        # Worst on top: the new one rises while it ranks below its parent.
        if is_worse(keys, scores, docs, parent, key, score, doc):
            break
        move(keys, scores, docs, parent, at)
        at = parent
    put(keys, scores, docs, at, key, score, doc)
    set_i8(program, slot.FIRST + second, size + 1)


@compiled
def threshold(program, second):
    """Return the score below which a hit cannot enter a heap that is full, else -1; for heaps of equal keys only."""
    room = i8(program, slot.NEEDED)
    if i8(program, slot.FIRST + second) < room or room == 0:
        return -1.0
    return f8(i8(program, slot.HEAP_SCORES) + second * room * 8, 0)


@compiled
def order(program, second):
    """Turn a heap into a list, best first."""
    room = i8(program, slot.NEEDED)
    keys = i8(program, slot.HEAP_KEYS) + second * room * 8
    scores = i8(program, slot.HEAP_SCORES) + second * room * 8
    docs = i8(program, slot.HEAP_DOCS) + second * room * 8
    size = i8(program, slot.FIRST + second)
    while size > 1:
        size -= 1
        key, score, doc = f8(keys, size), f8(scores, size), i8(docs, size)
        move(keys, scores, docs, 0, size)
        sink(keys, scores, docs, size, key, score, doc)
