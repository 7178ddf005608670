"""The article page on versions, reprints and attached files."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from archive.articles.archive import Archive
from archive.articles.attachments import FileText, store_file_text
from archive.articles.near_duplicates import link_near_duplicates
from archive.model import VIETNAM, Article, Attachment, Block
from archive.moderation import Moderation
from web.app import close_app, create_app

TEXT = (
    "Chiều nay đội tuần tra của xã phối hợp với dân phòng kiểm tra các bến đò ngang trước mùa lũ và nhắc chủ đò trang bị "
    "đủ áo phao, không chở quá số người, dừng chạy khi gió to sóng lớn hoặc khi nước sông dâng nhanh hơn bình thường, nhiều "
    "chủ đò cho biết sẽ góp tiền mua thêm phao cứu sinh để ở hai đầu bến cho bà con dùng khi cần"
)
FIRST = Article(
    "tinh_a",
    "Kiểm tra bến đò ngang <trước> mùa lũ",
    "https://tinh-a.example/ben-do.html",
    blocks=(Block("paragraph", TEXT),),
    published=datetime(2023, 5, 25, tzinfo=VIETNAM),
    attachments=(
        Attachment("https://tinh-a.example/quet.pdf", "Công văn"),
        Attachment("https://tinh-a.example/kh.pdf", "Kế hoạch"),
    ),
)


@pytest.fixture
def reader(tmp_path: Path) -> Iterator[FlaskClient]:
    with Archive.open(tmp_path) as archive:
        number = archive.put(FIRST).id
        archive.put(replace(FIRST, blocks=(Block("paragraph", TEXT.replace("hai đầu bến", "cả bốn bến")),)))
        archive.put(replace(FIRST, source="tinh_b", url="https://tinh-b.example/b.html", attachments=()))
        link_near_duplicates(archive)
        now = datetime(2023, 5, 26, tzinfo=UTC)
        store_file_text(archive.engine, FIRST.attachments[0].url, FileText("scanned", "", 2), now)
        store_file_text(archive.engine, FIRST.attachments[1].url, FileText("text", "Điều 1. Phạm vi", 4), now)
        assert number == 1
    app = create_app(tmp_path, testing=True)
    with app.test_client() as client:
        yield client
    close_app(app)


def test_changes_word_by_word(reader: FlaskClient) -> None:
    page = reader.get("/bai/1/ban/2/thay-doi").text
    assert "<del>hai đầu </del>" in page and "<ins>cả bốn </ins>" in page
    assert "&lt;trước&gt;" in page and "<trước>" not in page
    assert 'href="/bai/1/ban/2/thay-doi"' in reader.get("/bai/1").text


@pytest.mark.parametrize("path", ["/bai/1/ban/1/thay-doi", "/bai/1/ban/9/thay-doi", "/bai/99/ban/2/thay-doi"])
def test_no_changes_to_show(reader: FlaskClient, path: str) -> None:
    assert reader.get(path).status_code == 404


def test_reprints_and_files_are_told(reader: FlaskClient) -> None:
    page = reader.get("/bai/1").text
    assert "Cùng câu chuyện này" in page and "cùng nội dung" in page and 'href="/bai/2"' in page
    assert "bản quét ảnh" in page and "4 trang, tìm được theo nội dung" in page
    assert "bản đăng sớm nhất" in reader.get("/bai/2").text


def test_hidden_articles_are_no_reprints(reader: FlaskClient, tmp_path: Path) -> None:
    with Archive.open(tmp_path) as archive:
        Moderation(archive.engine).hide_article(2, who="quản trị", reason="thử")
    assert "Cùng câu chuyện này" not in reader.get("/bai/1").text


def test_matches_are_listed_with_their_words_and_led_to(client: FlaskClient) -> None:
    page = client.get("/bai/3", query_string={"q": "học sinh"}).text
    listed = re.findall(r'<li><a href="#(m\d+)">(.*?)</a></li>', page)
    assert len(listed) == 3 and all(f'<mark id="{anchor}">' in page for anchor, _ in listed)
    assert all("<b>học sinh</b>" in words.lower() for _, words in listed)
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page and "<script>alert" not in page
    assert 'class="spots"' not in client.get("/bai/3").text


def test_three_styles_of_citation_are_ready_to_be_copied(reader: FlaskClient) -> None:
    page = reader.get("/bai/1").text
    styles = re.findall(r'<h3>([^<]+)</h3><p id="(trich-dan-\d)">([^<]+)</p>', page)
    assert [name for name, _, _ in styles] == ["Báo chí", "APA 7", "Chicago 17"]
    for _, anchor, sentence in styles:
        assert f'data-copy="{anchor}"' in page
        assert (
            "Kiểm tra bến đò ngang" in sentence
            and "2023" in sentence
            and "https://tinh-a.example/ben-do.html" in sentence
        )
        assert "..," not in sentence and ".." not in sentence


def test_the_same_text_elsewhere_belongs_to_the_story(reader: FlaskClient) -> None:
    page = reader.get("/bai/1").text
    story = page[page.index('id="cau-chuyen"') :]
    assert "/bai/2" in story and "cùng nội dung" in story


def test_facts_stand_beside_the_text_with_their_sentences(demo_data: Path) -> None:
    app = create_app(demo_data, testing=True)
    with app.test_client() as client:
        results = client.get("/tim-kiem?q=hội+nghị+đối+thoại+doanh+nghiệp+vận+tải").text
        number = re.findall(r'href="/bai/(\d+)', results)[0]
        page = client.get(f"/bai/{number}").text
        notes = page[page.index('id="trong-bai"') :]
        assert 'class="event-card"' in notes and "Lãnh đạo, cán bộ" in notes and "Số liệu" in notes
        for anchor, sentence in re.findall(r'<p>([^<]+) <a href="#(d\d+)">', notes):
            assert f'id="{sentence}"' in page and anchor.strip() in page[: page.index('id="trong-bai"')]
        assert 'id="trong-bai"' not in client.get(f"/bai/{number}").text or "Câu trong bài" in notes
    close_app(app)
