"""Names of places, persons and bodies are one unit of a query."""

from __future__ import annotations

import pytest

from search.backends.columnar import ColumnarBackend
from search.correction import execute_literal, parse_query
from search.ranking.ranker import Ranker
from tests.support.indexes import index_texts
from vietnamese.abbreviations.dictionary import Dictionary
from vietnamese.entities.place_names import load_place_names, read_spellings
from vietnamese.spelling.normalise import fold

TEXTS = [
    "Cầu ở Nam Định khánh thành.",
    "Năm nay xã định khánh thành chợ mới.",
    "Bà Trần Thị Vân Anh dự lễ ở Qui Nhơn.",
    "Vân Anh và Trần Thị gặp nhau ở Quy Nhơn.",
    "Bộ Tài chính họp báo.",
    "Ông Đinh Nam Trực nhận giải.",
    "Hội chợ mở ở Nam Trực.",
    "Ông Vũ Đức Mẫu gặp bà Tô Hòa.",
    "Bà Trương Hòa Bình nhận giải.",
    "Vũ Đức Mẫu ở Gia Lai.",
]


@pytest.fixture(name="backend", scope="module")
def _backend(tmp_path_factory: pytest.TempPathFactory) -> ColumnarBackend:
    return index_texts(tmp_path_factory.mktemp("names"), TEXTS)


def names(backend: ColumnarBackend, text: str) -> list[str]:
    return [u.raw for u in parse_query(backend, text, Dictionary.shipped())[0].units if u.kind == "name"]


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("nam dinh khanh thanh", ["nam dinh"]),
        ("Nam Định khánh thành", ["Nam Định"]),
        ("bà Trần Thị Vân Anh", ["Trần Thị Vân Anh"]),
        ("nguyen van tam an trom", []),  # the archive has no such name
        ("bộ dân tộc và tôn giáo họp", ["bộ dân tộc và tôn giáo"]),
        ("ten that la gi", []),
        ("la gi", ["la gi"]),
        ("năm nay xã định xây", []),
        ("+nam +dinh", []),
        ("con cua dinh nam truc", []),  # after this surname the archive has a person
        ("hoi cho nam truc", ["nam truc"]),
        ("ho nam truc", ["nam truc"]),
        ("ong vu duc mau", ["vu duc mau"]),  # as the words most likely read, a surname and a middle name
        ("vu duc mau gia lai", ["vu duc mau", "gia lai"]),
        ("vu duc mau la ai", ["vu duc mau"]),
        ("truong hoa binh", ["truong hoa binh"]),  # a surname before what is also a place
        ("vu khi", []),
    ],
)
def test_names_are_joined(backend: ColumnarBackend, text: str, joined: list[str]) -> None:
    assert names(backend, text) == joined


@pytest.mark.parametrize(
    ("text", "complete"),
    [
        ("nam dinh khanh thanh", {0}),
        ("Trần Thị Vân Anh", {2}),
        ("Quy Nhơn", {2, 3}),
        ("qui nhon", {2, 3}),
        ("bo tai chinh", {4}),
    ],
)
def test_names_are_found_as_one(backend: ColumnarBackend, text: str, complete: set[int]) -> None:
    found = execute_literal(Ranker(backend), text, Dictionary.shipped()).hits
    assert {hit.article for hit in found.hits if hit.complete} == complete


def test_every_province_and_district_is_one_unit_without_accents(backend: ColumnarBackend) -> None:
    known = (n for n in load_place_names().names if n.level != "commune" and n.name not in read_spellings())
    wanted = {fold(n.name.lower()) for n in known if len(n.terms) > 1}
    broken = [name for name in wanted if len(parse_query(backend, name, Dictionary.shipped())[0].clauses) != 1]
    assert broken == []
