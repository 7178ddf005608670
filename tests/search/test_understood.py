"""What is told of a query: every message has its sentence in both languages, with its data in it."""

from __future__ import annotations

import re
from datetime import date

import pytest

from search.understood import SENTENCES, Understood, describe, write_period
from translations import use_language

DATA = {
    "unit": "ANTQ", "forms": ("một", "hai"), "options": ("a", "b"), "count": 3, "value": "x", "first": "một", "last": "hai", "second": "hai",
    "reading": "ma túy", "total": 9, "name": "đăng:", "period": "@2023-05", "places": ("Huế",), "month": "7/2025", "meant": "y", "word": "z", "learned": ("ba",),
}  # fmt: skip


@pytest.mark.parametrize("message", SENTENCES)
def test_every_message_is_a_sentence_in_both_languages(message: str) -> None:
    one = Understood("notice", "ANTQ", message, {k: v for k, v in DATA.items() if k != "unit"})
    said = one.text
    assert said and not re.search(r"[{}]", said)
    with use_language("en"):
        assert describe(one) != said and not re.search(r"[{}]", describe(one))


def test_days_are_written_as_the_language_does() -> None:
    one = Understood("range", "tuần qua", "only_days", {"first": date(2024, 5, 16), "last": date(2024, 5, 22)})
    assert "từ 16/05/2024 đến 22/05/2024" in one.text
    with use_language("en"):
        assert "from 16 May 2024 to 22 May 2024" in one.text


@pytest.mark.parametrize(
    ("term", "said"),
    [
        ("@2023", "năm 2023"),
        ("@2023q2", "quý 2 năm 2023"),
        ("@2023h1", "6 tháng đầu năm 2023"),
        ("@2023h2", "6 tháng cuối năm 2023"),
        ("@2023-05", "tháng 5/2023"),
        ("@2023-05-04", "ngày 4/5/2023"),
        ("@05-24", "ngày 24/5"),
    ],
)
def test_periods(term: str, said: str) -> None:
    assert write_period(term) == said
