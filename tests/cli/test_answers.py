"""The answer of a search on the command line: its lines, with the sentence and its article."""

from __future__ import annotations

import pytest

from cli.answers import describe_answer
from facts.model import Sentence
from facts.reading.views import EventSummary, Figure, Holder, Holding, PersonSummary, Proof
from search.results import Answer, DocumentAnswer, EventAnswer, HolderAnswer

PROOF = Proof(7, "ha_tinh", "Tổng kết phong trào", "2023-05-25", Sentence("Sáng 24/5, hội nghị diễn ra.", "lead"))
FIGURE = Figure(2104, "vụ", "án hình sự", "vu an hinh su", PROOF, "hơn", "2.104")
EVENT = EventSummary(
    1, "hội nghị", "Hội nghị tổng kết", "2023-05-24", None, "day", "hội trường", "ha tinh",
    ("Công an tỉnh",), ("Lê Minh Khang",), 1, ("ha_tinh",), None, None,
)  # fmt: skip
HOLDING = Holding("Đại tá", "Giám đốc Công an tỉnh", "ha tinh", "2023-05-25", "2023-05-25", (PROOF,))
PERSON = PersonSummary(3, "Lê Minh Khang", "Đại tá", "Giám đốc Công an tỉnh", "ha tinh", 1, None, None)


@pytest.mark.parametrize(
    ("answer", "told"),
    [
        (Answer("event", event=EventAnswer(EVENT, (), (), (FIGURE,), (EVENT,), 0, PROOF)), "Chủ trì: Lê Minh Khang"),
        (Answer("event", event=EventAnswer(EVENT, (), (), (FIGURE,), (), 0, PROOF)), "Số liệu: hơn 2104 vụ án hình sự"),
        (
            Answer("holder", holder=HolderAnswer("", "", "", (Holder(PERSON, "proved", HOLDING, None),))),
            "▸ Lê Minh Khang, Đại tá Giám đốc Công an tỉnh",
        ),
        (
            Answer("holder", holder=HolderAnswer("", "", "", (Holder(PERSON, "unconfirmed", None, HOLDING),))),
            "(chưa có bài xác nhận)",
        ),
        (Answer("document", document=DocumentAnswer("15/KH-UBND", "kế hoạch", "", 1, None, None, PROOF)), "15/KH-UBND"),
        (Answer("figure", figures=(FIGURE,)), "▸ hơn 2104 vụ án hình sự"),
    ],
)
def test_answers_in_lines(answer: Answer, told: str) -> None:
    lines = list(describe_answer(answer))
    assert any(told in line for line in lines)
    assert lines[-1] == "  “Sáng 24/5, hội nghị diễn ra.” (Tổng kết phong trào, 2023-05-25)"
