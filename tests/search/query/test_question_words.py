"""Questions: what only asks need not be held; words that stand near each other count."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search.correction import answer
from search.query.parser import parse
from search.query.question_words import mark_question_words
from search.ranking.proximity import WINDOW, nearness
from search.ranking.ranker import Ranker
from search.ranking.weights import WEIGHTS
from tests.support.indexes import hits_at, index_texts
from vietnamese.abbreviations.dictionary import Dictionary

SHIPPED = Dictionary.shipped()
NEAR, ORDER = replace(WEIGHTS, near=1.0, order=0.0), replace(WEIGHTS, near=0.0, order=1.0)
TEXTS = [
    "Đại tá Lê Khắc Thuyết giữ chức Giám đốc Công an tỉnh",
    "Ai cũng biết công an tỉnh có giám đốc mới",
    "Giám đốc họp. " + "Nội dung khác hẳn. " * 20 + "Công an tỉnh có mặt.",
    "Cây cầu được xây năm 1998",
]


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("Ai là giám đốc công an tỉnh", "ai là"),
        ("giám đốc công an tỉnh là ai?", "là ai"),
        ("ai la giam doc", "ai la"),
        ("cầu Bến Thủy xây khi nào", "khi nào"),
        ("cau Ben Thuy o dau", "o dau"),
        ("có bao nhiêu người bị bắt", "có bao nhiêu bị"),
        ("ai là người sáng lập", "ai là người"),
        ("giám đốc công an hiện tại là ai", "hiện tại là ai"),
        ("giam doc cong an hien nay la ai", "hien nay la ai"),
        ("công an hiện nay", ""),
        ("Nguyễn Ái Quốc", ""),
        ("nguyen ai quoc", ""),
        ("công an tỉnh Hà Tĩnh", ""),
        ("là ai", ""),
        ('"ai là" giám đốc', ""),
        ("+ai là giám đốc", ""),
        ("", ""),
    ],
)
def test_what_asks(text: str, asks: str) -> None:
    query = mark_question_words(parse(text, SHIPPED))
    found = [query.clauses[i] for i in sorted(query.optional)]
    assert " ".join(c.terms[0].text for c in found if hasattr(c, "terms")) == asks
    assert [u.kind for u in query.understood if u.kind == "ignored"] == (["ignored"] if asks else [])
    for note in query.understood:
        if note.kind == "ignored":
            assert not mark_question_words(parse(note.off, SHIPPED)).optional


def test_an_answer_need_not_repeat_the_question(tmp_path: Path) -> None:
    ranker = Ranker(index_texts(tmp_path, TEXTS))
    found = answer(ranker, "Ai là giám đốc công an tỉnh?", SHIPPED).hits
    assert sorted(hit.article for hit in found.hits if hit.complete) == [0, 1, 2]
    assert answer(ranker, "ai là", SHIPPED).hits.total == 0


def test_the_likeliest_accents_come_first_and_no_other_is_lost(tmp_path: Path) -> None:
    texts = ["Bao cám đỏ mới về", "Cảm đo thân nhiệt", *["Chủ tiệm cầm đồ bị phạt"] * 4]
    ranker = Ranker(index_texts(tmp_path, texts))
    found = answer(ranker, "cam do", SHIPPED)
    assert [t.text for t in found.query.reading] == ["cầm", "đồ"]
    assert [hit.article for hit in found.hits.hits if hit.complete] == [2, 3, 4, 5, 1, 0]
    assert answer(ranker, "cám do", SHIPPED).query.reading == ()


def test_near_words_come_first(tmp_path: Path) -> None:
    opened = index_texts(tmp_path, TEXTS)
    near = nearness(opened, parse("giám đốc công an", SHIPPED), hits_at(opened, [2, 0, 3]), NEAR)
    assert near[1] == pytest.approx(1.0)
    assert near[1] > near[0] > near[2] == 0.0
    found = answer(Ranker(opened), "giám đốc công an", SHIPPED).hits
    assert [hit.article for hit in found.hits if hit.complete][-1] == 2


@settings(max_examples=25)
@given(st.lists(st.lists(st.sampled_from(["tỉnh", "huyện", "xã", "ấp", "khác"]), max_size=30), min_size=1, max_size=4))
def test_nearness_is_what_it_says(tmp_path_factory: pytest.TempPathFactory, words: list[list[str]]) -> None:
    opened = index_texts(tmp_path_factory.mktemp("near"), [" ".join(w) for w in words])
    query, docs = parse("tỉnh huyện", SHIPPED), hits_at(opened, range(len(words)))
    for line, near, order in zip(
        words, nearness(opened, query, docs, NEAR), nearness(opened, query, docs, ORDER), strict=True
    ):
        apart = [j - i for i, a in enumerate(line) for j, b in enumerate(line) if (a, b) == ("tỉnh", "huyện")]
        assert near == pytest.approx(float(any(abs(d) <= WINDOW for d in apart)))
        assert order == pytest.approx(max((d**-0.5 for d in apart if 0 < d <= WINDOW), default=0.0))


def test_words_in_the_order_of_the_query_come_first(tmp_path: Path) -> None:
    opened = index_texts(
        tmp_path, ["Của ông Tĩnh là một con chó", "Con chó là của ông Tĩnh", "Con của ông Tĩnh là một chó"]
    )
    query = parse("con của ông Tĩnh", SHIPPED)
    first, second, third = nearness(opened, query, hits_at(opened, range(3)), ORDER)
    assert third == pytest.approx(1.0)
    assert third > second > first > 0.0
