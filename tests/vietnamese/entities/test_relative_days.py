"""Days told from today: which days they are, and where the words mean something else."""

from __future__ import annotations

from datetime import date

import pytest

from vietnamese.entities.relative_days import find_relative_days

NOW = date(2024, 5, 22)
"""A Wednesday."""


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("hôm nay", "2024-05-22", "2024-05-22"),
        ("vụ cháy hôm qua ở chợ", "2024-05-21", "2024-05-21"),
        ("tuần này", "2024-05-20", "2024-05-22"),
        ("trộm cắp tuần trước", "2024-05-13", "2024-05-19"),
        ("trộm cắp tuần qua", "2024-05-16", "2024-05-22"),
        ("tháng trước", "2024-04-01", "2024-04-30"),
        ("tháng này", "2024-05-01", "2024-05-22"),
        ("quý trước", "2024-01-01", "2024-03-31"),
        ("năm ngoái", "2023-01-01", "2023-12-31"),
        ("năm nay", "2024-01-01", "2024-05-22"),
        ("7 ngày qua", "2024-05-16", "2024-05-22"),
        ("ba tháng gần đây", "2024-02-23", "2024-05-22"),
        ("trom cap tuan qua", "2024-05-16", "2024-05-22"),
        ("last month", "2024-04-01", "2024-04-30"),
        ("crime in the past 2 weeks", "2024-05-09", "2024-05-22"),
    ],
)
def test_days_told_from_today(text: str, first: str, last: str) -> None:
    (found,) = find_relative_days(text, NOW)
    assert (found.first.isoformat(), found.last.isoformat()) == (first, last)
    assert text[found.start : found.end].strip() == text[found.start : found.end]


@pytest.mark.parametrize(
    "text",
    [
        "tăng so với cùng kỳ năm trước",
        "so với tháng trước",
        "ông Tuấn qua đời",
        "nguyen van tuan qua doi",
        "tuan qua khoi benh",
        "tháng trước đó",
        "tuân quá tải",
        "ngày 24/5",
        "",
    ],
)
def test_words_that_tell_no_day(text: str) -> None:
    assert not find_relative_days(text, NOW)


@pytest.mark.parametrize("now", [date(2024, 1, 1), date(2024, 3, 31), date(2024, 2, 29), date(2023, 12, 31)])
@pytest.mark.parametrize("text", ["tuần trước", "tháng trước", "quý trước", "năm ngoái", "tháng này", "7 ngày qua"])
def test_the_first_day_is_never_after_the_last(text: str, now: date) -> None:
    (found,) = find_relative_days(text, now)
    assert found.first <= found.last <= now
