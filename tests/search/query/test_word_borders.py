"""Which words of a query are asked for as words."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from search.query.parser import parse
from search.query.tree import Term
from search.query.word_borders import find_words
from vietnamese.abbreviations.dictionary import Dictionary

COUNTS = {"cán_bộ": 300, "bộ_đội": 20, "đội_trưởng": 40}


class Evidence:
    """An archive that has some words, each somewhere across a border."""

    def documents(self, terms: Sequence[Term]) -> int:
        return 0

    def is_word(self, terms: Sequence[Term]) -> bool:
        return self.word_count(terms) > 0

    def word_count(self, terms: Sequence[Term]) -> int:
        return COUNTS.get("_".join(t.text for t in terms), 0)

    def crossings(self, terms: Sequence[Term]) -> tuple[str, ...]:
        return (f"~{'_'.join(t.text for t in terms)}",) if self.is_word(terms) else ()

    def completions(self, word: str) -> list[str]:
        return []

    def marked(self, mark: str) -> bool:
        return False


@pytest.mark.parametrize(
    ("text", "words", "alone"),
    [
        ("bộ đội", ["bộ đội"], True),
        ("cán bộ đội trưởng", ["cán bộ", "đội trưởng"], False),
        ("bộ đội giúp dân", ["bộ đội"], False),
        ('"bộ đội"', [], False),
        ("+bộ đội", [], False),
        ("giúp dân", [], False),
    ],
)
def test_words_of_a_query(text: str, words: list[str], alone: bool) -> None:
    found = find_words(parse(text, Dictionary.shipped()), Evidence()).words
    assert [" ".join(t.text for t in word.terms) for word in found] == words
    assert all(word.alone == alone and word.crossed for word in found)
