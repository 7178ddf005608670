"""Places that changed in 2025: what is offered, with which names and since when; names of several provinces ask which."""

from __future__ import annotations

import pytest

from search.query.grammar import read_syntax
from search.query.parser import parse
from search.query.place_offers import place_notes
from search.understood import Understood
from vietnamese.abbreviations.dictionary import Dictionary
from vietnamese.entities.places import load_gazetteer

SHIPPED = Dictionary.shipped()


def offers(text: str) -> list[Understood]:
    """What is offered for the places of a query."""
    return [note for note in place_notes(read_syntax(text)) if note.kind == "place"]


@pytest.mark.parametrize(
    ("text", "said", "on"),
    [
        (
            "TP HCM",
            "Bà Rịa - Vũng Tàu, Bình Dương trước 7/2025",
            '("HCM" OR "Hồ Chí Minh" OR "Bà Rịa - Vũng Tàu" OR "Bình Dương")',
        ),
        (
            "ma túy Sài Gòn",
            "trước 7/2025",
            'ma túy ("Sài Gòn" OR "Hồ Chí Minh" OR "Bà Rịa - Vũng Tàu" OR "Bình Dương")',
        ),
        ("công an tỉnh Vĩnh Phúc", "từ 7/2025 thuộc Phú Thọ", 'công an ("Vĩnh Phúc" OR "Phú Thọ")'),
        ("vinh phuc", "từ 7/2025 thuộc Phú Thọ", '("vinh phuc" OR "Phú Thọ")'),
        ("Đăk Lăk", "Phú Yên trước 7/2025", '("Đăk Lăk" OR "Đắk Lắk" OR "Phú Yên")'),
        ("Bắc Cạn", "từ 7/2025 thuộc Thái Nguyên", '("Bắc Cạn" OR "Bắc Kạn" OR "Thái Nguyên")'),
        ("thành phố Huế", "Thừa Thiên Huế trước 1/2025", '("Huế" OR "Thừa Thiên Huế")'),
        ("Thừa Thiên Huế", "từ 1/2025 là Huế", '("Thừa Thiên Huế" OR "Huế")'),
        ("Lâm Đồng", "Đắk Nông, Bình Thuận trước 7/2025", '("Lâm Đồng" OR "Đắk Nông" OR "Bình Thuận")'),
        ("huyện Kim Thành", "không còn từ 7/2025, một phần nay là xã An Thành", '("huyện Kim Thành" OR "xã An Thành")'),
        ("thị trấn Phố Châu", "từ 7/2025 thuộc xã Hương Sơn", '("thị trấn Phố Châu" OR "xã Hương Sơn")'),
    ],
)
def test_what_changed_is_offered(text: str, said: str, on: str) -> None:
    (offer,) = offers(text)
    assert said in offer.text
    assert offer.on == on
    assert not offers(on)


@pytest.mark.parametrize("text", ["Hà Tĩnh", "Nghệ An", "Hà Nội", '"Hà Giang"', "tin an ninh", "Cao Bằng", "họp báo"])
def test_nothing_else_is_offered(text: str) -> None:
    assert not offers(text)


@pytest.mark.parametrize("province", [p for p in load_gazetteer().before if not p.province], ids=lambda p: p.name)
def test_every_province_offers_every_name_it_had(province) -> None:  # type: ignore[no-untyped-def]
    before = [p for p in load_gazetteer().before[province] if p.name != province.name]
    found = [note for note in offers(province.name) if note.unit == province.name]
    assert bool(found) == bool(before)
    for old in before:
        assert old.name in found[0].text and f'"{old.name}"' in found[0].on
        (back,) = offers(old.name)
        assert province.name in back.text and f'"{province.name}"' in back.on


def test_an_offer_is_never_searched_unasked() -> None:
    terms = {t.text for u in parse("Hà Giang", SHIPPED).units for form in u.written for t in form}
    assert not terms & {"tuyên", "quang"}


@pytest.mark.parametrize("text", ["phường 1", "xã Tân Hưng", "huyện Châu Thành", "phường Trần Phú"])
def test_a_name_of_several_provinces_asks_which(text: str) -> None:
    (asked,) = place_notes(read_syntax(text))
    assert asked.kind == "which" and len(asked.choices) > 1
    for choice in asked.choices:
        assert not [n for n in place_notes(read_syntax(choice.query.replace('"', ""))) if n.kind == "which"]
