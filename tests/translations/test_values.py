"""Numbers and days as each language writes them."""

from __future__ import annotations

from datetime import date

import pytest

from translations import use_language, write_day, write_decimal, write_number, write_partial_day


@pytest.mark.parametrize(
    ("name", "number", "decimal", "small", "day"),
    [
        ("vi", "1.234.567", "1.234,56", "0,2", "05/06/2023"),
        ("en", "1,234,567", "1,234.56", "0.2", "5 Jun 2023"),
    ],
)
def test_values(name: str, number: str, decimal: str, small: str, day: str) -> None:
    with use_language(name):
        assert write_number(1234567) == number
        assert (write_decimal(1234.56, 2), write_decimal(0.25)) == (decimal, small)
        assert write_day(date(2023, 6, 5)) == day


@pytest.mark.parametrize(
    ("value", "vietnamese", "english"),
    [
        ("2023-06-05", "05/06/2023", "5 Jun 2023"),
        ("2023-06", "06/2023", "Jun 2023"),
        ("2023", "2023", "2023"),
        ("--06-05", "05/06", "5 Jun"),
    ],
)
def test_days_of_which_a_part_is_unknown(value: str, vietnamese: str, english: str) -> None:
    for name, written in (("vi", vietnamese), ("en", english)):
        with use_language(name):
            assert write_partial_day(value) == written
