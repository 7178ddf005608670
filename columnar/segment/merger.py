"""Segments -> the content of one segment: their streams end to end, without the deleted documents, in one numbering.

Nothing is analysed or tokenised again, and postings are not merged term by term: inverting the joined streams is as fast.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from columnar.files.term_dictionary import renumbering
from columnar.model import BREAK, Terms
from columnar.schema import Schema
from columnar.segment.documents import InvertibleBatch, Payload, StoredBytes, Stream
from columnar.segment.reader import FieldArrays, Segment
from columnar.segment.transpose import offsets_of

Ints = NDArray[np.int32]


@dataclass(frozen=True, slots=True)
class Part:
    """A segment to merge and its deleted document numbers."""

    segment: Segment
    deleted: Ints

    @property
    def live(self) -> NDArray[np.bool_]:
        """(documents,) True where the document stays."""
        live = np.ones(self.segment.documents, np.bool_)
        live[self.deleted] = False
        return live


def _kept(stream: Stream, live: NDArray[np.bool_]) -> Stream:
    """Return a stream without the documents that go."""
    if live.all():
        return stream
    sizes = np.diff(stream.starts)
    return Stream(stream.numbers[np.repeat(live, sizes)], offsets_of(sizes[live]))


def _running(arrays: FieldArrays, renumber: Ints) -> Stream:
    return Stream(np.append(renumber, np.int32(BREAK))[arrays.running()], arrays.starts)


def _bag(arrays: FieldArrays, renumber: Ints, documents: int) -> Stream:
    numbers, starts = arrays.bag(documents)
    return Stream(renumber[numbers], starts)


def _joined(parts: Sequence[Part], schema: Schema, stream: str, numbers: Sequence[Ints]) -> Stream:
    """Return one stream of all parts in the common numbering."""
    name = next(f.name for f in schema.fields if f.stream == stream and f.vocabulary not in schema.derived)
    streams: list[Stream] = []
    for part, renumber in zip(parts, numbers, strict=True):
        arrays = part.segment.field(name)
        running = stream in schema.running
        whole = _running(arrays, renumber) if running else _bag(arrays, renumber, part.segment.documents)
        streams.append(_kept(whole, part.live))
    sizes = [np.diff(s.starts) for s in streams]
    return Stream(np.concatenate([s.numbers for s in streams]), offsets_of(np.concatenate(sizes)))


def _used(terms: Terms, streams: Sequence[Stream]) -> tuple[Terms, list[Stream]]:
    """Drop the terms that only deleted documents held."""
    held = np.zeros(len(terms) + 1, np.bool_)
    for stream in streams:
        held[stream.numbers] = True
    held[BREAK] = False
    if held[:-1].all():
        return terms, list(streams)
    renumber = np.full(held.size, BREAK, np.int32)
    renumber[held] = np.arange(np.count_nonzero(held), dtype=np.int32)
    texts = terms.texts()
    left = Terms.of(texts[i] for i in np.flatnonzero(held).tolist())
    return left, [Stream(renumber[s.numbers], s.starts) for s in streams]


def _columns(parts: Sequence[Part], schema: Schema) -> tuple[dict[str, list[str]], dict[str, Ints]]:
    labels: dict[str, list[str]] = {}
    columns: dict[str, Ints] = {}
    for name in schema.labels:
        pieces = []
        used = [np.unique(p.segment.column(name)[p.live]).tolist() for p in parts]
        held = {p.segment.labels[name][i] for p, ordinals in zip(parts, used, strict=True) for i in ordinals}
        labels[name] = ["", *sorted(held - {""})]
        ordinal = {text: i for i, text in enumerate(labels[name])}
        for part in parts:
            renumber = np.array([ordinal.get(t, 0) for t in part.segment.labels[name]], np.int32)
            pieces.append(renumber[part.segment.column(name)[part.live]])
        columns[name] = np.concatenate(pieces)
    for name in schema.days:
        columns[name] = np.concatenate([p.segment.column(name)[p.live] for p in parts])
    return labels, columns


def _payload(parts: Sequence[Part]) -> list[Payload]:
    found: list[Payload] = []
    base = 0
    for part in parts:
        live = part.live
        number = base + np.cumsum(live) - 1
        found += [Payload(int(number[p.doc]), p.line) for p in part.segment.payload() if live[p.doc]]
        base += int(np.count_nonzero(live))
    return found


def _stored(parts: Sequence[Part]) -> StoredBytes:
    """Return what is kept with the documents that stay."""
    kept = [part.segment.stored_bytes(part.live) for part in parts]
    sizes = [np.diff(own.offsets) for own in kept]
    return StoredBytes(np.concatenate([own.data for own in kept]), offsets_of(np.concatenate(sizes)))


def merge_segments(parts: Sequence[Part]) -> InvertibleBatch:
    """Return the live documents of all parts, in order; all parts have one schema."""
    schema = parts[0].segment.schema
    vocabularies: dict[str, Terms] = {}
    streams: dict[str, Stream] = {}
    for base in schema.bases:
        terms, numbers = renumbering(p.segment.vocabularies[base].terms() for p in parts)
        names = [s for s in schema.streams if schema.base_of[s] == base]
        vocabularies[base], joined = _used(terms, [_joined(parts, schema, name, numbers) for name in names])
        streams |= zip(names, joined, strict=True)
    labels, columns = _columns(parts, schema)
    keys = np.concatenate([p.segment.arrays["keys"][p.live] for p in parts])
    return InvertibleBatch(
        schema,
        keys,
        labels,
        columns,
        _payload(parts),
        _stored(parts),
        vocabularies,
        {s: streams[s] for s in schema.streams},
    )
