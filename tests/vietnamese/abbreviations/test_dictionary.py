"""Abbreviations: definitions in text, and the dictionary."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from vietnamese.abbreviations.definitions import find_definitions
from vietnamese.abbreviations.dictionary import Dictionary
from vietnamese.entities.dates import resolve_days
from vietnamese.entities.document_numbers import find_document_numbers
from vietnamese.spelling.tokens import tokenize

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
    assert [entry.expansion for entry in shipped.expansions_of("antq")] == ["an ninh Tổ quốc"]
    assert [entry.abbreviation for entry in shipped.abbreviations_of("an ninh to quoc")] == ["ANTQ"]
    assert {entry.expansion for entry in shipped.expansions_of("tp")} == {"thành phố", "tội phạm"}
    assert all(entry.ambiguous for entry in shipped.expansions_of("tt"))
    assert shipped.expansions_of("hdnd")[0].abbreviation == "HĐND"


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
    assert Dictionary.shipped().match_longest(tokenize(text), 0) == length


def test_decomposed_text_keeps_true_offsets() -> None:
    text = unicodedata.normalize("NFD", "Sáng nay, tại đây: an ninh Tổ quốc (ANTQ), số 30/2020/NĐ-CP ngày 24/5/2023")
    assert [text[d.start : d.end] for d in find_document_numbers(text)] == ["30/2020/NĐ-CP"]
    definition = find_definitions(text)[0]
    assert unicodedata.normalize("NFC", text[definition.start : definition.end]) == "an ninh Tổ quốc (ANTQ)"
    days = [unicodedata.normalize("NFC", text[r.start : r.end]) for r in resolve_days(text, PUBLISHED)]
    assert days == ["Sáng nay", "ngày 24/5/2023"]
