"""What is read from one page, and what is not an article."""

from __future__ import annotations

from datetime import date, datetime
from html import escape

import pytest

from archive.model import VIETNAM
from crawler.errors import NotAnArticle
from crawler.extraction.extract import extract_article
from crawler.html.date_text import parse_metadata_date, parse_visible_date
from sample import pages
from sample.article import SampleArticle

SECTIONS = ("An ninh trật tự", "Hoạt động")
ARTICLE = SampleArticle(
    number=1,
    slug="hoi-nghi",
    title="Hội nghị tổng kết phong trào ở xã An Bình",
    published="2023-05-25",
    section="Hoạt động",
    lead="Sáng 24/5/2023, Công an tỉnh tổ chức Hội nghị tổng kết 10 năm phong trào (2013 - 2023).",
    paragraphs=(
        "Tham dự Hội nghị có các đồng chí đại diện các sở, ban, ngành và thành viên Ban chỉ đạo của tỉnh.",
        "Trong 10 năm, lực lượng Công an đã phối hợp 366 đợt phát động phong trào với 114.924 lượt người tham gia.",
    ),
    captions=("Đại biểu dự Hội nghị.", "Trao Giấy khen tặng các cá nhân."),
    byline="Nga Nguyễn – Sỹ Quý",
)
URL = "http://portal.example" + ARTICLE.path


def test_article_in_the_portals_layout() -> None:
    page = pages.render_article_page(ARTICLE, SECTIONS, "http://portal.example")
    found = extract_article(page.encode(), URL, "text/html; charset=utf-8", None)
    assert (found.title, found.lead, found.byline) == (ARTICLE.title, ARTICLE.lead, ARTICLE.byline)
    assert found.published is not None and found.published.date() == date(2023, 5, 25)
    assert found.body == "\n".join(ARTICLE.paragraphs)
    assert found.captions == "\n".join(ARTICLE.captions)
    assert (found.url, found.section) == (URL, "Hoạt động")
    everything = " ".join(b.text for b in found.blocks)
    assert "Tìm kiếm" not in everything and "Liên kết website" not in everything


@pytest.mark.parametrize(
    "page",
    [
        pages.render_listing_page("Tin tức", [ARTICLE] * 12, SECTIONS, "/tin-tuc", 1, 2),
        pages.render_listing_page("Tin tức", [], SECTIONS, "/tin-tuc", 1, 1),
        pages.render_about_page(SECTIONS),
        pages.render_message_page("Lỗi", "Không tìm thấy", SECTIONS),
        "",
        f"<p>{escape('<>')}",
        "<div>" * 3000,
    ],
)
def test_pages_without_article(page: str) -> None:
    with pytest.raises(NotAnArticle):
        extract_article(page.encode(), URL, "text/html", None)


@pytest.mark.parametrize(
    ("text", "moment", "precision"),
    [
        ("25/05/2023", datetime(2023, 5, 25), "day"),
        ("Thứ Năm, 25/05/2023 | 10:30 GMT+7", datetime(2023, 5, 25, 10, 30), "minute"),
        ("25-05-2023 10:30 CH", datetime(2023, 5, 25, 22, 30), "minute"),
        ("Ngày 5 tháng 7 năm 2021", datetime(2021, 7, 5), "day"),
    ],
)
def test_visible_dates(text: str, moment: datetime, precision: str) -> None:
    assert parse_visible_date(text) == (moment.replace(tzinfo=VIETNAM), precision)


@pytest.mark.parametrize(
    "text",
    [
        "2023-05-25T10:30:00+07:00",
        "2023-05-25T03:30:00Z",
        "2023-05-25T10:30:00&amp;#x2B;07:00",
        "2023-05-25T10:30:00 +07:00",
    ],
)
def test_structured_dates(text: str) -> None:
    assert parse_metadata_date(text) == (datetime(2023, 5, 25, 10, 30, tzinfo=VIETNAM), "minute")


@pytest.mark.parametrize(
    "name", ["story", "story-content", "related-content", "box-share-body", "news-popular-text", "video-player-page"]
)
def test_a_body_with_a_misleading_name_is_kept(name: str) -> None:
    text = [
        f"Đoạn thứ {n} của bài kể tỉ mỉ chuyện con đường làng vừa được đổ bê tông trước mùa mưa, do bà con tự góp công, góp "
        "của và hiến đất suốt hai năm liền mới xong."
        for n in range(4)
    ]
    body = "".join(f"<p>{t}</p>" for t in text)
    page = (
        "<title>Con đường làng mới mở rộng</title><meta property='og:type' content='article'><h1>Con đường làng mới mở rộng</h1>"
        f"<div class='{name}'>{body}</div><div class='related'><p>Tin cũ</p><a href='/1'>Bài cũ của năm ngoái</a></div>"
    )
    found = extract_article(page.encode(), "https://lang.example/a.html", None)
    assert f"{found.lead}\n{found.body}".split("\n")[-4:] == text or found.body.split("\n") == text


def test_a_link_in_one_line_of_many_leaves_the_other_lines() -> None:
    lines = "<br><br>".join(
        f"Dòng {n} kể chuyện con đường làng vừa được đổ bê tông, ai đi qua cũng mừng." for n in range(8)
    )
    linked = '<a href="/x.html">Bài trước kể vì sao con đường này phải làm lại sau ba mùa mưa lũ liên tiếp</a>'
    page = (
        "<title>Con đường làng mới mở rộng</title><meta property='og:type' content='article'>"
        f"<h1>Con đường làng mới mở rộng</h1><div class='text'>{lines}<br><br>{linked}</div>"
    )
    found = extract_article(page.encode(), "https://lang.example/duong-lang.html", None)
    assert len(found.blocks) == 8
    assert "Bài trước" not in found.body
