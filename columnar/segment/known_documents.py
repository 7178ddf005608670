"""Documents kept in memory, their terms numbered once: some of them become a batch that tells only some terms apart."""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray

from columnar.model import BREAK, NO_DAY, Terms
from columnar.schema import Schema
from columnar.segment.documents import (
    Document,
    InvertibleBatch,
    LabelColumn,
    RunningNumbers,
    StoredBytes,
    Stream,
    check,
    number_streams,
)
from columnar.segment.transpose import offsets_of
from columnar.segment.writer import Folds

Ints = NDArray[np.int32]

Occurrences = tuple[Ints, Ints, Ints]
"""As ``columnar.reader.IndexReader.occurrences`` returns them."""

_PREFIXES = 64
"""Prefixes whose terms are remembered."""

OTHER = "\uffff"
"""Stands in a batch for every term that was not asked for: no text holds it, and it is the last of all terms."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is told apart in a vocabulary: ``terms``, and every term that begins with one of ``prefixes``."""

    terms: Collection[str] = ()
    prefixes: Collection[str] = ()


@dataclass(frozen=True, slots=True)
class KnownDocument:
    """A document, its terms numbered by whom it was added to; ``streams``: the running numbers, with breaks, by stream."""

    labels: Mapping[str, str]
    days: Mapping[str, int]
    streams: Mapping[str, Ints]


class _Vocabulary:
    """The terms of one vocabulary, by the running numbers of the one it is derived from; a term derived from several has several."""

    def __init__(self, fold: Callable[[str], str]) -> None:
        self._fold = fold
        self._terms: list[str] = []
        self._numbers: defaultdict[str, list[int]] = defaultdict(list)
        self._begun: dict[str, tuple[int, list[int]]] = {}

    def add(self, terms: Iterable[str]) -> None:
        """Take the terms of the next numbers."""
        for term in map(self._fold, terms):
            self._numbers[term].append(len(self._terms))
            self._terms.append(term)

    def chosen(self, wanted: Wanted) -> set[int]:
        """Return the numbers of what is wanted."""
        found = {number for term in wanted.terms if term in self._numbers for number in self._numbers[term]}
        return found.union(*map(self._beginning, wanted.prefixes))

    def _beginning(self, prefix: str) -> list[int]:
        # Only the terms that came since are looked at: most prefixes are asked about again and again.
        looked, found = self._begun.get(prefix, (0, []))
        found = found + [n for n in range(looked, len(self._terms)) if self._terms[n].startswith(prefix)]
        if len(self._begun) >= _PREFIXES:
            self._begun.clear()
        self._begun[prefix] = len(self._terms), found
        return found


class KnownDocuments:
    """Documents by their key, those taken last behind the others. Safe to use from several threads."""

    def __init__(self, schema: Schema, folds: Folds) -> None:
        self._schema = schema
        self._documents: dict[int, KnownDocument] = {}
        self._vocabularies = {name: RunningNumbers() for name in schema.bases}
        self._texts: dict[str, list[str]] = {name: [] for name in schema.bases}
        self._terms = {name: _Vocabulary(folds.get(name, str)) for name in schema.vocabularies}
        self._lock = threading.Lock()

    def __len__(self) -> int:
        """How many there are."""
        return len(self._documents)

    @property
    def terms(self) -> int:
        """How many terms have numbers: those of forgotten documents too."""
        return sum(map(len, self._texts.values()))

    def take(self, keys: Iterable[int]) -> dict[int, KnownDocument]:
        """Return those of some documents that are known."""
        with self._lock:
            found = {key: self._documents.pop(key) for key in dict.fromkeys(keys) if key in self._documents}
            self._documents.update(found)
        return found

    def forget(self, most: int) -> None:
        """Keep no more than ``most`` documents, those taken last."""
        with self._lock:
            for key in list(islice(self._documents, max(len(self._documents) - most, 0))):
                del self._documents[key]

    def add(self, documents: Sequence[Document]) -> dict[int, KnownDocument]:
        """Take in some documents and return them. Raises ValueError when one holds what the schema lacks."""
        for document in documents:
            check(document, self._schema)
        with self._lock:
            streams = dict(number_streams(documents, self._schema, self._vocabularies))
            for name, vocabulary in self._vocabularies.items():
                texts = self._texts[name]
                fresh = [term.decode() for term in islice(vocabulary, len(texts), None)]
                texts += fresh
                for own, terms in self._terms.items():
                    if self._schema.base(own) == name:
                        terms.add(fresh)
        pieces = {name: np.split(flat, np.cumsum(sizes)[:-1]) for name, (flat, sizes) in streams.items()}
        # Copies: a view would keep all that were added with it.
        added = {
            document.key: KnownDocument(
                document.labels, document.days, {name: parts[n].copy() for name, parts in pieces.items()}
            )
            for n, document in enumerate(documents)
        }
        with self._lock:
            self._documents.update(added)
        return added

    def select(self, documents: Mapping[int, KnownDocument], wanted: Mapping[str, Wanted]) -> InvertibleBatch:
        """Return documents that were taken here as a batch, ascending by key; ``wanted``, by vocabulary, are the terms that are told apart.

        Lengths, breaks and places are those of the whole texts.
        """
        found = sorted(documents.items())
        schema = self._schema
        with self._lock:
            numbered = {name: self._numbered(name, wanted) for name in schema.bases}
        labels: dict[str, tuple[list[str], Ints]] = {}
        for name in schema.labels:
            column = LabelColumn()
            column.add(known.labels.get(name, "") for _, known in found)
            labels[name] = column.finish()
        columns = {name: ordinals for name, (_, ordinals) in labels.items()}
        columns |= {name: np.array([k.days.get(name, NO_DAY) for _, k in found], np.int32) for name in schema.days}
        return InvertibleBatch(
            schema,
            np.array([key for key, _ in found], np.int64),
            {name: texts for name, (texts, _) in labels.items()},
            columns,
            [],
            StoredBytes.of([b""] * len(found)),
            {name: terms for name, (terms, _) in numbered.items()},
            {
                stream: _stream([known.streams[stream] for _, known in found], numbered[schema.base_of[stream]][1])
                for stream in schema.streams
            },
        )

    def occurrences(self, field: str, terms: Sequence[str], documents: Sequence[KnownDocument]) -> Occurrences:
        """Return every occurrence of distinct terms in documents that were taken here: place among them, place in ``terms``, position; in this order."""
        stream, vocabulary = self._schema.by_name[field].stream, self._schema.by_name[field].vocabulary
        with self._lock:
            place = np.full(len(self._texts[self._schema.base(vocabulary)]) + 1, -1, np.int32)
            for n, term in enumerate(terms):
                place[list(self._terms[vocabulary].chosen(Wanted((term,))))] = n
        own = _stream([document.streams[stream] for document in documents], place)
        at = np.flatnonzero(own.numbers >= 0)
        owner = (np.searchsorted(own.starts, at, side="right") - 1).astype(np.int32)
        return owner, own.numbers[at], (at - own.starts[owner]).astype(np.int32)

    def _numbered(self, name: str, wanted: Mapping[str, Wanted]) -> tuple[Terms, Ints]:
        """Return the terms of a batch in one vocabulary, OTHER the last, and for each running number its number among them (BREAK appended)."""
        texts = self._texts[name]
        own = [vocabulary for vocabulary in wanted if self._schema.base(vocabulary) == name]
        chosen = set[int]().union(*(self._terms[vocabulary].chosen(wanted[vocabulary]) for vocabulary in own))
        listed = sorted(chosen, key=lambda number: texts[number].encode())
        renumber = np.full(len(texts) + 1, len(listed), np.int32)
        renumber[listed] = np.arange(len(listed), dtype=np.int32)
        renumber[-1] = BREAK
        return Terms("\n".join([*(texts[number] for number in listed), OTHER]).encode()), renumber


@dataclass(frozen=True, slots=True)
class KnownTexts:
    """Some documents that were taken from ``known``, by their place: asked as ``IndexReader`` is."""

    known: KnownDocuments
    documents: Sequence[KnownDocument]

    def occurrences(self, field: str, terms: Sequence[str], docs: NDArray[np.int64]) -> Occurrences:
        """Return every occurrence of distinct terms: place in ``docs``, place in ``terms``, position; in this order."""
        return self.known.occurrences(field, terms, [self.documents[doc] for doc in docs.tolist()])


def _stream(parts: Sequence[Ints], renumber: Ints) -> Stream:
    """Put the running numbers of some documents end to end, numbered anew."""
    numbers = np.concatenate([np.zeros(0, np.int32), *parts])
    return Stream(renumber[numbers], offsets_of(np.fromiter(map(len, parts), np.int64, len(parts))))
