"""Values of operators of days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.query.days import FARTHEST, day_number, days, find_days
from vietnamese.entities.day_terms import days_of_term, find_query_days
from vietnamese.entities.relative_days import find_relative_days

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


PIECES = st.sampled_from([
    "2023", "5/2023", "24/5/2023", "2021..2023", "2023-05", "ngày", "24 tháng 5 năm 2023", "tháng", "năm", "quý", "II/2023", "nửa đầu", "6 tháng cuối",
    "19-8", "19.8", "mùng hai tháng chín", "mười ba tháng năm", "muoi ba thang nam", "tuần qua", "tuan qua", "7 ngày", "trở lại đây", "last week",
    "qua đời", "so với", "kg", "người", "đồng", "hội nghị", "xe", "từ:", "-", ",", "(", "an ninh",
])  # fmt: skip


@given(st.lists(PIECES, max_size=9).map(" ".join))
def test_a_value_is_the_same_as_in_all_that_follows(text: str) -> None:
    found = find_days(text, NOW)
    relative = next((r for r in find_relative_days(text, NOW) if r.start == 0), None)
    named = next((n for n in find_query_days(text) if n.start == 0), None)
    span = days_of_term(named.term) if named else None
    word = text.split(" ")[0]
    if days(word) or ".." in word:
        assert found is not None and found[2] == len(word)
    elif relative:
        assert found == (day_number(relative.first), day_number(relative.last), relative.end)
    else:
        assert found == ((day_number(span[0]), day_number(span[1]), named.end) if named and span else None)


@given(st.lists(PIECES, max_size=4).map(" ".join), st.text(max_size=20))
@example("24 tháng 5 năm 2023", "한")
@example("tuần qua", "한")
def test_what_is_far_behind_a_value_is_not_looked_at(value: str, behind: str) -> None:
    near = value + " xe" * FARTHEST
    assert find_days(near + behind, NOW) == find_days(near, NOW)
