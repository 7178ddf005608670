"""What the head of each page says of it, as search engines and citation tools read it; what search engines leave out."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskClient
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from archive.articles.archive import Archive
from archive.model import VIETNAM, Article, Block
from archive.moderation import Moderation
from facts.update import update_facts
from indexer.update import index_archive
from tests.web.conftest import PUBLIC
from web.app import close_app, create_app
from web.machine import structured_data
from web.machine.metadata import LONGEST, shorten


@pytest.fixture(scope="module")
def data(indexed_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The articles all tests have, and one of a meeting with an official, a suspect and a title that would end a script."""
    folder = tmp_path_factory.mktemp("heads") / "data"
    shutil.copytree(indexed_data, folder)
    with Archive.open(folder) as archive:
        archive.put(
            Article(
                "ha_tinh",
                "Hội nghị tổng kết công tác năm 2022 </script><b>& hơn nữa",
                url="https://congan.hatinh.gov.vn/bai-5.html",
                lead="Sáng 24/5/2023, Công an tỉnh Hà Tĩnh tổ chức hội nghị tổng kết công tác năm 2022.",
                blocks=(
                    Block("paragraph", "Đại tá Lê Minh Khang, Giám đốc Công an tỉnh Hà Tĩnh chủ trì hội nghị."),
                    Block("paragraph", "Trước đó, đối tượng Trần Mẫu Thử bị bắt về hành vi trộm cắp tài sản."),
                ),
                byline="Nga Nguyễn",
                section="Tin tức",
                published=datetime(2023, 5, 25, tzinfo=VIETNAM),
            )
        )
    update_facts(folder, processes=1)
    index_archive(folder, processes=1)
    return folder


@pytest.fixture
def reader(data: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FlaskClient]:
    monkeypatch.setenv("TIMTIN_PUBLIC_URL", PUBLIC)
    app = create_app(data, testing=True)
    with app.test_client() as made:
        yield made
    close_app(app)


def nodes_of(page: str) -> dict[str, dict[str, Any]]:
    """The nodes of a page's JSON-LD by their type."""
    (block,) = etree.HTML(page).xpath("//script[@type='application/ld+json']/text()")
    found = json.loads(block)
    assert found["@context"] == "https://schema.org"
    return {node["@type"]: node for node in found["@graph"]}


def marks_of(page: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for mark in etree.HTML(page).xpath("//head/meta[@name or @property]"):
        found.setdefault(mark.get("name") or mark.get("property"), []).append(mark.get("content"))
    return found


def link_of(page: str, relation: str) -> str:
    return str(next(iter(etree.HTML(page).xpath(f"//link[@rel='{relation}']/@href")), ""))


def test_an_article_says_what_it_is(reader: FlaskClient) -> None:
    page = reader.get("/bai/1?q=ANTQ").text
    assert link_of(page, "canonical") == f"{PUBLIC}/bai/1"
    nodes = nodes_of(page)
    article = nodes["NewsArticle"]
    assert article["headline"] == "Tổng kết 10 năm chương trình phối hợp bảo vệ an ninh Tổ quốc"
    assert article["datePublished"].startswith("2023-05-25") and article["url"] == f"{PUBLIC}/bai/1"
    assert article["isBasedOn"] == "https://congan.hatinh.gov.vn/bai-1.html"
    assert article["publisher"] == article["author"] and article["author"]["@type"] == "Organization"
    assert [step["position"] for step in nodes["BreadcrumbList"]["itemListElement"]] == [1, 2]
    marks = marks_of(page)
    assert marks["og:type"] == ["article"] and marks["og:url"] == [f"{PUBLIC}/bai/1"]
    assert marks["description"][0].startswith("Sáng 24/5")


def test_citation_tools_find_their_marks(reader: FlaskClient) -> None:
    page = reader.get("/bai/1").text
    marks = marks_of(page)
    assert marks["citation_author"] == marks["DC.creator"] == ["Nga Nguyễn", "Sỹ Quý"]
    assert marks["citation_publication_date"] == ["2023/05/25"] and marks["DC.date"] == ["2023-05-25"]
    assert marks["citation_title"] == marks["DC.title"] and marks["DC.type"] == ["newspaperArticle", "Text"]
    assert marks["citation_newspaper_title"] == ["Công an tỉnh Hà Tĩnh"]
    for kind in ("application/x-bibtex", "application/x-research-info-systems"):
        (address,) = etree.HTML(page).xpath(f"//link[@rel='alternate'][@type='{kind}']/@href")
        assert reader.get(address).mimetype == kind


def test_an_event_names_who_may_be_shown_and_nobody_else(reader: FlaskClient) -> None:
    (event,) = (n for n in _every_event(reader) if "attendee" in n)
    assert event["startDate"] == "2023-05-24" and event["url"].startswith(f"{PUBLIC}/su-kien/")
    assert [person["name"] for person in event["attendee"]] == ["Lê Minh Khang"]
    assert "Trần Mẫu Thử" not in json.dumps(event, ensure_ascii=False)


def _every_event(reader: FlaskClient) -> list[dict[str, Any]]:
    return [nodes_of(reader.get(f"/su-kien/{n}").text)["Event"] for n in range(1, 6) if reader.get(f"/su-kien/{n}").status_code == 200]  # fmt: skip


def test_a_person_has_a_page_and_a_node_only_as_an_official(reader: FlaskClient, data: Path) -> None:
    page = reader.get("/nguoi/1").text
    person = nodes_of(page)["Person"]
    assert person["name"] == "Lê Minh Khang" and person["honorificPrefix"] == "Đại tá"
    assert marks_of(page)["og:type"] == ["profile"]
    for number in range(1, 6):
        assert "Trần Mẫu Thử" not in reader.get(f"/nguoi/{number}").text
    with Archive.open(data) as archive:
        moderation = Moderation(archive.engine)
        moderation.hide_name("Lê Minh Khang", who="an", reason="thử")
        try:
            assert reader.get("/nguoi/1").status_code == 404
            assert all("Lê Minh Khang" not in json.dumps(e, ensure_ascii=False) for e in _every_event(reader))
        finally:
            moderation.show_name("Lê Minh Khang", who="an", reason="thử")


def test_the_front_page_says_how_to_search(reader: FlaskClient) -> None:
    page = reader.get("/").text
    action = nodes_of(page)["WebSite"]["potentialAction"]
    assert action["target"]["urlTemplate"] == f"{PUBLIC}/tim-kiem?q={{search_term_string}}"
    feeds = etree.HTML(page).xpath("//link[@rel='alternate']/@type")
    assert set(feeds) == {"application/atom+xml", "application/feed+json"}
    assert "/tim-kiem.atom" in etree.HTML(page).xpath("//main//a/@href")


def test_nothing_ends_the_block_early(reader: FlaskClient) -> None:
    page = reader.get("/bai/5").text
    assert nodes_of(page)["NewsArticle"]["headline"].endswith("</script><b>& hơn nữa")
    assert marks_of(page)["og:title"][0].endswith("</script><b>& hơn nữa")


@pytest.mark.parametrize(
    ("path", "listed"),
    [
        ("/", True),
        ("/bai/1", True),
        ("/bai/1?q=ANTQ", True),
        ("/su-kien/1", True),
        ("/su-kien/", True),
        ("/huong-dan", True),
        ("/api/v1/", True),
        ("/?lang=en", True),
        ("/tim-kiem?q=ma+túy", False),
        ("/su-kien/?q=hội+nghị", False),
        ("/bai/1/ban/1", False),
        ("/xuat/?q=ma+túy", False),
        ("/tim-kiem.atom?q=ma+túy", False),
        ("/api/v1/search?q=a", False),
        ("/theo-doi?q=ma+túy", False),
        ("/quan-tri/", False),
        ("/khong-co", False),
    ],
)
def test_what_search_engines_list(reader: FlaskClient, path: str, listed: bool) -> None:
    answer = reader.get(path)
    assert ("noindex" not in answer.headers.get("X-Robots-Tag", "")) is listed
    if listed and answer.mimetype == "text/html":
        assert link_of(answer.text, "canonical") == PUBLIC + path.partition("?")[0]


def test_without_a_public_address_nothing_names_the_host(client: FlaskClient) -> None:
    for path in ("/", "/bai/1", "/su-kien/", "/tim-kiem?q=ma+túy", "/tim-kiem.atom", "/tim-kiem.json", "/xuat/bai.csv?q=ma+túy", "/xuat/trich-dan.ris?q=ma+túy", "/xuat/trich-dan.json?q=ma+túy", "/api/v1/articles/1", "/api/v1/openapi.json"):  # fmt: skip
        answer = client.get(path, headers={"Host": "gia.example"})
        assert answer.status_code == 200 and "gia.example" not in answer.text, path
    page = client.get("/bai/1", headers={"Host": "gia.example"}).text
    assert link_of(page, "canonical") == "" and nodes_of(page)["NewsArticle"]["url"] == "/bai/1"


@given(st.text())
def test_any_text_is_a_description(text: str) -> None:
    found = shorten(text)
    assert len(found) <= LONGEST and "\n" not in found


@given(st.recursive(st.text(), lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner)))
def test_a_block_holds_whatever_it_is_given(value: Any) -> None:
    block = str(structured_data.write_block([{"@type": "Thing", "name": value}]))
    inside = block.removeprefix('<script type="application/ld+json">').removesuffix("</script>")
    assert not set("<>&") & set(inside)
    assert json.loads(inside)["@graph"][0]["@type"] == "Thing"


def test_a_day_without_its_year_is_no_date() -> None:
    from facts.reading.views import EventPage, EventSummary

    told = EventSummary(
        1, "hội nghị", "Hội nghị", "--05-24", None, "day", "", "", (), (), 1, ("a",), None, None, "cancelled"
    )
    node = structured_data.event(EventPage(told, (), (), (), (), (), ()), "/su-kien/1", "/bai/", "/nguoi/")
    assert node["startDate"] == "" and node["eventStatus"].endswith("EventCancelled")
