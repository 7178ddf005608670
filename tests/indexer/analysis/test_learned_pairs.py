"""Words that stand beside the same words are learned as a pair; others are not."""

from __future__ import annotations

import random

from indexer.analysis.learned_pairs import WordSequences, learn_pairs

_SUBJECTS = [("xe_máy", "mô_tô"), ("thủ_phạm", "hung_thủ")]
_PLACES = {"xe_máy": "chạy rẽ đỗ phanh lái", "thủ_phạm": "bắt khai trốn giam xử"}


def sequences(times: int = 400, most: int = 100_000) -> WordSequences:
    """Texts in which the words of each pair stand among the same words, and others among words of their own."""
    chance, found = random.Random(5), WordSequences(most)
    for at in range(times):
        for pair in _SUBJECTS:
            beside = _PLACES[pair[0]].split()
            found.add([chance.choice(beside), chance.choice(beside), pair[at % 2], chance.choice(beside)])
        for number in range(8):
            found.add([f"a{number}", f"b{number}", f"riêng_{number}", f"c{number}"])
    return found


def test_pairs_are_learned() -> None:
    pairs = learn_pairs(sequences(), lambda word: "_" in word)
    assert {frozenset((pair.word, pair.other)) for pair in pairs} == {frozenset(pair) for pair in _SUBJECTS}
    assert all(0.6 <= pair.similarity <= 1.001 and pair.count >= 25 for pair in pairs)


def test_only_known_words_are_learned() -> None:
    assert not [p for p in learn_pairs(sequences(), lambda word: "riêng" in word) if "riêng" not in p.word]


def test_rare_words_are_not_learned() -> None:
    assert learn_pairs(sequences(times=10), lambda word: "_" in word) == []


def test_room_is_bounded() -> None:
    few = WordSequences(most=10)
    assert few.add(["a"] * 5)
    assert not few.add(["a"] * 5)
