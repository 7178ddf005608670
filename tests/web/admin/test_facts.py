"""The editors' pages of facts: only for editors; held-back people, corrections with reason, undo; readers' reports."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest
from flask.testing import FlaskClient

from archive.articles.archive import Archive
from archive.model import VIETNAM, Article
from facts.update import update_facts
from site_data.passwords import hash_password
from site_data.roles import Role
from site_data.site import Site
from web.app import close_app, create_app

PASSWORD = "mot-mat-khau-dai"
MEETING = Article(
    "an_binh", "Hội nghị sơ kết", "https://an_binh.vn/1",
    lead="Sáng 10/3/2023, Công an tỉnh An Bình tổ chức hội nghị sơ kết công tác. Đại tá Lê Văn Sao, Giám đốc Công an tỉnh An Bình, chủ trì hội nghị.",
    published=datetime(2023, 3, 11, tzinfo=VIETNAM),
)  # fmt: skip
ACCUSED = Article(
    "an_binh", "Khởi tố cán bộ", "https://an_binh.vn/2",
    lead="Công an tỉnh An Bình khởi tố bị can Trần Văn Giả, Chủ tịch UBND xã Mẫu, tỉnh An Bình.",
    published=datetime(2023, 8, 1, tzinfo=VIETNAM),
)  # fmt: skip


@pytest.fixture
def client(tmp_path: Path) -> Iterator[FlaskClient]:
    with Archive.open(tmp_path) as archive:
        archive.put_many([MEETING, ACCUSED])
    update_facts(tmp_path, processes=1)
    app = create_app(tmp_path, testing=True)
    with app.test_client() as reader:
        yield reader
    close_app(app)


def sign_in(client: FlaskClient, data: Path, role: Role) -> None:
    with Site.open(data) as site:
        site.users.add("lan", hash_password(PASSWORD), role)
    assert client.post("/quan-tri/dang-nhap", data={"name": "lan", "password": PASSWORD}).status_code == 302


@pytest.mark.parametrize(("role", "status"), [("reader", 403), ("editor", 200), ("admin", 200)])
def test_only_editors_see_who_is_held_back(client: FlaskClient, tmp_path: Path, role: Role, status: int) -> None:
    assert client.get("/quan-tri/du-kien/").status_code == 302
    sign_in(client, tmp_path, role)
    assert client.get("/quan-tri/du-kien/").status_code == status
    assert client.get("/quan-tri/du-kien/su-kien/1").status_code == status
    assert client.post("/quan-tri/du-kien/", data={"viec": "hoan-tac"}).status_code == (303 if status == 200 else 403)


def test_an_editor_lets_a_held_person_be_shown_and_takes_it_back(client: FlaskClient, tmp_path: Path) -> None:
    sign_in(client, tmp_path, "editor")
    page = client.get("/quan-tri/du-kien/").text
    assert "Trần Văn Giả" in page and ACCUSED.lead in page
    fields = {
        "viec": "hien-nguoi",
        "nguoi": "trần văn giả",
        "noi-giu": "an binh",
        "chuc-vu": "chu tich ubnd xa mau tinh an binh",
    }
    assert "cần nêu lý do" in client.post("/quan-tri/du-kien/", data=fields, follow_redirects=True).text
    client.post("/quan-tri/du-kien/", data=fields | {"ly-do": "đã được minh oan"})
    assert client.get("/api/v1/people?q=Trần+Văn+Giả").get_json()["total"] == 1
    client.post("/quan-tri/du-kien/", data={"viec": "hoan-tac", "so": "1", "ly-do": "nhầm người"})
    assert client.get("/api/v1/people?q=Trần+Văn+Giả").get_json()["total"] == 0


def test_an_editor_corrects_an_event(client: FlaskClient, tmp_path: Path) -> None:
    sign_in(client, tmp_path, "editor")
    assert "Sở Mẫu" not in client.get("/su-kien/1").text
    fields = {
        "viec": "sua-su-kien",
        "so": "1",
        "ten": "Hội nghị quý I",
        "ngay": "19/12/2023",
        "noi-hop": "",
        "don-vi": "Sở Mẫu; Sở Khác",
        "ly-do": "theo bản gốc",
    }
    client.post("/quan-tri/du-kien/", data=fields)
    page = client.get("/su-kien/1").text
    for told in ("Hội nghị quý I", "19/12/2023", "Sở Mẫu; Sở Khác", "đã biên tập"):
        assert told in page
    assert "Biên tập sự kiện 1" in client.get("/quan-tri/du-kien/su-kien/1").text
    assert client.get("/quan-tri/du-kien/su-kien/99").status_code == 404
    assert client.post("/quan-tri/du-kien/", data={"viec": "la"}).status_code == 400


@pytest.mark.parametrize(
    ("fields", "told"),
    [
        (
            {"viec": "sua-su-kien", "so": "1", "ngay": "32/13/2023", "noi-hop": "Hội trường"},
            "phải là một ngày có thật",
        ),
        (
            {"viec": "sua-su-kien", "so": "1", "don-vi": "Công an tỉnh An Bình"},
            "không có mục nào của sự kiện 1 khác trước",
        ),
        ({"viec": "sai", "bai": "1", "loai": "document", "gia-tri": "01/KH-CA"}, "không nêu dữ kiện ấy"),
        ({"viec": "sai", "bai": "99", "loai": "event", "gia-tri": "0"}, "không nêu dữ kiện ấy"),
        ({"viec": "gop", "so": "x", "vao": "1"}, "không bài nào đưa tin về sự kiện 0"),
        ({"viec": "gop", "so": "1", "vao": "1"}, "không gộp được vào chính nó"),
        ({"viec": "tach", "bai": "1"}, "cùng với bài khác"),
        ({"viec": "tach", "bai": "99"}, "cùng với bài khác"),
    ],
)
def test_what_changes_nothing_is_refused_with_the_reason(
    client: FlaskClient, tmp_path: Path, fields: dict[str, str], told: str
) -> None:
    sign_in(client, tmp_path, "editor")
    page = client.post("/quan-tri/du-kien/", data=fields | {"ly-do": "thử"}, follow_redirects=True).text
    assert told in page and "Đã lưu" not in page
    assert "đã biên tập" not in client.get("/su-kien/1").text


def test_a_reader_reports_what_is_wrong(client: FlaskClient, tmp_path: Path) -> None:
    page = client.get("/su-kien/1").text
    assert "/bao-loi?trang=/su-kien/1" in page
    assert client.get("/bao-loi?trang=/su-kien/1").status_code == 200
    assert client.post("/bao-loi", data={"trang": "/su-kien/1", "loi": " "}).status_code == 400
    assert "Đã nhận" in client.post("/bao-loi", data={"trang": "/su-kien/1", "loi": "Ngày sai"}).text
    sign_in(client, tmp_path, "editor")
    assert "Ngày sai" in client.get("/quan-tri/du-kien/").text
    client.post("/quan-tri/du-kien/", data={"viec": "xong", "so": "1"})
    assert "Ngày sai" not in client.get("/quan-tri/du-kien/").text


@pytest.mark.parametrize("path", ["", "/", "//example.com", "https://example.com", "/quan-tri/", "/su-kien/1?x=1"])
def test_only_pages_of_facts_are_reported(client: FlaskClient, path: str) -> None:
    assert client.post("/bao-loi", data={"trang": path, "loi": "sai"}).status_code == 404
