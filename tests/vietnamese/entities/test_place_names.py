"""Names of places: every level, of today and before, with and without accents, and old spellings."""

from __future__ import annotations

import pytest

from vietnamese.entities.place_names import load_place_names, read_spellings
from vietnamese.spelling.tokens import tokenize

NAMES = load_place_names()


@pytest.mark.parametrize(
    ("text", "level"),
    [
        ("Hà Tĩnh", "province"),
        ("ha tinh", "province"),
        ("Bà Rịa - Vũng Tàu", "province"),
        ("ba ria vung tau", "province"),
        ("Hà Tây", "province"),
        ("Gò Vấp", "district"),
        ("go vap", "district"),
        ("Cửa Lò", "district"),
        ("Krông Búk", "district"),
        ("Tân Sơn Nhất", "commune"),
        ("Ea H'leo", "commune"),
        ("Hương Sơn", "commune"),
    ],
)
def test_a_unit_of_any_time_is_known(text: str, level: str) -> None:
    assert level in {name.level for name in NAMES.find(text)}


@pytest.mark.parametrize("text", ["Hà Tinh", "Quảng Chị", "hà tỉnh", "3", "tin an ninh", "Hà Tĩnh mới", ""])
def test_another_spelling_is_no_name(text: str) -> None:
    assert NAMES.find(text) == ()


@pytest.mark.parametrize(("spelling", "usual"), [row for row in read_spellings().items() if row[1]])
def test_an_old_spelling_leads_to_the_usual_name(spelling: str, usual: str) -> None:
    assert usual in {name.usual for name in NAMES.find(spelling)}
    assert NAMES.find(usual)


def test_the_longest_name_is_found_in_running_text() -> None:
    tokens = tokenize("cong an ba ria vung tau")
    found = NAMES.match_longest(tokens, 2, ("province",))[0]
    assert found.name.startswith("Bà Rịa") and len(found.terms) == 4
    assert NAMES.match_longest(tokens, 0, ("province",)) == ()


def test_a_name_never_crosses_a_sentence() -> None:
    assert not NAMES.match_longest(tokenize("Ở Hà. Tĩnh lặng"), 1)


def test_there_are_as_many_names_as_units() -> None:
    count = {level: len({n.terms for n in NAMES.names if n.level == level}) for level in ("province", "district")}
    assert count["province"] >= 63 and count["district"] >= 650
