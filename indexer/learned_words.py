"""The dictionary of an archive: the shipped one, and the abbreviations that enough of its articles define."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from vietnamese.abbreviations import Dictionary, Entry, key_of
from vietnamese.normalise import fold
from vietnamese.telex import is_syllable

ENOUGH = 2
"""Articles that must define an abbreviation so."""


def _abbreviates(short: str) -> bool:
    """Whether nobody would type it as an ordinary word or number."""
    words = key_of(short).split()
    if not words or all(w.isdigit() for w in words) or sum(c.isalpha() for c in short) < 2:
        return False
    return not all(is_syllable(w) or w.isdigit() for w in words)


def dictionary_of(definitions: Iterable[tuple[str, str, int]], shipped: Dictionary | None = None) -> Dictionary:
    """Return the shipped dictionary with (abbreviation, expansion, articles) added that ``ENOUGH`` articles agree on.

    A short form that is shipped keeps its shipped senses. One with several learned expansions is ambiguous.
    """
    base = shipped or Dictionary.shipped()
    senses: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for short, expansion, articles in definitions:
        if articles < ENOUGH or base.expansions(short) or not _abbreviates(short) or len(key_of(expansion).split()) < 2:
            continue
        senses[fold(key_of(short))].setdefault(key_of(expansion), (short, expansion))
    added = [
        Entry(short, expansion, "archive", len(pairs) > 1)
        for pairs in senses.values()
        for short, expansion in pairs.values()
    ]
    return Dictionary((*base.entries, *added)) if added else base
