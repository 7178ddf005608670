"""How often the terms of a segment occur and stand side by side: what typing help judges by.

Counted when the segment is written, over a bounded even sample of ``Schema.bigrams``, for terms as written and as derived, so that
an opened index has its typing help at once and every process shares it. For each vocabulary NAME the segment holds
``near.NAME.counts`` (terms,), occurrences; ``pairs`` and ``often``, the ascending keys first * terms + second of neighbours within a
sentence, and how often each occurs; ``slips`` and ``slip_terms``, ascending hashes of frequent terms with a letter left out, and the terms.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from typing import Any, Protocol
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from columnar.files.narrow_ints import narrow
from columnar.files.term_dictionary import TermDictionary
from columnar.model import BREAK, Terms
from columnar.schema import Schema

Ints = NDArray[np.int32]
Arrays = dict[str, NDArray[Any]]

FREQUENT = 3
"""Occurrences a term needs to be offered instead of what was typed."""

_SAMPLE = 4_000_000
"""Tokens that are counted at most."""

_BLOCK = 1 << 14
_LETTERS = range(2, 15)
"""Letters of a word that may be a slip of the keys."""


def left_out(word: str) -> set[int]:
    """Return hashes of a word and of the word with each letter left out: two words one slip apart have one in common."""
    return {
        crc32(part.encode("utf-8", "replace")) for part in (word, *(word[:i] + word[i + 1 :] for i in range(len(word))))
    }


def bigram_arrays(
    schema: Schema, streams: Mapping[str, Ints], derived: Mapping[str, Ints], vocabularies: Mapping[str, Terms]
) -> Arrays:
    """Count the streams of ``schema.bigrams`` (numbers in reading order, BREAK between sentences), as written and as derived."""
    arrays: Arrays = {}
    if not schema.bigrams:
        return arrays
    sample = _sampled([streams[name] for name in schema.bigrams])
    for name in bigram_vocabularies(schema):
        running = derived[name][sample] if name in derived else sample
        counted = _counted(running, vocabularies[name])
        arrays |= {f"near.{name}.{part}": array for part, array in counted.items()}
    return arrays


def bigram_vocabularies(schema: Schema) -> tuple[str, ...]:
    """Return the vocabularies whose neighbouring terms are counted: that of the streams, and those derived from it."""
    if not schema.bigrams:
        return ()
    base = schema.base_of[schema.bigrams[0]]
    return (base, *(name for name, of in schema.derived.items() if of == base))


def _sampled(runs: Sequence[Ints]) -> Ints:
    stride = -(-sum(run.size for run in runs) // _SAMPLE) or 1
    end = np.full(1, BREAK, np.int32)
    blocks = [run[at : at + _BLOCK] for run in runs for at in range(0, run.size, _BLOCK * stride)]
    return np.concatenate([end, *(part for block in blocks for part in (block, end))])


def _counted(running: Ints, terms: Terms) -> Arrays:
    size = len(terms)
    counts = np.bincount(running[running != BREAK], minlength=size).astype(np.int32)
    first, second = running[:-1], running[1:]
    beside = (first != BREAK) & (second != BREAK)
    keys = first[beside].astype(np.int64) * size + second[beside]
    keys.sort()
    start = np.flatnonzero(np.diff(keys, prepend=-1))
    often = np.diff(start, append=keys.size)
    slips, slip_terms = _slips(counts, terms)
    return {
        "counts": counts,
        "pairs": keys[start],
        "often": narrow(often, int(often.max(initial=0))),
        "slips": slips,
        "slip_terms": slip_terms,
    }


def _slips(counts: Ints, terms: Terms) -> tuple[NDArray[np.uint32], Ints]:
    texts = terms.texts()
    found = [
        (key, number)
        for number in np.flatnonzero(counts >= FREQUENT).tolist()
        if len(texts[number]) in _LETTERS and texts[number].isalpha()
        for key in left_out(texts[number])
    ]
    listed = np.array(sorted(found), np.int64).reshape(-1, 2)
    return listed[:, 0].astype(np.uint32), listed[:, 1].astype(np.int32)


class Counted(Protocol):
    """What holds counts: a segment, or a file of counts alone."""

    schema: Schema

    @property
    def arrays(self) -> Mapping[str, NDArray[Any]]:
        """Its arrays by name."""

    @property
    def vocabularies(self) -> Mapping[str, TermDictionary]:
        """Its terms by vocabulary."""


class Bigrams:
    """The counts of one segment and vocabulary; terms go by their numbers in it, -1 for one it lacks."""

    def __init__(self, segment: Counted, name: str) -> None:
        """Take them from the segment. Raises KeyError when the schema counts none of this vocabulary."""
        arrays: Mapping[str, NDArray[Any]] = segment.arrays
        self.counts: Ints = arrays[f"near.{name}.counts"]
        self._pairs: NDArray[np.int64] = arrays[f"near.{name}.pairs"]
        self._often: NDArray[Any] = arrays[f"near.{name}.often"]
        self._slips, self._slip_terms = arrays[f"near.{name}.slips"], arrays[f"near.{name}.slip_terms"]
        self._terms = segment.vocabularies[name]
        derived = next((d for d, of in segment.schema.derived.items() if of == name), None)
        self._derived = segment.vocabularies[derived] if derived else self._terms
        self._to_derived = segment.arrays[f"derived.{derived}"] if derived else None
        self.number = self._terms.number

    def occurrences(self, numbers: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return how often each occurs, in the shape given."""
        if not self.counts.size:
            return np.zeros(numbers.shape, np.int64)
        return np.where(numbers >= 0, self.counts[numbers], 0)

    def pairs(self, first: NDArray[np.int64], second: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return how often terms stand side by side, broadcast against each other."""
        keys = first * self.counts.size + second
        if not self._pairs.size:
            return np.zeros(keys.shape, np.int64)
        at = np.minimum(np.searchsorted(self._pairs, keys), self._pairs.size - 1)
        return np.where((first >= 0) & (second >= 0) & (self._pairs[at] == keys), self._often[at], 0)

    def slips_of(self, word: str) -> set[str]:
        """Return frequent terms that may be a word typed with one slip of the keys; some are not."""
        keys = np.array(sorted(left_out(word)), np.uint32)
        low, high = np.searchsorted(self._slips, keys), np.searchsorted(self._slips, keys, side="right")
        return {self._terms[n] for a, b in zip(low, high, strict=True) for n in self._slip_terms[a:b].tolist()}

    def alike(self, derived: str) -> list[str]:
        """Return terms from which the same term is derived: of words without accents, all that differ in accents alone."""
        number = self._derived.number(derived)
        if number < 0 or self._to_derived is None:
            return [derived] if number >= 0 else []
        order, sorted_ = self._by_derived
        low, high = np.searchsorted(sorted_, (number, number + 1)).tolist()
        return [self._terms[n] for n in order[low:high].tolist()]

    @cached_property
    def _by_derived(self) -> tuple[NDArray[np.int64], Ints]:
        """The terms ordered by the term derived from each, and that."""
        derived = self._to_derived[:-1] if self._to_derived is not None else np.zeros(0, np.int32)
        order = np.argsort(derived, kind="stable")
        return order, derived[order]

    def like(self, pattern: str) -> list[str]:
        """Return the terms that a regular expression describes as a whole."""
        return re.findall(rf"^(?:{pattern})$", self._terms.terms().data.decode(), re.MULTILINE)
