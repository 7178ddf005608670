"""Numbers and days as each language writes them."""

from __future__ import annotations

import re
from datetime import date

import pytest

from translations import (
    read_decimal,
    read_whole_number,
    use_language,
    write_day,
    write_decimal,
    write_number,
    write_partial_day,
)


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


@pytest.mark.parametrize(
    ("name", "typed", "number"),
    [
        ("vi", "0,5", 0.5), ("vi", "0.5", 0.5), ("vi", " 2 ", 2), ("vi", "1.000", 1000), ("vi", "1.000,5", 1000.5), ("vi", "-1,5", -1.5),
        ("en", "0,5", 0.5), ("en", "0.5", 0.5), ("en", "1,000", 1000), ("en", "1,000.5", 1000.5), ("en", "1.125", 1.125),
    ],
)  # fmt: skip
def test_a_number_is_read_as_people_type_it(name: str, typed: str, number: float) -> None:
    with use_language(name):
        assert read_decimal(typed) == number


@pytest.mark.parametrize(
    ("typed", "number"), [("1000", 1000), ("1.000", 1000), ("1,000", 1000), ("1 000", 1000), ("-3", -3), ("0", 0)]
)
def test_a_whole_number_is_read_as_people_type_it(typed: str, number: int) -> None:
    assert read_whole_number(typed) == number


@pytest.mark.parametrize("typed", ["", "x", "nan", "inf", "1e5", "1_000", "1.000.00", "0.5.0", "٣", "1,000.000"])
def test_what_is_no_number_is_refused(typed: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(typed)}$"):
        read_whole_number(typed)
    with pytest.raises(ValueError, match=f"^{re.escape(typed)}$"):
        read_decimal(typed)
