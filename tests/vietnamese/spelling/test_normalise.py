"""One spelling for one text, letter by letter: tones, marks, what cannot be seen, look-alikes; folding, i and y, offsets."""

from __future__ import annotations

import unicodedata

import pytest

from vietnamese.spelling.normalise import compose, fold, iy_variants, normalise, normalise_word

MARKS = "\u0300\u0301\u0309\u0303\u0323"
TONES = [
    (onset + old + end, onset + new + end)
    for mark in MARKS
    for onset, old, new, end in [
        ("h", f"oa{mark}", f"o{mark}a", ""), ("kh", f"oe{mark}", f"o{mark}e", ""), ("t", f"uy{mark}", f"u{mark}y", ""),
        ("t", f"o{mark}a", f"oa{mark}", "n"), ("x", f"o{mark}e", f"oe{mark}", "n"), ("th", f"u{mark}ye\u0302", f"uye\u0302{mark}", "n"),
    ]
]  # fmt: skip
"""Each syllable with its tone elsewhere, and as it is written."""


def composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(("written", "one"), TONES)
def test_a_tone_has_one_place(written: str, one: str) -> None:
    for case in (str.lower, str.upper, str.capitalize):
        assert normalise(composed(case(written))) == normalise(case(written)) == composed(case(one))
        assert normalise(composed(case(one))) == composed(case(one))


@pytest.mark.parametrize(
    "text",
    [
        "quà quẻ quỹ quý quạ quờ",  # u is of the onset
        "giá giò giũ giẻ giục",  # i is of the onset
        "mía mùa mưa lửa rượu người khuya khuỷu ngoằn",
        "Noël", "naïve", "Zoé", "Aída", "Chloé", "Rio-de-Janèiro",
    ],
)  # fmt: skip
def test_what_is_well_placed_or_foreign_stays(text: str) -> None:
    assert normalise(text) == text


def test_a_syllable_beside_other_letters_is_put_right_alone() -> None:
    assert normalise("Goá-phụ café-oà-oé x_hoà (hoà)") == "Góa-phụ café-òa-óe x_hòa (hòa)"


def test_two_tones_on_one_word_are_left_alone() -> None:
    assert normalise("hóà") == "hóà" and normalise("hoà̀") == "hoà̀"


def test_a_mark_far_from_its_letter_is_composed() -> None:
    assert normalise("vie\u0323\u0302t") == normalise("vie\u0302\u0323t") == "việt"
    assert normalise("(hoa\u0300)") == "(hòa)"


@pytest.mark.parametrize("char", "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff")
def test_what_cannot_be_seen_is_no_letter(char: str) -> None:
    assert normalise(f"an{char} ninh") == "an ninh"
    assert normalise(f"{char}hoà{char}") == "hòa" and fold(f"t{char}ổ quốc") == "to quoc"


@pytest.mark.parametrize(
    ("written", "upper", "lower"), [("Ðẳng ð", "Đẳng đ", "dang d"), ("Ɖẳng ɖ", "Đẳng đ", "dang d")]
)
def test_look_alikes_of_dd_are_dd(written: str, upper: str, lower: str) -> None:
    assert normalise(written) == upper and fold(written) == lower


@pytest.mark.parametrize("times", [1, 499, 500, 501, 3000])
def test_a_text_of_any_length_is_spelt_alike(times: int) -> None:
    assert normalise("hoà " * times) == "hòa " * times
    assert fold("Hoà " * times) == "hoa " * times
    assert normalise("Hoa " * times) == "Hoa " * times and fold("Hoa " * times) == "hoa " * times


def test_folding_takes_accents_and_case() -> None:
    assert fold("ĐƯỜNG Trường Sơn, Ngoằn NGOÈO") == "duong truong son, ngoan ngoeo"
    assert fold("ABC") == "abc" and fold("") == "" and normalise("") == ""
    assert normalise_word("HOÀ") == ("hòa", "hoa") and normalise_word("TTXVN") == ("ttxvn", "ttxvn")


@pytest.mark.parametrize(
    ("one", "other"),
    [("hì", "hỳ"), ("kĩ", "kỹ"), ("lí", "lý"), ("mĩ", "mỹ"), ("sĩ", "sỹ"), ("tỉ", "tỷ"), ("quí", "quý"), ("ki", "ky")],
)
def test_i_and_y_stand_for_each_other_after_some_onsets(one: str, other: str) -> None:
    assert iy_variants(one) == (other,) and iy_variants(other) == (one,)
    assert iy_variants(unicodedata.normalize("NFD", one)) == (other,)


@pytest.mark.parametrize("word", ["", "i", "y", "ý", "vi", "vy", "nghi", "thi", "hai", "tay", "kia", "ti-vi", "k", "quy hoạch"])  # fmt: skip
def test_i_and_y_differ_everywhere_else(word: str) -> None:
    assert iy_variants(word) == ()


@pytest.mark.parametrize(
    ("text", "clean", "offsets"),
    [
        ("", "", None),
        ("Hòa", "Hòa", None),
        ("Ðà ð", "Đà đ", None),
        ("a\u0301b", "áb", [0, 2, 3]),
        ("ho\u0300a vie\u0323\u0302t", "hòa việt", [0, 1, 3, 4, 5, 6, 7, 10, 11]),
        ("\u0301a", "\u0301a", None),
        ("x\u0301y\u0323", "x\u0301ỵ", [0, 0, 2, 4]),
    ],
)
def test_composing_tells_where_each_letter_stood(text: str, clean: str, offsets: list[int] | None) -> None:
    assert compose(text) == (clean, offsets)
