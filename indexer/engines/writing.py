"""Content -> segment file: inverts one field after the other, two at a time, and writes each as soon as it is made."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from indexer.engines.arrays import ArrayWriter, Written
from indexer.engines.compact import BREAK_CODE, RARE, Codes, in_bytes, narrow, small_offsets
from indexer.engines.content import Content, Row, Stream, content_of
from indexer.engines.inversion import block_maxima, invert, offsets_of
from indexer.engines.neighbours import neighbour_arrays
from indexer.engines.vocabulary import vocabulary_arrays
from indexer.model import BREAK, Terms
from indexer.schema import BAGS, FIELDS, RUNNING, Field

Fold = Callable[[str], str]
Arrays = dict[str, NDArray[Any]]
Making = Callable[[], Arrays]

_PIECE = 1 << 20
_TWO_AT_A_TIME = 1 << 24
"""Tokens of a stream from which on its two inversions run one after the other: together they would take too much memory."""


def fold_terms(terms: Terms, fold: Fold) -> tuple[Terms, NDArray[np.int32]]:
    """The folded terms, and for each accented number its folded number (BREAK appended)."""
    folded = [fold(t) for t in terms.texts()]
    every = Terms.of(folded)
    number = {t: i for i, t in enumerate(every.texts())}
    return every, np.array([*map(number.__getitem__, folded), BREAK], np.int32)


def _positions(stream: Stream, held: NDArray[np.bool_]) -> NDArray[Any]:
    """The position in its document of every token that is ``held``; made piece by piece, as they are many."""
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
    """Tokens of each document without its breaks."""
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
    """The arrays of one field from its tokens (``numbers``) without breaks; ``size`` terms are in its vocabulary."""
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
    """The fields of a content, as work to be done one by one."""

    def __init__(
        self, content: Content, to_folded: NDArray[np.int32], sizes: dict[str, int], codes: Codes | None
    ) -> None:
        self.content, self.to_folded, self.sizes, self.codes = content, to_folded, sizes, codes

    def _running(self, zone: str) -> Iterator[Making]:
        # Nothing here is held a moment longer than it is needed: at ninety thousand articles each array takes 200 MB.
        stream = self.content.streams.pop(zone)
        held = stream.numbers != BREAK
        lengths = _lengths(stream, held)
        yield partial(self._forward, zone, stream, held, lengths)
        terms, positions = stream.numbers[held], _positions(stream, held)
        del stream, held
        for field in FIELDS:
            if field.zone == zone:
                yield self._field(field, terms, positions, lengths)

    def _forward(self, zone: str, stream: Stream, held: NDArray[np.bool_], lengths: NDArray[np.int32]) -> Arrays:
        arrays: Arrays = {"starts": stream.starts, "lengths": lengths}
        if self.codes is None:
            breaks = self.sizes["accented"]
            arrays["forward"] = narrow(np.where(held, stream.numbers, np.int32(breaks)), breaks)
        else:
            codes = self.codes.of[stream.numbers]
            rare = np.flatnonzero(codes == RARE)
            arrays |= {"forward": codes, "rare_at": rare, "rare": stream.numbers[rare]}
        return {f"{zone}.{part}": array for part, array in arrays.items()}

    def _bag(self, field: Field) -> Iterator[Making]:
        stream = self.content.streams.pop(field.zone)
        lengths = np.diff(stream.starts).astype(np.int32)
        yield lambda: {f"{field.zone}.lengths": lengths}
        yield self._field(field, stream.numbers, np.zeros(stream.numbers.size, np.uint8), lengths)

    def _field(
        self, field: Field, terms: NDArray[np.int32], positions: NDArray[Any], lengths: NDArray[np.int32]
    ) -> Making:
        size = self.sizes[field.vocabulary]
        if field.folded:
            return lambda: _inverted(field, lambda: self.to_folded[terms], positions, lengths, size)
        return lambda: _inverted(field, lambda: terms, positions, lengths, size)

    def work(self) -> Iterator[Making]:
        """What makes the arrays of each field, the largest zone first."""
        for zone in sorted(RUNNING, key=lambda z: -self.content.streams[z].numbers.size):
            yield from self._running(zone)
        for field in BAGS:
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


def write_content(path: Path, content: Content, fold: Fold, coded: int = BREAK_CODE) -> Written:
    """Write a segment file, durably. ``fold`` maps an accented term to its unaccented one; the content is used up.

    ``coded`` terms at most have codes in the running text.
    """
    folded, to_folded = fold_terms(content.accented, fold)
    vocabularies = {"accented": content.accented, "folded": folded, "words": content.words}
    defined = content.definitions
    largest = max(stream.numbers.size for stream in content.streams.values())
    with ArrayWriter(path) as out:
        out.add("articles", content.articles)
        for name, column in content.columns.items():
            out.add(f"column.{name}", column)
        out.add("definition_docs", np.array([d.doc for d in defined], np.int32))
        lines = "\n".join(f"{d.abbreviation}\t{d.expansion}" for d in defined)
        out.add("definitions", np.frombuffer(lines.encode(), np.uint8))
        for name, terms in vocabularies.items():
            for part, array in vocabulary_arrays(f"terms.{name}", terms).items():
                out.add(part, array)
        out.add("to_folded", to_folded)
        sizes = {name: len(terms) for name, terms in vocabularies.items()}
        codes = Codes.made((content.streams[zone].numbers for zone in RUNNING), sizes["accented"], coded)
        if codes is not None:
            out.add("code_terms", codes.terms)
            out.add("code_folded", np.append(to_folded, np.int32(BREAK))[codes.terms])
        for name, array in neighbour_arrays(
            {zone: stream.numbers for zone, stream in content.streams.items()}, to_folded, vocabularies
        ).items():
            out.add(name, array)
        fields = _Fields(content, to_folded, sizes, codes)
        for arrays in _made(fields.work(), 2 if largest < _TWO_AT_A_TIME else 1):
            for name, array in arrays.items():
                out.add(name, array)
            arrays.clear()
            del array
        labels = {name: list(texts) for name, texts in content.labels.items()}
        return out.finish({"documents": content.documents, "labels": labels})


def write_segment(path: Path, rows: Iterable[Row], fold: Fold, coded: int = BREAK_CODE) -> Written:
    """Write the rows as one segment file, durably."""
    return write_content(path, content_of(rows), fold, coded)
