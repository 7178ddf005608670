"""Words of one meaning as an archive's own segmented texts tell them: words that stand beside the same words are alike.

Each word of the dictionary that is frequent enough gets a vector: how much oftener than by chance frequent words stand up to
three places before and behind it (positive pointwise mutual information, Church and Hanks 1990), reduced to its main
directions (Levy and Goldberg 2015). A pair is two words of which each is among the nearest of the other. NumPy only; the memory is
bounded by the constants below, whatever the archive's size.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
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

_TOGETHER = 0.015
"""Share of the rarer word's occurrences with the other next to it or one place on, from which the two are no other names of one
thing but named together ("xe tải, xe khách", "xét xử phúc thẩm")."""

_CLASSES = [
    "đại_tướng thượng_tướng trung_tướng thiếu_tướng đại_tá thượng_tá trung_tá thiếu_tá đại_úy thượng_úy trung_úy thiếu_úy",
    "thượng_sĩ trung_sĩ hạ_sĩ thành_phố thị_xã thị_trấn khu_phố tổ_dân_phố tỉnh_ủy huyện_ủy thành_ủy quận_ủy đảng_ủy",
    "chủ_tịch bí_thư giám_đốc bộ_trưởng thứ_trưởng trưởng_phòng đội_trưởng trưởng_ban thường_trực thường_vụ cán_sự lãnh_đạo",
    "đàn_ông phụ_nữ thanh_niên thiếu_nữ nam_sinh nữ_sinh em_trai em_gái anh_trai chị_gái con_trai con_gái bé_trai bé_gái cha_mẹ",
    "ô_tô xe_tải xe_khách xe_buýt xe_đạp cố_ý vô_ý sơ_thẩm phúc_thẩm tử_hình chung_thân tuổi_trẻ dân_trí tri_thức tiền_phong",
    "hôm_nay hôm_qua ngày_mai buổi_sáng buổi_chiều buổi_tối mùa_xuân mùa_hè mùa_thu mùa_đông miền_bắc miền_trung miền_nam",
]
"""Ranks, offices, kin, levels, vehicles, newspapers: words that stand alike and tell apart what they name. No two of a line are a pair."""

_CLASS = {word: number for number, line in enumerate(_CLASSES) for word in line.split()}

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
    near = [(int(targets[a]), int(targets[b]), similarity) for a, b, similarity in _mutual(vectors)]
    together = _together(run, [(a, b) for a, b, _ in near])
    found = [
        LearnedPair(names[a], names[b], round(similarity, 3), int(min(counts[a], counts[b])))
        for (a, b, similarity), times in zip(near, together, strict=True)
        if times < _TOGETHER * min(counts[a], counts[b]) and _CLASS.get(names[a], -1) != _CLASS.get(names[b], -2)
    ]
    return sorted(found, key=lambda pair: (-pair.similarity, pair.word, pair.other))


def _together(run: Run, pairs: Sequence[tuple[int, int]]) -> list[int]:
    """How often the words of each pair stand beside each other or one place apart, in either order."""
    size = int(run.max(initial=0)) + 1
    wanted = np.array([min(a, b) * size + max(a, b) for a, b in pairs], np.int64)
    order = np.argsort(wanted)
    times = np.zeros(wanted.size, np.int64)
    for apart in (1, 2):
        first, second = run[:-apart].astype(np.int64), run[apart:].astype(np.int64)
        keys = np.minimum(first, second) * size + np.maximum(first, second)
        keys = keys[(first != BREAK) & (second != BREAK)]
        at = np.minimum(np.searchsorted(wanted[order], keys), max(wanted.size - 1, 0))
        held = at[wanted[order][at] == keys] if wanted.size else at[:0]
        times[order] += np.bincount(held, minlength=wanted.size)
    return [int(n) for n in times]


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
