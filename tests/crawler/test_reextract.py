"""Kept pages are read again after an update: what could not be read becomes an article, nothing is fetched, decisions stay."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.articles.archive import Archive
from archive.crawling.frontier import Frontier
from archive.crawling.kept_pages import keep_unread_page, list_kept_pages
from archive.erasure import erase
from archive.failures import EXTRACTION, Failures
from archive.model import Article, Block, RawResponse
from cli.main import cli
from crawler.extraction.extract import Extraction
from crawler.extraction.failed_parts import record_failed_parts
from crawler.reextract import reextract

AT = datetime(2026, 2, 3, 4, 5, tzinfo=UTC)
TITLE = "Xã Mẫu mở lớp dạy đan lát cho người cao tuổi"
TEXT = (
    "Chiều qua, nhà văn hóa xã Mẫu đón hơn bốn mươi cụ ông, cụ bà đến học đan rổ, đan nón từ tre và lá cọ.",
    "Người dạy là các nghệ nhân của làng bên, mỗi tuần ba buổi, nguyên liệu do hợp tác xã cung cấp không lấy tiền.",
    "Sản phẩm làm ra được bày ở chợ phiên cuối tháng, tiền bán được góp vào quỹ khuyến học của từng thôn xóm.",
)


def page_of(number: int, head: str = "") -> RawResponse:
    text = "".join(f"<p>{line}</p>" for line in TEXT)
    body = f"<html><head><title>{TITLE} {number}</title>{head}</head><body><h1>{TITLE} {number}</h1><time>03/02/2026 09:00</time>{text}"
    return RawResponse(f"https://mau.example/tin/bai-so-{number}.html", 200, {}, body.encode(), AT)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """An article read badly, a page not read at all, one that asks not to be indexed, and a list."""
    with Archive.open(tmp_path) as archive:
        raw = page_of(1)
        archive.put(Article("mau", TITLE, raw.url, blocks=(Block("paragraph", TEXT[0]),), fetched_at=AT), raw)
        unread = [
            page_of(2),
            page_of(3, "<meta name='robots' content='noindex'>"),
            replace(page_of(4), body=b"<h1>x</h1>"),
        ]
        Frontier(archive.engine).add("mau", [(raw.url, "article", 1) for raw in unread])
        for raw in unread:
            keep_unread_page(archive.engine, raw)
    return tmp_path


def test_every_kept_page_is_read_again(data: Path) -> None:
    with Archive.open(data) as archive:
        report = reextract(archive, {})
        assert (report.seen, report.new, report.changed, report.refused) == (4, 1, 1, 2)
        first, second = archive.by_url(page_of(1).url), archive.by_url(page_of(2).url)
        assert first is not None and first.article.body == "\n".join(TEXT) and first.version == 2
        assert second is not None and second.article.source == "mau" and archive.raw(second.id) == page_of(2)
        again = reextract(archive, {})
        assert (again.new, again.changed, again.same) == (0, 0, 2)


def test_only_what_failed_is_read_again(data: Path) -> None:
    with Archive.open(data) as archive:
        assert reextract(archive, {}, failed=True).seen == 3
        record_failed_parts(archive, 1, Extraction(Article("mau", "x"), ("không đọc được phần sapo (x)",)))
        assert Failures(archive.engine).count_by_step() == {EXTRACTION: 1}
        assert reextract(archive, {}, failed=True, source="mau").seen == 3  # of the two left unread, and the article
        assert Failures(archive.engine).count_by_step() == {}
        assert reextract(archive, {}, source="khác").seen == 0


def test_what_was_erased_or_is_gone_stays_so(data: Path) -> None:
    with Archive.open(data) as archive:
        archive.mark_gone(1)
        reextract(archive, {})
        stored = archive.get(1)
        assert stored is not None and stored.gone
        found = archive.by_url(page_of(2).url)
        assert found is not None
        erase(archive.engine, found.id, who="a", reason="theo yêu cầu")
        keep_unread_page(archive.engine, page_of(2))
        reextract(archive, {})
        assert archive.by_url(page_of(2).url) is None


def test_of_one_address_the_newest_page_is_kept(data: Path) -> None:
    with Archive.open(data) as archive:
        before = list_kept_pages(archive.engine, "", [])
        keep_unread_page(archive.engine, page_of(2))
        assert len(list_kept_pages(archive.engine, "", [])) == len(before)


def test_the_command(data: Path) -> None:
    done = CliRunner().invoke(cli, ["--data", str(data), "reextract", "--failed"])
    assert done.exit_code == 0, done.output
    assert "đã đọc lại 3 trang: 1 bài mới" in done.output and page_of(4).url in done.output
