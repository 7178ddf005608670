"""The dictionary of an archive: the shipped one, what enough of its articles define, and what its admins decided."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from archive.abbreviations.decisions import Decision
from vietnamese.abbreviations.dictionary import Dictionary, Entry, is_same_meaning, key_of
from vietnamese.spelling.keyboard_layouts import is_syllable
from vietnamese.spelling.normalise import fold

ENOUGH = 2
"""Articles that must define an abbreviation so."""

Pair = tuple[str, str]


def _abbreviates(short: str) -> bool:
    """Whether nobody would type it as an ordinary word or number."""
    words = key_of(short).split()
    if not words or all(w.isdigit() for w in words) or sum(c.isalpha() for c in short) < 2:
        return False
    return not all(is_syllable(w) or w.isdigit() for w in words)


def _senses(pairs: Sequence[Pair]) -> list[Entry]:
    """Entries of one short form, the most frequent long form first; ambiguous when not all are one meaning."""
    ambiguous = not all(is_same_meaning(key_of(pairs[0][1]), key_of(long)) for _, long in pairs)
    return [Entry(short, long, "archive", ambiguous) for short, long in pairs]


def _learned(definitions: Iterable[tuple[str, str, int]], base: Dictionary, left_out: set[Pair]) -> list[Entry]:
    """Entries that ``ENOUGH`` articles agree on; a short form that is shipped keeps its shipped senses."""
    senses: dict[str, dict[str, Pair]] = defaultdict(dict)
    for short, long, articles in sorted(definitions, key=lambda found: -found[2]):
        if articles < ENOUGH or base.expansions_of(short) or not _abbreviates(short) or len(key_of(long).split()) < 2:
            continue
        if _key(short, long) not in left_out:
            senses[fold(key_of(short))].setdefault(key_of(long), (short, long))
    return [entry for pairs in senses.values() for entry in _senses(list(pairs.values()))]


def _key(short: str, long: str) -> Pair:
    return key_of(short), key_of(long)


def _readings(definitions: Iterable[tuple[str, str, int]], left_out: set[Pair]) -> dict[str, list[str]]:
    """What articles say each short form stands for, as keys."""
    found: dict[str, dict[str, None]] = defaultdict(dict)
    for short, long, _ in definitions:
        if _key(short, long) not in left_out:
            found[key_of(short)][key_of(long)] = None
    return {short: list(longs) for short, longs in found.items()}


def _decided(entries: Sequence[Entry], decisions: Sequence[Decision]) -> list[Entry]:
    """Accepted pairs added; the weights set."""
    known = {_key(e.abbreviation, e.expansion) for e in entries}
    added = [
        Entry(d.abbreviation, d.expansion, "admin", False)
        for d in decisions
        if d.status == "accepted" and _key(d.abbreviation, d.expansion) not in known
    ]
    weights = {_key(d.abbreviation, d.expansion): d.weight for d in decisions}
    senses: dict[str, list[str]] = defaultdict(list)
    for entry in (*entries, *added):
        senses[key_of(entry.abbreviation)].append(key_of(entry.expansion))
    new = {key_of(e.abbreviation) for e in added}
    return [
        replace(
            e,
            ambiguous=_ambiguous(e, senses[key_of(e.abbreviation)], new),
            weight=weights.get(_key(e.abbreviation, e.expansion), 1.0),
        )
        for e in (*entries, *added)
    ]


def _ambiguous(entry: Entry, longs: Sequence[str], new: set[str]) -> bool:
    """An added sense beside another makes both ambiguous; else the entry stays what it was."""
    short = key_of(entry.abbreviation)
    return entry.ambiguous or (short in new and not all(is_same_meaning(longs[0], other) for other in longs))


def effective_dictionary(
    definitions: Iterable[tuple[str, str, int]],
    shipped: Dictionary | None = None,
    decisions: Sequence[Decision] = (),
) -> Dictionary:
    """Return the shipped dictionary with (abbreviation, expansion, articles) added that ``ENOUGH`` articles agree on.

    Decisions come last: what was rejected is left out wherever it came from, what was accepted is in, with its weight.
    """
    base = shipped or Dictionary.shipped()
    rejected = {_key(d.abbreviation, d.expansion) for d in decisions if d.status == "rejected"}
    kept = [e for e in base.entries if not rejected or _key(e.abbreviation, e.expansion) not in rejected]
    found = list(definitions)
    learned = _learned(found, base, rejected)
    if not found and not decisions:
        return base
    entries = _decided([*kept, *learned], decisions) if decisions else [*kept, *learned]
    return Dictionary(entries, _readings(found, rejected))
