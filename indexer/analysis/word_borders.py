"""Words that an article has only across the borders of others: "bộ đội" in "cán bộ | đội trưởng" is another thing.

Told by laying underthesea's words over the terms of the text, for the words of two syllables of underthesea's own dictionary and for
places of two syllables, written with and without accents. Each gives a term in the field of the words:

* ``~bộ_đội``: wherever it stands, a word begins or ends inside of it;
* ``~bộ_đội~cán_bộ``: in some places it stands within a longer word that no dictionary knows ("cán_bộ_đội") and that may as well be
  cut otherwise, with the other word; which of the two the archive has more often decides when a query is asked.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from importlib.util import find_spec
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from columnar import BREAK
from indexer.analysis.analyzer import ANALYSER_VERSION
from indexer.analysis.model import Analysis, Words
from indexer.schema import ZONES
from vietnamese.entities.place_names import LEVELS, load_place_names
from vietnamese.spelling.normalise import fold, normalise

BORDERS_VERSION = "1"
"""Indexes of another version are built afresh: raise it whenever the terms change."""

_MADE_BY = f"{ANALYSER_VERSION} {BORDERS_VERSION}"

BORDER = "~"
"""Begins the terms, and stands before the word that it may be cut by."""

_DICTIONARY = "corpus/data/Viet74K.txt"
_FURTHEST = 80
"""Terms that may stand between two words of several syllables: beyond, a word is taken as not found."""

_Ints = NDArray[np.int64]


_plain = lru_cache(1 << 16)(fold)
"""Syllables are few, and each stands in many articles."""


@cache
def _dictionary() -> frozenset[str]:
    """Words of several syllables of underthesea's dictionary, in small letters, joined with "_"; none where it has no such file."""
    spec = find_spec("underthesea")
    folders = [Path(folder) for folder in (spec.submodule_search_locations if spec else None) or ()]
    files = [folder / _DICTIONARY for folder in folders if (folder / _DICTIONARY).is_file()]
    lines = [line.split() for line in files[0].read_text("utf-8", "replace").lower().split("\n")] if files else []
    spelt = {syllable: normalise(syllable) for syllable in {syllable for line in lines for syllable in line}}
    return frozenset("_".join(map(spelt.__getitem__, line)) for line in lines if len(line) > 1)


@cache
def _places() -> frozenset[str]:
    """Provinces and districts of two syllables, with and without accents."""
    names = (name.terms for name in load_place_names().names if name.level in LEVELS[:2] and len(name.terms) == 2)
    return frozenset("_".join(form) for terms in names for form in (terms, tuple(map(fold, terms))))


def is_common_word(word: str) -> bool:
    """Tell whether a word of several syllables, in small letters and joined with "_", is in underthesea's dictionary and no place."""
    return word in _dictionary() and not load_place_names().find(word.replace("_", " "))


def is_word(word: str) -> bool:
    """Tell whether a word, in small letters and joined with "_", is in underthesea's dictionary or a place."""
    return word in _dictionary() or _is_place(word)


def _is_place(word: str) -> bool:
    return word in _places()


def keep_borders(analysis: Analysis, words: Words) -> Words:
    """Return the words with the terms across borders, made once for all indexes."""
    return replace(words, borders={_MADE_BY: _find_terms(analysis, words)})


def border_terms(analysis: Analysis, words: Words) -> list[str]:
    """Return the terms across borders: the kept ones, where they were made by these versions."""
    kept = words.borders.get(_MADE_BY)
    return _find_terms(analysis, words) if kept is None else list(kept)


def _find_terms(analysis: Analysis, words: Words) -> list[str]:
    """Return the terms of an article's words that stand only across the borders of others, sorted."""
    run, terms = _run(analysis), analysis.vocabulary.texts()
    if run.size < 4 or not words.numbers.size:
        return []
    begin, end = _lay(run, terms, words)
    inside = (run[:-1] != BREAK) & (run[1:] != BREAK)
    at = np.flatnonzero(inside)
    joined = begin[at] == begin[at + 1]
    long = joined & (end[at] - begin[at] > 2)
    doubtful = long | (~joined & ((end[at] - begin[at] > 1) | (end[at + 1] - begin[at + 1] > 1)))
    crossed = at[doubtful]
    pairs = {
        (terms[one], terms[two]) for one, two in zip(run[crossed].tolist(), run[crossed + 1].tolist(), strict=True)
    }
    found: set[str] = set()
    for plain in (False, True):
        # Few articles have such a word: what its places need is made for them alone.
        spelt = {(_plain(one), _plain(two)) for one, two in pairs} if plain else pairs
        # Places alone where accents do not count.
        chosen = [pair for pair in spelt if (_is_place if plain else is_word)("_".join(pair))]
        if not chosen:
            continue
        names = [*map(_plain, terms)] if plain else terms
        number = {name: n for n, name in reversed([*enumerate(names)])}
        numbers = np.array([*map(number.__getitem__, names), BREAK], np.int64)[run] if plain else run
        keys = numbers[at] * len(terms) + numbers[at + 1]
        for one, two in chosen:
            where = keys == number[one] * len(terms) + number[two]
            if doubtful[where].all():
                found.update(_terms_of(f"{one}_{two}", at[where & long], begin, end, run, names, numbers))
    return sorted(found)


def segmented(analysis: Analysis, words: Words) -> Iterator[str]:
    """Yield the text as words in reading order: underthesea's, joined with "_", and the terms that belong to none."""
    run, terms = _run(analysis), analysis.vocabulary.texts()
    _, end = _lay(run, terms, words)
    at = 0
    while at < run.size:
        if run[at] != BREAK:
            yield "_".join(terms[n] for n in run[at : end[at]].tolist())
        at = int(end[at])


def _run(analysis: Analysis) -> _Ints:
    """The terms of all zones, BREAK around each."""
    breaks = np.array([BREAK], np.int64)
    return np.concatenate([breaks, *(part for z in ZONES for part in (analysis.zones[z].astype(np.int64), breaks))])


def _terms_of(
    pair: str, long: _Ints, begin: _Ints, end: _Ints, run: _Ints, names: list[str], numbers: _Ints
) -> Iterator[str]:
    """The term of a pair, with the words that may cut it where it stands in longer ones; nothing where it is a part of one."""
    rivals: dict[str, None] = {}
    for at in long.tolist():
        own = [names[n] for n in numbers[begin[at] : end[at]].tolist()]
        place = at - int(begin[at])
        beside = (own[place - 1 : place + 1] if place else [], own[place + 1 : place + 3])
        cutting = [word for two in beside if len(two) == 2 and is_word(word := "_".join(two))]
        if not cutting or "_".join(own) in _dictionary():
            return
        rivals.update(dict.fromkeys(cutting))
    yield from (f"{BORDER}{pair}{BORDER}{rival}" for rival in rivals)
    if not rivals:
        yield f"{BORDER}{pair}"


def _lay(run: _Ints, terms: list[str], words: Words) -> tuple[_Ints, _Ints]:
    """(tokens,) where the word begins and ends that each term belongs to; terms of no word are one by themselves."""
    begin, end = [*range(run.size)], [*range(1, run.size + 1)]
    number = {term: n for n, term in enumerate(terms)}
    sizes = [_sizes(word) for word in words.vocabulary.texts()]
    spelt = [tuple(number.get(syllable, -2) for syllable in word.split("_")) for word in words.vocabulary.texts()]
    tokens, at = run.tolist(), 0
    for word in words.numbers.tolist():
        own = spelt[word]
        place = _find(tokens, own, at)
        if place >= 0:
            at = place
            for size in sizes[word]:
                begin[at : at + size], end[at : at + size] = [at] * size, [at + size] * size
                at += size
    return np.array(begin), np.array(end)


@lru_cache(1 << 16)
def _sizes(word: str) -> tuple[int, ...]:
    """How many syllables each part of a word has: a long one that no dictionary knows is cut into as much of known words as can be.

    Whole it stays where that can be done in two ways.
    """
    own = word.split("_")
    if len(own) < 3 or word in _dictionary():
        return (len(own),)
    # (syllables in known words, ways, sizes) of what ends at each syllable.
    best: list[tuple[int, int, tuple[int, ...]]] = [(0, 1, ())]
    for end in range(1, len(own) + 1):
        found = [(best[end - 1][0], best[end - 1][1], (*best[end - 1][2], 1))]
        for size in range(2, end + 1):
            if size < len(own) and is_word("_".join(own[end - size : end])):
                known, ways, sizes = best[end - size]
                found.append((known + size, ways, (*sizes, size)))
        most = max(one[0] for one in found)
        tied = [one for one in found if one[0] == most]
        best.append((most, sum(one[1] for one in tied), tied[0][2]))
    known, ways, sizes = best[-1]
    return sizes if known and ways == 1 else (len(own),)


def _find(tokens: list[int], own: tuple[int, ...], at: int) -> int:
    first, size, last = own[0], len(own), min(at + _FURTHEST, len(tokens))
    while at < last:
        try:
            at = tokens.index(first, at, last)
        except ValueError:
            return -1
        if tuple(tokens[at : at + size]) == own:
            return at
        at += 1
    return -1
