"""Hidden articles, hidden names and erased articles: gone for readers everywhere, with an audit trail."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st

from archive.articles.archive import Archive
from archive.model import Article
from archive.moderation import Moderation
from cli.main import cli
from database.errors import ArchiveError
from indexer.update import index_archive
from search.searcher import Searcher
from tests.support.articles import a_few_articles
from tests.support.form_client import browser_of, first_admin
from vietnamese.masking import MASK, Masker
from web.app import close_app, create_app

NAME = "Sỹ Quý"
ADDRESSES = [
    "/tim-kiem?q=an+ninh",
    "/bai/1",
    "/bai/1/ban/1",
    "/tim-kiem.atom?q=an+ninh",
    "/api/v1/search?q=an+ninh",
    "/api/v1/articles/1",
    "/xuat/bai.csv?q=an+ninh",
    "/xuat/bai.jsonl?q=an+ninh",
    "/xuat/trich-dan.ris?q=an+ninh",
    "/xuat/trich-dan.bib?q=an+ninh",
    "/xuat/trich-dan.json?q=an+ninh",
    "/xuat/ho-so.html?q=an+ninh",
]
"""Every place where a reader meets article 1."""


@pytest.fixture
def data(indexed_data: Path, tmp_path: Path) -> Path:
    shutil.copytree(indexed_data, tmp_path / "data")
    return tmp_path / "data"


@pytest.fixture
def reader(data: Path) -> Iterator[FlaskClient]:
    app = create_app(data, testing=True)
    with app.test_client() as client:
        yield client
    close_app(app)


def hiding(data: Path) -> Moderation:
    return Moderation(Archive.open(data).engine)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_hidden_article_is_nowhere(reader: FlaskClient, data: Path, address: str) -> None:
    before = reader.get(address).text
    assert "Tổng kết 10 năm" in before.replace("<mark>", "").replace("</mark>", "")
    with Archive.open(data) as archive:
        Moderation(archive.engine).hide_article(1, who="lan", reason="tòa yêu cầu")
    after = reader.get(address)
    assert "Tổng kết 10 năm" not in after.text.replace("<mark>", "").replace("</mark>", "")
    assert after.status_code in (200, 404)


def test_a_hidden_article_comes_back(reader: FlaskClient, data: Path) -> None:
    with Archive.open(data) as archive:
        decisions = Moderation(archive.engine)
        decisions.hide_article(1, who="lan", reason="a")
        index_archive(data, processes=1)
        assert "năm=2023" not in reader.get("/tim-kiem?q=an+ninh").text and reader.get("/bai/1").status_code == 404
        decisions.show_article(1, who="lan", reason="b")
    index_archive(data, processes=1)
    assert "Tổng kết" in reader.get("/tim-kiem?q=an+ninh").text and reader.get("/bai/1").status_code == 200


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_hidden_name_is_nowhere(reader: FlaskClient, data: Path, address: str) -> None:
    with Archive.open(data) as archive:
        Moderation(archive.engine).hide_name("sỹ  quý", who="lan", reason="yêu cầu")
    text = reader.get(address).text
    assert NAME not in text and "\\u1ef9" not in text


@pytest.mark.parametrize(
    "query",
    ["Sỹ Quý", "sỹ quý", "sy quy", '"Sỹ Quý"', "an ninh Sỹ Quý", "S%E1%BB%B9%20Qu%C3%BD", "<b>Sỹ</b> Quý"],
)
def test_a_hidden_name_is_not_searched(reader: FlaskClient, data: Path, query: str) -> None:
    with Archive.open(data) as archive:
        Moderation(archive.engine).hide_name(NAME, who="lan", reason="yêu cầu")
    page = reader.get("/tim-kiem", query_string={"q": query}).text
    assert "đã được ẩn nên không được tìm" in page


def test_the_trail_tells_who_and_why(data: Path) -> None:
    with Archive.open(data) as archive:
        decisions = Moderation(archive.engine)
        decisions.hide_name(NAME, who="lan", reason="yêu cầu của gia đình")
        decisions.show_name(NAME, who="minh", reason="rút yêu cầu")
        trail = decisions.audit_trail()
    assert [(line.who, line.action, line.subject) for line in trail] == [
        ("minh", "show name", NAME),
        ("lan", "hide name", NAME),
    ]


@pytest.mark.parametrize(
    "wrong",
    [
        lambda h: h.hide_name("An", who="x", reason="y"),
        lambda h: h.hide_name("Nguyễn Văn An", who="x", reason=" "),
        lambda h: h.hide_article(99, who="x", reason="y"),
        lambda h: h.show_name("Trần Thị B", who="x", reason="y"),
    ],
)
def test_wrong_decisions_change_nothing(data: Path, wrong: object) -> None:
    assert callable(wrong)
    with Archive.open(data) as archive:
        decisions = Moderation(archive.engine)
        with pytest.raises(ArchiveError):
            wrong(decisions)
        assert decisions.last_change() == 0 and not decisions.hidden_names() and not decisions.hidden_articles()


def run(data: Path, *words: str) -> str:
    result = CliRunner().invoke(cli, ["--data", str(data), *words])
    assert result.exit_code == 0, result.output
    return result.output


def test_an_erased_article_leaves_no_bytes_behind(data: Path) -> None:
    marks = ["biểu dương phong trào".encode(), "Tổng kết 10 năm chương trình".encode()]

    def held() -> list[str]:
        files = [p for p in data.rglob("*") if p.is_file()]
        return [p.name for p in files if any(mark in p.read_bytes() for mark in marks)]

    assert held()
    with Archive.open(data) as archive:
        assert archive.get(1) is not None
    run(data, "erase", "1", "--reason", "phán quyết", "--yes")
    assert held() == []
    run(data, "backup", str(data.parent / "backup"))
    assert all(mark not in p.read_bytes() for p in (data.parent / "backup").glob("*/*.*") for mark in marks)


def test_an_erased_article_is_in_no_hit_before_the_index_is_made_again(data: Path) -> None:
    from jobs.tasks.erase import erase

    def found(searcher: Searcher) -> set[int]:
        return {hit.article for hit in searcher.search("chương trình").hits}

    with Searcher.open(data) as running, Archive.open(data) as archive:
        assert 1 in found(running)
        erase(archive.engine, 1, who="lan", reason="phán quyết")
        assert running.refresh()
        assert 1 not in found(running)
        with Searcher.open(data) as later:
            assert 1 not in found(later)


def test_an_erased_article_is_not_taken_again(data: Path) -> None:
    run(data, "erase", "1", "--reason", "phán quyết", "--yes")
    first = a_few_articles()[0]
    elsewhere = Article("kho", first.title, external_id="k-9", lead=first.lead, blocks=first.blocks)
    with Archive.open(data) as archive:
        assert [put.outcome for put in archive.put_many([first, elsewhere])] == ["erased", "erased"]
        assert archive.count() == 3


def test_erasing_is_finished_after_a_kill(data: Path) -> None:
    from archive.articles.tombstones import unpurged_articles
    from jobs.tasks.erase import erase

    with Archive.open(data) as archive:
        erase(archive.engine, 1, who="lan", reason="phán quyết")  # … and here the process dies
        assert [article for article, _ in unpurged_articles(archive.engine)] == [1]
    run(data, "index")
    with Archive.open(data) as archive:
        assert unpurged_articles(archive.engine) == []
    assert len(list((data / "index").glob("g*"))) == 1


def test_an_admin_hides_on_the_page(data: Path) -> None:
    app = create_app(data)
    admin = first_admin(app, data)
    assert browser_of(app).get("/quan-tri/an").status_code == 302
    admin.post("/quan-tri/an", data={"viec": "an-ten", "doi-tuong": NAME, "ly-do": "gia đình yêu cầu"})
    page = admin.get("/quan-tri/an").text
    log = admin.get("/quan-tri/nhat-ky/?loai=an").text
    assert NAME in page and NAME in log and "gia đình yêu cầu" in log and "ẩn tên" in log
    refused = admin.post("/quan-tri/an", data={"viec": "an-bai", "doi-tuong": "x", "ly-do": ""}, follow_redirects=True)
    assert "Chưa thực hiện được" in refused.text
    admin.post("/quan-tri/an", data={"viec": "hien-ten", "doi-tuong": NAME, "ly-do": "rút"})
    assert "hiện lại tên" in admin.get("/quan-tri/nhat-ky/").text and NAME not in admin.get("/quan-tri/an").text
    close_app(app)


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Ông Nguyễn Văn Hòa, SN 1980", f"Ông {MASK}, SN 1980"),
        ("ông NGUYỄN VĂN HOÀ và", f"ông {MASK} và"),
        ("nguyen van hoa", MASK),
        ("Nguyễn Văn Hoa", "Nguyễn Văn Hoa"),
        ("Nguyễn Văn. Hòa", "Nguyễn Văn. Hòa"),
        ("Nguyễn Văn", "Nguyễn Văn"),
    ],
)
def test_every_writing_of_a_name_is_masked(text: str, left: str) -> None:
    assert Masker(["Nguyễn Văn Hòa"]).mask(text) == left


@given(st.text(max_size=80))
def test_masking_twice_changes_nothing_more(text: str) -> None:
    masker = Masker(["Nguyễn Văn Hòa", "Lê An"])
    once = masker.mask(text)
    assert masker.mask(once) == once
