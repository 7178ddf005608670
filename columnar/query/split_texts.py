"""Documents of several texts (``columnar.query.plan.Split``): which clauses of a plan stand in the text that holds most of them.

The words of such documents are few, so they are kept side by side as they are read, and a query looks through them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from weakref import WeakKeyDictionary, proxy

import numpy as np
from numpy.typing import NDArray

from columnar.query.idf import idf
from columnar.query.plan import AllOf, Begins, Clause, Leaf, Node, Plan, Scored, Split, Without
from columnar.reader.index_reader import IndexReader

Held = NDArray[np.bool_]
"""(documents, texts): which texts hold something. Text 0 is what stands in the fields of ``Split.whole``, 1 what precedes the others."""

_NOTHING = np.zeros(0, np.int64)

_APART = 1 << 32
"""Positions of different documents are so far apart in one line of numbers."""

_MOST_LEAVES = 4096
"""Leaves whose cells are kept at a time."""


@dataclass(frozen=True, slots=True)
class _Running:
    """The words of a field of one segment's split documents: their numbers, and the cell (document and text) of each.

    ``order`` has their places by number, those of number n from ``begins[n]`` to ``begins[n + 1]``.
    """

    number: NDArray[np.int64]
    row: NDArray[np.int64]
    cell: NDArray[np.int64]
    order: NDArray[np.int64]
    begins: memoryview

    def places(self, numbers: Sequence[int]) -> NDArray[np.int64]:
        """Where terms stand side by side in one document; a break between them is another number."""
        if min(numbers) < 0:
            return _NOTHING
        begins = self.begins
        rare = min(range(len(numbers)), key=lambda n: begins[numbers[n] + 1] - begins[numbers[n]])
        at = self.order[begins[numbers[rare]] : begins[numbers[rare] + 1]]
        if len(numbers) == 1 or not at.size:
            return at
        at = at - rare
        at = at[(at >= 0) & (at + len(numbers) <= self.number.size)]
        for n, number in enumerate(numbers):
            if n != rare:
                at = at[(self.number[at + n] == number) & (self.row[at + n] == self.row[at])]
        return at


class SplitTexts:
    """The documents of one reader that hold several texts."""

    def __init__(self, reader: IndexReader, split: Split) -> None:
        self._reader, self._split = reader, split
        docs, starts = [_NOTHING], [_NOTHING]
        base = 0
        for segment in reader.segments:
            arrays = segment.field(split.field)
            low, high = arrays.prefix_range(split.prefix)
            offsets = arrays.doc_offsets[low : high + 1].astype(np.int64)
            begins = [int(term[len(split.prefix) :]) for term in arrays.terms.texts(low, high)]
            if begins:
                docs.append(arrays.docs_between(int(offsets[0]), int(offsets[-1])).astype(np.int64) + base)
                starts.append(np.repeat(np.array(begins, np.int64), np.diff(offsets)))
            base += segment.documents
        doc, start = np.concatenate(docs), np.concatenate(starts)
        live = reader.live[doc]
        doc, start = doc[live], start[live]
        self.docs: NDArray[np.int64] = np.unique(doc)
        self._starts = np.sort(np.searchsorted(self.docs, doc) * _APART + start)
        """Row and position at which each text begins, as one ascending number."""
        most = int(np.bincount(self._starts // _APART).max()) if doc.size else 0
        # In eights, so that a row of truth values is read as whole numbers.
        self._texts = -(-(2 + most) // 8) * 8
        self._running: dict[str, list[_Running]] = {}
        self._cells: dict[Leaf, NDArray[np.int64]] = {}

    def held(self, clauses: Sequence[Clause], documents: int | None = None) -> Held:
        """Return (documents, clauses) what the text of each document holds that holds most of the clauses' mass.

        ``documents``: how many such documents the whole collection has, where the reader holds only a part of it.
        """
        every = np.zeros((len(clauses), self.docs.size, self._texts), np.bool_)
        for clause, own in zip(clauses, every, strict=True):
            for part in clause.parts:
                self._add(part.node, own)
        eights = every.view(np.uint64)
        held = reduce(np.bitwise_or, (eights[:, :, n] for n in range(eights.shape[2])))
        counts, size = np.count_nonzero(held, axis=1).tolist(), documents or self.docs.size
        rarity = [idf(size, count) for count in counts]
        mass = [clause.weight * clause.size * rare for clause, rare in zip(clauses, rarity, strict=True)]
        masses = np.array(mass) @ every.reshape(len(clauses), -1).astype(np.float64)
        best = masses.reshape(self.docs.size, self._texts).argmax(axis=1)
        return np.asarray(every[:, np.arange(self.docs.size), best].T)

    def _add(self, node: Node, held: Held) -> None:
        """Add to ``held`` what a node matches."""
        if isinstance(node, Scored):
            for leaf in node.leaves:
                self._add_leaf(leaf, held)
        elif isinstance(node, Without):
            own, unwanted = self._held_by(node.node), self._held_by(node.unwanted)
            held |= own & ~unwanted.any(axis=1, keepdims=True)
        elif isinstance(node, AllOf):
            if node.nodes:
                held |= reduce(np.logical_and, map(self._held_by, node.nodes))
        else:
            for one in node.nodes:
                self._add(one, held)

    def _held_by(self, node: Node) -> Held:
        held = np.zeros((self.docs.size, self._texts), np.bool_)
        self._add(node, held)
        return held

    def _add_leaf(self, leaf: Leaf, held: Held) -> None:
        held.reshape(-1)[self._cells_of(leaf)] = True

    def _cells_of(self, leaf: Leaf) -> NDArray[np.int64]:
        """The cells (document and text) in which a leaf stands, some of them several times; kept, as words repeat from query to query."""
        known = self._cells.get(leaf)
        if known is None:
            if len(self._cells) >= _MOST_LEAVES:
                self._cells.clear()
            known = self._cells[leaf] = self._look_for(leaf)
        return known

    def _look_for(self, leaf: Leaf) -> NDArray[np.int64]:
        if self._reader.schema.by_name[leaf.field].positions:
            apart = leaf.field in self._split.zones or leaf.field in self._split.whole
            found = [_NOTHING]
            for segment, words in zip(self._reader.segments, self._words(leaf.field), strict=True):
                arrays = segment.field(leaf.field)
                if isinstance(leaf, Begins):
                    low, high = arrays.prefix_range(leaf.prefix)
                    at = words.order[words.begins[low] : words.begins[max(low, high)]]
                else:
                    at = words.places([arrays.number(term) for term in leaf.terms])
                found.append(words.cell[at] if apart else self._all_texts(words.row[at]))
            return np.concatenate(found)
        if isinstance(leaf, Begins):
            docs = self._reader.prefixed(leaf.field, leaf.prefix).docs
        else:
            docs = self._reader.phrase(leaf.field, leaf.terms).docs
        if not docs.size:
            return _NOTHING
        at = np.minimum(np.searchsorted(docs, self.docs), docs.size - 1)
        return self._all_texts(np.flatnonzero(docs[at] == self.docs))

    def _all_texts(self, rows: NDArray[np.int64]) -> NDArray[np.int64]:
        return np.add.outer(rows * self._texts, np.arange(self._texts)).reshape(-1)

    def _words(self, field: str) -> list[_Running]:
        """The field's words in each segment; kept."""
        known = self._running.get(field)
        if known is None:
            known = self._running[field] = [*self._read(field)]
        return known

    def _read(self, field: str) -> list[_Running]:
        found, base = [], 0
        for segment in self._reader.segments:
            arrays = segment.field(field)
            low, high = np.searchsorted(self.docs, (base, base + segment.documents)).tolist()
            first = arrays.starts[self.docs[low:high] - base].astype(np.int64)
            sizes = arrays.starts[self.docs[low:high] - base + 1].astype(np.int64) - first
            row = np.repeat(np.arange(low, high), sizes)
            position = np.arange(row.size) - np.repeat(np.cumsum(sizes) - sizes, sizes)
            number, size = arrays.at(np.repeat(first, sizes) + position).astype(np.int64), len(arrays.terms)
            number[(number < 0) | (number > size)] = size  # a break
            begins = np.zeros(size + 2, np.int64)
            np.cumsum(np.bincount(number, minlength=begins.size - 1), out=begins[1:])
            cell = row * self._texts + self._text_of(field, row, position)
            found.append(_Running(number, row, cell, np.argsort(number, kind="stable"), begins.data))
            base += segment.documents
        return found

    def _text_of(self, field: str, row: NDArray[np.int64], position: NDArray[np.int64]) -> NDArray[np.int64]:
        """The text that each position of a field belongs to."""
        if field in self._split.whole:
            return np.zeros(row.size, np.int64)
        begun = np.searchsorted(self._starts, row * _APART + position, side="right")
        return 1 + begun - np.searchsorted(self._starts, row * _APART)


MOST_CLAUSES = 29
"""Clauses of a plan beyond which documents are not looked at text by text: nothing so long is told apart by it."""

_KNOWN: WeakKeyDictionary[IndexReader, dict[Split, SplitTexts]] = WeakKeyDictionary()


def split_texts(reader: IndexReader, plan: Plan) -> SplitTexts | None:
    """Return the split documents of a reader, looked for once; None where the plan has nothing to tell apart in any."""
    if plan.split is None or not 1 < len(plan.clauses) <= MOST_CLAUSES:
        return None
    known = _KNOWN.setdefault(reader, {})
    # Weakly: what is kept of a reader must not keep the reader, whose files stay open as long as it lives.
    found = known.get(plan.split) or known.setdefault(plan.split, SplitTexts(proxy(reader), plan.split))
    return found if found.docs.size else None
