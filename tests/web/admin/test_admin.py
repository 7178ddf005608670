"""The administration pages: the first account, signing in, asking for work."""

from __future__ import annotations

import stat
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from database.secret_key import read_secret_key
from site_data.site import Site
from web.admin.setup_link import make_setup_link
from web.app import close_app, create_app

PASSWORD = "mot-mat-khau-dai"


@pytest.fixture
def admin(tmp_path: Path) -> Iterator[FlaskClient]:
    """A signed-in admin of an empty site, made with the set-up link."""
    app = create_app(tmp_path, testing=True)
    with app.test_client() as reader:
        link = make_setup_link(tmp_path)
        assert link is not None
        assert reader.post(link, data={"name": "lan", "password": PASSWORD, "again": PASSWORD}).status_code == 302
        yield reader
    close_app(app)


def test_set_up_link_works_once(admin: FlaskClient, tmp_path: Path) -> None:
    assert make_setup_link(tmp_path) is None
    assert admin.get("/quan-tri/thiet-lap/anything").status_code == 404


def test_only_the_newest_link_counts(tmp_path: Path) -> None:
    old, new = make_setup_link(tmp_path), make_setup_link(tmp_path)
    app = create_app(tmp_path, testing=True)
    assert old is not None and new is not None
    with app.test_client() as reader:
        assert reader.get(old).status_code == 404
        assert reader.get(new).status_code == 200
        assert reader.post(new, data={"name": "lan", "password": "ngan", "again": "ngan"}).status_code == 400
    close_app(app)


@pytest.mark.parametrize("path", ["/quan-tri/", "/quan-tri/cong-viec.json", "/quan-tri/cong-viec/1"])
def test_strangers_are_sent_to_the_sign_in_page(client: FlaskClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 302 and answer.location.endswith("/quan-tri/dang-nhap")


def test_sign_in_and_out(admin: FlaskClient) -> None:
    assert admin.post("/quan-tri/dang-xuat").status_code == 302
    assert admin.get("/quan-tri/").status_code == 302
    wrong = admin.post("/quan-tri/dang-nhap", data={"name": "lan", "password": "sai"})
    assert wrong.status_code == 401 and "không đúng" in wrong.text
    right = admin.post("/quan-tri/dang-nhap", data={"name": "lan", "password": PASSWORD})
    assert right.status_code == 302
    assert "Thu thập ngay" in admin.get("/quan-tri/").text


def test_many_wrong_passwords_lock_the_account(admin: FlaskClient) -> None:
    admin.post("/quan-tri/dang-xuat")
    for _ in range(10):
        admin.post("/quan-tri/dang-nhap", data={"name": "lan", "password": "sai"})
    answer = admin.post("/quan-tri/dang-nhap", data={"name": "lan", "password": PASSWORD})
    assert answer.status_code == 429 and "15 phút" in answer.text


def test_second_job_of_a_kind_says_that_it_waits(admin: FlaskClient, tmp_path: Path) -> None:
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
