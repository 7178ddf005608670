"""What a segment is written from: documents as streams of term numbers, gathered from them or from other segments.

Terms get their numbers here: every text brings its own sorted vocabulary, so that only distinct terms are looked up, once
a document and vocabulary, and never a token.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from columnar.model import BREAK, NO_DAY, Terms
from columnar.schema import Schema
from columnar.segment.numbered import NumberedText
from columnar.segment.transpose import offsets_of

Ints = NDArray[np.int32]

Flat = tuple[Ints, NDArray[np.int64]]
"""Term numbers of several documents end to end, and how many each has."""

_BATCH = 500
_EMPTY = np.zeros(0, np.int16)


@dataclass(frozen=True, slots=True)
class Document:
    """One document to index: its integer key, labels and days by column, texts and single terms.

    ``texts``: for each vocabulary that is not derived, the streams numbered in it. ``terms``: further terms by stream, behind those of
    its text. ``payload``: lines (no newline) that are kept with the document and counted over the live ones; ``stored``: bytes that are
    given back with it. The engine reads nothing into either.
    """

    key: int
    labels: Mapping[str, str] = field(default_factory=dict)
    days: Mapping[str, int] = field(default_factory=dict)
    texts: Mapping[str, NumberedText] = field(default_factory=dict)
    terms: Mapping[str, Sequence[str]] = field(default_factory=dict)
    payload: Sequence[str] = ()
    stored: bytes = b""


@dataclass(frozen=True, slots=True)
class Stream:
    """Term numbers (tokens,) of all documents in reading order; document d is ``starts[d]:starts[d + 1]``.

    In a stream that is read in order BREAK stands between sentences and after each document; a bag has none.
    """

    numbers: Ints
    starts: NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Payload:
    """A payload line of a document of the segment."""

    doc: int
    line: str


@dataclass(frozen=True, slots=True)
class StoredBytes:
    """What is kept with each document, end to end; document d has ``data[offsets[d] : offsets[d + 1]]``."""

    data: NDArray[np.uint8]
    offsets: NDArray[np.int64]

    @classmethod
    def of(cls, pieces: Sequence[bytes]) -> StoredBytes:
        """Put what each document has end to end."""
        return cls(np.frombuffer(b"".join(pieces), np.uint8), offsets_of(_sizes(pieces)))


@dataclass(slots=True)
class InvertibleBatch:
    """Everything of a segment but the inversion. ``streams``, by name, are emptied while it is written, to free memory early."""

    schema: Schema
    keys: NDArray[np.int64]
    labels: Mapping[str, Sequence[str]]
    columns: Mapping[str, Ints]
    payload: Sequence[Payload]
    stored: StoredBytes
    vocabularies: Mapping[str, Terms]
    streams: dict[str, Stream]

    @property
    def documents(self) -> int:
        """How many documents there are."""
        return int(self.keys.size)


class RunningNumbers(dict[bytes, int]):
    """Gives running numbers to terms as they are met."""

    def __missing__(self, term: bytes) -> int:
        number = self[term] = len(self)
        return number

    def _take(self, terms: Sequence[bytes]) -> Ints:
        return np.fromiter(map(self.__getitem__, terms), np.int32, len(terms))

    def take(self, vocabularies: Sequence[Terms]) -> tuple[Ints, NDArray[np.int64]]:
        """Return running numbers of all terms, with BREAK at the end, and where each vocabulary begins among them."""
        terms = b"\n".join(v.data for v in vocabularies if v.data).split(b"\n")
        begins = offsets_of(np.fromiter(map(len, vocabularies), np.int64, len(vocabularies)))
        return np.append(self._take(terms if begins[-1] else []), np.int32(BREAK)), begins

    def listed(self, terms: Sequence[Sequence[str]]) -> Flat:
        """Return running numbers of the terms of each document."""
        return self._take([t.encode() for own in terms for t in own]), _sizes(terms)

    def sorted(self) -> tuple[Terms, Ints]:
        """Return the terms, and for each running number its number among them (BREAK appended)."""
        terms = sorted(self)
        renumber = np.full(len(terms) + 1, BREAK, np.int32)
        renumber[np.fromiter(map(self.__getitem__, terms), np.int64, len(terms))] = np.arange(
            len(terms), dtype=np.int32
        )
        return Terms(b"\n".join(terms)), renumber


def _sizes(arrays: Sequence[Any]) -> NDArray[np.int64]:
    return np.fromiter(map(len, arrays), np.int64, len(arrays))


def _global(local: Sequence[NDArray[Any]], numbers: Ints, begins: NDArray[np.int64]) -> Flat:
    """Return running numbers of one array of local numbers a document; ``numbers[begins[i] + local]`` are the running ones."""
    sizes = _sizes(local)
    flat = np.concatenate([_EMPTY, *local])
    place = flat + np.repeat(begins[:-1], sizes)
    place[flat < 0] = numbers.size - 1
    return numbers[place], sizes


def _beside(one: Flat, other: Flat) -> Flat:
    """Return each document's numbers of both, those of the first before those of the second."""
    if not other[0].size:
        return one
    owner = np.concatenate([np.repeat(np.arange(sizes.size), sizes) for _, sizes in (one, other)])
    return np.concatenate([one[0], other[0]])[np.argsort(owner, kind="stable")], one[1] + other[1]


def _ended(flat: Flat) -> Flat:
    """Return the same with a BREAK after each document."""
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
        """Return all of it in sorted numbers; the parts are given up."""
        starts = offsets_of(np.concatenate([np.zeros(0, np.int64), *self._sizes]))
        numbers = np.empty(int(starts[-1]), np.int32)
        at = 0
        self._parts.reverse()
        while self._parts:
            part = self._parts.pop()
            numbers[at : at + part.size] = renumber[part]
            at += part.size
        return Stream(numbers, starts)


class LabelColumn:
    """A label column while it grows."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}
        self._running: list[int] = []

    def add(self, texts: Iterable[str]) -> None:
        """Append the text of each document."""
        known = self._known
        self._running += [known.setdefault(text, len(known)) for text in texts]

    def finish(self) -> tuple[list[str], Ints]:
        """Return the texts, "" first, and the ordinal of each document among them."""
        texts = ["", *sorted(set(self._known) - {""})]
        ordinal = {text: i for i, text in enumerate(texts)}
        renumber = np.fromiter((ordinal[t] for t in self._known), np.int32, len(self._known))
        return texts, renumber[np.array(self._running, np.int64)]


_NO_TEXT = NumberedText(Terms(), {})


def check(document: Document, schema: Schema) -> None:
    """Refuse a name that would be indexed nowhere. Streams of a text may be more than are indexed. Raises ValueError."""
    unknown = (
        (document.labels.keys() - set(schema.labels))
        | (document.days.keys() - set(schema.days))
        | (document.texts.keys() - set(schema.bases))
        | (document.terms.keys() - set(schema.streams))
    )
    if unknown:
        raise ValueError(f"document {document.key} has {', '.join(sorted(unknown))}, which the schema lacks")
    if any("\n" in line for line in document.payload):
        raise ValueError(f"a payload line of document {document.key} holds a newline")


def number_streams(
    documents: Sequence[Document], schema: Schema, vocabularies: Mapping[str, RunningNumbers]
) -> Iterator[tuple[str, Flat]]:
    """Yield each stream and the running numbers of its terms, BREAK after each document where it is read in order."""
    for name, vocabulary in vocabularies.items():
        texts = [document.texts.get(name, _NO_TEXT) for document in documents]
        numbers, begins = vocabulary.take([text.vocabulary for text in texts])
        for stream in (s for s in schema.streams if schema.base_of[s] == name):
            text = _global([own.streams.get(stream, _EMPTY) for own in texts], numbers, begins)
            flat = _beside(text, vocabulary.listed([document.terms.get(stream, ()) for document in documents]))
            yield stream, _ended(flat) if stream in schema.running else flat


class BatchGatherer:
    """Documents on their way into a batch."""

    def __init__(self, schema: Schema) -> None:
        self.schema = schema
        self.keys: list[int] = []
        self.payload: list[Payload] = []
        self.stored: list[bytes] = []
        self.labels = {name: LabelColumn() for name in schema.labels}
        self.days: dict[str, list[int]] = {name: [] for name in schema.days}
        self.vocabularies = {name: RunningNumbers() for name in schema.bases}
        self.streams = {name: _Running() for name in schema.streams}

    @property
    def documents(self) -> int:
        """How many documents were taken."""
        return len(self.keys)

    def add(self, documents: Sequence[Document]) -> None:
        """Take some documents. Raises ValueError when one holds what the schema lacks."""
        for number, document in enumerate(documents, len(self.keys)):
            check(document, self.schema)
            self.payload += (Payload(number, line) for line in document.payload)
        self.keys += (document.key for document in documents)
        self.stored += (document.stored for document in documents)
        for name, column in self.labels.items():
            column.add(document.labels.get(name, "") for document in documents)
        for name, days in self.days.items():
            days += (document.days.get(name, NO_DAY) for document in documents)
        for stream, flat in number_streams(documents, self.schema, self.vocabularies):
            self.streams[stream].add(flat)

    def finish(self) -> InvertibleBatch:
        """Sort the vocabularies and put everything together."""
        stored, self.stored = StoredBytes.of(self.stored), []
        sorted_ = {name: numbers.sorted() for name, numbers in self.vocabularies.items()}
        labels = {name: column.finish() for name, column in self.labels.items()}
        columns = {name: ordinals for name, (_, ordinals) in labels.items()}
        columns |= {name: np.array(days, np.int32) for name, days in self.days.items()}
        return InvertibleBatch(
            self.schema,
            np.array(self.keys, np.int64),
            {name: texts for name, (texts, _) in labels.items()},
            columns,
            self.payload,
            stored,
            {name: terms for name, (terms, _) in sorted_.items()},
            {name: s.stream(sorted_[self.schema.base_of[name]][1]) for name, s in self.streams.items()},
        )


def _batches(documents: Iterable[Document]) -> Iterator[list[Document]]:
    running = iter(documents)
    while batch := list(islice(running, _BATCH)):
        yield batch


def gather_documents(documents: Iterable[Document], schema: Schema) -> InvertibleBatch:
    """Gather documents; their texts are given up as soon as their terms are numbered."""
    gathering = BatchGatherer(schema)
    for batch in _batches(documents):
        gathering.add(batch)
    return gathering.finish()
