"""Pages built as the national papers build theirs (our own words): title, minute, lead, text, captions."""

from __future__ import annotations

import json
import re
from collections import Counter
from datetime import datetime
from pathlib import Path

import pytest

from crawler.extraction.extract import extract_article
from tests.support.paths import DATA

PAGES = sorted((DATA / "pages").glob("*.html"))
WORDS = re.compile(r"\w+")


def f1(expected: str, found: str) -> float:
    """Token F1 of two texts, 0 to 1."""
    a, b = Counter(WORDS.findall(expected.lower())), Counter(WORDS.findall(found.lower()))
    shared = sum((a & b).values())
    return 2 * shared / max(1, sum(a.values()) + sum(b.values()))


@pytest.mark.parametrize("page", PAGES, ids=lambda p: p.stem)
def test_page_of_a_paper(page: Path) -> None:
    expected = json.loads(page.with_suffix(".json").read_text("utf-8"))
    found = extract_article(page.read_bytes(), expected["url"], None)
    assert found.title == expected["title"]
    assert (found.published, found.precision) == (datetime.fromisoformat(expected["published"]), "minute")
    whole = "\n".join([expected["lead"], *expected["paragraphs"]])
    assert f1(whole, f"{found.lead}\n{found.body}") >= 0.98, f"{found.lead}\n--\n{found.body}"
    assert f1(expected["lead"], found.lead) >= 0.98 or not expected["lead"]
    assert found.captions.splitlines() == expected["captions"]
    assert found.credit == expected.get("credit", "")
    assert found.byline == expected["byline"] or not (expected["byline"] or found.credit)


def test_no_date_of_a_related_item_nor_todays_clock() -> None:
    text = "".join(
        f"<p>Câu thứ {n} của bài kể về con đường làng vừa được đổ bê tông trong mùa khô năm nay.</p>" for n in range(6)
    )
    page = (
        "<title>Con đường làng mới mở rộng</title><meta property='og:type' content='article'>"
        "<div>Hôm nay: 03/11/2025 08:00</div><h1>Con đường làng mới mở rộng</h1>"
        f"<div>{text}</div><div class='tin-khac'><h3><a href='/1'>Tin cũ</a></h3><time>01/01/2020 10:00</time></div>"
    )
    assert extract_article(page.encode(), "https://lang.example/duong-lang.html", None).published is None
    dated = extract_article(page.encode(), "https://lang.example/duong-lang-20230525101530.htm", None)
    assert dated.published is not None and dated.published.date().isoformat() == "2023-05-25"
    assert dated.precision == "day"


TEXT = "".join(
    f"<p>Câu thứ {n} của bài kể về con đường làng vừa được đổ bê tông trong mùa khô, ai đi qua cũng mừng.</p>"
    for n in range(6)
)
OTHER = "".join(
    f"<p>Câu thứ {n} của chuyện khác kể về bến phà cũ, nơi những chuyến phà cuối cùng còn chạy trong mùa nước nổi này.</p>"
    for n in range(20)
)


def _page(after: str = "", last: str = "") -> str:
    return (
        "<title>Con đường làng mới mở rộng</title><meta property='og:type' content='article'>"
        "<div class='khung'><h1>Con đường làng mới mở rộng</h1><span>25/05/2023 10:30</span>"
        f"<div class='noi-dung'>{TEXT}{last}</div></div>{after}"
    )


@pytest.mark.parametrize(
    "after",
    [
        f"<div class='khung'><h1>Chuyến phà cuối ở bến cũ</h1><div class='noi-dung'>{OTHER}</div></div>",
        f"<article><h2>Chuyến phà cuối ở bến cũ</h2>{OTHER}</article>",
        f"<div id='nguoi-xem'>{OTHER}</div>",
    ],
)
def test_a_longer_text_further_from_the_title_is_not_the_article(after: str) -> None:
    found = extract_article(_page(after).encode(), "https://lang.example/duong-lang.html", None)
    assert "bến phà" not in found.body
    assert len(found.blocks) == 6


@pytest.mark.parametrize(
    "line",
    [
        "Nhập chú thích ảnh",
        "Theo dõi Báo Làng trên Google News để đọc tin mới nhất",
        "Bạn đang đọc bài viết Con đường làng mới tại chuyên mục Xã hội",
        "Lượt xem: 1.234",
        "Tổng số điểm của bài viết là: 0 trong 0 đánh giá",
        "Từ khóa: đường làng, bê tông",
        "Bình luận (0)",
        "Link bài gốc Lấy link!",
    ],
)
def test_lines_of_the_template_are_no_text(line: str) -> None:
    found = extract_article(_page(last=f"<p>{line}</p>").encode(), "https://lang.example/duong-lang.html", None)
    assert len(found.blocks) == 6


def test_posts_shown_inside_the_text_are_no_text() -> None:
    post = "<blockquote class='instagram-media'><p><a href='/p'>Xem bài viết này trên Instagram</a></p></blockquote>"
    found = extract_article(_page(last=post).encode(), "https://lang.example/duong-lang.html", None)
    assert len(found.blocks) == 6


def test_a_window_laid_over_the_page_is_neither_lead_nor_text() -> None:
    steps = "Nhấp vào nút ngôi sao ở góc trên bên phải của trang tìm kiếm rồi chọn báo của chúng tôi làm nguồn ưu tiên"
    window = f"<div class='nguon-popup-overlay'><div><p>{steps}.</p><p>Bước 2: {steps}.</p></div></div>"
    page = _page().replace("<div class='noi-dung'>", window + "<div class='noi-dung'>")
    found = extract_article(page.encode(), "https://lang.example/duong-lang.html", None)
    assert "ngôi sao" not in found.lead + found.body
    assert len(found.blocks) == 6


def test_a_lead_alone_in_its_table_cell_and_a_closing_name() -> None:
    lead = "Sau ba tháng thi công, con đường dài hai cây số nối hai xóm đã thông xe vào sáng đầu tuần này"
    page = (
        "<title>Con đường làng mới mở rộng</title><table><tr><td><h1>Con đường làng mới mở rộng</h1></td></tr>"
        f"<tr><td>25/05/2023 10:30</td></tr><tr><td>{lead}.</td></tr>"
        f"<tr><td>{TEXT}<p align='right'><b>Lê Thị Nở (thực hiện)</b></p></td></tr></table>"
    )
    found = extract_article(page.encode(), "https://lang.example/duong-lang.html", None)
    assert found.lead == lead + "."
    assert [b.kind for b in found.blocks] == ["paragraph"] * 6 + ["byline"]
    assert found.blocks[-1].text == "Lê Thị Nở (thực hiện)"


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("<div class='source'><b>Nguồn tin: </b>Báo Mẫu</div>", "Báo Mẫu"),
        ("<p class='post-source'>Nguồn: Đài Mẫu</p>", "Đài Mẫu"),
        ("<span class='nguon-tin'>Nguồn bài viết: Báo Mẫu</span>", "Báo Mẫu"),
        ("<div class='source'>Xem tất cả các bài của chúng tôi</div>", ""),
        ("<div class='source-related lien-quan'><p class='source'>Nguồn: Báo khác</p></div>", ""),
    ],
)
def test_a_source_said_below_the_text_is_the_credit(line: str, credit: str) -> None:
    page = _page(f"<div>{line}</div>")
    assert extract_article(page.encode(), "https://lang.example/duong-lang.html", None).credit == credit


@pytest.mark.parametrize(
    ("row", "byline"),
    [
        ("<div class='author'><span>HV</span><b>Hà Vy</b><span>25/05/2023 10:30</span></div>", "Hà Vy"),
        ("<div class='author'><span>LA</span><b>Liferay Admin</b><span>25/05/2023 10:30</span></div>", ""),
        ("<div><span>By</span> <a href='/a'>admin</a> - <time>25/05/2023</time></div>", ""),
        ("<p>Hà Vy - 25/05/2023 10:30</p>", "Hà Vy"),
        ("<p>Thứ năm, 25/05/2023 10:30</p>", ""),
    ],
)
def test_a_row_of_a_name_and_a_day_gives_the_name_and_no_account(row: str, byline: str) -> None:
    page = _page().replace("<span>25/05/2023 10:30</span>", row)
    assert extract_article(page.encode(), "https://lang.example/duong-lang.html", None).byline == byline
