"""Decisions on abbreviations: the page, its log, the command, and that the next query heeds them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient

from archive.abbreviations.decisions import Decisions
from archive.articles.archive import Archive
from archive.model import Article, Block
from cli.main import cli
from indexer.update import index_archive
from search.searcher import Searcher
from tests.support.form_client import first_admin
from web.app import close_app, create_app


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Three articles: two define ĐNVBC so, one has only the long form of another pair."""
    articles = [
        Article(
            "kho", f"Đội nghiệp vụ biên cảng (ĐNVBC) số {n}", external_id=str(n), blocks=(Block("paragraph", "Tin."),)
        )
        for n in (1, 2)
    ]
    articles.append(Article("kho", "Tổ tự quản bến tàu họp", external_id="3", blocks=(Block("paragraph", "Tin."),)))
    with Archive.open(tmp_path) as archive:
        archive.put_many(articles)
    index_archive(tmp_path, processes=1)
    return tmp_path


def total(data: Path, text: str) -> int:
    """Complete hits of a query."""
    with Searcher.open(data) as searcher:
        return searcher.search(text).total


def test_a_decision_holds_without_a_rebuild(data: Path) -> None:
    with Searcher.open(data) as searcher, Archive.open(data) as archive:
        decisions = Decisions(archive.engine)

        def found(text: str) -> int:
            searcher.refresh()
            return searcher.search(text).total

        assert found("TTQBT") == 0
        decisions.decide("TTQBT", "tổ tự quản bến tàu", "accepted", by="an")
        assert found("TTQBT") == found("ttqbt") == 1
        assert [u.kind for u in searcher.search("TTQBT").understood] == ["expansion"]
        decisions.decide("TTQBT", "tổ tự quản bến tàu", "rejected", by="an")
        assert found("TTQBT") == 0
        assert found("ĐNVBC") == found("đội nghiệp vụ biên cảng") == 2
        assert any(u.kind == "expansion" for u in searcher.search("ĐNVBC").understood)
        decisions.decide("ĐNVBC", "Đội nghiệp vụ biên cảng", "rejected", by="an")
        searcher.refresh()
        assert not any(u.kind == "expansion" for u in searcher.search("ĐNVBC").understood)


def test_a_weight_moves_scores(data: Path) -> None:
    with Searcher.open(data) as searcher, Archive.open(data) as archive:
        before = searcher.search("ĐNVBC").hits[0].score
        Decisions(archive.engine).decide("ĐNVBC", "Đội nghiệp vụ biên cảng", "", weight=3.0)
        searcher.refresh()
        assert searcher.search("ĐNVBC").hits[0].score > before


@pytest.fixture
def admin(data: Path) -> Iterator[FlaskClient]:
    """A signed-in admin."""
    app = create_app(data)
    yield first_admin(app, data)
    close_app(app)


def test_the_page_decides_and_logs(data: Path, admin: FlaskClient) -> None:
    page = admin.get("/quan-tri/viet-tat/").get_data(as_text=True)
    assert "ĐNVBC" in page and "2 bài" in page
    form = {"abbreviation": "ĐNVBC", "expansion": "Đội nghiệp vụ biên cảng", "weight": "2", "viec": "nhan"}
    answer = admin.post("/quan-tri/viet-tat/", data=form, follow_redirects=True).get_data(as_text=True)
    log = admin.get("/quan-tri/nhat-ky/?loai=tu-ngu").get_data(as_text=True)
    assert "đã chấp nhận" in answer and "trọng số 2" in log and "chấp nhận viết tắt" in log
    with Archive.open(data) as archive:
        assert [(d.status, d.weight) for d in Decisions(archive.engine).log()] == [("accepted", 2.0)]
    assert "ANTQ" in admin.get("/quan-tri/viet-tat/?q=an ninh to quoc").get_data(as_text=True)


@pytest.mark.parametrize(
    "wrong", [{"viec": "nhan"}, {"abbreviation": "A", "expansion": "b", "weight": "99", "viec": "nhan"}]
)
def test_a_bad_form_changes_nothing(data: Path, admin: FlaskClient, wrong: dict[str, str]) -> None:
    assert admin.post("/quan-tri/viet-tat/", data=wrong).status_code == 400
    with Archive.open(data) as archive:
        assert Decisions(archive.engine).log() == []


def test_strangers_are_sent_away(data: Path) -> None:
    app = create_app(data, testing=True)
    with app.test_client() as client:
        assert client.get("/quan-tri/viet-tat/").status_code == 302
    close_app(app)


def test_the_command_decides(data: Path) -> None:
    run = CliRunner()
    assert total(data, "TTQBT") == 0
    accepted = run.invoke(cli, ["--data", str(data), "abbreviation", "accept", "TTQBT", "tổ tự quản bến tàu"])
    assert accepted.exit_code == 0, accepted.output
    assert total(data, "TTQBT") == 1
    listed = run.invoke(cli, ["--data", str(data), "abbreviation", "list"]).output
    assert listed.startswith("ĐNVBC\tĐội nghiệp vụ biên cảng\t2")
    assert "TTQBT" in run.invoke(cli, ["--data", str(data), "abbreviation", "log"]).output
