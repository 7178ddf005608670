"""Why a page is not found: each step that can go wrong is told, on the page and by the command."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.articles.archive import Archive
from archive.crawling.crawl_log import CrawlLog
from archive.crawling.frontier import Frontier
from archive.crawling.host_state import HostStates, StoredRobots
from archive.crawling.inspection import CrawlInspection, variants_of
from archive.moderation import Moderation
from cli.main import cli
from crawler.sources.source import Source
from jobs.tasks.erase import erase
from jobs.why_missing import Diagnosis, diagnose_address
from tests.support.form_client import FormClient, first_admin
from web.app import close_app, create_app

NOW = datetime.now(UTC)
HOST = "https://congan.hatinh.gov.vn"
SOURCES = {"ha_tinh": Source("ha_tinh", domain="congan.hatinh.gov.vn", status="verified")}


@pytest.fixture
def data(indexed_data: Path, tmp_path: Path) -> Path:
    """A copy of the indexed data."""
    shutil.copytree(indexed_data, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def archive(data: Path) -> Iterator[Archive]:
    """Its archive."""
    with Archive.open(data) as opened:
        yield opened


def diagnose(archive: Archive, path: str, sources: dict[str, Source] = SOURCES, holds: bool = True) -> Diagnosis:
    return diagnose_address(archive, sources, lambda article: holds, f"{HOST}{path}")


def visit(archive: Archive, path: str, outcome: str, detail: str = "") -> None:
    url = f"{HOST}{path}"
    frontier = Frontier(archive.engine)
    frontier.add("ha_tinh", [(url, "article", 2)], now=NOW, listed=True)
    frontier.close_visited("ha_tinh", url, outcome, visited=NOW)
    CrawlLog(archive.engine).record(None, "ha_tinh", url, outcome, detail, NOW)


@pytest.mark.parametrize("text", ["", "   ", "ftp://x/y", "javascript:alert(1)", "https://", "http://[::1", "x" * 5000])
def test_what_is_no_address_is_told(archive: Archive, text: str) -> None:
    found = diagnose_address(archive, SOURCES, None, text)
    assert found.verdict.state in ("wrong", "unknown") and found.article is None


@pytest.mark.parametrize("text", ["congan.hatinh.gov.vn/bai-1.html", "http://www.congan.hatinh.gov.vn/bai-1.html#x"])
def test_a_page_that_is_found_is_told_in_any_form_of_its_address(archive: Archive, text: str) -> None:
    found = diagnose_address(archive, SOURCES, lambda article: True, text)
    assert found.article == 1 and found.steps[-1].title == "Trong chỉ mục" and found.steps[-1].state == "ok"
    paused = {"ha_tinh": replace(SOURCES["ha_tinh"], paused=True)}
    assert diagnose_address(archive, paused, lambda article: True, text).verdict == found.steps[-1]


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"paused": True}, "tạm dừng"),
        ({"status": "unverified"}, "chưa được kiểm tra"),
        ({"domain": "khac.vn"}, "Không có nguồn nào"),
    ],
)
def test_the_source_may_be_why(archive: Archive, change: dict[str, object], told: str) -> None:
    sources = {"ha_tinh": replace(SOURCES["ha_tinh"], **change)}  # type: ignore[arg-type]
    verdict = diagnose(archive, "/khong-co.html", sources).verdict
    assert verdict.title == "Nguồn" and told in verdict.text and verdict.advice


def test_robots_may_be_why(archive: Archive) -> None:
    robots = StoredRobots(200, b"User-agent: *\nDisallow: /kin/", NOW)
    HostStates(archive.engine).store_robots(HOST, robots)
    assert diagnose(archive, "/kin/bai.html").verdict.title == "robots.txt"
    assert diagnose(archive, "/ho/bai.html").steps[2].state == "ok"


def test_a_page_nobody_links_to_and_one_that_waits_are_told(archive: Archive) -> None:
    unmet = diagnose(archive, "/moi.html")
    assert [s.state for s in unmet.steps if s.title == "Được tìm thấy"] == ["unknown"]
    Frontier(archive.engine).add("ha_tinh", [(f"{HOST}/moi.html", "article", 3)], now=NOW)
    met = {s.title: s for s in diagnose(archive, "/moi.html").steps}
    assert "cách trang bắt đầu 3 bước" in met["Được tìm thấy"].text and "đang chờ đến lượt" in met["Được tải"].text


@pytest.mark.parametrize(
    ("outcome", "title"),
    [("failed", "Được tải"), ("forbidden", "Được tải"), ("not-an-article", "Được đọc"), ("listing", "Được đọc")],
)
def test_what_the_last_visit_ended_with_may_be_why(archive: Archive, outcome: str, title: str) -> None:
    visit(archive, "/hong.html", outcome, "vì sao nữa")
    verdict = diagnose(archive, "/hong.html").verdict
    assert verdict.title == title and "vì sao nữa" in verdict.text and verdict.advice


def test_what_was_decided_may_be_why(archive: Archive) -> None:
    visit(archive, "/bai-1.html", "new")
    assert diagnose(archive, "/bai-1.html", holds=False).verdict.title == "Trong chỉ mục"
    Moderation(archive.engine).hide_article(1, who="lan", reason="yêu cầu")
    assert diagnose(archive, "/bai-1.html", holds=False).verdict.title == "Không bị ẩn"
    archive.mark_gone(2)
    assert diagnose(archive, "/bai-2.html", holds=False).verdict.title == "Còn trên cổng"
    erase(archive.engine, 1, who="lan", reason="phán quyết")
    assert "xóa hẳn" in diagnose(archive, "/bai-1.html").verdict.text


def test_no_index_is_told(archive: Archive) -> None:
    assert diagnose_address(archive, SOURCES, None, f"{HOST}/bai-1.html").verdict.title == "Trong chỉ mục"


def test_failed_addresses_are_counted_listed_and_tried_again(archive: Archive) -> None:
    for number in range(3):
        visit(archive, f"/loi-{number}.html", "failed")
    look = CrawlInspection(archive.engine)
    assert look.count_failed("ha_tinh") == {"failed": 3}
    assert len(look.failed("ha_tinh", "failed", 2)) == 2 and len(look.failed("ha_tinh", "failed", 2, 2)) == 1
    assert look.retry("ha_tinh", "failed", NOW, f"{HOST}/loi-1.html") == 1
    assert Frontier(archive.engine).count_due("ha_tinh", NOW) == 1
    assert look.retry("ha_tinh", "failed", NOW) == 3


def test_variants_are_the_same_page() -> None:
    assert f"{HOST}/a" in variants_of("http://www.congan.hatinh.gov.vn/a/")


@pytest.fixture
def admin(data: Path) -> Iterator[FormClient]:
    """A signed-in admin."""
    app = create_app(data)
    yield first_admin(app, data)
    close_app(app)


def test_the_page_tells_it_and_has_the_page_fetched(admin: FormClient, data: Path) -> None:
    found = admin.get("/quan-tri/vi-sao/", query_string={"dia-chi": f"{HOST}/bai-1.html"}).text
    assert "Tìm được" in found and 'href="/bai/1"' in found
    url = f"{HOST}/moi.html"
    answer = admin.post("/quan-tri/vi-sao/", data={"dia-chi": url}, follow_redirects=True)
    assert "Đã đưa địa chỉ vào hàng đợi" in answer.text
    with Archive.open(data) as archive:
        (queued,) = CrawlInspection(archive.engine).queued(url)
        assert queued.source == "ha_tinh" and queued.state == "due"
    again = admin.post("/quan-tri/vi-sao/", data={"dia-chi": url}, follow_redirects=True)
    assert "Đã đưa địa chỉ vào hàng đợi" in again.text
    unknown = admin.post("/quan-tri/vi-sao/", data={"dia-chi": "https://khac.example/"}, follow_redirects=True)
    assert "Không có nguồn nào khai báo" in unknown.text


@pytest.mark.parametrize(
    "text", ["<script>alert(1)</script>", "https://x/\"'><img src=x>", "\u0000", "https://tình.vn/bài"]
)
def test_odd_addresses_are_answered(admin: FormClient, text: str) -> None:
    answer = admin.get("/quan-tri/vi-sao/", query_string={"dia-chi": text})
    assert answer.status_code == 200 and "<script>alert" not in answer.text and "<img src=x" not in answer.text


def test_the_command_tells_it(data: Path) -> None:
    done = CliRunner().invoke(cli, ["--data", str(data), "why", f"{HOST}/khong-co.html"])
    assert done.exit_code == 1 and "=> Nguồn:" in done.output and "chưa được kiểm tra" in done.output
