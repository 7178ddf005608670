"""Abbreviations: definitions in text, and the dictionary."""

from __future__ import annotations

import unicodedata
from datetime import date

import pytest

from vietnamese.abbreviations.definitions import find_definitions
from vietnamese.abbreviations.dictionary import Dictionary, Entry, is_same_meaning
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


@pytest.mark.parametrize(
    ("short", "spellings"),
    [
        ("PC02", ("PC02", "PC 02")),
        ("A05", ("A05", "A 05")),
        ("PC023", ("PC023",)),
        ("PCX02", ("PCX02",)),
        ("ANTQ", ("ANTQ",)),
    ],
)
def test_a_code_is_written_with_a_blank_too(short: str, spellings: tuple[str, ...]) -> None:
    assert Entry(short, "phòng", "", False).spellings == spellings


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("đại dương", "tmcp đại dương", True),
        ("an ninh tổ quốc", "an ninh to quoc", True),
        ("phòng cháy chữa cháy", "phòng bệnh chữa bệnh", False),
        ("một hai ba bốn năm", "một hai ba bốn sáu", True),
        ("một hai ba bốn", "một hai ba năm", False),
        ("một", "hai", False),
    ],
)
def test_long_forms_mean_one_thing_when_most_words_are_shared(one: str, other: str, same: bool) -> None:
    assert is_same_meaning(one, other) is is_same_meaning(other, one) is same


def small() -> Dictionary:
    """Three entries, one without a word, and what an archive reads one of them as."""
    entries = [
        Entry("…", "dấu ba chấm", "", False),
        Entry("TT", "trật tự", "", True),
        Entry("TT", "trung tâm", "", True),
        Entry("PC02", "Phòng Cảnh sát hình sự", "", False),
    ]
    return Dictionary([*entries, entries[1]], {"tt": ("trật tự",)})


def test_entries_come_once_and_what_has_no_word_hides_no_other() -> None:
    made = small()
    assert [entry.abbreviation for entry in made.entries] == ["…", "TT", "TT", "PC02"]
    assert made.readings == {"tt": ("trật tự",)} and not Dictionary([]).readings
    assert [entry.expansion for entry in made.expansions_of("TT")] == ["trật tự", "trung tâm"]
    assert [entry.abbreviation for entry in made.abbreviations_of("DẤU BA CHẤM")] == ["…"]
    assert made.expansions_of("PC 02") == made.expansions_of("pc02") == made.entries[3:]
    assert made.abbreviations_of("phòng cảnh sát hình sự") == made.abbreviations_of("phong canh sat hinh su")
    assert made.abbreviations_of("phóng cảnh sát hình sự") == () == made.expansions_of("xx")


def test_the_longest_form_ends_with_the_text_or_the_sentence() -> None:
    made = small()
    assert made.match_longest(tokenize("Phòng Cảnh sát hình sự"), 0) == 5
    assert made.match_longest(tokenize("Phòng Cảnh sát hình"), 0) == 0
    assert made.match_longest(tokenize("mất trật tự"), 1) == 2
    assert made.match_longest(tokenize("trật. tự"), 0) == 0


def test_every_shipped_row_is_an_entry() -> None:
    entries = Dictionary.shipped().entries
    assert len(entries) > 500
    assert all(entry.abbreviation and entry.expansion and entry.source and entry.weight == 1 for entry in entries)
    assert {entry.ambiguous for entry in entries} == {True, False}
