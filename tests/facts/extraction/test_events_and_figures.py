"""Events and figures of sentences: every kind of case with two more of its kind."""

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


def made(text: str, published: str | None = None) -> dict[str, Any]:
    day = datetime.combine(date.fromisoformat(published), time(), VIETNAM) if published else None
    blocks = tuple(Block("paragraph", line) for line in text.split("\n"))
    return as_json(facts_of(Article("mau", "Tin", blocks=blocks, published=day)))


def test_the_shared_cases() -> None:
    if not CASES.exists():
        assert not os.environ.get("TIMTIN_REQUIRE_TEXTS"), f"TIMTIN_REQUIRE_TEXTS: no {CASES}"
        return
    keys = {"kind": "kind", "day": "date", "name": "title", "hosts": "hosts", "state": "state", "measure": "what"}
    for case in map(json.loads, CASES.read_text("utf-8").splitlines()):
        facts = made(case["text"], case.get("published"))
        for at, wanted in enumerate(case[name] for name in ("event", "second") if name in case):
            got = facts["events"][at]
            assert {k: got[keys[k]] if k != "hosts" else list(got["hosts"]) for k in wanted} == wanted, case
        assert not (case.get("no_event") and facts["events"]), case
        for wanted in [*case.get("figures", ()), *([case["figure"]] if "figure" in case else ())]:
            assert any(all(f[keys.get(k, k)] == v for k, v in wanted.items()) for f in facts["figures"]), (case, wanted)
        for wanted in case.get("documents", ()):
            assert wanted in [{k: d[k] for k in wanted} for d in facts["documents"]], case


@pytest.mark.parametrize(
    ("text", "kind", "day", "name"),
    [
        (
            "Chiều 3/6, bà Vũ Thị Mẫu dự tọa đàm về an toàn cho trẻ em.",
            "tọa đàm",
            "2021-06-03",
            "Tọa đàm về an toàn cho trẻ em",
        ),
        (
            "Thông tin được nêu trong phiên họp của UBND tỉnh Mẫu sáng 4-6.",
            "cuộc họp",
            "2021-06-04",
            "Phiên họp của UBND tỉnh Mẫu",
        ),
        (
            "Sáng 2/6, Đoàn đại biểu có phiên làm việc với Sở Y tế.",
            "cuộc họp",
            "2021-06-02",
            "Phiên làm việc với Sở Y tế",
        ),
        ("Tại buổi giao ban báo chí chiều 1/6, đại tá Lê Văn Mẫu thông tin.", "cuộc họp", "2021-06-01", None),
        (
            "Sáng 5/6, Công an tỉnh Mẫu tổ chức Lễ ra quân tấn công, trấn áp tội phạm tại TP. Mẫu.",
            "lễ",
            "2021-06-05",
            "Lễ ra quân tấn công, trấn áp tội phạm",
        ),
    ],
)
def test_an_event_is_governed_by_any_word_of_taking_place(text: str, kind: str, day: str, name: str | None) -> None:
    event = made(text, "2021-06-06")["events"][0]
    assert (event["kind"], event["date"]) == (kind, day)
    assert name is None or event["title"] == name


@pytest.mark.parametrize(
    "text",
    [
        "Tại buổi làm việc với cơ quan công an, đối tượng khai nhận hành vi trộm xe.",
        "Gia đình làm lễ cưới cho con trai ngày 4/6.",
        "Nhiều hội nghị, hội thảo được hoãn vì dịch.",
    ],
)
def test_no_event(text: str) -> None:
    assert made(text, "2021-06-06")["events"] == []


@pytest.mark.parametrize(
    ("text", "hosts"),
    [
        (
            "Sáng 4/6, Công an tỉnh Mẫu phối hợp với Sở Giáo dục và Đào tạo tổ chức hội thảo.",
            ["Công an tỉnh Mẫu", "Sở Giáo dục và Đào tạo"],
        ),
        (
            "Hội nghị do Sở Lao động - Thương binh và Xã hội tổ chức ngày 4/6.",
            ["Sở Lao động - Thương binh và Xã hội"],
        ),
        (
            "Ngày 4/6, Phòng Cảnh sát hình sự (PC02) Công an tỉnh Mẫu tổ chức họp báo.",
            ["Phòng Cảnh sát hình sự Công an tỉnh Mẫu"],
        ),
    ],
)
def test_hosts_are_whole(text: str, hosts: list[str]) -> None:
    assert list(made(text, "2021-06-06")["events"][0]["hosts"]) == hosts


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("Ngày 20/6 tới, Công an tỉnh Mẫu sẽ tổ chức hội nghị tổng kết.", "announced"),
        ("Do mưa lũ, UBND tỉnh Mẫu quyết định hoãn tổ chức lễ khai mạc ngày hội vào ngày 5/6.", "postponed"),
        ("Sáng 5/6, Công an tỉnh Mẫu tổ chức hội nghị tổng kết.", "held"),
    ],
)
def test_state(text: str, state: str) -> None:
    assert made(text, "2021-06-06")["events"][0]["state"] == state


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Đã tiếp nhận gần 1.200 tin báo.", {"value": 1200, "hedge": "gần", "unit": "tin báo"}),
        ("Kiểm tra trên 3 xã.", {"value": 3, "hedge": "", "unit": "xã"}),
        ("Tỷ lệ cao hơn 15% so với năm trước.", {"value": 15, "hedge": "", "unit": "%"}),
        ("Tòa tuyên phạt bị cáo 30 tháng tù.", {"value": 30, "months": 30, "what": "tù"}),
        (
            "Tài xế bị tước bằng lái từ một đến ba tháng.",
            {"value": 3, "unit": "tháng", "months": 3, "what": "tước bằng lái"},
        ),
        ("Có 76/84 xã hoàn thành.", {"value": 76, "total": 84, "text": "76/84", "unit": "xã"}),
        ("Công an bắt giữ ba đối tượng trong nhóm.", {"value": 3, "text": "ba", "unit": "đối tượng"}),
        ("Thu giữ 5 kg ma túy đá.", {"value": 5, "unit": "kg", "what": "ma túy đá"}),
        ("Dự án có tổng diện tích khoảng 75 ha.", {"value": 75, "hedge": "khoảng", "what": "diện tích"}),
        ("Cướp 2 chỉ vàng của nạn nhân.", {"value": 2, "unit": "chỉ", "what": "vàng"}),
    ],
)
def test_figures(text: str, figure: dict[str, Any]) -> None:
    figures = made(text)["figures"]
    assert any(all(f[key] == value for key, value in figure.items()) for f in figures), figures
