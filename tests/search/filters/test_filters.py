"""Conditions on what articles state and where words stand: how they are read, and what they find."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

import numpy as np
import pytest

from archive.articles.archive import Archive
from archive.model import VIETNAM, Article, Block
from columnar.model import BREAK
from facts.update import update_facts
from indexer.update import index_archive
from search.backends.columnar import ColumnarBackend
from search.query.parser import parse
from search.query.tree import (
    Condition,
    EitherCondition,
    Fact,
    FirstForms,
    Form,
    NearForms,
    NegatedCondition,
    RepeatedForms,
)
from search.searcher import Searcher
from vietnamese.abbreviations.dictionary import Dictionary

SHIPPED = Dictionary.shipped()


def _conditions(text: str) -> list[str]:
    """Each condition of a query in short."""
    return [_short(one) for one in parse(text, SHIPPED).conditions]


def _short(one: Condition) -> str:
    match one:
        case Fact(kind, value):
            return f"{kind}={value}"
        case NearForms(first, second, apart):
            return f"{_texts(first)} ~{apart} {_texts(second)}"
        case FirstForms(forms, words):
            return f"{_texts(forms)} in {words}"
        case RepeatedForms(forms, count):
            return f"{_texts(forms)} x{count}"
        case EitherCondition(options):
            return " or ".join(map(_short, options))
        case NegatedCondition(condition):
            return f"not {_short(condition)}"
        case _:
            return str(one)


def _texts(forms: tuple[Form, ...]) -> str:
    return "/".join(" ".join(t.text for t in form) for form in forms[:1])


@pytest.mark.parametrize(
    ("text", "words", "conditions"),
    [
        ("ma túy", "ma túy", []),
        ('người:"Lê Minh Khang" hội nghị', "hội nghị", ["person=Lê Minh Khang"]),
        ("hội nghị văn bản:09/CTr", "hội nghị", ["document=09/CTr"]),
        ("văn bản:Nghị định 30 hội nghị", "hội nghị", ["document=Nghị định 30"]),
        ("cap bac:thiếu tướng", "", ["rank=thiếu tướng"]),
        ('capbac:"thiếu tướng"', "", ["rank=thiếu tướng"]),
        ("ma túy NEAR/5 thuốc lá", "ma túy thuốc lá", ["ma túy ~5 thuốc lá"]),
        ('"ma túy" NEAR/CÂU "xe tải" đăng:2023', "ma túy xe tải", ["ma túy ~None xe tải", "Dates(columns=('published_day',), low=19358, high=19722)"]),
        ("ma túy near/3 xe", "ma túy xe", ["ma túy ~3 xe"]),
        ("ma túy NEAR xe tải", "ma túy xe tải", ["ma túy ~10 xe tải"]),
        ("ma túy AROUND(4) xe tải", "ma túy xe tải", ["ma túy ~4 xe tải"]),
        ("ma túy NEAR/3 xe NEAR/4 chợ", "ma túy xe chợ", ["ma túy ~3 xe", "xe ~4 chợ"]),
        ("(ma túy OR cocain) NEAR/5 xe", "ma túy cocain xe", ["ma túy ~5 xe"]),
        ('đầu bài:"ma túy"', "ma túy", ["ma túy in 50"]),
        ("first/10:ANTQ", "antq", ["antq in 10"]),
        ('ít nhất 3 lần "ma túy" xe', "ma túy xe", ["ma túy x3"]),
        ('at least 2 times "xe tải"', "xe tải", ["xe tải x2"]),
        ("ít nhất 3 lần ma túy", "ít nhất 3 lần ma túy", []),
        ('"người:x văn bản:y"', "người x văn bản y", []),
        ("người: x", "", ["person=x"]),
        ("người:Lê Minh Khang hội nghị", "hội nghị", ["person=Lê Minh Khang"]),
        ('người:("Lê Minh Khang" OR "Trần An")', "", ["person=Lê Minh Khang or person=Trần An"]),
        ('người:"Lê Minh Khang" OR người:"Trần An"', "", ["person=Lê Minh Khang or person=Trần An"]),
        ("-người:Khang hội nghị", "hội nghị", ["not person=Khang"]),
        ("hội nghị NOT văn bản:09/CTr", "hội nghị", ["not document=09/CTr"]),
        ("đăng:không", "", ["Undated(columns=('published_day',))"]),
        ("dienra:khong", "", ["Undated(columns=('event_day',))"]),
        ("đăng:tháng 5/2023 xe", "xe", ["Dates(columns=('published_day',), low=19478, high=19508)"]),
        ("diễn ra:quý 2 năm 2023", "", ["Dates(columns=('event_day',), low=19448, high=19538)"]),
        ("NEAR/5 ma túy", "ma túy", []),
        ("ma túy NEAR/5", "ma túy", []),
    ],
)  # fmt: skip
def test_conditions_of_a_query(text: str, words: str, conditions: list[str]) -> None:
    query = parse(text, SHIPPED)
    assert " ".join(t.text for u in query.units for t in u.terms) == words
    assert _conditions(text) == conditions


def _article(number: int, title: str, lead: str, *paragraphs: str) -> Article:
    blocks = tuple(Block("paragraph", text) for text in paragraphs)
    return Article("a", title, url=f"https://a.example/{number}", lead=lead, blocks=blocks,
                   published=datetime(2023, 5, number, tzinfo=VIETNAM))  # fmt: skip


FILLER = "Các đơn vị tiếp tục phối hợp thực hiện nhiệm vụ được giao trên địa bàn toàn tỉnh trong thời gian tới. " * 4


@pytest.fixture(scope="module")
def searcher(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Searcher]:
    data = tmp_path_factory.mktemp("conditions")
    with Archive.open(data) as archive:
        archive.put_many(
            [
                _article(1, "Bắt xe chở ma túy", "Ma túy giấu trong xe tải.", "Đại tá Lê Minh Khang, Giám đốc Công an tỉnh Hà Tĩnh nêu Kế hoạch số 15/KH-UBND."),
                _article(2, "Tin một", "Lực lượng thu ma túy. Chiếc xe tải bị giữ.", "Thiếu tá Trần Hữu Nghĩa, Đội trưởng đội hình sự dự."),
                _article(3, "Tin hai", FILLER, "Ma túy được tìm thấy. " + FILLER + "Xe tải ở bến."),
            ]
        )  # fmt: skip
    update_facts(data, processes=1)
    index_archive(data, processes=1)
    with Searcher.open(data) as opened:
        yield opened


def found(searcher: Searcher, query: str) -> list[int]:
    results = searcher.search(query)
    assert results.total == len([h for h in results.hits if h.complete])
    return sorted(h.article for h in results.hits if h.complete)


@pytest.mark.parametrize(
    ("query", "articles"),
    [
        ("ma túy xe tải", [1, 2, 3]),
        ("ma túy NEAR/4 xe tải", [1, 2]),
        ("ma túy NEAR/1 xe tải", []),
        ("xe tải NEAR/4 ma túy", [1, 2]),
        ("ma tuy NEAR/4 xe tai", [1, 2]),
        ("ma túy NEAR/CÂU xe tải", [1]),
        ("ma túy NEAR/s xe tải", [1]),
        ('đầu bài:"ma túy"', [1, 2]),
        ('đầu bài/100:"ma túy"', [1, 2, 3]),
        ('đầu bài/2:"xe tải"', []),
        ('người:"Lê Minh Khang"', [1]),
        ('nguoi:"le minh khang"', [1]),
        ('cấp bậc:"thiếu tá"', [2]),
        ("văn bản:15/KH", [1]),
        ("văn bản:15/KH-UBND ma túy", [1]),
        ("văn bản:99/KH ma túy", []),
        ('cơ quan:"Công an tỉnh Hà Tĩnh"', [1]),
        ('người:"Trần Hữu Nghĩa" xe tải', [2]),
        ('người:"Trần Hữu Nghĩa" người:"Lê Minh Khang"', []),
    ],
)
def test_what_conditions_find(searcher: Searcher, query: str, articles: list[int]) -> None:
    assert found(searcher, query) == articles


def test_a_condition_is_shown_and_can_be_taken_back(searcher: Searcher) -> None:
    (note,) = [u for u in searcher.search("ma túy NEAR/CÂU xe tải").understood if u.kind == "filter"]
    assert "trong cùng một câu" in note.text
    assert found(searcher, note.off) == [1, 2, 3]


def test_switching_another_thing_off_keeps_the_condition(searcher: Searcher) -> None:
    notes = searcher.search('người:"Lê Minh Khang" ANTQ').understood
    (switch,) = [u.off for u in notes if u.kind == "expansion"]
    assert 'người:"Lê Minh Khang"' in switch


def test_sentences_before_a_place_are_those_of_the_running_text(searcher: Searcher) -> None:
    backend = searcher.backend
    assert isinstance(backend, ColumnarBackend)
    engine = backend.reader
    base = 0
    for segment in engine.segments:
        arrays = segment.field("body")
        running = arrays.running()
        for doc in range(segment.documents):
            own = running[arrays.starts[doc] : arrays.starts[doc + 1]]
            at = np.arange(own.size)
            wanted = np.cumsum(own == BREAK) - (own == BREAK)
            assert engine.sentences("body", np.full(own.size, doc + base), at).tolist() == wanted.tolist()
        base += segment.documents
    docs, at = engine.phrase_places("body", ["ma", "túy"])
    each = engine.phrase("body", ["ma", "túy"])
    assert dict(zip(*map(np.ndarray.tolist, np.unique(docs, return_counts=True)), strict=True)) == dict(
        zip(each.docs.tolist(), each.freqs.tolist(), strict=True)
    )
