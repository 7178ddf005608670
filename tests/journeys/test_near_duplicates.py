"""The same report on several portals is one result; the others are named under it."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from pathlib import Path

from archive.articles import near_duplicates as reprints
from archive.articles.archive import Archive
from archive.model import VIETNAM, Article, Block
from indexer.update import index_archive
from web.app import close_app, create_app

_TEXT = (
    "Chiều qua, tổ tuần tra của công an huyện Kỳ Sơn phát hiện một xe tải chở gỗ không giấy tờ trên quốc lộ. Tài xế khai "
    "số gỗ được gom từ nhiều hộ dân trong rừng phòng hộ rồi đưa về xuôi tiêu thụ, mỗi chuyến được trả năm triệu đồng. "
    "Toàn bộ tang vật đã được đưa về trụ sở để xử lý theo quy định, cơ quan điều tra đang làm rõ người đứng sau."
)


def _report(source: str, day: int, text: str = _TEXT) -> Article:
    return Article(
        source,
        "Bắt xe chở gỗ lậu trên quốc lộ",
        url=f"https://{source}.example/go-{day}.html",
        blocks=(Block("paragraph", text),),
        published=datetime(2024, 3, day, tzinfo=VIETNAM),
    )


def test_reprints_are_folded_into_one_result(tmp_path: Path) -> None:
    other = _report(
        "d", 9, "Hội cựu chiến binh xã trồng cây xanh dọc bờ kè, ai cũng nhắc chuyện xe chở gỗ lậu trên quốc lộ."
    )
    with Archive.open(tmp_path) as archive:
        archive.put_many([_report("a", 2), _report("b", 1), _report("c", 3, _TEXT + " Tin ghi thêm."), replace(other)])
        reprints.link_near_duplicates(archive)
    index_archive(tmp_path, processes=1)
    app = create_app(tmp_path, testing=True)
    with app.test_client() as reader:
        page = reader.get("/tim-kiem", query_string={"q": "xe chở gỗ lậu"}).text
    close_app(app)
    assert page.count('<li class="hit"') == 2
    assert "2 bài tương tự, sớm nhất" in page and "bản đầu tiên" in page
    assert "<b>4</b> bài" in page, "the total counts articles, not stories"
