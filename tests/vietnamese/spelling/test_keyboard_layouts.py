"""Telex and VNI keys; every Vietnamese syllable typed in every legal order of keys composes."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from itertools import permutations, product

import pytest

from tests.support.every_syllable import every_syllable
from vietnamese.spelling.keyboard_layouts import compose_layout, compose_telex, compose_vni, decode_figures, is_syllable
from vietnamese.spelling.syllables import (
    ACUTE,
    BREVE,
    CIRCUMFLEX,
    DOT,
    GRAVE,
    HOOK,
    HORN,
    TILDE,
    may_be_syllable,
    split_letters,
)

VOWELS = frozenset("aeiouy")
TONE_KEYS = {"telex": dict(zip((ACUTE, GRAVE, HOOK, TILDE, DOT), "sfrxj", strict=True))}
TONE_KEYS["vni"] = dict(zip((ACUTE, GRAVE, HOOK, TILDE, DOT), "12345", strict=True))
MARK_KEYS = {"telex": {HORN: "w", BREVE: "w"}, "vni": {CIRCUMFLEX: "6", HORN: "7", BREVE: "8"}}


def _strokes(word: str, method: str) -> tuple[list[str], list[tuple[str, int]]]:
    """The plain letters, and each further key with the number of letters that must stand before it."""
    parts = split_letters(word)
    plain: list[str] = []
    marks: list[tuple[str, int]] = []
    horned = False
    for letter, _ in parts:
        base, *quality = unicodedata.normalize("NFD", letter)
        plain.append("d" if letter == "đ" else base)
        if letter == "đ":
            marks.append(("d" if method == "telex" else "9", len(plain)))
        elif quality and not (horned and letter == "ơ"):
            key = base if method == "telex" and quality[0] == CIRCUMFLEX else MARK_KEYS[method][quality[0]]
            marks.append((key, len(plain) + (letter == "ư" and "ươ" in "".join(x for x, _ in parts))))
        horned = letter == "ư"
    if method == "telex" and "oo" in "".join(plain):
        plain.insert(plain.index("o") + 2, "o")  # Two make ô; the third takes it back.
    tone = "".join(t for _, t in parts)
    glide = 2 if plain[:2] == ["q", "u"] or (plain[:2] == ["g", "i"] and len(VOWELS & set(plain[2:])) > 0) else 0
    vowel = next(at for at, letter in enumerate(plain) if at >= glide and letter in VOWELS)
    if tone:
        # A tone between the o's of "ooo" would part them.
        least = plain.index("o") + 3 if "".join(plain).count("o") == 3 else vowel + 1
        marks.append((TONE_KEYS[method][tone], least))
    return plain, marks


def orders(word: str, method: str) -> Iterator[str]:
    """Every order of keys: each mark and the tone at any place after its letter."""
    plain, marks = _strokes(word, method)
    seen: set[str] = set()
    for places in product(*(range(least, len(plain) + 1) for _, least in marks)):
        for order in permutations(range(len(marks))):
            keys = "".join(
                "".join(marks[m][0] for m in order if places[m] == at) + "".join(plain[at : at + 1])
                for at in range(len(plain) + 1)
            )
            if keys not in seen:
                seen.add(keys)
                yield keys


def check(words: list[str]) -> int:
    """Compose every order of every word; the number of orders."""
    counted = 0
    for word in words:
        for method, compose in (("telex", compose_telex), ("vni", compose_vni)):
            for keys in orders(word, method):
                if keys != word:
                    counted += 1
                    assert compose(keys) == word, (method, keys)
    return counted


def test_a_share_of_the_syllables() -> None:
    words = every_syllable()
    assert len(words) > 15000
    assert check(words[::12]) > 10000


@pytest.mark.full
def test_every_syllable_in_every_order() -> None:
    print(f"{check(every_syllable()):,} orders of keys")


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ("coong", "công"), ("tinhr", "tỉnh"), ("dduwowcj", "được"), ("duocwj", "dược"), ("truwowngf", "trường"),
        ("nguyeenx", "nguyễn"), ("hoaf", "hòa"), ("tuys", "túy"), ("quoocs", "quốc"), ("vieejt", "việt"), ("muaf", "mùa"),
        ("an", None), ("xa", None), ("street", None), ("công", None), ("x", None),
    ],
)  # fmt: skip
def test_telex(keys: str, word: str | None) -> None:
    assert compose_telex(keys) == word


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ("cong6", "công"),
        ("tinh3", "tỉnh"),
        ("d9o62", "đồ"),
        ("truong72", "trường"),
        ("nguye64n", "nguyễn"),
        ("pc02", None),
        ("24h", None),
        ("an", None),
    ],
)
def test_vni_keys(keys: str, word: str | None) -> None:
    assert compose_vni(keys) == word


@pytest.mark.parametrize(
    ("keys", "word"),
    [
        ("c4ng", "công"),
        ("ti6nh", "tỉnh"),
        ("04i", "đôi"),
        ("t[]ng", "tương"),
        ("nghi9", "nghị"),
        ("pc02", None),
        ("2023", None),
        ("an", None),
    ],
)
def test_the_other_keyboard_layer(keys: str, word: str | None) -> None:
    assert compose_layout(keys) == word


@pytest.mark.parametrize(
    ("word", "number"), [("âđâê", "2023"), ("âđâầ", "20225"), ("ăầ", "125"), ("đông", None), ("", None)]
)
def test_figures_typed_as_letters(word: str, number: str | None) -> None:
    assert decode_figures(word) == number


@pytest.mark.parametrize(
    "word", ["nghiêng", "giếng", "gì", "quý", "Quốc", "khuỷu", "yêu", "kỹ", "hát", "ủy", "uỷ", "thuở"]
)
def test_syllables(word: str) -> None:
    assert is_syllable(word)


@pytest.mark.parametrize("word", ["web", "school", "hoàt", "ngiêm", "hat", "ceo", "kông", "wá", "tãc"])
def test_not_syllables(word: str) -> None:
    assert not is_syllable(word)


@pytest.mark.parametrize(
    ("word", "expected"),
    [("duong", True), ("thuan", True), ("Nguyen", True), ("dương", True), ("oto", False), ("video", False)],
)
def test_words_without_their_accents_may_be_syllables(word: str, expected: bool) -> None:
    assert may_be_syllable(word) is expected
