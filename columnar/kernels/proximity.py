"""How far apart pairs of terms stand in some documents: one walk over the text of each."""

# What numba compiles carries no annotations it could use.
# mypy: disable-error-code="no-untyped-def,no-untyped-call,var-annotated,misc"

from __future__ import annotations

from columnar.kernels import layout as slot
from columnar.kernels.memory import compiled, i8, set_i8, set_u1, u1
from columnar.kernels.phrases import number_at


@compiled
def mark(marks, numbers, terms, values):
    """Set the mark of each known term to its place in the query plus one (``values`` 1), or back to 0 (``values`` 0)."""
    for t in range(terms):
        number = i8(numbers, t)
        if number >= 0:
            set_u1(marks, number, (t + 1) * values)


@compiled
def meet(asked, pairs, term, place, out, step):
    """For each pair of the term, note how far back its other term was met: the least within the window."""
    lasts, window = i8(asked, slot.NEAR_LASTS), i8(asked, slot.NEAR_WINDOW)
    for p in range(i8(asked, slot.NEAR_PAIR_COUNT)):
        first, second = i8(pairs, 2 * p), i8(pairs, 2 * p + 1)
        if first == term or second == term:
            apart = place - i8(lasts, first if second == term else second)
            cell = p * step if second == term else (i8(asked, slot.NEAR_PAIR_COUNT) + p) * step
            least = u1(out, cell)
            if apart <= window and (least == 0 or apart < least):
                set_u1(out, cell, apart)


@compiled
def walk(asked, text, low, high, out):
    """Walk over the places [low, high) of a text."""
    marks, lasts, pairs = i8(asked, slot.NEAR_MARKS), i8(asked, slot.NEAR_LASTS), i8(asked, slot.NEAR_PAIRS)
    step, known = i8(asked, slot.NEAR_DOC_COUNT), i8(asked, slot.NEAR_MARK_COUNT)
    for t in range(i8(asked, slot.NEAR_TERM_COUNT)):
        set_i8(lasts, t, low - i8(asked, slot.NEAR_WINDOW) - 1)
    for place in range(low, high):
        number = number_at(text, place)
        term = u1(marks, number) - 1 if 0 <= number < known else -1
        if term >= 0:
            meet(asked, pairs, term, place, out, step)
            set_i8(lasts, term, place)


@compiled
def near(program):
    """Fill the (2, pairs, documents) bytes of a request."""
    asked = program + slot.HEAD * 8
    docs, out = i8(asked, slot.NEAR_DOCS), i8(asked, slot.NEAR_OUT)
    fields, terms = i8(asked, slot.NEAR_FIELDS), i8(asked, slot.NEAR_TERM_COUNT)
    for n in range(i8(asked, slot.NEAR_FIELD_COUNT)):
        field = fields + n * (slot.FIELD_NUMBERS + terms) * 8
        text, base, documents = i8(field, slot.FIELD_TEXT), i8(field, slot.FIELD_BASE), i8(field, slot.FIELD_DOCUMENTS)
        numbers, starts = field + slot.FIELD_NUMBERS * 8, i8(text, slot.TEXT_STARTS)
        mark(i8(asked, slot.NEAR_MARKS), numbers, terms, 1)
        for d in range(i8(asked, slot.NEAR_DOC_COUNT)):
            doc = i8(docs, d) - base
            if 0 <= doc < documents:
                walk(asked, text, i8(starts, doc), i8(starts, doc + 1), out + d)
        mark(i8(asked, slot.NEAR_MARKS), numbers, terms, 0)
