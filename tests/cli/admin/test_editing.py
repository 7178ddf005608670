"""Editors' decisions by commands: they hold at once, are told in the log of decisions, and bad input says what to do."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path

import pytest
from click.testing import CliRunner

from archive.articles.archive import Archive
from archive.model import VIETNAM, Article
from cli.main import cli
from facts.reading.events import EventFilter
from facts.reading.facts import FactReader
from facts.store.reports import FactReports
from facts.update import update_facts

MEETING = "Sáng {day}, Công an tỉnh An Bình tổ chức hội nghị sơ kết công tác. Đại tá Lê Văn Sao, Giám đốc Công an tỉnh An Bình, chủ trì hội nghị theo Kế hoạch số 15/KH-UBND."
ACCUSED = "Công an tỉnh An Bình khởi tố bị can Trần Văn Giả, Chủ tịch UBND xã Mẫu, tỉnh An Bình."
WHY = ("--reason", "đối chiếu bản gốc")

Run = Callable[..., str]


@pytest.fixture(name="data")
def _data(tmp_path: Path) -> Path:
    """Two conferences, an accused official, and a reader's report."""
    texts = [("2023-03-11", MEETING.format(day="10/3/2023")), ("2023-07-11", MEETING.format(day="10/7/2023")), ("2023-08-01", ACCUSED)]  # fmt: skip
    with Archive.open(tmp_path) as archive:
        archive.put_many([
            Article("an_binh", f"Tin số {n}", f"https://an-binh.example/{n}", None, text, published=datetime.combine(date.fromisoformat(day), time(), VIETNAM))
            for n, (day, text) in enumerate(texts, 1)
        ])  # fmt: skip
        FactReports(archive.engine).add("/su-kien/1", "Ngày diễn ra là 11/3.")
    update_facts(tmp_path, processes=1)
    return tmp_path


@pytest.fixture(name="run")
def _run(data: Path) -> Run:
    """What runs a command that succeeds, and returns what it says."""

    def run(*arguments: str) -> str:
        done = CliRunner().invoke(cli, ["--data", str(data), *arguments])
        assert done.exit_code == 0, done.output
        return done.output

    return run


def found_people(data: Path, name: str) -> list[str]:
    with Archive.open(data) as archive:
        return [p.name for p in FactReader(archive.engine).search_people(name)[1]]


def test_who_is_held_back_is_shown_and_hidden(data: Path, run: Run) -> None:
    name = "Trần Văn Giả"
    assert run("held", "list").startswith(f"{name}\t") and found_people(data, "tran van gia") == []
    run("held", "show", name, *WHY)
    assert found_people(data, "tran van gia") == [name] and "không có ai" in run("held", "list")
    number = run("correct", "list").splitlines()[0].split("\t")[1]
    run("correct", "undo", number, *WHY)
    assert found_people(data, "tran van gia") == [] and run("correct", "list").startswith("-")
    run("held", "hide", name.lower(), *WHY)
    assert "không có ai" in run("held", "list") and found_people(data, "tran van gia") == []
    assert [line.split("\t")[2] for line in run("user", "log", "--group", "du-kien").splitlines()] == [
        "hide person", "undo show person", "show person",
    ]  # fmt: skip


def test_events_are_corrected_linked_merged_and_split(data: Path, run: Run) -> None:
    with Archive.open(data) as archive:
        first, second = (event.id for event in FactReader(archive.engine).search_events(EventFilter())[1][::-1])
    run("correct", "event", str(first), "--title", "Hội nghị sơ kết quý I", "--date", "2023-03-11", "--host", "Công an tỉnh", *WHY)  # fmt: skip
    with Archive.open(data) as archive:
        page = FactReader(archive.engine).read_event(first)
    assert page is not None and (page.summary.title, page.summary.date, page.summary.hosts) == (
        "Hội nghị sơ kết quý I", "2023-03-11", ("Công an tỉnh",),
    )  # fmt: skip
    run("correct", "link", str(first), str(second), *WHY)
    line = run("correct", "list").splitlines()[0].split("\t")
    assert line[4] == "nối kỳ của một chuỗi" and line[2] == f"{datetime.now(VIETNAM):%d/%m/%Y} {line[2][-5:]}"
    for pair in ((first, second), (second, first), (first, first)):
        again = CliRunner().invoke(cli, ["--data", str(data), "correct", "link", *map(str, pair), *WHY])
        assert again.exit_code == 1 and "nối" in again.output
    same = ["--data", str(data), "correct", "event", str(first), "--date", "2023-03-11", *WHY]
    assert "khác trước" in CliRunner().invoke(cli, same).output
    run("correct", "merge", str(second), str(first), *WHY)
    with Archive.open(data) as archive:
        assert FactReader(archive.engine).search_events(EventFilter())[0] == 1
    run("correct", "split", "2", *WHY)
    with Archive.open(data) as archive:
        assert FactReader(archive.engine).search_events(EventFilter())[0] == 2


def test_a_wrong_document_is_taken_out(data: Path, run: Run) -> None:
    run("correct", "wrong", "1", "document", "15/KH-UBND", *WHY)
    with Archive.open(data) as archive:
        told = FactReader(archive.engine).read_document("15/KH-UBND")
    assert told is not None and [cited.proof.article for cited in told.citations] == [2]
    again = ["--data", str(data), "correct", "wrong", "1", "document", "15/KH-UBND", *WHY]
    assert CliRunner().invoke(cli, again).exit_code == 1


def test_reports_are_closed(run: Run) -> None:
    number, _, path, text = run("report", "list").strip().split("\t")
    assert (path, text) == ("/su-kien/1", "Ngày diễn ra là 11/3.")
    run("report", "close", number)
    assert "không có" in run("report", "list") and "report closed" in run("user", "log")


def test_sample_queries_come_and_go(run: Run) -> None:
    assert "chưa có" in run("golden", "list")
    run("golden", "add", "hội nghị sơ kết", "1", "3")
    number, query, article, top, rank = run("golden", "list").strip().split("\t")
    assert (query, article, top, rank) == ("hội nghị sơ kết", "1", "3", "-")
    run("golden", "remove", number)
    assert "chưa có" in run("golden", "list")
    assert [line.split("\t")[2] for line in run("user", "log").splitlines()] == ["golden query removed", "golden query added"]  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["held", "show", "Nguyễn Văn Nào", *WHY], "held list"),
        (["held", "show", "Trần Văn Giả", "--place", "nơi khác", *WHY], "held list"),
        (["report", "close", "99"], "99"),
        (["correct", "event", "1", *WHY], "--title"),
        (["correct", "event", "99", "--title", "x", *WHY], "99"),
        (["correct", "merge", "1", "1", *WHY], "chính nó"),
        (["correct", "split", "3", *WHY], "3"),
        (["correct", "wrong", "1", "document", "1/ABC", *WHY], "không nêu"),
        (["correct", "undo", "99", *WHY], "99"),
        (["golden", "add", "x", "99"], "99"),
        (["golden", "add", " ", "1"], "câu tìm"),
        (["golden", "remove", "99"], "golden list"),
    ],
)
def test_what_cannot_be_done_says_what_to_do(data: Path, arguments: list[str], told: str) -> None:
    done = CliRunner().invoke(cli, ["--data", str(data), *arguments])
    assert done.exit_code == 1 and told in done.output and "Traceback" not in done.output
