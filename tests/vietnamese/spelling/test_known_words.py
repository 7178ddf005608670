"""The shipped words: usual syllables and English words are known, errors are not."""

from __future__ import annotations

import pytest

from vietnamese.spelling.known_words import is_foreign, is_known
from vietnamese.spelling.normalise import normalise


@pytest.mark.parametrize(
    "word", ["công", "đấng", "hoà", "clip", "sex", "teen", "max", "lee", "zalo", "gambling", "axit"]
)
def test_a_usual_word_is_known(word: str) -> None:
    assert is_known(normalise(word))


@pytest.mark.parametrize("word", ["đaọt", "gioa", "cahy", "troomj", "ddanhs", "co6ng", "ngừoi"])
def test_an_error_is_not(word: str) -> None:
    assert not is_known(normalise(word))


def test_a_syllable_is_not_foreign() -> None:
    assert not is_foreign("công") and is_foreign("clip")
