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
        # An aim is a name where nothing else tells which meeting.
        (
            "Chiều 3/6, Thường trực Chính phủ có cuộc họp nhằm thúc đẩy một số dự án.",
            "cuộc họp",
            "2021-06-03",
            "Cuộc họp nhằm thúc đẩy một số dự án",
        ),
        (
            "Người dân xem lễ tổng duyệt tối 3/6. Tại buổi lễ chính thức, dự kiến đông hơn.",
            "lễ",
            "2021-06-03",
            "Lễ tổng duyệt",
        ),
        (
            "Sáng 2/6, tại Hội nghị Hải quân Mẫu tập hợp đại diện 35 nước, ông Lê Mẫu phát biểu.",
            "hội nghị",
            "2021-06-02",
            "Hội nghị Hải quân Mẫu",
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
        "Chị A lên tầng 4 để tham dự cuộc họp.",
        "Trưa 3/6, chị A tổ chức lễ hóa vàng, có mời một số người tham dự.",
        "Hội đồng trong phiên họp do ông Lê Mẫu chủ trì hồi tháng 4 đã quyết định.",
    ],
)
def test_no_event(text: str) -> None:
    assert made(text, "2021-06-06")["events"] == []


def test_the_body_tells_an_event_where_the_title_speaks_of_events_in_general() -> None:
    body = (Block("paragraph", "Tại buổi họp thông tin nhiệm vụ do Tỉnh ủy Mẫu tổ chức chiều 13-3, ông A cho biết."),)
    facts = as_json(facts_of(Article("mau", "Yêu cầu giảm hội thảo, hội nghị", blocks=body)))
    assert [(e["kind"], e["date"], list(e["hosts"])) for e in facts["events"]] == [
        ("cuộc họp", "--03-13", ["Tỉnh ủy Mẫu"])
    ]


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
        ("Ngày 5/6, Công an huyện Mẫu, tỉnh An Bình tổ chức lễ ra quân.", ["Công an huyện Mẫu, tỉnh An Bình"]),
        ("Ngày 5/6, Công đoàn Công an tỉnh Mẫu đã tổ chức Lễ khai mạc liên hoan.", ["Công đoàn Công an tỉnh Mẫu"]),
        ("Ngày 5/6, tại buổi làm việc về tình hình kinh tế của huyện Mẫu, ông Lê Mẫu phát biểu.", []),
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
    ("text", "days"),
    [
        ("Hội nghị cấp cao Mẫu diễn ra ở Hà Nội (30-11 và 1-12) vừa kết thúc.", ("--11-30", "--12-01")),
        ("Họp báo diễn ra chiều 30/6. Sự cố xảy ra đầu tháng 4/2016. Giấy phép cấp ngày 12/6/2008.", ("--06-30", None)),
        ("Họp báo diễn ra chiều 30/6. Sự cố xảy ra ngày 28/6/2016.", ("2016-06-30", None)),
        ("Ngày 18/3, ông Lê Mẫu có bài phát biểu quan trọng, trong khuôn khổ Hội nghị cấp cao Mẫu.", ("--03-18", None)),
    ],
)
def test_days_without_a_day_of_publication(text: str, days: tuple[str, str | None]) -> None:
    event = made(text)["events"][0]
    assert (event["date"], event["end_date"]) == days


@pytest.mark.parametrize(
    ("text", "province"),
    [
        ("Sáng 5/6, UBND tỉnh Nam Định tổ chức hội nghị lúc 9h (giờ Hà Nội).", "nam dinh"),
        ("Sáng 5/6, tại Kiev diễn ra cuộc họp nội các, trước đó đoàn ghé Hà Nội.", ""),
        ("Sáng 5/6, tại Ninh Bình diễn ra hội thảo về tư tưởng Hồ Chí Minh.", "ninh binh"),
        ("Ngày 4/6, hội nghị diễn ra ở tỉnh Chiết Giang.", ""),
        ("Ngày 4/6, diễn ra hội nghị về châu Á - Thái Bình Dương.", ""),
    ],
)
def test_province_of_an_event(text: str, province: str) -> None:
    assert made(text, "2021-06-06")["events"][0]["province"] == province


@pytest.mark.parametrize(
    "text",
    ["Chờ hơn 5 tiếng mới xong.", "Xe mang biển 37 B - 01856.", "Tại Km 108+900 quốc lộ Mẫu.", "Đến ngã 3 sông Mẫu."],
)
def test_no_figure(text: str) -> None:
    assert made(text)["figures"] == []


def test_a_document_of_one_issuer() -> None:
    documents = made("Theo văn bản chỉ đạo số 1123/UBMAU ngày 21/3, các tỉnh thực hiện.")["documents"]
    assert [(d["number"], d["type"]) for d in documents] == [("1123/UBMAU", "văn bản")]


@pytest.mark.parametrize(
    ("text", "figure"),
    [
        ("Trong đó có 3 em là học sinh trường Mẫu.", {"value": 3, "unit": "em", "what": "học sinh trường Mẫu"}),
        ("Bắt 3 đối tượng là Lê Văn Giả và đồng phạm.", {"value": 3, "unit": "đối tượng", "what": "Bắt"}),
        ("Thu giữ bình gas loại 12 kg.", {"value": 12, "unit": "kg", "what": "bình gas loại"}),
        ("Máy phát điện công suất 330 KVA.", {"value": 330, "unit": "KVA", "what": "công suất"}),
        ("Có sự tham dự của 40 nghìn người.", {"value": 40, "unit": "nghìn người", "what": "tham dự"}),
        ("Nghe thấy 2 tiếng nổ.", {"value": 2, "unit": "tiếng", "what": "nổ"}),
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
        ("Hòa giải thành 1.024/1.100 vụ.", {"value": 1024, "total": 1100, "text": "1.024/1.100", "unit": "vụ"}),
        ("Thu giữ 3 chỉ 5 phân vàng.", {"value": 3, "unit": "chỉ"}),
        ("Cướp 2 chỉ vàng của nạn nhân.", {"value": 2, "unit": "chỉ", "what": "vàng"}),
    ],
)
def test_figures(text: str, figure: dict[str, Any]) -> None:
    figures = made(text)["figures"]
    assert any(all(f[key] == value for key, value in figure.items()) for f in figures), figures
