"""What a query asks of the facts is read from its words, with and without accents; most queries ask nothing."""

from __future__ import annotations

import pytest

from search.answers.questions import (
    DocumentQuestion,
    EventQuestion,
    FigureQuestion,
    OfficeQuestion,
    Question,
    read_questions,
)


def _first(query: str) -> Question:
    return read_questions(query)[0]


@pytest.mark.parametrize(
    ("query", "begin", "end", "day"),
    [
        ("hội nghị ma túy 24/5/2023", "2023-05-24", "2023-05-24", ""),
        ("hội nghị ma túy ngày 24 tháng 5 năm 2023", "2023-05-24", "2023-05-24", ""),
        ("hội nghị ma túy 24.5.2023", "2023-05-24", "2023-05-24", ""),
        ("hội nghị ma túy tháng 12/2023", "2023-12-01", "2023-12-31", ""),
        ("hoi nghi ma tuy thang 2 nam 2024", "2024-02-01", "2024-02-29", ""),
        ("hội nghị ma túy 2023", "2023-01-01", "2023-12-31", ""),
        ("hội nghị ma túy sáng 24/5", "", "", "--05-24"),
    ],
)
def test_when_is_read(query: str, begin: str, end: str, day: str) -> None:
    asked = _first(query)
    assert isinstance(asked, EventQuestion) and asked.moment is not None and {"ma", "tuy"} == asked.words
    assert (asked.moment.begin, asked.moment.end, asked.moment.day) == (begin, end, day)


@pytest.mark.parametrize(
    ("query", "role", "province", "day"),
    [
        ("giám đốc Công an tỉnh @2021", "giam doc cong an tinh", "", "2021"),
        ("ai là trưởng công an huyện Mẫu năm 2020", "truong cong an huyen mau", "", "2020"),
        ("chu tich ubnd tinh quang tri @1/2/2022", "chu tich ubnd tinh", "quang tri", "2022-02-01"),
        ("ai đang là viện trưởng VKSND tối cao", "vien truong vksnd toi cao", "", ""),
        ("phó giám đốc công an tỉnh Nghệ An là ai?", "pho giam doc cong an tinh", "nghe an", ""),
    ],
)
def test_offices_are_read(query: str, role: str, province: str, day: str) -> None:
    assert _first(query) == OfficeQuestion(role, province, day)


@pytest.mark.parametrize(
    ("query", "asked"),
    [
        ("09/CTr-BCA-MTTW", DocumentQuestion("09/CTR-BCA-MTTW")),
        ("nghị định 100/2019", DocumentQuestion("100/2019", "nghị định")),
        ("bao nhiêu vụ cháy năm 2022", FigureQuestion(("vu", "chay"), frozenset(("vu", "chay")), "2022")),
    ],
)
def test_documents_and_figures_are_read(query: str, asked: Question) -> None:
    assert _first(query) == asked


@pytest.mark.parametrize(
    "query",
    [
        "", "ma túy", "xe máy 2021", "công an Hà Tĩnh", "hội nghị", "24/5", "hội nghị ma túy OR cháy", "hội nghị ma túy -cháy",
        "nguồn:ha_tinh hội nghị ma túy", "chủ trì:Khang hội nghị ma túy", "31/2/2023", "giám đốc công an tỉnh", "@", "@2021", "9999",
    ],
)  # fmt: skip
def test_most_queries_ask_nothing(query: str) -> None:
    assert read_questions(query) == []
