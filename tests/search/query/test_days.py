"""Values of operators of days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from search.query.days import days, find_days
from vietnamese.entities.day_terms import days_of_term

NOW = date(2024, 5, 22)


@pytest.mark.parametrize(
    ("text", "first", "last", "said"),
    [
        ("2023 hội nghị", "2023-01-01", "2023-12-31", "2023"),
        ("5/2023", "2023-05-01", "2023-05-31", "5/2023"),
        ("24/5/2023)", "2023-05-24", "2023-05-24", "24/5/2023"),
        ("2023-02", "2023-02-01", "2023-02-28", "2023-02"),
        ("tháng 2/2024 xe", "2024-02-01", "2024-02-29", "tháng 2/2024"),
        ("quý 4 năm 2023", "2023-10-01", "2023-12-31", "quý 4 năm 2023"),
        ("6 tháng cuối năm 2023", "2023-07-01", "2023-12-31", "6 tháng cuối năm 2023"),
        ("ngày 24 tháng 5 năm 2023 xe", "2023-05-24", "2023-05-24", "ngày 24 tháng 5 năm 2023"),
        ("2021..2023", "2021-01-01", "2023-12-31", "2021..2023"),
        ("2021-2023 xe", "2021-01-01", "2023-12-31", "2021-2023"),
        ("5/2023..24/7/2023", "2023-05-01", "2023-07-24", "5/2023..24/7/2023"),
        ("tháng trước xe", "2024-04-01", "2024-04-30", "tháng trước"),
    ],
)
def test_a_value_of_days(text: str, first: str, last: str, said: str) -> None:
    found = find_days(text, NOW)
    assert found is not None
    low, high, end = found
    assert (text[:end], date(1970, 1, 1) + timedelta(low)) == (said, date.fromisoformat(first))
    assert date(1970, 1, 1) + timedelta(high) == date.fromisoformat(last)


@pytest.mark.parametrize("text", ["31/2/2023", "19/8", "hôm", "xe", "", "13/2023"])
def test_what_is_no_day(text: str) -> None:
    assert find_days(text, NOW) is None
    assert days(text) is None


def test_a_day_without_a_year_is_no_period() -> None:
    assert days_of_term("@08-19") is None and days_of_term("@2023-02-30") is None
