"""Terms side by side: the places of the rarest, checked against the second rarest by walking both lists, or in the text."""

# What numba compiles carries no annotations it could use.
# mypy: disable-error-code="no-untyped-def,no-untyped-call,var-annotated,misc"

from __future__ import annotations

from columnar.kernels import layout as slot
from columnar.kernels.memory import compiled, first_from, frequency, i4, i8, narrow, set_i4, u1


@compiled
def is_live(live, doc):
    """Tell whether a document is not deleted."""
    return live == 0 or u1(live, doc) != 0


@compiled
def number_at(text, place):
    """Return the field's term number at a place of its running text, below 0 for none; the place is within the text."""
    held, numbers = narrow(i8(text, slot.TEXT_FORWARD), place, i8(text, slot.TEXT_WIDE)), i8(text, slot.TEXT_NUMBERS)
    if numbers == 0:
        return held
    count = i8(text, slot.TEXT_RARE_COUNT)
    if held != slot.RARE or count == 0:
        return i4(numbers, held) if 0 <= held < i8(text, slot.TEXT_NUMBER_COUNT) else -1
    at = first_from(i8(text, slot.TEXT_RARE_AT), count, place)
    if at == count:
        return -1
    number = i4(i8(text, slot.TEXT_RARE), at)
    derived = i8(text, slot.TEXT_DERIVED)
    if derived == 0:
        return number
    return i4(derived, number) if 0 <= number < i8(text, slot.TEXT_DERIVED_COUNT) else -1


@compiled
def side_by_side(program, leaf, start, first):
    """Tell whether the other terms of a phrase, from ``first`` on, stand around the place where it would start."""
    terms, text = program + i8(leaf, slot.LEAF_TERMS) * 8, i8(leaf, slot.LEAF_TEXT)
    if start < 0 or start + i8(leaf, slot.LEAF_TERM_COUNT) >= i8(text, slot.TEXT_TOKENS):
        return False
    for t in range(first, i8(leaf, slot.LEAF_TERM_COUNT)):
        if number_at(text, start + i8(terms, 2 * t)) != i8(terms, 2 * t + 1):
            return False
    return True


@compiled
def emit(program, leaf, doc, held, out_docs, out_freqs, found):
    """Write a document in which the phrase stands, unless it is deleted; return how many are written."""
    if held and is_live(i8(program, slot.LIVE), i8(leaf, slot.LEAF_BASE) + doc):
        set_i4(out_docs, found, doc)
        set_i4(out_freqs, found, held)
        found += 1
    return found


@compiled
def looked_up(program, leaf, out_docs, out_freqs):
    """Look into the text around each place of the rarest term; return the documents written."""
    docs, freqs, positions = i8(leaf, slot.LEAF_DOCS), i8(leaf, slot.LEAF_FREQS), i8(leaf, slot.LEAF_POSITIONS)
    wide, large, positions_wide = (
        i8(leaf, slot.LEAF_WIDE),
        i8(leaf, slot.LEAF_LARGE),
        i8(leaf, slot.LEAF_POSITIONS_WIDE),
    )
    starts, place = i8(i8(leaf, slot.LEAF_TEXT), slot.TEXT_STARTS), i8(leaf, slot.LEAF_PLACE)
    found, at, end = 0, 0, i8(leaf, slot.LEAF_POSITION_COUNT)
    for i in range(i8(leaf, slot.LEAF_COUNT)):
        doc, held = i4(docs, i), 0
        begin = i8(starts, doc) - place
        for _ in range(min(frequency(freqs, i, wide, large), end - at)):
            held += side_by_side(program, leaf, begin + narrow(positions, at, positions_wide), 0)
            at += 1
        found = emit(program, leaf, doc, held, out_docs, out_freqs, found)
    return found


@compiled
def meetings(program, leaf, doc, one, freq, other, times, apart):
    """Return how often a phrase stands in a document: places of its two rarest terms that are ``apart``, the rest looked up."""
    wide, more = i8(leaf, slot.LEAF_POSITIONS_WIDE), i8(leaf, slot.LEAF_TERM_COUNT) > 1
    begin = i8(i8(i8(leaf, slot.LEAF_TEXT), slot.TEXT_STARTS), doc) - i8(leaf, slot.LEAF_PLACE)
    firsts, seconds = i8(leaf, slot.LEAF_POSITIONS), i8(leaf, slot.LEAF_OTHER_POSITIONS)
    freq = min(one + freq, i8(leaf, slot.LEAF_POSITION_COUNT))
    times, held = min(other + times, i8(leaf, slot.LEAF_OTHER_POSITION_COUNT)), 0
    while one < freq and other < times:
        first, second = narrow(firsts, one, wide) + apart, narrow(seconds, other, wide)
        if first == second and (not more or side_by_side(program, leaf, begin + first - apart, 1)):
            held += 1
        # Without a branch that guesses wrong half the time.
        one += first <= second
        other += second <= first
    return held


@compiled
def walked(program, leaf, out_docs, out_freqs):
    """Walk the postings of the two rarest terms side by side; return the documents written."""
    docs, freqs, size = i8(leaf, slot.LEAF_DOCS), i8(leaf, slot.LEAF_FREQS), i8(leaf, slot.LEAF_COUNT)
    others, times = i8(leaf, slot.LEAF_OTHER_DOCS), i8(leaf, slot.LEAF_OTHER_FREQS)
    wide, large, count = i8(leaf, slot.LEAF_WIDE), i8(leaf, slot.LEAF_LARGE), i8(leaf, slot.LEAF_OTHER_COUNT)
    apart = i8(program + i8(leaf, slot.LEAF_TERMS) * 8, 0) - i8(leaf, slot.LEAF_PLACE)
    found = one = other = j = 0
    for i in range(size):
        doc, freq = i4(docs, i), frequency(freqs, i, wide, large)
        while j < count and i4(others, j) < doc:
            other += frequency(times, j, wide, large)
            j += 1
        if j == count:
            break
        if i4(others, j) == doc:
            held = meetings(program, leaf, doc, one, freq, other, frequency(times, j, wide, large), apart)
            found = emit(program, leaf, doc, held, out_docs, out_freqs, found)
        one += freq
    return found


@compiled
def phrase(program, leaf, out_docs, out_freqs):
    """Write the documents of a phrase and how often it stands there; return their number."""
    if i8(leaf, slot.LEAF_OTHER_COUNT):
        return walked(program, leaf, out_docs, out_freqs)
    return looked_up(program, leaf, out_docs, out_freqs)
