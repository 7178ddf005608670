"""What a segment is written from: documents as streams of term numbers, gathered from rows or from other segments.

Terms get their numbers here: every article brings its own sorted vocabulary, so that only distinct terms are looked up, once
an article and field, and never a token.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engines.inversion import offsets_of
from indexer.model import BREAK, COLUMNS, DAY_COLUMNS, NO_DAY, NO_WORDS, WORDS, Analysis, Terms, Words
from indexer.schema import RUNNING, STREAMS

Ints = NDArray[np.int32]

Flat = tuple[Ints, NDArray[np.int64]]
"""Term numbers of several documents end to end, and how many each has."""

_BATCH = 500
_EMPTY = np.zeros(0, np.int16)


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
class Stream:
    """Term numbers (tokens,) of all documents in reading order; document d is ``starts[d]:starts[d + 1]``.

    In a zone that is read in order BREAK stands between sentences and after each document; a bag has none.
    """

    numbers: Ints
    starts: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Definition:
    """A definition that a document of the segment makes."""

    doc: int
    abbreviation: str
    expansion: str


@dataclass(slots=True)
class Content:
    """Everything of a segment but the inversion. ``streams``, by zone, are emptied while it is written, to free memory early."""

    articles: NDArray[np.int64]
    labels: Mapping[str, Sequence[str]]
    columns: Mapping[str, Ints]
    definitions: Sequence[Definition]
    accented: Terms
    words: Terms
    streams: dict[str, Stream]

    @property
    def documents(self) -> int:
        """How many documents there are."""
        return int(self.articles.size)


class _Numbers(dict[bytes, int]):
    """Gives running numbers to terms as they are met."""

    def __missing__(self, term: bytes) -> int:
        number = self[term] = len(self)
        return number

    def _take(self, terms: Sequence[bytes]) -> Ints:
        return np.fromiter(map(self.__getitem__, terms), np.int32, len(terms))

    def take(self, vocabularies: Sequence[Terms]) -> tuple[Ints, NDArray[np.int64]]:
        """Running numbers of all terms, with BREAK at the end, and where each vocabulary begins among them."""
        terms = b"\n".join(v.data for v in vocabularies if v.data).split(b"\n")
        begins = offsets_of(np.fromiter(map(len, vocabularies), np.int64, len(vocabularies)))
        return np.append(self._take(terms if begins[-1] else []), np.int32(BREAK)), begins

    def listed(self, terms: Sequence[Sequence[str]]) -> Flat:
        """Running numbers of the terms of each document."""
        return self._take([t.encode() for own in terms for t in own]), _sizes(terms)

    def sorted(self) -> tuple[Terms, Ints]:
        """The terms, and for each running number its number among them (BREAK appended)."""
        terms = sorted(self)
        renumber = np.full(len(terms) + 1, BREAK, np.int32)
        renumber[np.fromiter(map(self.__getitem__, terms), np.int64, len(terms))] = np.arange(
            len(terms), dtype=np.int32
        )
        return Terms(b"\n".join(terms)), renumber


def _sizes(arrays: Sequence[Any]) -> NDArray[np.int64]:
    return np.fromiter(map(len, arrays), np.int64, len(arrays))


def _global(local: Sequence[NDArray[Any]], numbers: Ints, begins: NDArray[np.int64]) -> Flat:
    """Running numbers of one array of local numbers a document; ``numbers[begins[i] + local]`` are the running ones."""
    sizes = _sizes(local)
    flat = np.concatenate([_EMPTY, *local])
    place = flat + np.repeat(begins[:-1], sizes)
    place[flat < 0] = numbers.size - 1
    return numbers[place], sizes


def _beside(one: Flat, other: Flat) -> Flat:
    """Each document's numbers of both, those of the first before those of the second."""
    if not other[0].size:
        return one
    owner = np.concatenate([np.repeat(np.arange(sizes.size), sizes) for _, sizes in (one, other)])
    return np.concatenate([one[0], other[0]])[np.argsort(owner, kind="stable")], one[1] + other[1]


def _ended(flat: Flat) -> Flat:
    """The same with a BREAK after each document."""
    numbers, sizes = flat
    out = np.full(numbers.size + sizes.size, BREAK, np.int32)
    out[np.arange(numbers.size) + np.repeat(np.arange(sizes.size), sizes)] = numbers
    return out, sizes + 1


class _Running:
    """One stream while it grows, in running numbers."""

    def __init__(self) -> None:
        self._parts: list[Ints] = []
        self._sizes: list[NDArray[np.int64]] = []

    def add(self, flat: Flat) -> None:
        """Append some documents."""
        numbers, sizes = flat
        self._parts.append(numbers)
        self._sizes.append(sizes)

    def stream(self, renumber: Ints) -> Stream:
        """All of it in sorted numbers; the parts are given up."""
        starts = offsets_of(np.concatenate([np.zeros(0, np.int64), *self._sizes]))
        numbers = np.empty(int(starts[-1]), np.int32)
        at = 0
        self._parts.reverse()
        while self._parts:
            part = self._parts.pop()
            numbers[at : at + part.size] = renumber[part]
            at += part.size
        return Stream(numbers, starts)


class _Labels:
    """A label column while it grows."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._running: list[int] = []

    def add(self, texts: Iterable[str]) -> None:
        """Append the text of each document."""
        known = self._known
        self._running += [known.setdefault(text, len(known)) for text in texts]

    def finish(self) -> tuple[list[str], Ints]:
        """The texts, "" first, and the ordinal of each document among them."""
        texts = ["", *sorted(set(self._known) - {""})]
        ordinal = {text: i for i, text in enumerate(texts)}
        renumber = np.fromiter((ordinal[t] for t in self._known), np.int32, len(self._known))
        return texts, renumber[np.array(self._running, np.int64)]


class _Gathering:
    """Rows on their way into a Content."""

    def __init__(self) -> None:
        self.articles: list[int] = []
        self.definitions: list[Definition] = []
        self.labels = {name: _Labels() for name in COLUMNS}
        self.days: dict[str, list[int]] = {name: [] for name in DAY_COLUMNS}
        self.accented, self.words = _Numbers(), _Numbers()
        self.streams = {zone: _Running() for zone in STREAMS}

    def add(self, rows: Sequence[Row]) -> None:
        """Take some rows."""
        for doc, row in enumerate(rows, len(self.articles)):
            self.definitions += (Definition(doc, a, b) for a, b in row.analysis.definitions)
        self.articles += (row.article for row in rows)
        for name, column in self.labels.items():
            column.add(row.labels.get(name, "") for row in rows)
        for name, days in self.days.items():
            days += (row.days.get(name, NO_DAY) for row in rows)
        numbers, begins = self.accented.take([row.analysis.vocabulary for row in rows])
        for zone in (z for z in STREAMS if z != WORDS):
            text = _global([row.analysis.zones.get(zone, _EMPTY) for row in rows], numbers, begins)
            flat = _beside(text, self.accented.listed([row.more.get(zone, ()) for row in rows]))
            self.streams[zone].add(_ended(flat) if zone in RUNNING else flat)
        words = self.words.take([row.words.vocabulary for row in rows])
        self.streams[WORDS].add(_global([row.words.numbers for row in rows], *words))

    def finish(self) -> Content:
        """Sort the vocabularies and put everything together."""
        accented, renumber = self.accented.sorted()
        words, word_renumber = self.words.sorted()
        labels = {name: column.finish() for name, column in self.labels.items()}
        columns = {name: ordinals for name, (_, ordinals) in labels.items()}
        columns |= {name: np.array(days, np.int32) for name, days in self.days.items()}
        return Content(
            np.array(self.articles, np.int64),
            {name: texts for name, (texts, _) in labels.items()},
            columns,
            self.definitions,
            accented,
            words,
            {z: s.stream(word_renumber if z == WORDS else renumber) for z, s in self.streams.items()},
        )


def _batches(rows: Iterable[Row]) -> Iterator[list[Row]]:
    running = iter(rows)
    while batch := list(islice(running, _BATCH)):
        yield batch


def content_of(rows: Iterable[Row]) -> Content:
    """Gather rows; their analyses are given up as soon as their terms are numbered."""
    gathering = _Gathering()
    for batch in _batches(rows):
        gathering.add(batch)
    return gathering.finish()
