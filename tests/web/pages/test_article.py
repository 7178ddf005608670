"""The article page on versions, reprints and attached files."""

from __future__ import annotations

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
    assert "Cùng tin này ở cổng khác" in page and 'href="/bai/2"' in page
    assert "bản quét ảnh" in page and "4 trang, tìm được theo nội dung" in page
    assert "bản đăng sớm nhất" in reader.get("/bai/2").text


def test_hidden_articles_are_no_reprints(reader: FlaskClient, tmp_path: Path) -> None:
    with Archive.open(tmp_path) as archive:
        Moderation(archive.engine).hide_article(2, who="quản trị", reason="thử")
    assert "Cùng tin này" not in reader.get("/bai/1").text
