"""Abbreviations, documents, dates and events in text."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from vietnamese.abbreviations import Dictionary
from vietnamese.dates import find_dates, resolve
from vietnamese.definitions import find_definitions
from vietnamese.documents import find_documents
from vietnamese.events import main_event
from vietnamese.tokens import tokenize

PUBLISHED = date(2023, 5, 25)


@pytest.mark.parametrize(
    ("text", "pairs"),
    [
        ("bảo đảm an ninh, trật tự (ANTT) và", [("ANTT", "an ninh, trật tự")]),
        ("phong trào bảo vệ an ninh Tổ quốc (ANTQ) - Bộ", [("ANTQ", "an ninh Tổ quốc")]),
        ("ANTQ (an ninh Tổ quốc)", [("ANTQ", "an ninh Tổ quốc")]),
        ("Ban Chấp hành Trung ương (gọi tắt là BCHTW)", [("BCHTW", "Ban Chấp hành Trung ương")]),
        ("của Trung ương (T.Ư)", [("T.Ư", "Trung ương")]),
        ("phát triển kinh tế - xã hội (KT-XH)", [("KT-XH", "kinh tế - xã hội")]),
        ("theo Chương trình (CTr)", [("CTr", "Chương trình")]),
        ("đại biểu Hội đồng nhân dân (HĐND)", [("HĐND", "Hội đồng nhân dân")]),
        ("phòng cháy và chữa cháy (PCCC)", [("PCCC", "phòng cháy và chữa cháy")]),
        ("“căn cước công dân” (viết tắt: CCCD)", [("CCCD", "căn cước công dân")]),
        ("đồng chí Nguyễn Văn A (CSGT) phát biểu", []),
        ("khóa thứ mười ba (XIII)", []),
        ("chương trình (2013 - 2023)", []),
        ("tại Hà Nội (Việt Nam)", []),
        ("dừng lại (ATGT)", []),
    ],
)
def test_definitions(text: str, pairs: list[tuple[str, str]]) -> None:
    assert [(found.abbreviation, found.expansion) for found in find_definitions(text)] == pairs


def test_dictionary_finds_both_ways() -> None:
    shipped = Dictionary.shipped()
    assert [entry.expansion for entry in shipped.expansions("antq")] == ["an ninh Tổ quốc"]
    assert [entry.abbreviation for entry in shipped.abbreviations("an ninh to quoc")] == ["ANTQ"]
    assert {entry.expansion for entry in shipped.expansions("tp")} == {"thành phố", "tội phạm"}
    assert all(entry.ambiguous for entry in shipped.expansions("tt"))
    assert shipped.expansions("hdnd")[0].abbreviation == "HĐND"


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("an ninh, trật tự xã hội", 6),
        ("uy ban nhan dan", 4),
        ("TP.HCM nay", 2),
        ("ANTQ", 1),
        ("an ninh. Trật tự", 0),
        ("xe", 0),
    ],
)
def test_longest(text: str, length: int) -> None:
    assert Dictionary.shipped().longest(tokenize(text), 0) == length


def test_learned_pairs() -> None:
    learned = Dictionary.shipped().with_learned([("ĐCC", "đồn công chính"), ("ANTQ", "an ninh Tổ quốc")])
    assert [(e.expansion, e.source) for e in learned.expansions("đcc")] == [("đồn công chính", "archive")]
    assert len(learned.expansions("antq")) == 1


def test_decomposed_text_keeps_true_offsets() -> None:
    text = unicodedata.normalize("NFD", "Sáng nay, tại đây: an ninh Tổ quốc (ANTQ), số 30/2020/NĐ-CP ngày 24/5/2023")
    assert [text[d.start : d.end] for d in find_documents(text)] == ["30/2020/NĐ-CP"]
    definition = find_definitions(text)[0]
    assert unicodedata.normalize("NFC", text[definition.start : definition.end]) == "an ninh Tổ quốc (ANTQ)"
    days = [unicodedata.normalize("NFC", text[r.start : r.end]) for r in resolve(text, PUBLISHED)]
    assert days == ["Sáng nay", "ngày 24/5/2023"]


def test_documents() -> None:
    found = find_documents("số 09/CTr-BCA-MTTW, 30/2020/ND-CP, 05-CT/TW, 138/CP; 24/5/2023, tỷ số 3-ABC")
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
    assert [(str(r.start_day), str(r.end_day)) for r in resolve(text, PUBLISHED)] == [(first, last)]


@pytest.mark.parametrize("text", ["10/12 xã", "giai đoạn 2013 - 2023", "10 năm", "ngày 31/2/2023", "số 24/5/QĐ"])
def test_no_day(text: str) -> None:
    assert resolve(text, PUBLISHED) == []


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
    event = main_event(title, lead, PUBLISHED)
    assert (event.kind if event else None) == kind
    assert (str(event.day) if event and event.day else None) == day
