"""The dashboard of the administration: asking for work, and what strangers see of it."""

from __future__ import annotations

import shutil
import stat
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from archive.articles.archive import Archive
from archive.crawling.announced import AnnouncedArticle, Announcements
from archive.crawling.frontier import Frontier
from archive.model import VIETNAM
from database.secret_key import read_secret_key
from site_data.site import Site
from tests.support.form_client import FormClient, first_admin
from web.app import close_app, create_app


@pytest.fixture
def admin(tmp_path: Path) -> Iterator[FormClient]:
    """A signed-in admin of an empty site, made with the set-up link."""
    app = create_app(tmp_path)
    yield first_admin(app, tmp_path)
    close_app(app)


@pytest.mark.parametrize("path", ["/quan-tri/", "/quan-tri/cong-viec.json", "/quan-tri/cong-viec/1"])
def test_strangers_are_sent_to_the_sign_in_page(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 302 and answer.location.endswith("/quan-tri/dang-nhap")


def test_second_job_of_a_kind_says_that_it_waits(admin: FormClient, tmp_path: Path) -> None:
    first = admin.post("/quan-tri/cong-viec", data={"viec": "lap-chi-muc"}, follow_redirects=True)
    assert "Đã nhận công việc" in first.text
    with Site.open(tmp_path) as site:
        from jobs.worker.worker import utc_now

        claimed = site.jobs.claim("test", utc_now())
        assert claimed is not None
    second = admin.post("/quan-tri/cong-viec", data={"viec": "lap-lai"}, follow_redirects=True)
    assert "đang chờ đến lượt: có công việc cùng loại đang chạy" in second.text
    jobs = admin.get("/quan-tri/cong-viec.json").get_json()["jobs"]
    assert {job["state"] for job in jobs} == {"running", "waiting"}
    waiting = next(job for job in jobs if job["state"] == "waiting")
    assert admin.post(f"/quan-tri/cong-viec/{waiting['id']}/huy").status_code == 302
    assert admin.get(f"/quan-tri/cong-viec/{waiting['id']}").status_code == 200
    assert admin.post("/quan-tri/cong-viec", data={"viec": "khong-co"}).status_code == 400


def test_a_job_that_ended_is_not_cancelled_and_one_that_waits_not_repeated(admin: FormClient, tmp_path: Path) -> None:
    with Site.open(tmp_path) as site:
        ended, waiting = site.jobs.submit("index", {}), site.jobs.submit("crawl", {})
        assert site.jobs.cancel(ended) and not site.jobs.cancel(ended)
    told = admin.post(f"/quan-tri/cong-viec/{ended}/huy", follow_redirects=True).text
    assert f"Công việc {ended} đã kết thúc" in told and "note error" in told
    assert "chưa kết thúc" in admin.post(f"/quan-tri/cong-viec/{waiting}/lam-lai", follow_redirects=True).text
    with Site.open(tmp_path) as site:
        assert len(site.jobs.list()) == 2


def test_the_overview_tells_how_complete_each_source_is(indexed_data: Path, tmp_path: Path) -> None:
    data = Path(shutil.copytree(indexed_data, tmp_path / "data"))
    now, month = datetime.now(UTC), f"{datetime.now(VIETNAM):%Y-%m}"
    urls = [f"https://congan.hatinh.gov.vn/{n}.html" for n in range(3)]
    with Archive.open(data) as archive:
        Frontier(archive.engine).add("ha_tinh", [(url, "article", 1) for url in urls], now=now)
        told = [AnnouncedArticle(url, "Tin tức", month, "") for url in urls[:2]]
        Announcements(archive.engine).record_articles("ha_tinh", "listing", told)
    app = create_app(data)
    page = first_admin(app, data).get("/quan-tri/").text
    close_app(app)
    (row,) = (line for line in page.split("<tr>") if "/quan-tri/nguon/ha_tinh/" in line)
    assert "<td>0/3</td><td>0/2</td>" in row and row.count("<td>–</td>") == 11
    assert page.count('scope="col"') == 14 and "/quan-tri/nguon/an_giang/" not in page


def test_forms_need_their_token(tmp_path: Path) -> None:
    app = create_app(tmp_path)
    with app.test_client() as reader:
        answer = reader.post("/quan-tri/dang-nhap", data={"name": "a", "password": "b"})
        assert answer.status_code == 400 and "hết hạn" in answer.text
        assert 'name="csrf_token"' in reader.get("/quan-tri/dang-nhap").text
        assert reader.post("/quan-tri/dang-nhap", data={"name": "x" * 100_000}).status_code == 413
        codes = [reader.get("/tim-kiem?q=a").status_code for _ in range(245)]
        assert codes[-1] == 429
    close_app(app)


def test_secret_key_is_kept_and_private(tmp_path: Path) -> None:
    key = read_secret_key(tmp_path)
    assert len(key) == 32 and read_secret_key(tmp_path) == key
    assert stat.S_IMODE((tmp_path / "secret.key").stat().st_mode) == 0o600


def test_a_page_speaks_one_language(admin: FormClient) -> None:
    for name, words, others in (("vi", "Tổng quan", ">Help<"), ("en", ">Help<", "Tổng quan")):
        page = admin.get("/quan-tri/", headers={"Accept-Language": name}).text
        assert f'<html lang="{name}">' in page and words in page and others not in page
