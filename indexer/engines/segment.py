"""An array segment: per field a forward array of term numbers and its inversion, in one memory-mapped file.

The forward array holds the term numbers of all documents in reading order; BREAK stands between sentences and after each
document, so global position = ``starts[doc]`` + position in the document and no phrase can cross either. A phrase check is
then one gather in the forward array. Everything else (positions, documents, frequencies, lengths) is derived by one sort.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engines.arrays import read_arrays, write_arrays
from indexer.model import (
    BREAK,
    BYLINE,
    COLUMNS,
    DAY_COLUMNS,
    MARKS,
    NO_DAY,
    NO_WORDS,
    WORDS,
    ZONES,
    Analysis,
    Terms,
    Words,
)
from indexer.schema import BY_NAME, FIELDS, VOCABULARIES, VocabularyName

SUFFIX = ".seg"

_LISTED = (*ZONES, MARKS, BYLINE)
"""Zones whose terms the accented vocabulary numbers."""

Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Row:
    """One document to index: the archive's article id, labels (per COLUMNS), days (per DAY_COLUMNS), analysis and words.

    ``more`` are terms beside the text's: the byline's, and marks of days known from elsewhere; by zone.
    """

    article: int
    labels: Mapping[str, str]
    days: Mapping[str, int]
    analysis: Analysis
    words: Words = NO_WORDS
    more: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Inverted:
    """One field's inversion: positions and documents of term t are the slices between offsets t and t+1."""

    positions: Ints
    position_offsets: NDArray[np.int64]
    docs: Ints
    freqs: Ints
    doc_offsets: NDArray[np.int64]
    lengths: Ints


def _offsets(counts: NDArray[Any]) -> NDArray[np.int64]:
    out = np.zeros(counts.size + 1, np.int64)
    np.cumsum(counts, out=out[1:])
    return out


def invert(forward: Ints, starts: NDArray[np.int64], terms: int) -> Inverted:
    """Invert a forward array (tokens,) of ``starts.size - 1`` documents with ``terms`` distinct term numbers."""
    documents = starts.size - 1
    owner = np.repeat(np.arange(documents, dtype=np.int32), np.diff(starts))
    at = np.flatnonzero(forward >= 0)
    lengths = np.bincount(owner[at], minlength=documents).astype(np.int32)
    # One 64-bit sort of (term, position): several times faster than a stable argsort of the terms.
    keys = (forward[at].astype(np.int64) << 32) | at
    keys.sort()
    positions = (keys & 0xFFFFFFFF).astype(np.int32)
    keys >>= 32
    doc = owner[positions]
    fresh = np.ones(keys.size, np.bool_)
    fresh[1:] = (keys[1:] != keys[:-1]) | (doc[1:] != doc[:-1])
    first = np.flatnonzero(fresh)
    freqs = np.diff(np.append(first, keys.size)).astype(np.int32)
    return Inverted(
        positions,
        _offsets(np.bincount(keys, minlength=terms)),
        doc[first],
        freqs,
        _offsets(np.bincount(keys[first], minlength=terms)),
        lengths,
    )


class _Numbers:
    """Gives running numbers to terms, then renumbers them in sorted order."""

    def __init__(self) -> None:
        self.known: dict[str, int] = {}

    def take(self, terms: Iterable[str]) -> Ints:
        """Numbers of the terms, with BREAK appended so that ``numbers[BREAK]`` stays BREAK."""
        known = self.known
        return np.array([*(known.setdefault(t, len(known)) for t in terms), BREAK], np.int32)

    def sorted(self) -> tuple[list[str], Ints]:
        """The sorted terms, and for each running number its sorted number (BREAK appended)."""
        terms = sorted(self.known)
        renumber = np.full(len(terms) + 1, BREAK, np.int32)
        renumber[[self.known[t] for t in terms]] = np.arange(len(terms), dtype=np.int32)
        return terms, renumber


def fold_terms(terms: Sequence[str], fold: Callable[[str], str]) -> tuple[list[str], Ints]:
    """The sorted folded terms, and for each accented number its folded number (BREAK appended)."""
    folded = [fold(t) for t in terms]
    distinct = sorted(set(folded))
    number = {t: i for i, t in enumerate(distinct)}
    return distinct, np.array([*(number[t] for t in folded), BREAK], np.int32)


_GAP = np.array([BREAK], np.int32)


def _joined(parts: Sequence[Ints]) -> tuple[Ints, NDArray[np.int64]]:
    sizes = np.array([p.size + 1 for p in parts], np.int64)
    pieces = [piece for part in parts for piece in (part, _GAP)]
    forward = np.concatenate(pieces) if pieces else np.zeros(0, np.int32)
    return forward.astype(np.int32, copy=False), _offsets(sizes)


def _columns(rows: Sequence[Row]) -> tuple[dict[str, NDArray[Any]], dict[str, list[str]]]:
    arrays: dict[str, NDArray[Any]] = {"articles": np.array([r.article for r in rows], np.int64)}
    labels: dict[str, list[str]] = {}
    for name in COLUMNS:
        texts = ["", *sorted({r.labels.get(name, "") for r in rows} - {""})]
        number = {t: i for i, t in enumerate(texts)}
        arrays[f"column.{name}"] = np.array([number[r.labels.get(name, "")] for r in rows], np.int32)
        labels[name] = texts
    for name in DAY_COLUMNS:
        arrays[f"column.{name}"] = np.array([r.days.get(name, NO_DAY) for r in rows], np.int32)
    return arrays, labels


def write_segment(path: Path, rows: Iterable[Row], fold: Callable[[str], str]) -> int:
    """Write the rows as one segment file, durably, and return how many documents it has.

    ``fold`` maps an accented term to its unaccented one; the ``_folded`` fields derive from it.
    """
    kept: list[Row] = []
    pairs: list[str] = []
    accented, words = _Numbers(), _Numbers()
    parts: dict[str, list[Ints]] = {name: [] for name in (*_LISTED, WORDS)}
    for row in rows:
        pairs += [f"{len(kept)}\t{a}\t{b}" for a, b in row.analysis.definitions]
        # Without the analysis: its strings would not fit into memory for a whole archive.
        kept.append(Row(row.article, row.labels, row.days, Analysis(Terms(), {})))
        numbers = accented.take(row.analysis.vocabulary.texts())
        for zone in _LISTED:
            local = row.analysis.zones.get(zone)
            run = numbers[local] if local is not None and local.size else np.zeros(0, np.int32)
            more = row.more.get(zone, ())
            parts[zone].append(np.concatenate([run, accented.take(more)[:-1]]) if more else run)
        parts[WORDS].append(words.take(row.words.vocabulary.texts())[row.words.numbers])
    arrays, labels = _columns(kept)
    arrays["definitions"] = np.frombuffer("\n".join(pairs).encode(), np.uint8)
    terms, renumber = accented.sorted()
    folded, to_folded = fold_terms(terms, fold)
    word_terms, word_renumber = words.sorted()
    vocabulary: dict[VocabularyName, list[str]] = {"accented": terms, "folded": folded, "words": word_terms}
    for name in VOCABULARIES:
        arrays[f"terms.{name}"] = np.frombuffer("\n".join(vocabulary[name]).encode(), np.uint8)
    for zone in (*_LISTED, WORDS):
        running, starts = _joined(parts.pop(zone))
        forward = (word_renumber if zone == WORDS else renumber)[running]
        arrays[f"{zone}.starts"] = starts
        for one in FIELDS:
            if one.zone == zone:
                own = to_folded[forward] if one.vocabulary == "folded" else forward
                arrays.update(_field_arrays(one.name, own, starts, len(vocabulary[one.vocabulary])))
    write_arrays(path, arrays, {"documents": len(kept), "labels": labels})
    return len(kept)


def _field_arrays(name: str, forward: Ints, starts: NDArray[np.int64], terms: int) -> dict[str, NDArray[Any]]:
    inverted = invert(forward, starts, terms)
    return {
        f"{name}.forward": forward,
        f"{name}.positions": inverted.positions,
        f"{name}.position_offsets": inverted.position_offsets,
        f"{name}.docs": inverted.docs,
        f"{name}.freqs": inverted.freqs,
        f"{name}.doc_offsets": inverted.doc_offsets,
        f"{name}.lengths": inverted.lengths,
    }


class Segment:
    """An opened segment file; documents are numbered 0..documents-1."""

    def __init__(self, path: Path) -> None:
        """Map the file. Raises IndexDamaged."""
        self.path = path
        self.arrays, meta = read_arrays(path)
        self.documents = int(meta["documents"])
        self.labels: dict[str, list[str]] = meta["labels"]
        self._fields = {f.name: FieldArrays(self, f.name) for f in FIELDS}
        self._terms: dict[str, list[str]] = {}
        self._numbers: dict[str, dict[str, int]] = {}

    def field(self, name: str) -> FieldArrays:
        """The arrays of a field; KeyError for a field not in the schema."""
        return self._fields[name]

    def terms(self, vocabulary: str) -> list[str]:
        """The sorted terms of a vocabulary, decoded once."""
        if vocabulary not in self._terms:
            text = self.arrays[f"terms.{vocabulary}"].tobytes().decode()
            self._terms[vocabulary] = text.split("\n") if text else []
        return self._terms[vocabulary]

    def definitions(self) -> list[tuple[int, tuple[str, str]]]:
        """(document, (abbreviation, expansion)) of every definition the documents make."""
        text = self.arrays["definitions"].tobytes().decode()
        lines = (line.split("\t") for line in text.split("\n")) if text else ()
        return [(int(doc), (short, long)) for doc, short, long in lines]

    def number(self, vocabulary: str, term: str) -> int:
        """The number of a term, -1 when the vocabulary lacks it."""
        if vocabulary not in self._numbers:
            self._numbers[vocabulary] = {t: i for i, t in enumerate(self.terms(vocabulary))}
        return self._numbers[vocabulary].get(term, -1)


class FieldArrays:
    """One field of a segment; arrays are views of the mapped file."""

    def __init__(self, segment: Segment, name: str) -> None:
        """Name the field; nothing is read before it is asked for."""
        self._segment, self._name = segment, name
        self.vocabulary = BY_NAME[name].vocabulary

    def _array(self, part: str) -> NDArray[Any]:
        return self._segment.arrays[f"{self._name}.{part}"]

    @cached_property
    def starts(self) -> NDArray[np.int64]:
        """(documents + 1,) global position at which each document begins."""
        return self._segment.arrays[f"{BY_NAME[self._name].zone}.starts"]

    @cached_property
    def forward(self) -> Ints:
        """(positions,) term numbers in reading order, BREAK between sentences and documents."""
        return self._array("forward")

    @cached_property
    def lengths(self) -> Ints:
        """(documents,) tokens of each document."""
        return self._array("lengths")

    @cached_property
    def doc_offsets(self) -> NDArray[np.int64]:
        """(terms + 1,) where the documents of each term begin."""
        return self._array("doc_offsets")

    @cached_property
    def position_offsets(self) -> NDArray[np.int64]:
        """(terms + 1,) where the positions of each term begin."""
        return self._array("position_offsets")

    @cached_property
    def all_docs(self) -> Ints:
        """Documents of all terms, one term after the other."""
        return self._array("docs")

    @cached_property
    def all_freqs(self) -> Ints:
        """Frequencies beside ``all_docs``."""
        return self._array("freqs")

    def number(self, term: str) -> int:
        """The number of a term, -1 when unknown."""
        return self._segment.number(self.vocabulary, term)

    def docs(self, number: int) -> Ints:
        """Ascending documents of a term."""
        return self.all_docs[self.doc_offsets[number] : self.doc_offsets[number + 1]]

    def freqs(self, number: int) -> Ints:
        """Frequencies beside ``docs``."""
        return self.all_freqs[self.doc_offsets[number] : self.doc_offsets[number + 1]]

    def positions(self, number: int) -> Ints:
        """Ascending global positions of a term."""
        return self._array("positions")[self.position_offsets[number] : self.position_offsets[number + 1]]

    def prefix_range(self, prefix: str) -> tuple[int, int]:
        """Term numbers [low, high) that begin with the prefix."""
        terms = self._segment.terms(self.vocabulary)
        return bisect_left(terms, prefix), bisect_left(terms, prefix + "\U0010ffff")

    def phrase_starts(self, numbers: Sequence[int]) -> NDArray[np.int64]:
        """Ascending global positions at which the terms stand side by side; all numbers must be known."""
        counts = [self.position_offsets[n + 1] - self.position_offsets[n] for n in numbers]
        order = np.argsort(counts, kind="stable")
        rarest = int(order[0])
        at = self.positions(numbers[rarest]).astype(np.int64) - rarest
        at = at[(at >= 0) & (at + len(numbers) <= self.forward.size)]
        for k in order[1:]:
            at = at[self.forward[at + int(k)] == numbers[int(k)]]
        return at
