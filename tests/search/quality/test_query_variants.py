"""Questions as other people type them."""

from __future__ import annotations

import pytest

from cli.index import VARIANTS as NAMES
from search.quality.query_variants import VARIANTS, vary
from vietnamese.spelling.keyboard_layouts import compose_telex, compose_vni
from vietnamese.spelling.normalise import normalise


@pytest.mark.parametrize(
    ("variant", "expected"),
    [
        ("typed", "Hòa giải đường, quý"),
        ("folded", "hoa giai duong, quy"),
        ("telex", "Hoaf giair dduwowngf, quys"),
        ("vni", "Hoa2 giai3 d9u7o7ng2, quy1"),
        ("oldtone", "Hòa giải đường, quý"),
        ("newtone", "Hoà giải đường, quý"),
    ],
)
def test_variants(variant: str, expected: str) -> None:
    assert vary("Hòa giải đường, quý", variant) == expected


@pytest.mark.parametrize("word", ["giải", "đường", "tuyên", "truyền", "phối", "hợp", "nghị", "thủy"])
def test_raw_keys_compose_back(word: str) -> None:
    assert normalise(compose_telex(vary(word, "telex")) or "") == normalise(word)
    assert normalise(compose_vni(vary(word, "vni")) or "") == normalise(word)


def test_seeds_repeat_and_nothing_fails_on_odd_text() -> None:
    text = "phong trào nghiêng người"
    assert vary(text, "typo", 3) == vary(text, "typo", 3) != text
    assert len({vary(text, "typo", s) for s in range(20)}) > 5
    for name in VARIANTS:
        assert vary("", name) == ""
        vary("\u0301 \u0302 123 a\u0301\u0323 漢", name)


def test_the_command_offers_every_variant() -> None:
    assert tuple(VARIANTS) == NAMES


@pytest.mark.parametrize("seed", range(5))
def test_a_typo_is_one_transposed_pair_inside_a_long_word(seed: int) -> None:
    text = "phong trào nghiêng"
    typed = vary(text, "typo", seed)
    differ = [i for i, (a, b) in enumerate(zip(text, typed, strict=True)) if a != b]
    assert len(differ) == 2
    first, second = differ
    assert second == first + 1
    assert typed[first : second + 1] == text[second] + text[first]
    assert text[first - 1].isalpha() and text[second + 1 : second + 2].isalpha()
    assert vary("an ninh", "typo", seed) == "an ninh"
