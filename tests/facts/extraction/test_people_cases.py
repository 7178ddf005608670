"""People of sentences: every kind of the shared cases, with two more of its kind."""

from __future__ import annotations

import json
import os
from datetime import date, datetime, time
from typing import Any

import pytest

from archive.model import VIETNAM, Article, Block
from facts.extraction.article import as_json, facts_of
from tests.support.paths import texts_folder

CASES = texts_folder() / "cases/facts.jsonl"


def _made(text: str, published: str | None = None) -> dict[str, Any]:
    day = datetime.combine(date.fromisoformat(published), time(), VIETNAM) if published else None
    blocks = tuple(Block("paragraph", line) for line in text.split("\n"))
    return as_json(facts_of(Article("mau", "Tin", blocks=blocks, published=day)))


def _check(case: dict[str, Any]) -> None:
    facts = _made(case["text"], case.get("published"))
    people = {person["name"]: person for person in facts["people"]}
    if wanted := case.get("person"):
        got = people[wanted["name"]]
        assert {key: list(got[key]) if key == "roles" else got[key] for key in wanted} == wanted, case
    if private := case.get("no_person"):
        assert people.get(private, {"shown": "no"})["shown"] == "no", case
    if held := case.get("held_back"):
        assert people[held]["shown"] == "held", case
    if "attendees" in case:
        assert [name for name, person in people.items() if person["took_part"]] == case["attendees"], case
    assert not (case.get("no_event") and facts["events"]), case


def test_the_shared_cases_of_people() -> None:
    if not CASES.exists():
        assert not os.environ.get("TIMTIN_REQUIRE_TEXTS"), f"TIMTIN_REQUIRE_TEXTS: no {CASES}"
        return
    for case in map(json.loads, CASES.read_text("utf-8").splitlines()):
        _check(case)


@pytest.mark.parametrize(
    ("text", "person"),
    [
        # A text that ends in an office.
        ("Tiếp đoàn có:\nBà Vũ Thị Mẫu, Kiểm sát viên", {"name": "Vũ Thị Mẫu", "role": "Kiểm sát viên"}),
        ("Chủ tọa phiên tòa:\nÔng Phạm Văn Mẫu, Thẩm phán", {"name": "Phạm Văn Mẫu", "role": "Thẩm phán"}),
        # The office of a complement is nobody's after the comma.
        (
            "Theo đề nghị của Chánh án Tòa án tỉnh, Đại tá Lê Văn Mẫu, Phó Giám đốc Công an tỉnh, được mời dự.",
            {"name": "Lê Văn Mẫu", "rank": "Đại tá", "role": "Phó Giám đốc Công an tỉnh"},
        ),
        (
            "Được sự đồng ý của Bí thư Huyện ủy, Trung tá Bùi Văn Mẫu, Trưởng Công an huyện, chủ trì buổi làm việc.",
            {"name": "Bùi Văn Mẫu", "rank": "Trung tá", "role": "Trưởng Công an huyện"},
        ),
        # Former rank and office.
        (
            "Bà Vũ Thị Mẫu, nguyên Phó Chủ tịch UBND tỉnh Mẫu, dự lễ kỷ niệm.",
            {"name": "Vũ Thị Mẫu", "role": "Phó Chủ tịch UBND tỉnh Mẫu", "former": True},
        ),
        (
            "Ông Trần Văn Mẫu - cựu Đại tá, nguyên Trưởng phòng Cảnh sát giao thông - kể lại.",
            {"name": "Trần Văn Mẫu", "rank": "Đại tá", "former": True},
        ),
        # An office goes on over a comma.
        (
            "Ông Đỗ Văn Mẫu, Phó trưởng phòng, Phòng Cảnh sát hình sự, cho biết vụ việc.",
            {"name": "Đỗ Văn Mẫu", "role": "Phó trưởng phòng, Phòng Cảnh sát hình sự"},
        ),
        (
            "Bà Ngô Thị Mẫu, Phó Cục trưởng, Cục Hàng hải, phát biểu.",
            {"name": "Ngô Thị Mẫu", "role": "Phó Cục trưởng, Cục Hàng hải"},
        ),
        # Two offices.
        (
            "Ông Vũ Văn Mẫu, Bí thư Huyện ủy, kiêm Chủ tịch UBND huyện Mẫu, chủ trì.",
            {"name": "Vũ Văn Mẫu", "roles": ["Bí thư Huyện ủy", "Chủ tịch UBND huyện Mẫu"]},
        ),
        (
            "Bà Hồ Thị Mẫu, Phó Chủ tịch UBND tỉnh, Trưởng Ban chỉ đạo 138, kết luận hội nghị.",
            {"name": "Hồ Thị Mẫu", "roles": ["Phó Chủ tịch UBND tỉnh", "Trưởng Ban chỉ đạo 138"]},
        ),
        # What follows where a body is, is no part of the office.
        (
            "Ông Phan Văn Mẫu, Chỉ huy trưởng Ban chỉ huy quân sự phường Mẫu (thị xã Mẫu, tỉnh Mẫu) mang quà đến thăm.",
            {"name": "Phan Văn Mẫu", "role": "Chỉ huy trưởng Ban chỉ huy quân sự phường Mẫu"},
        ),
        (
            "Thiếu tướng Trịnh Văn Mẫu - Cục trưởng Cục Cảnh sát hình sự - và 57 cựu chiến binh đã đến dự.",
            {"name": "Trịnh Văn Mẫu", "role": "Cục trưởng Cục Cảnh sát hình sự"},
        ),
        # An office after a name is that person's, not of who follows.
        (
            "Nói về nhà báo Lê Văn Mẫu, Trưởng ban Báo Mẫu, Trung tướng Đỗ Văn Mẫu, Phó Cục trưởng Cục Mẫu, cho biết đã rõ.",
            {"name": "Đỗ Văn Mẫu", "rank": "Trung tướng", "role": "Phó Cục trưởng Cục Mẫu"},
        ),
        (
            "Bà Lê Thị Mẫu, Vụ trưởng các vấn đề xã hội, phát biểu.",
            {"name": "Lê Thị Mẫu", "role": "Vụ trưởng các vấn đề xã hội"},
        ),
        ("Ông Lê Văn Mẫu, PCT UBND tỉnh Mẫu, phát biểu.", {"name": "Lê Văn Mẫu", "role": "PCT UBND tỉnh Mẫu"}),
        (
            "Thượng tá Lê Văn Mẫu, Phó trưởng phòng Hướng dẫn và Tổ chức giao thông đường sắt, dự lễ.",
            {"name": "Lê Văn Mẫu", "role": "Phó trưởng phòng Hướng dẫn và Tổ chức giao thông đường sắt"},
        ),
        # The land or state before a name is no part of it.
        (
            "Thống đốc bang Indiana Robert Sample phát biểu.",
            {"name": "Robert Sample", "role": "Thống đốc bang Indiana"},
        ),
        ("Thống đốc New York Robert Sample phát biểu.", {"name": "Robert Sample", "role": "Thống đốc New York"}),
        ("Chủ tịch Trung Quốc Thẩm Mẫu Bình tới dự.", {"name": "Thẩm Mẫu Bình", "role": "Chủ tịch Trung Quốc"}),
        ("Đại sứ Trung Quốc tại Anh Lê Mẫu Minh nói.", {"name": "Lê Mẫu Minh", "role": "Đại sứ Trung Quốc tại Anh"}),
        (
            "Chủ trì hội nghị, Phó bí thư Thành ủy TP. HCM Thẩm Mẫu Cang nhấn mạnh.",
            {"name": "Thẩm Mẫu Cang", "role": "Phó bí thư Thành ủy TP. HCM"},
        ),
        # Two people of one job, and one named whole before the office is told.
        (
            "Khen hai nhân viên gác chắn Lê Thị Mẫu và Trần Văn Mẫu.",
            {"name": "Trần Văn Mẫu", "role": "nhân viên gác chắn"},
        ),
        (
            "Thiếu tướng Lê Văn Bằng nói vậy.\nTướng Bằng - Tư lệnh Quân khu Mẫu - cho biết thêm.",
            {"name": "Lê Văn Bằng", "rank": "Thiếu tướng", "role": "Tư lệnh Quân khu Mẫu"},
        ),
    ],
)
def test_ranks_and_offices(text: str, person: dict[str, Any]) -> None:
    _check({"text": text, "person": person})


@pytest.mark.parametrize(
    "case",
    [
        {"text": "Công an huyện Mẫu khởi tố Trần Thị Giả (SN 1979, trú xã Mẫu).", "no_person": "Trần Thị Giả"},
        {"text": "Đội Cảnh sát kinh tế bắt giữ Lê Văn Giả (34 tuổi, ngụ phường Mẫu).", "no_person": "Lê Văn Giả"},
        {
            "text": "Viện kiểm sát truy tố bị can Đỗ Văn Giả, Trưởng phòng Tài chính UBND huyện Mẫu.",
            "held_back": "Đỗ Văn Giả",
        },
        {
            "text": "Tòa án tuyên phạt Vũ Văn Giả, nguyên Giám đốc Sở Xây dựng tỉnh Mẫu, 5 năm tù.",
            "held_back": "Vũ Văn Giả",
        },
        # Who is named whole without a rank is not shown for what is told beside the last name.
        {
            "text": "Công an đã làm việc với anh Bằng (chiến sĩ công an nghĩa vụ). Đồng chí Trần Bằng bị tố cáo.",
            "no_person": "Trần Bằng",
        },
        {"text": "Phòng An ninh kinh tế tỉnh Bà Rịa Vũng Tàu đã dự.", "no_person": "Rịa Vũng Tàu"},
        {"text": "Sáng 4/5, gia đình tổ chức lễ cưới cho chị Lê Thị Giả, công nhân.", "no_event": True},
        {"text": "Chiều 6/7, lễ viếng em Trần Văn Giả được tổ chức tại nhà riêng.", "no_event": True},
        {
            "text": "Thượng tá Lê Mẫu, Trưởng Công an huyện, phát biểu tại hội nghị. Hội nghị nghe về vụ của Trần Giả, bị cáo.",
            "attendees": ["Lê Mẫu"],
        },
        {
            "text": "Tại buổi họp báo, Trung tướng Trần Văn Mẫu, Chánh Văn phòng Bộ Công an, cho biết tội phạm giảm.",
            "attendees": ["Trần Văn Mẫu"],
        },
        {
            "text": "Báo cáo tại hội nghị, đại tá Lê Mẫu, Giám đốc Công an tỉnh, cho biết tội phạm giảm.",
            "attendees": ["Lê Mẫu"],
        },
        {
            "text": "Trung tướng Trần Văn Mẫu, Chánh Văn phòng Bộ Công an, trả lời qua điện thoại.",
            "attendees": [],
        },
    ],
)
def test_who_is_shown_and_who_took_part(case: dict[str, Any]) -> None:
    _check(case)


def test_the_rite_of_a_holder_of_high_office_is_an_event() -> None:
    """Only the state's own mourning is an event."""
    (event,) = _made("Sáng 26/7/2024, lễ viếng nguyên Chủ tịch nước được tổ chức tại Nhà tang lễ Quốc gia.", "2024-07-26")["events"]  # fmt: skip
    assert event["date"] == "2024-07-26"
