"""Letters whose tones stand apart become one character, in every way a page writes them; addresses and markup stay."""

from __future__ import annotations

from html import unescape
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from vietnamese.encodings.composition import compose_markup

TEXT = "Lễ trao giải thưởng Ứng dụng tiến bộ kỹ thuật ở xã Đồng Mẫu"
APART = normalize("NFD", TEXT)


def escape_marks(text: str, shape: str) -> str:
    return "".join(shape.format(ord(sign)) if 0x300 <= ord(sign) < 0x370 else sign for sign in text)


@pytest.mark.parametrize("shape", ["{0:c}", "&#{0};", "&#x{0:x};", "&#x{0:04X};", "\\u{0:04x}"])
def test_marks_are_composed_however_they_are_written(shape: str) -> None:
    assert compose_markup(f"<h1>{escape_marks(APART, shape)}</h1>") == f"<h1>{TEXT}</h1>"


@pytest.mark.parametrize("letter", ["&ecirc;\u0309", "&#234;&#777;", "\\u00ea\\u0309", "e\u0302&#x309;"])
def test_a_named_letter_is_composed_with_its_mark(letter: str) -> None:
    assert compose_markup(f"<p>{letter}</p>") == "<p>ể</p>"


@pytest.mark.parametrize(
    "markup",
    [
        f"<a href='/tep/{APART}.pdf'>",
        f'<img data-src="/anh/{APART}.jpg">',
        "<a href=/e\u0309.pdf>",
        "<meta content='https://congan.example/e\u0309'>",
        "<b>\u0338</b>\u0301",
        "&lt;\u0301&quot;&#769;\\u0022\\u0301",
        TEXT,
        "",
    ],
)
def test_addresses_and_signs_of_markup_stay(markup: str) -> None:
    assert compose_markup(markup) == markup


@given(st.text(alphabet="aăêơuđ<>&;#\"'=\u0300\u0301\u0302\u0309\u031b\u0323\u0338 hrefx30\\", max_size=60))
def test_what_is_shown_stays_the_same(text: str) -> None:
    composed = compose_markup(text)
    assert compose_markup(composed) == composed or "\\" in text or "&" in text
    assert normalize("NFD", unescape(composed)) == normalize("NFD", unescape(text))
    assert [sign for sign in composed if sign in "<>\"'"] == [sign for sign in text if sign in "<>\"'"]
