"""Sources on the administration pages: added after a preview, tried, limited, and what failed fetched again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from apiflask import APIFlask

from archive.articles.archive import Archive
from archive.crawling.frontier import Frontier
from crawler.source_check import preview_portal
from crawler.sources.registry import load_sources
from crawler.sources.sample import sample_source
from jobs.worker.worker import run_pending
from sample.server import serve_portal
from site_data.site import Site
from tests.support.form_client import FormClient, admin_with_role, first_admin
from web.app import close_app, create_app


@pytest.fixture
def app(tmp_path: Path) -> Iterator[APIFlask]:
    """A site without articles."""
    made = create_app(tmp_path)
    yield made
    close_app(made)


@pytest.fixture
def admin(app: APIFlask, tmp_path: Path) -> FormClient:
    """A signed-in admin."""
    return first_admin(app, tmp_path)


def test_the_list_fits_one_page_and_is_searched(admin: FormClient) -> None:
    page = admin.get("/quan-tri/nguon/").text
    assert page.count("<tr>") == len(load_sources(None)) + 1
    found = admin.get("/quan-tri/nguon/?q=ha tinh").text
    assert 1 < found.count("<tr>") < 5 and "congan.hatinh.gov.vn" in found


def test_a_source_is_added(admin: FormClient, tmp_path: Path) -> None:
    sent = {"url": "https://congan.example.vn/tin-tuc", "name": "vi_du"}
    assert admin.post("/quan-tri/nguon/", data=sent).location == "/quan-tri/nguon/vi_du/"
    assert load_sources(tmp_path)["vi_du"].start_pages == ("https://congan.example.vn/tin-tuc",)
    assert "congan.example.vn" in admin.get("/quan-tri/nguon/vi_du/").text
    taken = admin.post("/quan-tri/nguon/", data=sent)
    assert taken.status_code == 400 and "chọn tên khác" in taken.text


@pytest.mark.parametrize(
    "wrong",
    [
        {},
        {"url": "https://x.vn", "name": ""},
        {"url": "https://x.vn", "name": "../../thoat"},
        {"url": "javascript:alert(1)", "name": "x"},
        {"url": "http://[", "name": "x"},
        {"url": "http://\x00", "name": "x"},
        {"url": "http://a b.vn/", "name": "x"},
        {"url": "http://-x.vn/", "name": "x"},
        {"url": "http://x..vn/", "name": "x"},
        {"url": "https://x.vn/\x07", "name": "x"},
        {"url": "http://vi-du.test/a\x7fb", "name": "x"},
        {"url": "http://vi-du.test/a\u2028b", "name": "x"},
        {"url": "https://x.vn\n[selectors]", "name": "x'\""},
    ],
)
def test_what_is_no_source_is_told(admin: FormClient, tmp_path: Path, wrong: dict[str, str]) -> None:
    assert admin.post("/quan-tri/nguon/", data=wrong).status_code == 400
    assert not (tmp_path / "sources").exists()


@pytest.mark.parametrize("name", ["vi_du", "ha_tinh"])
def test_a_file_that_cannot_be_read_stops_nothing_else(indexed_data: Path, tmp_path: Path, name: str) -> None:
    data = tmp_path / "data"
    shutil.copytree(indexed_data, data)
    app = create_app(data)
    admin = first_admin(app, data)
    (data / "sources").mkdir()
    (path := data / "sources" / f"{name}.toml").write_text('start_pages = ["http://vi-du.test/a\x7fb"]\n', "utf-8")
    for page in ("/", "/tim-kiem?q=ma+túy", "/nguon/", "/bai/1", "/xuat/bai.jsonl?q=ma+túy", "/readyz", "/quan-tri/"):
        assert admin.get(page).status_code == 200, page
    for page in ("/quan-tri/nguon/", f"/quan-tri/nguon/{name}/"):
        assert "không đọc được tệp" in admin.get(page).text and str(path) in admin.get(page).text
    assert 'name="delay"' not in admin.get(f"/quan-tri/nguon/{name}/").text
    refused = admin.post(f"/quan-tri/nguon/{name}/", data={"delay": "3"})
    assert refused.status_code == 400 and str(path) in refused.text
    with Site.open(data) as site:
        for kind, args in (("crawl", {"sources": [name]}), ("check", {"source": name})):
            number = site.jobs.submit(kind, args)
            run_pending(data)
            job = next(job for job in site.jobs.list() if job.id == number)
            assert job.state == "failed" and str(path) in job.result
    close_app(app)


def test_what_is_refused_of_an_address_stands_beside_it(admin: FormClient) -> None:
    answer = admin.post("/quan-tri/nguon/", data={"url": "http://vi-du.test/a\x7fb", "name": "del"})
    assert answer.status_code == 400 and 'id="url-loi">&#39;http://vi-du.test/a\\x7fb&#39; có ký tự' in answer.text


def test_limits_are_kept_in_the_file(admin: FormClient, tmp_path: Path) -> None:
    sent = {"paused": "y", "delay": "7.5", "budget": "100", "hour_from": "22", "hour_to": "5"}
    assert admin.post("/quan-tri/nguon/ha_tinh/", data=sent).status_code == 303
    source = load_sources(tmp_path)["ha_tinh"]
    assert (source.paused, source.delay, source.budget, source.hours) == (True, 7.5, 100, (22, 5))
    assert source.show_full_text is False and source.domain == "congan.hatinh.gov.vn"
    assert admin.post("/quan-tri/nguon/ha_tinh/", data={"show_full_text": "y"}).status_code == 303
    source = load_sources(tmp_path)["ha_tinh"]
    assert (source.paused, source.show_full_text, source.hours) == (False, True, ())


@pytest.mark.parametrize(
    "wrong",
    [
        {"delay": "nan"}, {"delay": "snan"}, {"delay": "inf"}, {"delay": "1e999999"}, {"delay": "1" + "0" * 400}, {"delay": "-1"},
        {"budget": "9" * 30}, {"budget": "1" + "0" * 400}, {"budget": "-" + "9" * 400}, {"hour_from": "3"}, {"hour_to": "25"},
        {"hour_from": "1" + "0" * 400, "hour_to": "3"}, {"hour_from": "5", "hour_to": "5"}, {"hour_from": "24", "hour_to": "0"},
    ],
)  # fmt: skip
def test_limits_that_cannot_be_are_told(admin: FormClient, wrong: dict[str, str]) -> None:
    assert admin.post("/quan-tri/nguon/ha_tinh/", data=wrong).status_code == 400


@pytest.mark.parametrize(
    ("sent", "delay", "budget"),
    [({"delay": "2,5", "budget": "1.000"}, 2.5, 1000), ({"delay": "2.5", "budget": "1,000"}, 2.5, 1000)],
)
def test_limits_are_typed_and_shown_as_people_write_them(
    admin: FormClient, tmp_path: Path, sent: dict[str, str], delay: float, budget: int
) -> None:
    assert admin.post("/quan-tri/nguon/ha_tinh/", data=sent).status_code == 303
    source = load_sources(tmp_path)["ha_tinh"]
    assert (source.delay, source.budget) == (delay, budget)
    for language, shown in (("vi", ("2,5", "1.000")), ("en", ("2.5", "1,000"))):
        page = admin.get("/quan-tri/nguon/ha_tinh/", headers={"Accept-Language": language}).text
        assert all(f'value="{number}"' in page for number in shown)


@pytest.mark.parametrize(
    ("path", "sent", "told"),
    [
        ("/quan-tri/nguon/ha_tinh/", {"delay": "x"}, "Hãy nhập một số, như"),
        ("/quan-tri/nguon/ha_tinh/", {"budget": "1.5"}, "Hãy nhập một số nguyên"),
        ("/quan-tri/tai-khoan/", {"name": "hoa", "role": "x"}, "Hãy chọn một mục"),
        ("/quan-tri/toi/", {"old": "x" * 1001, "password": "x", "again": "x"}, "dài quá 1.000 ký tự"),
    ],
)
def test_no_message_of_a_form_is_in_another_language(
    admin: FormClient, path: str, sent: dict[str, str], told: str
) -> None:
    page = admin.post(path, data=sent).text
    assert told in page and "Not a valid" not in page and "Field" not in page


def test_nothing_to_fetch_again_asks_for_no_work(admin: FormClient, tmp_path: Path) -> None:
    sent = {"loi": "failed"}
    assert "Không có địa chỉ nào như vậy" in admin.post("/quan-tri/nguon/ha_tinh/thu-lai", data=sent, follow_redirects=True).text  # fmt: skip
    with Site.open(tmp_path) as site:
        assert site.jobs.list() == []


def test_trying_and_previewing_are_jobs_with_who_asked(admin: FormClient, tmp_path: Path) -> None:
    for path, data in (
        ("/quan-tri/nguon/ha_tinh/thu", {}),
        ("/quan-tri/nguon/xem-thu", {"url": "http://127.0.0.1:9/"}),
    ):
        assert admin.post(path, data=data).location.startswith("/quan-tri/cong-viec/")
    with Site.open(tmp_path) as site:
        assert [(j.kind, j.who) for j in site.jobs.list()] == [("preview", "lan"), ("check", "lan")]
        site.jobs.cancel(1)
        run_pending(tmp_path)
        job = site.jobs.list()[0]
    assert job.state == "failed" and "không công khai" in job.result, "no page of this machine is looked into"
    page = admin.get(f"/quan-tri/cong-viec/{job.id}").text
    assert "Khai báo nguồn này" in page and "Làm lại" in page
    assert admin.post(f"/quan-tri/cong-viec/{job.id}/lam-lai").status_code == 303
    assert admin.post("/quan-tri/cong-viec/99/lam-lai").status_code == 404
    assert admin.post(f"/quan-tri/cong-viec/{2**70}/huy").status_code == 404
    listed = admin.get("/quan-tri/cong-viec?loai=preview&trang-thai=failed").text
    assert listed.count('class="job failed"') == 1


def test_a_preview_shows_what_would_be_read() -> None:
    lines: list[str] = []
    with serve_portal() as address:
        understood, tried = preview_portal(sample_source(address), lines.append)
    assert understood == tried == 3
    told = "\n".join(lines)
    assert told.count("tiêu đề: ") == 3 and "không thấy" not in told and "ngày đăng: không rõ" not in told


def test_failed_addresses_are_fetched_again(admin: FormClient, tmp_path: Path) -> None:
    now = datetime.now(UTC)
    with Archive.open(tmp_path) as archive:
        frontier = Frontier(archive.engine)
        urls = [f"https://congan.hatinh.gov.vn/{n}.html" for n in range(40)]
        frontier.add("ha_tinh", [(url, "article", 1) for url in urls], now=now)
        for url in urls:
            frontier.close_failed("ha_tinh", url, "failed", None)
        assert frontier.count_due("ha_tinh", now) == 0
        page = admin.get("/quan-tri/nguon/ha_tinh/?loi=failed").text
        assert "lỗi (40)" in page and "Trang 1 / 2" in page
        answer = admin.post("/quan-tri/nguon/ha_tinh/thu-lai", data={"loi": "failed"}, follow_redirects=True)
        assert "40 địa chỉ sẽ được tải lại" in answer.text
        assert frontier.count_due("ha_tinh", datetime.now(UTC)) == 40
    assert admin.post("/quan-tri/nguon/ha_tinh/thu-lai", data={"loi": "new"}).status_code == 400


def test_who_may_only_look_changes_nothing(app: APIFlask, admin: FormClient, tmp_path: Path) -> None:
    reader = admin_with_role(app, tmp_path, "hoa", "reader")
    for path in (
        "/quan-tri/",
        "/quan-tri/nguon/",
        "/quan-tri/nguon/ha_tinh/",
        "/quan-tri/cong-viec",
        "/quan-tri/vi-sao/",
    ):
        page = reader.get(path)
        assert page.status_code == 200 and "Thu thập ngay" not in page.text and "Khai báo nguồn" not in page.text
    for path in ("/quan-tri/nguon/", "/quan-tri/nguon/ha_tinh/", "/quan-tri/nguon/ha_tinh/thu", "/quan-tri/vi-sao/"):
        assert reader.post(path, data={}).status_code == 403
    assert reader.get("/quan-tri/nguon/khong-co/", follow_redirects=True).status_code == 404


def test_a_source_that_is_not_there_is_said_once(admin: FormClient) -> None:
    assert admin.get("/quan-tri/nguon/khong-co/").status_code == 404
