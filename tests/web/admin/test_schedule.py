"""What is done by itself, backups by a button, and previews of decisions on abbreviations."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from apiflask import APIFlask

from archive.abbreviations.decisions import Decisions
from archive.abbreviations.definitions import LearnedAbbreviations
from archive.articles.archive import Archive
from jobs.worker.schedule import record_schedule
from jobs.worker.worker import Worker, run_pending
from site_data.site import Site
from tests.support.form_client import FormClient, first_admin
from web.app import close_app, create_app


@pytest.fixture
def data(indexed_data: Path, tmp_path: Path) -> Path:
    """A copy of the indexed data, with queries that readers typed often."""
    data = tmp_path / "data"
    shutil.copytree(indexed_data, data)
    with Site.open(data) as site:
        for query in ("ATGT học sinh", "ma túy", "antq"):
            for _ in range(3):
                site.queries.add(query, 1, 2.0, datetime.now(UTC))
    return data


@pytest.fixture
def app(data: Path) -> Iterator[APIFlask]:
    """The site over it."""
    made = create_app(data)
    yield made
    close_app(made)


@pytest.fixture
def admin(app: APIFlask, data: Path) -> FormClient:
    """A signed-in admin."""
    return first_admin(app, data)


def test_the_schedule_tells_what_runs_and_backs_up_by_a_button(
    admin: FormClient, data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "TIMTIN_BACKUP_DIR" in admin.get("/quan-tri/lich").text
    monkeypatch.setenv("TIMTIN_BACKUP_DIR", str(tmp_path / "b"))
    with Site.open(data) as site:
        record_schedule(site, 60)
    page = admin.get("/quan-tri/lich").text
    assert "Chưa có bản sao lưu nào" in page and "mỗi 60 phút" in page and "mỗi đêm lúc 2 giờ" in page
    for action in ("sao-luu", "kiem-tra"):
        assert admin.post("/quan-tri/cong-viec", data={"viec": action}).status_code == 302
    assert run_pending(data) == 2
    (made,) = (tmp_path / "b").iterdir()
    page = admin.get("/quan-tri/lich").text
    assert made.name in page and "cơ sở dữ liệu nguyên vẹn, đã đọc lại 4 bài" in page


@pytest.mark.parametrize(
    ("minutes", "told", "not_told"),
    [
        (30, "mỗi 30 phút", "Chưa có gì tự chạy"),
        (0, "demo", "phút"),
        (None, "Chưa có gì tự chạy", "phút"),
    ],
)
def test_the_schedule_that_is_told_is_that_of_the_worker_which_runs(
    admin: FormClient, data: Path, minutes: int | None, told: str, not_told: str
) -> None:
    if minutes is not None:
        worker = Worker(data, minutes=minutes)
        worker.start()
    for path in ("/quan-tri/lich", "/quan-tri/cong-viec"):
        page = admin.get(path).text.split("<main")[1]
        assert told in page and not_told not in page
    if minutes is not None:
        worker.stop()
        assert "Chưa có gì tự chạy" in admin.get("/quan-tri/lich").text


def test_a_backup_without_a_folder_says_what_to_set(admin: FormClient, data: Path) -> None:
    admin.post("/quan-tri/cong-viec", data={"viec": "sao-luu"})
    run_pending(data)
    with Site.open(data) as site:
        (job,) = site.jobs.list()
    assert job.state == "failed" and "TIMTIN_BACKUP_DIR" in job.result


def test_a_preview_tells_which_frequent_queries_change(admin: FormClient, data: Path) -> None:
    sent = {"abbreviation": "ATGT", "expansion": "an toàn giao thông", "viec": "bo", "weight": "1"}
    page = admin.get("/quan-tri/viet-tat/xem-truoc", query_string=sent).text
    assert "1 câu hay được tìm sẽ đổi kết quả" in page and "ATGT học sinh" in page and "ma túy" not in page
    nothing = admin.get("/quan-tri/viet-tat/xem-truoc", query_string=sent | {"abbreviation": "QWZ"}).text
    assert "Không câu nào" in nothing
    with Archive.open(data) as archive:
        assert Decisions(archive.engine).all() == [], "a preview decides nothing"
    lacking = admin.get("/quan-tri/viet-tat/xem-truoc", query_string={"viec": "bo"}, follow_redirects=True).text
    assert "đủ cả hai ô" in lacking


def test_a_preview_of_words_of_one_meaning_tells_it_too(admin: FormClient, data: Path) -> None:
    sent = {"loai": "tu", "abbreviation": "ma túy", "expansion": "giao thông", "viec": "nhan"}
    page = admin.get("/quan-tri/viet-tat/xem-truoc", query_string=sent).text
    assert "câu hay được tìm sẽ đổi kết quả" in page and ">ma túy</a>" in page and "trọng số" not in page
    same = admin.get("/quan-tri/viet-tat/xem-truoc", query_string=sent | {"abbreviation": "xxyyzz"}).text
    assert "Không câu nào" in same
    with Archive.open(data) as archive:
        assert Decisions(archive.engine, "related").all() == []


def test_a_pair_is_one_entry_whatever_its_letter_case(admin: FormClient, data: Path) -> None:
    with Archive.open(data) as archive:
        learned = LearnedAbbreviations(archive.engine)
        pairs = [("QLHC", "quản lý hành chính"), ("QLHC", "Quản lý hành chính"), ("qlhc", "QUẢN LÝ HÀNH CHÍNH")]
        learned.replace_many({n + 1: [pair] for n, pair in enumerate(pairs)}, {})
        for status in ("accepted", "rejected"):
            Decisions(archive.engine).decide(
                "Qlhc", f"quản lý hành {'chính' if status == 'accepted' else 'Chính'}", status
            )  # type: ignore[arg-type]
    page = admin.get("/quan-tri/viet-tat/?q=qlhc").text
    (entry,) = (one for one in page.split('<li class="job">')[1:] if "<b>qlhc</b>" in one.lower())
    assert "3 bài" in entry and "bỏ" in entry.split("state")[1].lower()


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"abbreviation": "XX", "expansion": "xx", "loai": "tu"}, "hai dạng phải khác nhau"),
        ({"abbreviation": "A\x00B", "expansion": "an bình", "loai": "tu"}, "hai dạng phải khác nhau"),
        ({"abbreviation": "XX", "expansion": "xx"}, "hai dạng phải khác nhau"),
        ({"abbreviation": "A\x00B", "expansion": "an bình"}, "hai dạng phải khác nhau"),
        ({"abbreviation": "AB", "expansion": "1"}, "hai dạng phải khác nhau"),
        ({"abbreviation": "AB", "expansion": ""}, "đủ cả hai ô"),
        ({"abbreviation": "A" * 41, "expansion": "an bình"}, "nhiều nhất 40 ký tự"),
        ({"abbreviation": "AB", "expansion": "an bình", "weight": "x"}, "Hãy nhập một số"),
        ({"abbreviation": "AB", "expansion": "an bình", "weight": "nan"}, "Hãy nhập một số"),
        ({"abbreviation": "AB", "expansion": "an bình", "weight": "20"}, "từ 0,1 đến 10"),
        ({"abbreviation": "AB", "expansion": "an bình", "weight": "0"}, "từ 0,1 đến 10"),
    ],
)
def test_what_is_no_pair_is_told_at_the_form_before_and_when_it_is_kept(
    admin: FormClient, data: Path, sent: dict[str, str], told: str
) -> None:
    whole = sent | {"viec": "nhan"}
    preview = admin.get("/quan-tri/viet-tat/xem-truoc", query_string=whole)
    kept = admin.post("/quan-tri/viet-tat/", data=whole)
    for answer in (preview, kept):
        assert answer.status_code == 400 and told in answer.text and "Lưu quyết định" not in answer.text
    with Archive.open(data) as archive:
        assert Decisions(archive.engine).all() == Decisions(archive.engine, "related").all() == []


@pytest.mark.parametrize(
    ("language", "typed", "written"),
    [("vi", "0,5", "0,5"), ("vi", "0.5", "0,5"), ("vi", "1", "1"), ("en", "0,5", "0.5")],
)
def test_a_weight_is_typed_and_shown_as_people_write_it(
    admin: FormClient, data: Path, language: str, typed: str, written: str
) -> None:
    sent = {"abbreviation": "AB", "expansion": "an bình", "weight": typed, "viec": "nhan", "lang": language}
    preview = admin.get("/quan-tri/viet-tat/xem-truoc", query_string=sent).text
    assert f"{'weight' if language == 'en' else 'trọng số'} {written}</p>" in preview
    assert admin.post("/quan-tri/viet-tat/", data=sent).status_code == 303
    with Archive.open(data) as archive:
        assert [d.weight for d in Decisions(archive.engine).all()] == [float(written.replace(",", "."))]
    assert f'value="{written}"' in admin.get("/quan-tri/viet-tat/?q=an binh").text
