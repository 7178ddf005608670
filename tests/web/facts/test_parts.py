"""A page of facts begins its long lists and goes on with each on pages of its own: all of it is reached, none is long."""

from __future__ import annotations

import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from archive.articles.archive import Archive
from archive.model import VIETNAM, Article, Block
from facts.update import update_facts
from web.facts.parts import FIRST, SIZE

REPORTS = 60
LONGEST = 60_000
"""Bytes of a page."""


def _report(number: int) -> Article:
    day = datetime(2023, 1, 2, tzinfo=VIETNAM) + timedelta(days=9 * number)
    return Article(
        "ha_tinh",
        f"Hội nghị giao ban lần thứ {number}",
        url=f"https://congan.hatinh.gov.vn/giao-ban-{number}.html",
        lead=f"Ngày {day.day}/{day.month}/{day.year}, Công an tỉnh Hà Tĩnh tổ chức hội nghị giao ban lần thứ {number}.",
        blocks=(
            Block("paragraph", f"Đại tá Lê Minh Khang, Giám đốc Công an tỉnh Hà Tĩnh chủ trì hội nghị, theo Kế hoạch số {15}/KH-UBND."),
            Block("paragraph", f"Đại tá Lê Minh Khang nói: “Lần thứ {number} này chúng ta làm tốt hơn những lần trước.”"),
        ),
        published=day,
    )  # fmt: skip


def _crowded() -> Article:
    """One event with more people, figures and documents than a page shows."""
    people = "; ".join(f"Thượng tá Lê Văn {name}, Trưởng Công an huyện {name}" for name in _NAMES)
    figures = [Block("paragraph", f"Công an huyện {name} đã xử lý {n + 11} vụ trộm cắp.") for n, name in enumerate(_NAMES)]  # fmt: skip
    return Article(
        "ha_tinh",
        "Hội nghị tổng kết công tác năm",
        url="https://congan.hatinh.gov.vn/tong-ket.html",
        lead="Ngày 5/12/2025, Công an tỉnh Hà Tĩnh tổ chức hội nghị tổng kết công tác năm.",
        blocks=(Block("paragraph", f"Dự hội nghị có các đồng chí: {people}."), *figures),
        published=datetime(2025, 12, 6, tzinfo=VIETNAM),
    )


_NAMES = [f"{one}{two}" for one in ("Ma", "Sa", "La", "Ta") for two in ("n", "i", "o", "m", "c", "ng", "nh")]


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("parts")
    with Archive.open(folder) as archive:
        archive.put_many([*(_report(number) for number in range(1, REPORTS + 1)), _crowded()])
    update_facts(folder, processes=1)
    return folder


def _khang(reader: FlaskClient) -> str:
    return f"/nguoi/{reader.get('/api/v1/people?q=Lê+Minh+Khang').get_json()['items'][0]['id']}"


def _read_list(reader: FlaskClient, page: str, part: str, link: str) -> list[str]:
    """Follow one list from the page on to its end; return what it links to."""
    found: list[str] = []
    seen = set()
    address = f"{page}?phan={part}"
    while address and address not in seen:
        seen.add(address)
        text = reader.get(address).text
        assert len(text.encode()) < LONGEST
        main = text[text.index("<h1>") :]
        found += dict.fromkeys(re.findall(link, main))
        after = re.search(r'rel="next" href="([^"]+)"', text)
        address = after[1].replace("&amp;", "&") if after else ""
    return found


@pytest.mark.parametrize(
    ("part", "link"),
    [
        ("su-kien", r'href="(/su-kien/\d+)"'),
        ("bai", r'href="(/bai/\d+)"'),
        ("phat-bieu", r'href="(/bai/\d+/[^"]+)"'),
    ],  # fmt: skip
)
def test_every_item_of_a_person_is_reached_once(reader: FlaskClient, part: str, link: str) -> None:
    page = _khang(reader)
    whole = reader.get(page).text
    assert f"?phan={part}" in whole and len(whole.encode()) < LONGEST
    found = _read_list(reader, page, part, link)
    assert len(found) == len(set(found)) >= REPORTS


def test_a_person_s_page_begins_with_the_newest(reader: FlaskClient) -> None:
    main = reader.get(_khang(reader)).text
    shown = re.findall(
        r"Hội nghị giao ban lần thứ (\d+)", main[main.index("Sự kiện</h2>") : main.index("Lời phát biểu")]
    )
    assert list(dict.fromkeys(shown)) == [str(n) for n in range(REPORTS, REPORTS - FIRST, -1)]


def test_sentences_of_an_office_are_counted(reader: FlaskClient) -> None:
    assert f"{REPORTS} câu nêu điều này" in reader.get(_khang(reader)).text


def test_every_citation_of_a_document_is_reached_once(reader: FlaskClient) -> None:
    whole = reader.get("/van-ban/15/KH-UBND").text
    assert f"{REPORTS} bài nhắc đến" in whole and len(whole.encode()) < LONGEST
    found = _read_list(reader, "/van-ban/15/KH-UBND", "cau", r'href="(/bai/\d+)"')
    assert len(found) == len(set(found)) == REPORTS


def test_lists_of_an_event_go_on(reader: FlaskClient) -> None:
    event = reader.get("/api/v1/events?q=tổng+kết+công+tác").get_json()["items"][0]["id"]
    page = f"/su-kien/{event}"
    whole = reader.get(page).text
    assert len(whole.encode()) < LONGEST
    assert len(re.findall(r"Lê Văn \w+", whole[whole.index("Người dự</h2>") :])) == FIRST
    people = _read_list(reader, page, "nguoi-du", r"Lê Văn \w+")
    assert len(people) == len(_NAMES) > SIZE
    figures = _read_list(reader, page, "so-lieu", r"<b>(\d+)</b> vụ")
    assert figures == [str(n + 11) for n in range(len(_NAMES))]


@pytest.mark.parametrize("asked", ["phan=gi-do", "phan=bai%00", "phan=BAI"])
def test_an_unknown_list_is_not_found(reader: FlaskClient, asked: str) -> None:
    assert reader.get(f"{_khang(reader)}?{asked}").status_code == 404


@pytest.mark.parametrize("number", ["x", "-1", "0", "99999999999999999999", "²"])
def test_any_page_number_is_answered(reader: FlaskClient, number: str) -> None:
    assert reader.get(_khang(reader), query_string={"phan": "bai", "trang": number}).status_code == 200
