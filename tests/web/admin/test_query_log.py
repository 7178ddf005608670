"""The query log and what admins decide on single queries."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from apiflask import APIFlask
from click.testing import CliRunner

from cli.main import cli
from database.errors import ArchiveError
from site_data.query_log import LEAST
from site_data.search_rules import MOST_PINS, SearchRules
from site_data.site import Site
from tests.support.form_client import FormClient, first_admin
from web.app import close_app, create_app

NOW = datetime.now(UTC)


@pytest.fixture
def data(indexed_data: Path, tmp_path: Path) -> Path:
    """A copy of the indexed data."""
    shutil.copytree(indexed_data, tmp_path / "data")
    return tmp_path / "data"


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


def note(data: Path, *asked: tuple[str, int, int]) -> None:
    with Site.open(data) as site:
        site.queries.prune(days=-1)  # What other tests asked of the same archive.
        for query, times, total in asked:
            for _ in range(times):
                site.queries.add(query, total, 3.0, NOW)


def articles_of(browser: FormClient, query: str) -> list[int]:
    found = browser.get("/api/v1/search", query_string={"q": query}).get_json()
    return [hit["article"] for hit in found["hits"]]


def decide(admin: FormClient, kind: str, query: str, article: str = "", meaning: str = "") -> str:
    sent = {"loai": kind, "cau": query, "bai": article, "nghia": meaning}
    return admin.post("/quan-tri/cau-tim/quyet-dinh", data=sent, follow_redirects=True).text


def test_only_what_is_asked_often_is_shown_with_what_would_help(admin: FormClient, data: Path) -> None:
    note(data, ("ma túy", 5, 2), ("Ma Túy ", 1, 1), ("ĐNVBC", LEAST, 0), ("tên của một người", LEAST - 1, 0))
    page = admin.get("/quan-tri/cau-tim/").text
    assert "6 lần" in page and "ĐNVBC" in page and "tên của một người" not in page
    empty = admin.get("/quan-tri/cau-tim/?loai=khong-thay").text
    assert "ĐNVBC" in empty and "ma túy" not in empty.lower().split("<main")[1]
    assert "Giải thích chữ viết tắt" in empty and "loai=means" in empty
    printed = CliRunner().invoke(cli, ["--data", str(data), "queries", "--without-result"]).output
    assert printed == f"{LEAST}\t0\tĐNVBC\n"


def test_a_pinned_article_comes_first_and_a_blocked_one_not_at_all(admin: FormClient) -> None:
    before = articles_of(admin, "công tác an ninh")
    assert len(before) > 1
    last = before[-1]
    preview = admin.get(f"/quan-tri/cau-tim/quyet-dinh?loai=pin&cau=công tác an ninh&bai={last}").text
    assert "Sau quyết định" in preview and articles_of(admin, "công tác an ninh") == before
    assert "Có hiệu lực" in decide(admin, "pin", "Công tác  an ninh", str(last))
    assert articles_of(admin, "cong tac AN NINH") == [last, *before[:-1]]
    assert articles_of(admin, "công tác an ninh tổ quốc")[0] != last or before[0] == last
    decide(admin, "block", "công tác an ninh", str(before[0]))
    assert before[0] not in articles_of(admin, "công tác an ninh")
    for number in (1, 2):
        assert admin.post(f"/quan-tri/cau-tim/quyet-dinh/{number}/bo").status_code == 303
    assert articles_of(admin, "công tác an ninh") == before
    assert admin.post("/quan-tri/cau-tim/quyet-dinh/1/bo").status_code == 404


def test_a_query_means_another_and_says_so(admin: FormClient) -> None:
    assert articles_of(admin, "hàng trắng") == [] or 2 not in articles_of(admin, "hàng trắng")
    decide(admin, "means", "hàng trắng", meaning="ma túy")
    assert articles_of(admin, "hàng trắng")[0] == 2
    assert "được hiểu là “ma túy”" in admin.get("/tim-kiem?q=hàng+trắng").text


def test_a_query_is_never_corrected_when_so_decided(admin: FormClient) -> None:
    corrected = admin.get("/tim-kiem?q=ma+túyy").text
    assert "đã tìm “ma túy”" in corrected
    decide(admin, "never", "ma túyy")
    assert "đã tìm “ma túy”" not in admin.get("/tim-kiem?q=ma+túyy").text


@pytest.mark.parametrize(
    ("kind", "query", "article", "meaning"),
    [("pin", "x", "", ""), ("pin", "", "1", ""), ("pin", "ma túy", "4", ""), ("means", "x", "", ""), ("means", "x", "", "X"), ("xxx", "x", "1", ""), ("block", "x", "9" * 40, ""), ("block", "x", "999999", ""), ("never", "\x00", "", ""), ("never", "\u202e", "", "")],
)  # fmt: skip
def test_decisions_that_say_nothing_are_refused(
    admin: FormClient, data: Path, kind: str, query: str, article: str, meaning: str
) -> None:
    assert "note error" in decide(admin, kind, query, article, meaning)
    with Site.open(data) as site:
        assert site.search_rules.list() == []


def test_few_articles_are_pinned_for_one_query(data: Path) -> None:
    with Site.open(data) as site:
        rules: SearchRules = site.search_rules
        for article in range(1, MOST_PINS + 1):
            rules.add("pin", "x", "lan", article=article)
        with pytest.raises(ArchiveError, match="đã ghim"):
            rules.add("pin", "X", "lan", article=99)
        rules.add("means", "x", "lan", target="y")
        rules.add("means", "x", "lan", target="z")
        assert [rule.target for rule in rules.of("x") if rule.kind == "means"] == ["z"]


def test_the_commands_decide_too(data: Path) -> None:
    def run(*arguments: str) -> str:
        done = CliRunner().invoke(cli, ["--data", str(data), *arguments])
        assert done.exit_code == 0, done.output
        return done.output

    run("rule", "add", "means", "hàng trắng", "ma túy")
    assert "means\thàng trắng\tma túy" in run("rule", "list", "hang")
    run("rule", "remove", "1")
    assert run("rule", "list") == ""
    assert CliRunner().invoke(cli, ["--data", str(data), "rule", "remove", "1"]).exit_code == 1
