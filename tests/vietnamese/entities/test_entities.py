"""Documents, dates and events in text."""

from __future__ import annotations

from datetime import date

import pytest

from vietnamese.entities.dates import find_dates, resolve_days
from vietnamese.entities.document_numbers import find_document_numbers
from vietnamese.entities.events import find_main_event

PUBLISHED = date(2023, 5, 25)


def test_documents() -> None:
    found = find_document_numbers("số 09/CTr-BCA-MTTW, 30/2020/ND-CP, 05-CT/TW, 138/CP; 24/5/2023, tỷ số 3-ABC")
    assert [(d.number, d.year, d.type, d.issuers) for d in found] == [
        ("09", None, "CTr", ("BCA", "MTTW")),
        ("30", 2020, "NĐ", ("CP",)),
        ("05", None, "CT", ("TW",)),
        ("138", None, "", ("CP",)),
    ]


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("sáng nay", "2023-05-25", "2023-05-25"),
        ("chiều qua", "2023-05-24", "2023-05-24"),
        ("ngày hôm qua", "2023-05-24", "2023-05-24"),
        ("ngày 31/12", "2022-12-31", "2022-12-31"),
        ("ngày 2/9 tới", "2023-09-02", "2023-09-02"),
        ("trong 2 ngày 23 và 24/5", "2023-05-23", "2023-05-24"),
        ("từ ngày 30/4 đến ngày 2/5/2023", "2023-04-30", "2023-05-02"),
        ("ngày 24 tháng 5 năm 2023", "2023-05-24", "2023-05-24"),
        ("24.05.2023", "2023-05-24", "2023-05-24"),
    ],
)
def test_resolve(text: str, first: str, last: str) -> None:
    assert [(str(r.start_day), str(r.end_day)) for r in resolve_days(text, PUBLISHED)] == [(first, last)]


@pytest.mark.parametrize("text", ["10/12 xã", "giai đoạn 2013 - 2023", "10 năm", "ngày 31/2/2023", "số 24/5/QĐ"])
def test_no_day(text: str) -> None:
    assert resolve_days(text, PUBLISHED) == []


def test_find_dates_keeps_what_is_given() -> None:
    found = find_dates("tháng 5/2023 và 24/5")
    assert [(f.day, f.day_of_month, f.month, f.year) for f in found] == [(None, None, 5, 2023), (None, 24, 5, None)]


@pytest.mark.parametrize(
    ("title", "lead", "kind", "day"),
    [
        (
            "Đẩy mạnh phong trào",
            "Sáng 24/5/2023, Công an tỉnh đã tổ chức Hội nghị tổng kết 10 năm",
            "hội nghị",
            "2023-05-24",
        ),
        ("Khai mạc Đại hội", "Ngày 20/5, tại hội trường", "đại hội", "2023-05-20"),
        ("Lễ ra quân trấn áp tội phạm", "Chiều qua, tại thành phố", "lễ", "2023-05-24"),
        (
            "",
            "Thực hiện Kế hoạch số 15/KH-BCA ngày 10/5/2023, sáng 24/5, Công an tỉnh tổ chức toạ đàm",
            "tọa đàm",
            "2023-05-24",
        ),
        ("Hội thảo khoa học về ma túy", "", "hội thảo", None),
        ("Bắt đối tượng trộm xe", "Ngày 20/5 Công an bắt", None, None),
        ("Lập thành tích chào mừng Đại hội Đảng", "", None, None),
        ("Bảo đảm trật tự dịp nghỉ lễ", "", None, None),
    ],
)
def test_main_event(title: str, lead: str, kind: str | None, day: str | None) -> None:
    event = find_main_event(title, lead, PUBLISHED)
    assert (event.kind if event else None) == kind
    assert (str(event.day) if event and event.day else None) == day
