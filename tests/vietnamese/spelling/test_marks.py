"""Letters and their marks: composed as everybody does, in no time however many marks a page puts on one letter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from vietnamese.encodings.composition import compose_markup
from vietnamese.spelling.marks import compose_letters, limit_marks
from vietnamese.spelling.normalise import compose, fold, normalise

APART = "\u0315\u0300"
PILED = "a" + APART * 400_000 + " và"
"""Two marks in the wrong order, again and again: to sort them all takes minutes."""

PIECES = st.lists(st.sampled_from(["a", "ơ", "Trần", " ", "\u0300", "\u0323", "\u0315", "\u05b0", APART * 15, "\u0301" * 29])).map("".join)  # fmt: skip


def longest_run(text: str) -> int:
    marks = "".join("m" if unicodedata.combining(char) else " " for char in text)
    return max(map(len, re.findall("m+", marks)), default=0)


@given(PIECES)
@example("a" + "\u0301" * 30)
@example("a" + "\u0301" * 31)
def test_no_letter_keeps_more_than_thirty_marks(text: str) -> None:
    limited = limit_marks(text)
    assert longest_run(limited) == min(longest_run(text), 30)
    assert (limited is text) == (longest_run(text) <= 30)
    assert compose_letters(text) == unicodedata.normalize("NFC", limited)
    assert normalise(normalise(text)) == normalise(text)


@pytest.mark.timeout(60)
@pytest.mark.parametrize("read", [normalise, fold, lambda text: compose(text)[0], compose_markup, compose_letters])
def test_any_number_of_marks_is_read_at_once(read: Callable[[str], str]) -> None:
    assert len(read(PILED)) < 100
