"""Kept queries: a new index that loses an article from its place is not published, the one before goes on answering."""

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
from columnar.generations.names import current_folder
from database.errors import ArchiveError
from jobs.tasks.update_index import update_index
from jobs.worker.worker import run_pending
from search.quality.regression import Regressed
from site_data.golden_queries import MOST_TOP
from site_data.site import Site
from tests.support.form_client import first_admin
from web.app import close_app, create_app

QUERY = "phòng cháy chữa cháy"


def article(number: int, text: str) -> Article:
    """An article of a title and a paragraph."""
    return Article("tinh", text, external_id=f"b{number}", blocks=(Block("paragraph", text),))


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A published index of three articles, the first of which must be found first."""
    with Archive.open(tmp_path) as archive, Site.open(tmp_path) as site:
        archive.put_many([article(1, f"Diễn tập {QUERY}"), article(2, "Tuần tra giao thông"), article(3, "Họp báo")])
        site.golden_queries.add(QUERY, 1, 1, "lan")
    update_index(tmp_path)
    return tmp_path


def overtake(data: Path) -> None:
    """Put an article into the archive that comes before the kept one."""
    with Archive.open(data) as archive:
        archive.put_many([article(4, QUERY)])


def test_ranks_are_noted(data: Path) -> None:
    with Site.open(data) as site:
        (kept,) = site.golden_queries.list()
    assert (kept.rank, kept.is_answered, kept.generation) == (1, True, current_folder(data).name)
    assert kept.checked is not None


@pytest.mark.parametrize("rebuild", [False, True])
def test_what_loses_an_article_is_not_published(data: Path, rebuild: bool) -> None:
    before = current_folder(data)
    overtake(data)
    with pytest.raises(Regressed, match="ở vị trí 1, nay ở 2, cần trong 1 kết quả đầu"):
        update_index(data, rebuild=rebuild)
    assert current_folder(data) == before
    assert not list((data / "index").glob(".building-*"))
    assert update_index(data, rebuild=rebuild, anyway=True).index.articles == 4
    assert current_folder(data) != before
    # What the index before does not answer either is no reason to stop the next.
    with Archive.open(data) as archive:
        archive.put_many([article(5, "Tin khác")])
    assert update_index(data).index.articles == 5


@pytest.mark.parametrize(
    ("query", "place"),
    [("TTQ", 1), ("tuần NEAR/2 giao thông", 1), ("tuần NEAR/2 họp", 0), ('tiêu đề:"tuần tra" -họp', 1)],
)
def test_it_is_asked_as_a_reader_asks(data: Path, query: str, place: int) -> None:
    with Archive.open(data) as archive, Site.open(data) as site:
        Decisions(archive.engine).decide("TTQ", "tuần tra giao thông", "accepted", by="lan")
        site.golden_queries.add(query, 2, 1, "lan")
        archive.put_many([article(9, "Tin khác")])
    update_index(data)
    with Site.open(data) as site:
        assert site.golden_queries.list()[-1].rank == place


def test_an_article_that_is_gone_is_nobodys_fault(data: Path) -> None:
    with Archive.open(data) as archive:
        archive.mark_gone(1)
    assert update_index(data).index.articles == 2


def test_check_says_what_is_not_answered(data: Path) -> None:
    said = CliRunner().invoke(cli, ["--data", str(data), "check", "--queries"])
    assert (said.exit_code, "1/1 câu tìm mẫu có kết quả đúng" in said.output) == (0, True)
    overtake(data)
    refused = CliRunner().invoke(cli, ["--data", str(data), "index"])
    assert refused.exit_code == 1
    assert "--anyway" in refused.output and "Traceback" not in refused.output
    assert CliRunner().invoke(cli, ["--data", str(data), "index", "--anyway"]).exit_code == 0
    said = CliRunner().invoke(cli, ["--data", str(data), "check", "--queries"])
    assert (said.exit_code, "ở vị trí 2, cần trong 1 kết quả đầu" in said.output) == (1, True)


def test_the_job_says_why(data: Path) -> None:
    overtake(data)
    with Site.open(data) as site:
        number = site.jobs.submit("index", {})
        run_pending(data)
        job = site.jobs.get(number)
        assert job is not None and job.state == "failed"
        assert "chưa công bố chỉ mục mới: 1 câu tìm mẫu" in (job.result or "")


@pytest.mark.parametrize(
    ("query", "top", "number"), [("  ", 1, 1), ("a", 0, 1), ("a", MOST_TOP + 1, 1), ("a", 1, 0), (QUERY, 1, 1)]
)
def test_what_cannot_be_kept(data: Path, query: str, top: int, number: int) -> None:
    with Site.open(data) as site, pytest.raises(ArchiveError):
        site.golden_queries.add(query, number, top, "lan")


@pytest.fixture
def admin(data: Path) -> Iterator[FlaskClient]:
    """A signed-in admin."""
    app = create_app(data)
    yield first_admin(app, data)
    close_app(app)


def test_the_page(admin: FlaskClient, data: Path) -> None:
    assert "Đạt: vị trí 1" in admin.get("/quan-tri/cau-hoi").text
    for named in ("b2", "2", "https://x.example/bai/2"):
        sent = {"cau-hoi": f"giao thông {named}", "bai": named, "vi-tri": "3"}
        assert admin.post("/quan-tri/cau-hoi", data=sent).status_code == 303
    page = admin.get("/quan-tri/cau-hoi").text
    assert page.count("Chưa hỏi") == 3
    for wrong in ({"bai": "999"}, {"bai": "", "cau-hoi": "x"}, {"bai": "2", "cau-hoi": "x", "vi-tri": "0"}, {}):
        admin.post("/quan-tri/cau-hoi", data=wrong)
    with Site.open(data) as site:
        kept = site.golden_queries.list()
        assert [k.article for k in kept] == [1, 2, 2, 2]
        assert admin.post(f"/quan-tri/cau-hoi/{kept[1].id}/bo").status_code == 303
        assert admin.post(f"/quan-tri/cau-hoi/{kept[1].id}/bo").status_code == 404
        assert len(site.golden_queries.list()) == 3
        admin.post("/quan-tri/cau-hoi/xuat-ban")
        assert [j.args for j in site.jobs.list(5) if j.kind == "index"] == [{"anyway": True}]
    admin.post("/quan-tri/dang-xuat")
    assert admin.get("/quan-tri/cau-hoi").status_code == 302
