"""Which articles are round-ups, and where their items begin."""

from __future__ import annotations

import pytest

from indexer.analysis.analyzer import analyse_texts
from indexer.analysis.round_ups import ITEM, find_items

BODY = "\n".join(
    [
        "Bắt nhóm trộm xe ở Nam Định",
        "Công an huyện vừa bắt ba người trộm xe máy.",
        "Cháy chợ lúc rạng sáng ở Gia Lai",
        "Lửa thiêu rụi năm gian hàng, không ai bị thương.",
        "Mở hội bơi cho học sinh",
        "Hội bơi khai mạc tại nhà thiếu nhi tỉnh.",
    ]
)
ONE_LINE = BODY.replace("\n", " ")
LIST = "Bắt nhóm trộm xe ở Nam Định; Cháy chợ lúc rạng sáng ở Gia Lai... là những tin đáng chú ý."


@pytest.mark.parametrize("title", ["An ninh 24h: Bắt nhóm trộm xe", "Điểm tin sáng 5/6", "Tin nhanh trong ngày"])
def test_items_begin_at_headings(title: str) -> None:
    assert [BODY[i:].split("\n")[0] for i in find_items((title, "", BODY))] == BODY.split("\n")[::2]


def test_items_of_one_line_begin_where_the_lead_lists_them() -> None:
    found = find_items(("Điểm tin sáng", LIST, ONE_LINE))
    assert [ONE_LINE[i : i + 8] for i in found] == ["Bắt nhóm", "Cháy chợ"]


@pytest.mark.parametrize(
    ("title", "body"),
    [
        ("Bắt nhóm trộm xe", BODY),  # sections of one story
        ("Sàm sỡ trong thang máy", BODY),
        ("24 giờ truy bắt nhóm trộm xe", BODY),
        ("Tin tức mới nhất vụ trộm xe", BODY),
        ("Điểm tin sáng", "Chỉ có một tin.\nVà một câu nữa."),
    ],
)
def test_one_story_has_no_items(title: str, body: str) -> None:
    assert find_items((title, "", body)) == []


def test_items_are_marked_by_the_place_of_their_first_word() -> None:
    analysis = analyse_texts(("An ninh 24h", "", BODY, ""))
    terms, run = analysis.vocabulary.texts(), analysis.zones["body"].tolist()
    marked = [terms[i] for i in analysis.zones["marks"].tolist() if terms[i].startswith(ITEM)]
    assert [terms[run[int(mark.removeprefix(ITEM))]] for mark in marked] == ["bắt", "cháy", "mở"]
