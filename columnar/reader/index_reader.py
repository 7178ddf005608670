"""The reader of an index: array segments, the deleted documents, and what is asked of them together."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from columnar.model import Postings
from columnar.schema import Schema
from columnar.segment.bigrams import Bigrams
from columnar.segment.reader import FieldArrays, Segment

Ints = NDArray[np.int32]

_NONE = np.zeros(0, np.int32)
_PLACES = np.zeros(0, np.int64)
_TEXTS = 4000

Places = tuple[NDArray[np.int64], NDArray[np.int64]]
"""Documents, and a position in each."""


def _breaks_before(arrays: FieldArrays, docs: NDArray[np.int64], positions: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return the breaks before each position in its document; the documents of one segment, ascending."""
    first = np.flatnonzero(np.append(True, docs[1:] != docs[:-1]))
    sizes = np.maximum.reduceat(positions, first) + 1
    begins = np.cumsum(sizes) - sizes
    places = np.repeat(arrays.starts[docs[first]] - begins, sizes) + np.arange(int(sizes.sum()))
    passed = np.append(0, np.cumsum(arrays.forward[places] == arrays.is_break))
    begin = np.repeat(begins, np.diff(np.append(first, docs.size)))
    return np.asarray(passed[begin + positions] - passed[begin], np.int64)


class IndexReader:
    """Documents of all segments are numbered one segment after the other. Safe to read from several threads."""

    def __init__(
        self,
        segments: Sequence[Segment],
        deleted: Sequence[NDArray[np.int32]] | None = None,
        schema: Schema | None = None,
    ) -> None:
        """Join opened segments; ``deleted[i]`` are the deleted document numbers within segment i.

        ``schema``: needed where there is no segment.
        """
        self.segments = tuple(segments)
        self.schema: Schema = schema or self.segments[0].schema
        self._bases = np.cumsum([0, *(s.documents for s in self.segments)])
        self._live = np.ones(int(self._bases[-1]), np.bool_)
        for base, gone in zip(self._bases, deleted or (), strict=False):
            self._live[base + gone] = False
        self._live.flags.writeable = False
        self._all_live = bool(self._live.all())
        self._lengths: dict[str, Ints] = {}
        self._vocabulary: dict[str, Mapping[str, int]] = {}
        self._columns: dict[str, Ints] = {}

    def unmap(self) -> None:
        """Unmap the pages read so far; what is read again is mapped again. Safe while queries run."""
        for segment in self.segments:
            segment.unmap()

    @property
    def size(self) -> int:
        """Document numbers given, the deleted included."""
        return int(self._live.size)

    @property
    def live(self) -> NDArray[np.bool_]:
        """(size,) True where the document is not deleted; read-only."""
        return self._live

    def _gather(self, parts: list[tuple[Ints, Ints]]) -> Postings:
        """Join the parts of several segments and drop the deleted documents."""
        if not parts:
            return Postings(_NONE, _NONE)
        docs, freqs = parts[0] if len(parts) == 1 else tuple(np.concatenate(p) for p in zip(*parts, strict=True))
        if not self._all_live:
            keep = self._live[docs]
            docs, freqs = docs[keep], freqs[keep]
        return Postings(docs, freqs)

    def postings(self, field: str, term: str) -> Postings:
        """Return documents with a term; empty postings for an unknown term."""
        parts: list[tuple[Ints, Ints]] = []
        for base, segment in zip(self._bases, self.segments, strict=False):
            arrays = segment.field(field)
            number = arrays.number(term)
            if number >= 0:
                docs = arrays.docs(number)
                parts.append(((docs + np.int32(base)) if base else docs, arrays.freqs(number)))
        return self._gather(parts)

    def phrase(self, field: str, terms: Sequence[str]) -> Postings:
        """Return documents with the terms side by side in this order, never over a BREAK; frequency counts the starts."""
        if len(terms) == 1:
            return self.postings(field, terms[0])
        parts: list[tuple[Ints, Ints]] = []
        for base, segment in zip(self._bases, self.segments, strict=False):
            arrays = segment.field(field)
            numbers = [arrays.number(t) for t in terms]
            if not numbers or min(numbers) < 0:
                continue
            at = arrays.phrase_starts(numbers)
            if at.size:
                owner = np.searchsorted(arrays.starts, at, side="right") - 1
                first = np.flatnonzero(np.append(True, owner[1:] != owner[:-1]))
                freqs = np.diff(np.append(first, owner.size)).astype(np.int32)
                parts.append(((owner[first] + base).astype(np.int32), freqs))
        return self._gather(parts)

    def count(self, field: str, terms: Sequence[str]) -> int:
        """Return how many live documents hold the terms side by side; of a single term nothing is read where none is deleted."""
        if len(terms) > 1 or not self._all_live:
            return int(self.phrase(field, terms).docs.size)
        found = 0
        for segment in self.segments:
            arrays = segment.field(field)
            if (number := arrays.number(terms[0])) >= 0:
                run = arrays.run(number)
                found += run.stop - run.start
        return found

    def positions(self, field: str, term: str, docs: Ints) -> list[Ints]:
        """For each document given, the ascending positions of the term in the field (empty where it lacks)."""
        out: list[Ints] = [_NONE] * len(docs)
        owners = np.searchsorted(self._bases, docs, side="right") - 1
        for which in np.unique(owners):
            segment, base = self.segments[int(which)], int(self._bases[int(which)])
            arrays = segment.field(field)
            number = arrays.number(term)
            if number < 0:
                continue
            held, places = arrays.docs(number), arrays.positions(number)
            ends = np.cumsum(arrays.freqs(number), dtype=np.int64)
            for i in np.flatnonzero(owners == which) if places.size else ():
                at = int(np.searchsorted(held, int(docs[i]) - base))
                if at < held.size and held[at] + base == docs[i]:
                    out[int(i)] = places[(ends[at - 1] if at else 0) : ends[at]].astype(np.int32)
        return out

    def occurrences(self, field: str, terms: Sequence[str], docs: NDArray[np.int64]) -> tuple[Ints, Ints, Ints]:
        """Return every occurrence of distinct terms in a few documents: place in ``docs``, place in ``terms``, position; in this order."""
        found: list[tuple[Ints, Ints, Ints]] = [(_NONE, _NONE, _NONE)]
        owners = np.searchsorted(self._bases, docs, side="right") - 1
        for which in np.unique(owners):
            segment, base = self.segments[int(which)], int(self._bases[int(which)])
            arrays = segment.field(field)
            own = np.flatnonzero(owners == which).astype(np.int32)
            starts = arrays.starts
            texts = [arrays.text(int(starts[d]), int(starts[d + 1])) for d in (docs[own] - base).tolist()]
            sizes = np.array([t.size for t in texts], np.int32)
            # One place more than there are terms, for the break: the number after the last, or -1.
            place = np.full(len(arrays.terms) + 1, -1, np.int32)
            for i, term in enumerate(terms):
                number = arrays.number(term)
                if number >= 0:
                    place[number] = i
            term_of = place[np.concatenate(texts)]
            at = np.flatnonzero(term_of >= 0).astype(np.int32)
            begin = np.cumsum(sizes) - sizes
            doc = np.searchsorted(begin + sizes, at, side="right")
            found.append((own[doc], term_of[at], at - begin[doc].astype(np.int32)))
        doc_all, term_all, at_all = (np.concatenate(parts) for parts in zip(*found, strict=True))
        order = np.argsort(doc_all, kind="stable") if len(found) > 2 else slice(None)
        return doc_all[order], term_all[order], at_all[order]

    def phrase_places(self, field: str, terms: Sequence[str]) -> Places:
        """Return every place at which the terms begin side by side: the live document and the position in it, ascending."""
        found: list[Places] = [(_PLACES, _PLACES)]
        for base, segment in zip(self._bases.tolist(), self.segments, strict=False):
            arrays = segment.field(field)
            numbers = [arrays.number(t) for t in terms]
            if numbers and min(numbers) >= 0:
                at = arrays.phrase_starts(numbers)
                owner = np.searchsorted(arrays.starts, at, side="right") - 1
                live = self._live[owner + base]
                found.append(((owner + base)[live], (at - arrays.starts[owner])[live]))
        docs, at = (np.concatenate(parts) for parts in zip(*found, strict=True))
        return docs, at

    def sentences(self, field: str, docs: NDArray[np.int64], positions: NDArray[np.int64]) -> NDArray[np.int64]:
        """Return how many sentences of ``field`` (with positions) end before each position; documents ascend, with or without repeats."""
        out = np.zeros(docs.size, np.int64)
        edges = np.searchsorted(docs, self._bases)
        for number, segment in enumerate(self.segments):
            arrays, base = segment.field(field), int(self._bases[number])
            low, high = int(edges[number]), int(edges[number + 1])
            while low < high:
                # Some at a time: the texts up to the positions are laid end to end.
                end = int(np.searchsorted(docs, docs[min(low + _TEXTS, high) - 1], side="right"))
                out[low:end] = _breaks_before(arrays, docs[low:end] - base, positions[low:end])
                low = end
        return out

    def bigrams(self, vocabulary: str) -> Sequence[Bigrams]:
        """For each segment, how often the terms of a vocabulary occur and stand side by side."""
        return [Bigrams(segment, vocabulary) for segment in self.segments]

    def prefix(self, field: str, prefix: str, limit: int) -> list[str]:
        """Return terms of the field that begin with the prefix, most frequent first (then by spelling), at most ``limit``."""
        found: dict[str, int] = {}
        for which, segment in enumerate(self.segments):
            arrays = segment.field(field)
            low, high = arrays.prefix_range(prefix)
            counts = self._counts(which, field, low, high)
            terms = arrays.terms.texts(low, high)
            for i in np.flatnonzero(counts):
                term = terms[int(i)]
                found[term] = found.get(term, 0) + int(counts[i])
        return sorted(found, key=lambda t: (-found[t], t))[:limit]

    def prefixed(self, field: str, prefix: str) -> Postings:
        """Return documents with any term that begins so, frequencies summed.

        Such terms are neighbours in the vocabulary, so their postings are one slice, whatever their number.
        """
        parts: list[tuple[Ints, Ints]] = []
        for base, segment in zip(self._bases, self.segments, strict=False):
            arrays = segment.field(field)
            low, high = arrays.prefix_range(prefix)
            if low < high:
                first, last = int(arrays.doc_offsets[low]), int(arrays.doc_offsets[high])
                docs, freqs = arrays.docs_between(first, last), arrays.frequencies(first, last)
                if high - low > 1:
                    summed = np.bincount(docs, freqs)
                    docs = np.flatnonzero(summed).astype(np.int32)
                    freqs = summed[docs].astype(np.int32)
                parts.append((docs + np.int32(base), freqs))
        return self._gather(parts)

    def _counts(self, which: int, field: str, low: int, high: int) -> NDArray[np.int64]:
        """Return live documents of each term number in [low, high) of one segment."""
        arrays = self.segments[which].field(field)
        offsets = arrays.doc_offsets[low : high + 1]
        if self._all_live or high <= low:
            return np.diff(offsets)
        base = int(self._bases[which])
        alive = self._live[base + arrays.docs_between(int(offsets[0]), int(offsets[-1]))]
        total: NDArray[np.int64] = np.append(0, np.cumsum(alive)).astype(np.int64)
        counts: NDArray[np.int64] = np.diff(total[offsets - offsets[0]])
        return counts

    def vocabulary(self, field: str) -> Mapping[str, int]:
        """Return every term of the field and the number of live documents that hold it; computed once."""
        if field not in self._vocabulary:
            out: dict[str, int] = {}
            for which, segment in enumerate(self.segments):
                terms = segment.field(field).terms.texts(0, len(segment.field(field).terms))
                counts = self._counts(which, field, 0, len(terms))
                for i, n in zip(np.flatnonzero(counts).tolist(), counts[counts > 0].tolist(), strict=True):
                    out[terms[i]] = out.get(terms[i], 0) + n
            self._vocabulary[field] = out
        return self._vocabulary[field]

    def lengths(self, field: str) -> Ints:
        """Return (size,) tokens of each document in the field."""
        if field not in self._lengths:
            parts = [s.field(field).lengths for s in self.segments]
            self._lengths[field] = np.concatenate(parts) if parts else _NONE
        return self._lengths[field]

    @cached_property
    def _joined_labels(self) -> dict[str, tuple[str, ...]]:
        return {
            name: ("", *sorted({t for s in self.segments for t in s.labels[name]} - {""}))
            for name in self.schema.labels
        }

    def column(self, name: str) -> Ints:
        """Return (size,) a label column (ordinals into ``labels``) or a day column."""
        known = self._columns.get(name)
        # Two threads may get here at once: kernels read what is kept by its address, so the first one's stays.
        return self._columns.setdefault(name, self._joined(name)) if known is None else known

    def _joined(self, name: str) -> Ints:
        parts = [_NONE]
        ordinal = {t: i for i, t in enumerate(self._joined_labels.get(name, ()))}
        for segment in self.segments:
            own = segment.column(name)
            if name in self.schema.labels:
                own = np.array([ordinal[t] for t in segment.labels[name]], np.int32)[own]
            parts.append(own)
        return np.concatenate(parts)

    def labels(self, name: str) -> Sequence[str]:
        """Return the texts behind the ordinals of a label column; ordinal 0 is ""."""
        return self._joined_labels[name]

    @cached_property
    def _keys(self) -> NDArray[np.int64]:
        return np.concatenate([np.zeros(0, np.int64), *(s.arrays["keys"] for s in self.segments)])

    def stored(self, doc: int) -> bytes:
        """Return the bytes that are kept with a document. Raises IndexDamaged."""
        which = int(np.searchsorted(self._bases, doc, side="right")) - 1
        return self.segments[which].stored(doc - int(self._bases[which]))

    def keys(self) -> NDArray[np.int64]:
        """Return (size,) the key of each document."""
        return self._keys

    @cached_property
    def _by_key(self) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
        """The keys in order, and the document of each; worked out once, so that few keys are found without reading all."""
        order = np.argsort(self._keys, kind="stable")
        return self._keys[order], order

    def documents_of(self, keys: Collection[int]) -> NDArray[np.int64]:
        """Return the documents with one of some keys, the deleted included."""
        known, documents = self._by_key
        wanted = np.unique(np.fromiter(keys, np.int64, len(keys)))
        low, high = np.searchsorted(known, wanted, "left"), np.searchsorted(known, wanted, "right")
        # Where nothing is deleted a key has one document; an updated article has one in an older segment too.
        first = np.repeat(low, high - low)
        within = np.arange(first.size) - np.repeat(np.cumsum(high - low) - (high - low), high - low)
        return np.asarray(documents[first + within], np.int64)
