"""What an account may be called."""

from __future__ import annotations

from unicodedata import normalize

import pytest

from site_data.accounts.account_names import LONGEST, compose_name, may_be_called


@pytest.mark.parametrize(
    ("name", "may"),
    [
        ("lan", True), ("Nguyễn.Lan-2@vd_1", True), ("l" * LONGEST, True), ("l" * (LONGEST + 1), False), ("", False), (" ", False),
        ("lan hoa", False), ("lan\n", False), ("\nlan", False), ("lan\u200b", False), ("lan\u202e", False), ("<lan>", False),
    ],
)  # fmt: skip
def test_a_name_has_letters_digits_and_few_signs(name: str, may: bool) -> None:
    assert may_be_called(name) is may


def test_a_name_far_too_long_is_not_composed_and_not_taken() -> None:
    name = normalize("NFD", "ế") * LONGEST * 2
    assert compose_name(name) == name and not may_be_called(name)


@pytest.mark.parametrize("name", ["hòa", "Đặng", "lan", "ế" * LONGEST])
def test_a_name_is_one_however_its_letters_are_composed(name: str) -> None:
    apart = compose_name(normalize("NFD", name))
    assert apart == name and may_be_called(apart)
