"""Documents of several texts (``columnar.query.plan.Split``): which clauses of a plan stand in the text that holds most of them.

The words of such documents are few, so they are kept side by side as they are read, and a query looks through them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from columnar.query.idf import idf
from columnar.query.plan import AllOf, Begins, Clause, Leaf, Node, Plan, Scored, Split, Without
from columnar.reader.index_reader import IndexReader

Held = NDArray[np.bool_]
"""(documents, texts): which texts hold something. Text 0 is what stands in the fields of ``Split.whole``, 1 what precedes the others."""

_NOTHING = np.zeros(0, np.int64)


@dataclass(frozen=True, slots=True)
class _Running:
    """The words of a field of one segment's split documents: their numbers, and the document and the text of each."""

    number: NDArray[np.int64]
    row: NDArray[np.int64]
    text: NDArray[np.int64]


class SplitTexts:
    """The documents of one reader that hold several texts."""

    def __init__(self, reader: IndexReader, split: Split) -> None:
        self._reader, self._split = reader, split
        found = [
            (int(doc), int(term[len(split.prefix) :]))
            for term in reader.prefix(split.field, split.prefix, 2**31)
            for doc in reader.postings(split.field, term).docs.tolist()
        ]
        self.docs: NDArray[np.int64] = np.unique(np.array([doc for doc, _ in found], np.int64))
        self._starts: list[list[int]] = [[] for _ in self.docs]
        for doc, start in sorted(found):
            self._starts[int(np.searchsorted(self.docs, doc))].append(start)
        self._texts = 2 + max(map(len, self._starts), default=0)
        self._running: dict[str, list[_Running]] = {}

    def held(self, clauses: Sequence[Clause], documents: int | None = None) -> Held:
        """Return (documents, clauses) what the text of each document holds that holds most of the clauses' mass.

        ``documents``: how many such documents the whole collection has, where the reader holds only a part of it.
        """
        each = [reduce(np.logical_or, [self._node(part.node) for part in clause.parts]) for clause in clauses]
        size = documents or self.docs.size
        rarity = [idf(size, int(np.count_nonzero(own.any(axis=1)))) for own in each]
        mass = [clause.weight * clause.size * rare for clause, rare in zip(clauses, rarity, strict=True)]
        every = np.stack(each)
        best = np.tensordot(np.array(mass), every, 1).argmax(axis=1)
        return np.asarray(every[:, np.arange(self.docs.size), best].T)

    def _node(self, node: Node) -> Held:
        if isinstance(node, Scored):
            return reduce(np.logical_or, [self._leaf(leaf) for leaf in node.leaves], self._none())
        if isinstance(node, Without):
            return self._node(node.node) & ~self._node(node.unwanted).any(axis=1, keepdims=True)
        parts = [self._node(one) for one in node.nodes]
        if not parts:
            return self._none()
        return reduce(np.logical_and if isinstance(node, AllOf) else np.logical_or, parts)

    def _none(self) -> Held:
        return np.zeros((self.docs.size, self._texts), np.bool_)

    def _leaf(self, leaf: Leaf) -> Held:
        held = self._none()
        if leaf.field in self._split.zones or leaf.field in self._split.whole:
            for segment, words in zip(self._reader.segments, self._words(leaf.field), strict=True):
                arrays = segment.field(leaf.field)
                if isinstance(leaf, Begins):
                    low, high = arrays.prefix_range(leaf.prefix)
                    at = np.flatnonzero((words.number >= low) & (words.number < high))
                else:
                    at = _places(words, [arrays.number(term) for term in leaf.terms])
                held[words.row[at], words.text[at]] = True
            return held
        if isinstance(leaf, Begins):
            docs = self._reader.prefixed(leaf.field, leaf.prefix).docs
        else:
            docs = self._reader.phrase(leaf.field, leaf.terms).docs
        held[np.isin(self.docs, docs)] = True
        return held

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
            numbers, rows, texts = [_NOTHING], [_NOTHING], [_NOTHING]
            low, high = np.searchsorted(self.docs, (base, base + segment.documents)).tolist()
            for row in range(low, high):
                own = int(self.docs[row]) - base
                read = arrays.text(int(arrays.starts[own]), int(arrays.starts[own + 1])).astype(np.int64)
                numbers.append(read)
                rows.append(np.full(read.size, row))
                texts.append(self._text_of(field, row, read.size))
            found.append(_Running(np.concatenate(numbers), np.concatenate(rows), np.concatenate(texts)))
            base += segment.documents
        return found

    def _text_of(self, field: str, row: int, size: int) -> NDArray[np.int64]:
        if field in self._split.whole:
            return np.zeros(size, np.int64)
        return 1 + np.searchsorted(np.array(self._starts[row]), np.arange(size), side="right")


def _places(words: _Running, numbers: Sequence[int]) -> NDArray[np.int64]:
    """Where terms stand side by side in one document; a break between them is another number."""
    if min(numbers) < 0:
        return _NOTHING
    at = np.flatnonzero(words.number == numbers[0])
    at = at[at + len(numbers) <= words.number.size]
    for n, number in enumerate(numbers[1:], 1):
        at = at[(words.number[at + n] == number) & (words.row[at + n] == words.row[at])]
    return at


MOST_CLAUSES = 29
"""Clauses of a plan beyond which documents are not looked at text by text: nothing so long is told apart by it."""

_KNOWN: WeakKeyDictionary[IndexReader, dict[Split, SplitTexts]] = WeakKeyDictionary()


def split_texts(reader: IndexReader, plan: Plan) -> SplitTexts | None:
    """Return the split documents of a reader, looked for once; None where the plan has nothing to tell apart in any."""
    if plan.split is None or not 1 < len(plan.clauses) <= MOST_CLAUSES:
        return None
    known = _KNOWN.setdefault(reader, {})
    found = known.get(plan.split) or known.setdefault(plan.split, SplitTexts(reader, plan.split))
    return found if found.docs.size else None
