"""Documents -> segment file: inverts one field after the other, two at a time, and writes each as soon as it is made."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from columnar.files.array_file import ArrayWriter, Written
from columnar.files.held_arrays import HeldArrays
from columnar.files.narrow_ints import BREAK_CODE, RARE, Codes, in_bytes, narrow, small_offsets
from columnar.files.term_dictionary import dictionary_arrays
from columnar.model import BREAK, Terms
from columnar.schema import Field, Schema
from columnar.segment.bigrams import bigram_arrays
from columnar.segment.documents import Document, InvertibleBatch, StoredBytes, Stream, gather_documents
from columnar.segment.inversion import block_maxima, invert
from columnar.segment.reader import Segment
from columnar.segment.transpose import offsets_of

Folds = Mapping[str, Callable[[str], str]]
"""For each derived vocabulary what makes its term of one of the vocabulary it is derived from."""

Arrays = dict[str, NDArray[Any]]
Making = Callable[[], Arrays]

_PIECE = 1 << 20
_TWO_AT_A_TIME = 1 << 24
"""Tokens of a stream from which on its two inversions run one after the other: together they would take too much memory."""


def derive_terms(terms: Terms, fold: Callable[[str], str]) -> tuple[Terms, NDArray[np.int32]]:
    """Return the derived terms, and for each number of ``terms`` its derived number (BREAK appended)."""
    folded = [fold(t) for t in terms.texts()]
    every = Terms.of(folded)
    number = {t: i for i, t in enumerate(every.texts())}
    return every, np.array([*map(number.__getitem__, folded), BREAK], np.int32)


def _positions(stream: Stream, held: NDArray[np.bool_]) -> NDArray[Any]:
    """Return the position in its document of every token that is ``held``; made piece by piece, as they are many."""
    sizes = np.diff(stream.starts)
    highest = int(sizes.max(initial=0))
    out = np.empty(int(np.count_nonzero(held)), np.uint16 if highest < 2**16 else np.int32)
    done = 0
    edges = np.searchsorted(stream.starts, np.arange(0, stream.numbers.size + _PIECE, _PIECE))
    np.minimum(edges, sizes.size, out=edges)
    for low, high in zip(edges, edges[1:], strict=False):
        begin, end = int(stream.starts[low]), int(stream.starts[high])
        place = np.arange(begin, end) - np.repeat(stream.starts[low:high], sizes[low:high])
        chosen = place[held[begin:end]]
        out[done : done + chosen.size] = chosen
        done += chosen.size
    return out


def _lengths(stream: Stream, held: NDArray[np.bool_]) -> NDArray[np.int32]:
    """Return tokens of each document without its breaks."""
    if not held.size:
        return np.zeros(stream.starts.size - 1, np.int32)
    return np.add.reduceat(held, stream.starts[:-1], dtype=np.int32)


def _inverted(
    field: Field,
    numbers: Callable[[], NDArray[np.int32]],
    positions: NDArray[Any],
    lengths: NDArray[np.int32],
    size: int,
) -> Arrays:
    """Return the arrays of one field from its tokens (``numbers``) without breaks; ``size`` terms are in its vocabulary."""
    found = invert(numbers(), positions, offsets_of(lengths), size)
    block_freqs, block_lengths = block_maxima(found, lengths)
    freqs, large_at, large = in_bytes(found.freqs)
    arrays: Arrays = {
        "docs": found.docs,
        "freqs": freqs,
        "large_at": large_at,
        "large": large,
        "doc_offsets": small_offsets(found.doc_offsets),
        "block_freqs": narrow(block_freqs, int(block_freqs.max(initial=0))),
        "block_lengths": block_lengths,
    }
    if field.positions:
        arrays |= {"positions": found.positions, "position_offsets": small_offsets(found.position_offsets)}
    return {f"{field.name}.{part}": array for part, array in arrays.items()}


class _Fields:
    """The fields of a batch, as work to be done one by one."""

    def __init__(
        self,
        batch: InvertibleBatch,
        derived: Mapping[str, NDArray[np.int32]],
        sizes: Mapping[str, int],
        codes: Mapping[str, Codes | None],
    ) -> None:
        self.schema, self.streams = batch.schema, batch.streams
        self.derived, self.sizes, self.codes = derived, sizes, codes

    def _running(self, name: str) -> Iterator[Making]:
        # Nothing here is held a moment longer than it is needed: at ninety thousand articles each array takes 200 MB.
        stream = self.streams.pop(name)
        held = stream.numbers != BREAK
        lengths = _lengths(stream, held)
        yield partial(self._forward, name, stream, held, lengths)
        terms, positions = stream.numbers[held], _positions(stream, held)
        del stream, held
        for field in self.schema.fields:
            if field.stream == name:
                yield self._field(field, terms, positions, lengths)

    def _forward(self, name: str, stream: Stream, held: NDArray[np.bool_], lengths: NDArray[np.int32]) -> Arrays:
        arrays: Arrays = {"starts": stream.starts, "lengths": lengths}
        base = self.schema.base_of[name]
        coded = self.codes[base]
        if coded is None:
            breaks = self.sizes[base]
            arrays["forward"] = narrow(np.where(held, stream.numbers, np.int32(breaks)), breaks)
        else:
            codes = coded.of[stream.numbers]
            rare = np.flatnonzero(codes == RARE)
            arrays |= {"forward": codes, "rare_at": rare, "rare": stream.numbers[rare]}
        return {f"{name}.{part}": array for part, array in arrays.items()}

    def _bag(self, field: Field) -> Iterator[Making]:
        stream = self.streams.pop(field.stream)
        lengths = np.diff(stream.starts).astype(np.int32)
        yield lambda: {f"{field.stream}.lengths": lengths}
        yield self._field(field, stream.numbers, np.zeros(stream.numbers.size, np.uint8), lengths)

    def _field(
        self, field: Field, terms: NDArray[np.int32], positions: NDArray[Any], lengths: NDArray[np.int32]
    ) -> Making:
        size = self.sizes[field.vocabulary]
        if field.vocabulary in self.derived:
            numbers = self.derived[field.vocabulary]
            return lambda: _inverted(field, lambda: numbers[terms], positions, lengths, size)
        return lambda: _inverted(field, lambda: terms, positions, lengths, size)

    def work(self) -> Iterator[Making]:
        """Return what makes the arrays of each field, the largest stream first."""
        for name in sorted(self.schema.running, key=lambda s: -self.streams[s].numbers.size):
            yield from self._running(name)
        for field in self.schema.bags:
            yield from self._bag(field)


def _made(work: Iterable[Making], threads: int) -> Iterator[Arrays]:
    """Do the work in order, ``threads`` pieces at a time."""
    if threads == 1:
        for making in work:
            yield making()
            del making
        return
    with ThreadPoolExecutor(threads) as pool:
        waiting: deque[Future[Arrays]] = deque()
        for making in work:
            waiting.append(pool.submit(making))
            del making
            if len(waiting) > threads:
                yield waiting.popleft().result()
        while waiting:
            yield waiting.popleft().result()


def _code_arrays(codes: Mapping[str, Codes | None], derived: Mapping[str, NDArray[np.int32]], schema: Schema) -> Arrays:
    arrays: Arrays = {}
    for base, made in codes.items():
        if made is not None:
            arrays[f"codes.{base}"] = made.terms
            for name in (d for d, of in schema.derived.items() if of == base):
                arrays[f"codes.{name}"] = np.append(derived[name], np.int32(BREAK))[made.terms]
    return arrays


def make_arrays(
    batch: InvertibleBatch, folds: Folds, coded: int = BREAK_CODE, threads: int = 2
) -> Iterator[tuple[str, NDArray[Any]]]:
    """Yield the arrays of a segment by name, each as soon as it is made; the batch is used up.

    ``coded`` terms at most have codes in the running text; ``threads`` fields are inverted at a time.
    """
    schema = batch.schema
    vocabularies = dict(batch.vocabularies)
    derived: dict[str, NDArray[np.int32]] = {}
    for name, base in schema.derived.items():
        vocabularies[name], derived[name] = derive_terms(vocabularies[base], folds[name])
    sizes = {name: len(terms) for name, terms in vocabularies.items()}
    largest = max(stream.numbers.size for stream in batch.streams.values())
    yield "keys", batch.keys
    yield from ((f"column.{name}", column) for name, column in batch.columns.items())
    yield "payload_docs", np.array([p.doc for p in batch.payload], np.int32)
    yield "stored_offsets", batch.stored.offsets
    yield "stored", batch.stored.data
    batch.stored = StoredBytes.of(())  # Given up before the inversion, which takes the most memory.
    yield "payload", np.frombuffer("\n".join(p.line for p in batch.payload).encode(), np.uint8)
    for name, terms in vocabularies.items():
        yield from dictionary_arrays(f"terms.{name}", terms).items()
    yield from ((f"derived.{name}", own) for name, own in derived.items())
    codes = {
        base: Codes.made(
            (batch.streams[s].numbers for s in schema.running if schema.base_of[s] == base), sizes[base], coded
        )
        for base in dict.fromkeys(schema.base_of[s] for s in schema.running)
    }
    yield from _code_arrays(codes, derived, schema).items()
    yield from bigram_arrays(
        schema, {name: stream.numbers for name, stream in batch.streams.items()}, derived, vocabularies
    ).items()
    fields = _Fields(batch, derived, sizes, codes)
    for arrays in _made(fields.work(), threads if largest < _TWO_AT_A_TIME else 1):
        while arrays:
            yield arrays.popitem()


def meta_of(batch: InvertibleBatch) -> dict[str, object]:
    """Return what a segment says of itself besides its arrays."""
    labels = {name: list(texts) for name, texts in batch.labels.items()}
    return {"documents": batch.documents, "labels": labels, "schema": batch.schema.as_json()}


def write_batch(path: Path, batch: InvertibleBatch, folds: Folds, coded: int = BREAK_CODE) -> Written:
    """Write a segment file, durably; the batch is used up. ``coded`` as in ``make_arrays``."""
    with ArrayWriter(path) as out:
        for name, array in make_arrays(batch, folds, coded):
            out.add(name, array)
            del array  # At ninety thousand articles it takes 200 MB while the next one is made.
        return out.finish(meta_of(batch))


def hold_batch(batch: InvertibleBatch, folds: Folds) -> Segment:
    """Return the segment of a few documents, in memory alone; the batch is used up."""
    return Segment(Path(), (HeldArrays(make_arrays(batch, folds, threads=1)), meta_of(batch)))


def write_segment(
    path: Path, documents: Iterable[Document], schema: Schema, folds: Folds, coded: int = BREAK_CODE
) -> Written:
    """Write documents as one segment file, durably."""
    return write_batch(path, gather_documents(documents, schema), folds, coded)
