"""Normalising, folding and tokens: one spelling, true offsets, numbers and dates as one term."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from vietnamese.spelling.normalise import compose, fold, iy_variants, normalise
from vietnamese.spelling.tokens import tokenize

WORDS = "ma tuý hoà giải uỷ ban Quý già giữa thuở khuỷu đường Mật trận NGHIÊNG quốc gìn Josué café 24/5/2023 114.924 89,5 TP. Hà"
vietnamese_text = st.one_of(
    st.text(max_size=60),
    st.lists(st.sampled_from([*WORDS.split(), "\n", "Ð", "\u200b", "\u0301", "(", "- ", "."]), max_size=14).map(
        " ".join
    ),
    st.text(alphabet="aăâeêioôuưynghtcqđà\u0300\u0301\u0302\u0323\u031bÐ\u00ad. ", max_size=30),
)


@pytest.mark.parametrize(
    ("written", "canonical"),
    [
        ("ma tuý", "ma túy"),
        ("HOÀ Hoà hoà", "HÒA Hòa hòa"),
        ("Uỷ viên, cấp uỷ", "Ủy viên, cấp ủy"),
        ("hòan tòan", "hoàn toàn"),
        ("khoẻ loá thuở", "khỏe lóa thuở"),
        ("quý quà qúy", "quý quà quý"),
        ("già giữa gìn gì giếng", "già giữa gìn gì giếng"),
        ("khuỷu ngoèo", "khuỷu ngoèo"),
        ("Josué café Perú", "Josué café Perú"),
        ("Ðà Nẵng", "Đà Nẵng"),
        ("an\u00ad ni\u200bnh", "an ninh"),
        ("e\u0301\u0302", "ế"),
    ],
)
def test_normalise(written: str, canonical: str) -> None:
    assert normalise(written) == canonical
    assert normalise(unicodedata.normalize("NFD", written)) == canonical


odd_text = st.lists(
    st.one_of(
        st.sampled_from(WORDS.split()).map(lambda word: unicodedata.normalize("NFD", word)),
        st.sampled_from(WORDS.split()),
        st.sampled_from(
            [
                "\u00ad",
                "\u200b",
                "\u200d",
                "\ufeff",
                "\u2060",
                "Ð",
                "ð",
                "Ɖ",
                "ɖ",
                "\u0301",
                "\u0323",
                "\u031b",
                " ",
                "\n",
                "\u00a0",
            ]
        ),
        st.characters(codec="utf-8"),
    ),
    max_size=24,
).map("".join)
"""Composed and decomposed words, invisible characters, look-alikes of Đ and any other characters, one behind the other."""


@given(vietnamese_text)
@settings(max_examples=300)
def test_normalise_is_idempotent_and_fold_agrees(text: str) -> None:
    _idempotent(text)


@pytest.mark.full
@given(odd_text)
@settings(max_examples=30_000)
def test_normalise_is_idempotent_on_any_text(text: str) -> None:
    _idempotent(text)


@pytest.mark.full
@given(odd_text)
@settings(max_examples=30_000)
def test_offsets_slice_any_text(text: str) -> None:
    _offsets(text)


@pytest.mark.full
@given(odd_text)
@settings(max_examples=30_000)
def test_composed_offsets_of_any_text(text: str) -> None:
    _composed(text)


@given(odd_text)
@settings(max_examples=200)
def test_composed_offsets(text: str) -> None:
    _composed(text)


def _composed(text: str) -> None:
    clean, offsets = compose(text)
    assert unicodedata.is_normalized("NFC", clean) or offsets is not None
    if offsets is None:
        assert len(clean) == len(text)
        return
    assert len(offsets) == len(clean) + 1 and offsets[-1] == len(text)
    assert offsets == sorted(offsets)
    for at in range(len(clean)):
        piece = text[offsets[at] : offsets[at + 1]]
        assert not piece or fold(clean[at]) in fold(piece) or unicodedata.normalize("NFC", piece).startswith(clean[at])


def _idempotent(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once
    assert fold(once) == fold(text)


@given(vietnamese_text)
@settings(max_examples=300)
def test_offsets_slice_to_the_term(text: str) -> None:
    _offsets(text)


def _offsets(text: str) -> None:
    end = 0
    for token in tokenize(text):
        assert end <= token.start < token.end
        end = token.end
        assert token.folded == fold(token.text)
        if token.kind == "word":
            assert normalise(text[token.start : token.end]).lower() == token.text


@given(st.lists(st.sampled_from([*WORDS.split(), "\n", "- ", ". "]), max_size=14).map(" ".join))
@settings(max_examples=200)
def test_decomposed_text_gives_the_same_terms(text: str) -> None:
    composed = [(token.text, token.kind, token.sentence) for token in tokenize(text)]
    assert [(t.text, t.kind, t.sentence) for t in tokenize(unicodedata.normalize("NFD", text))] == composed


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("09/CTr-BCA-MTTW", "09 ctr bca mttw"),
        ("05-CT/TW, 30/2020/NĐ-CP", "05 ct tw 30 2020 nđ cp"),
        ("114.924 lượt, 89,5%", "114924 lượt 89,5"),
        ("1.234.567,89", "1234567,89"),
        ("2013 - 2023", "2013 2023"),
        ("Sáng 24/5/2023", "sáng 24/5/2023"),
        ("24-05-2023 24.05.2023 24/5", "24/5/2023 24/5/2023 24/5"),
        ("ngày 24 tháng 5 năm 2023", "24/5/2023"),
        ("ngay 24 thang 5", "24/5"),
        ("tháng 5/2023; 5/2023/QH15", "5/2023 5 2023 qh15"),
        ("T.Ư TP.HCM KT-XH PC02 24h", "t ư tp hcm kt xh pc02 24h"),
        ("192.168.1.1", "192 168 1 1"),
        ("đ Đ Ð ð", "đ đ đ đ"),
    ],
)
def test_terms(text: str, terms: str) -> None:
    assert " ".join(token.text for token in tokenize(text)) == terms


def test_sentences() -> None:
    def numbers(text: str) -> list[int]:
        return [token.sentence for token in tokenize(text)]

    assert numbers("an ninh, trật tự (ANTT) - “tốt”") == [0] * 6
    assert numbers("Một. Hai\nba; bốn: năm") == [0, 1, 2, 3, 4]
    assert numbers("TP. Hà Tĩnh") == [0, 0, 0]
    assert numbers("Hết.” Mới") == [0, 1]


def test_iy_variants() -> None:
    assert iy_variants("kĩ") == ("kỹ",)
    assert iy_variants("quý") == ("quí",)
    assert iy_variants("tai") == ()
