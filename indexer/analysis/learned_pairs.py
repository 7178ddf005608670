"""Words of one meaning as an archive's own segmented texts tell them: words that stand beside the same words are alike.

Each word of the dictionary that is frequent enough gets a vector: how much oftener than by chance frequent words stand up to
three places before and behind it (positive pointwise mutual information, Church and Hanks 1990), reduced to its main
directions (Levy and Goldberg 2015). A pair is two words of which each is among the nearest of the other. NumPy only; the memory is
bounded by the constants below, whatever the archive's size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from columnar import BREAK

Run = NDArray[np.int32]
"""Numbers of words in reading order, BREAK between texts."""

_WORDS, _CONTEXTS, _DIRECTIONS = 8_000, 1_000, 300
_OFTEN = 25
"""Occurrences that a word needs: of rarer ones too little is known."""

_NEAREST, _ALIKE = 3, 0.6
"""A pair is among so many nearest of each other, with such a cosine at least."""

_PLACES = 3
_CHUNK = 1 << 20
_SMOOTHED = 0.75
"""Power of the contexts' counts: rare contexts say less than they seem to."""


@dataclass(frozen=True, slots=True)
class LearnedPair:
    """Two words that stand beside the same words: how alike (cosine, 0 to 1), and how often the rarer of them occurs."""

    word: str
    other: str
    similarity: float
    count: int


class WordSequences:
    """Segmented texts as numbers: few bytes a word."""

    def __init__(self, most: int = 8_000_000) -> None:
        """Take ``most`` words at most."""
        self.most, self.size = most, 0
        self._numbers: dict[str, int] = {}
        self._parts: list[Run] = []

    def add(self, words: Iterable[str]) -> bool:
        """Append a text; False when there is room for no more."""
        known = self._numbers
        part = np.array([*(known.setdefault(word, len(known)) for word in words), BREAK], np.int32)
        self._parts.append(part)
        self.size += part.size
        return self.size < self.most

    def finish(self) -> tuple[list[str], Run]:
        """Return the words by number, and all texts."""
        return list(self._numbers), np.concatenate([np.array([BREAK], np.int32), *self._parts])


def learn_pairs(sequences: WordSequences, is_word: Callable[[str], bool]) -> list[LearnedPair]:
    """Return pairs of words of one meaning, the surest first; only words that ``is_word`` knows."""
    names, run = sequences.finish()
    counts = np.bincount(run[run != BREAK], minlength=len(names))
    order = np.argsort(-counts, kind="stable")
    targets = np.array([n for n in order.tolist() if counts[n] >= _OFTEN and is_word(names[n])][:_WORDS], np.int64)
    if targets.size < 2 * _NEAREST:
        return []
    vectors = _vectors(_contexts(run, targets, order[:_CONTEXTS], len(names)))
    found = [
        LearnedPair(names[targets[a]], names[targets[b]], round(similarity, 3), int(counts[targets[max(a, b)]]))
        for a, b, similarity in _mutual(vectors)
    ]
    return sorted(found, key=lambda pair: (-pair.similarity, pair.word, pair.other))


def _contexts(run: Run, targets: NDArray[np.int64], contexts: NDArray[np.int64], size: int) -> NDArray[np.float32]:
    """(targets, 2 * contexts) how often each context stands near before and near behind each target, nearer ones counting more."""
    place = np.full(size + 1, -1, np.int64)
    place[targets] = np.arange(targets.size)
    context = np.full(size + 1, -1, np.int64)
    context[contexts] = np.arange(contexts.size)
    width = 2 * contexts.size
    found = np.zeros(targets.size * width, np.float32)
    # BREAK is -1: the last place, which is no target and no context.
    rows, columns = place[run], context[run]
    broken = np.cumsum(run == BREAK)
    for apart in range(1, _PLACES + 1):
        for low in range(0, run.size - apart, _CHUNK):
            first = np.arange(low, min(low + _CHUNK, run.size - apart))
            second = first + apart
            whole = broken[first] == broken[second]
            for own, other, shift in ((first, second, contexts.size), (second, first, 0)):
                kept = whole & (rows[own] >= 0) & (columns[other] >= 0)
                keys, times = np.unique(rows[own][kept] * width + columns[other][kept] + shift, return_counts=True)
                found[keys] += times / apart
    return found.reshape(targets.size, width)


def _vectors(counts: NDArray[np.float32]) -> NDArray[np.float32]:
    """(words, directions) unit vectors of positive mutual information, reduced."""
    rows = counts.sum(axis=1, keepdims=True)
    columns = counts.sum(axis=0, keepdims=True) ** _SMOOTHED
    with np.errstate(divide="ignore", invalid="ignore"):
        information = np.log(counts * columns.sum() / (rows * columns))
    information[~np.isfinite(information)] = 0.0
    np.maximum(information, 0.0, out=information)
    values, directions = np.linalg.eigh(information.T @ information)
    kept = directions[:, -_DIRECTIONS:] / np.maximum(values[-_DIRECTIONS:], 1e-6) ** 0.25
    vectors = information @ kept.astype(np.float32)
    return np.asarray(vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), np.float32)


def _mutual(vectors: NDArray[np.float32]) -> Iterator[tuple[int, int, float]]:
    """Rows that are among the nearest of each other, the lower one first, and their cosine."""
    near: dict[tuple[int, int], float] = {}
    for low in range(0, len(vectors), 1000):
        cosines = vectors[low : low + 1000] @ vectors.T
        own = np.arange(len(cosines))
        cosines[own, own + low] = -1.0
        best = np.argpartition(-cosines, _NEAREST, axis=1)[:, :_NEAREST]
        for row, columns in enumerate(best.tolist()):
            near.update({(row + low, c): float(cosines[row, c]) for c in columns if cosines[row, c] >= _ALIKE})
    for (one, other), similarity in near.items():
        if one < other and (other, one) in near:
            yield one, other, similarity
