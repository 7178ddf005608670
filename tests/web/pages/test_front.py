"""The front page, the pages of the sources, help whose examples work, and the pages about the site."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from shutil import copytree

import pytest
from flask.testing import FlaskClient

from archive.articles.archive import Archive
from archive.moderation import Moderation
from web.app import close_app, create_app


@pytest.fixture(scope="module")
def reader(demo_data: Path) -> Iterator[FlaskClient]:
    app = create_app(demo_data, testing=True)
    with app.test_client() as client:
        yield client
    close_app(app)


def test_the_front_page_shows_what_is_new_and_ways_in(reader: FlaskClient) -> None:
    page = reader.get("/").text
    for title in ("Tin tức – Sự kiện", "Bài mới nhất", "Sự kiện gần đây", "Duyệt kho bài", "Liên kết website"):
        assert title in page, title
    news = page[page.index("<h2>Bài mới nhất</h2>") :]
    news = news[: news.index("</section>")]
    days = [f"{y}{m}{d}" for d, m, y in re.findall(r"(\d\d)/(\d\d)/(\d{4})", news)]
    assert len(days) == 10 and days == sorted(days, reverse=True)
    browse = page[page.index('id="duyet"') :]
    for link in re.findall(r'href="(/[^"]+)"', browse)[:30]:
        assert reader.get(unescape(link)).status_code == 200, link


def test_a_source_links_to_its_portal(client: FlaskClient) -> None:
    for path in ("/", "/nguon/ha_tinh"):
        page = client.get(path).text
        assert re.search(r'<a href="https?://[^"]*hatinh[^"]*" rel="noopener noreferrer external">', page), path


def test_the_numbers_of_browsing_are_those_of_the_search(reader: FlaskClient) -> None:
    page = reader.get("/").text
    link, number = re.findall(r'<a href="(/tim-kiem\?nam=\d+)"[^>]*>\d+</a> <span class="count">(\d+)', page)[0]
    assert f"<b>{number}</b> bài" in reader.get(link).text


def test_a_hidden_article_leaves_the_front_page_at_once(demo_data: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    copytree(demo_data, data)
    app = create_app(data, testing=True)
    with app.test_client() as client:
        number = int(re.findall(r'href="/bai/(\d+)"', client.get("/").text)[0])
        with Archive.open(data) as archive:
            Moderation(archive.engine).hide_article(number, who="lan", reason="vì lý do riêng")
        assert f'href="/bai/{number}"' not in client.get("/").text
    close_app(app)


def test_a_source_tells_since_when_and_how_complete(reader: FlaskClient) -> None:
    page = reader.get("/nguon/").text
    assert "Kho bài có gì" in page and 'href="/nguon/sample"' in page and "%" in page
    own = reader.get("/nguon/sample").text
    for told in ("Bài đăng từ – đến", "03/2013", "Đầy đủ đến đâu", "Lần thu thập gần nhất", "Theo năm"):
        assert told in own, told
    assert reader.get("/nguon/khong-co").status_code == 404


def test_every_example_of_the_help_finds_something(reader: FlaskClient) -> None:
    page = reader.get("/huong-dan").text
    examples = page[page.index('class="examples"') : page.index('id="ket-qua"')]
    links = re.findall(r'href="(/tim-kiem\?[^"]+)"', examples)
    assert len(links) > 15
    for link in links:
        assert re.search(r'<h1 id="tong"[^>]*>\s*<b>', reader.get(unescape(link)).text), link


@pytest.mark.parametrize(
    "path", ["/gioi-thieu", "/tiep-can", "/huong-dan", "/nguon/", "/nguon/sample", "/", "/du-lieu-ca-nhan"]
)
def test_pages_about_the_site_are_linked_and_speak_both_languages(reader: FlaskClient, path: str) -> None:
    assert f'href="{path}"' in reader.get("/").text
    english = reader.get(path, headers={"Accept-Language": "en"}).text
    assert '<html lang="en">' in english and "Hướng dẫn" not in english.replace("Tiếng Việt", "")


def test_titles_tell_pages_apart(reader: FlaskClient) -> None:
    pages = ["/", "/tim-kiem?q=hội+nghị", "/tim-kiem?q=hội+nghị&trang=2", "/xuat/?q=hội+nghị", "/theo-doi?q=hội+nghị", "/tim-kiem/loc/muc?q=hội+nghị", "/bai/1", "/su-kien/", "/su-kien/?trang=2", "/su-kien/1", "/nguoi/", "/nguoi/1", "/van-ban/", "/nguon/", "/nguon/sample", "/huong-dan", "/gioi-thieu", "/tiep-can", "/du-lieu-ca-nhan", "/suc-khoe", "/tim-nang-cao", "/tim-hang-loat", "/khong-co"]  # fmt: skip
    titles = [re.search(r"<title>([^<]+)", reader.get(p).text)[1] for p in pages]  # type: ignore[index]
    assert len(set(titles)) == len(pages), titles


def test_the_page_one_is_on_is_told(reader: FlaskClient) -> None:
    assert '<a href="/huong-dan" aria-current="page">' in reader.get("/huong-dan").text
    assert '<a href="/su-kien/" aria-current="true">' in reader.get("/su-kien/1").text


def test_every_column_of_every_table_has_a_heading(reader: FlaskClient) -> None:
    for path in ("/nguon/", "/su-kien/1", "/su-kien/5"):
        for table in re.findall(r"<table>(.*?)</table>", reader.get(path).text, flags=re.S):
            headings = re.findall(r"<th scope=\"col\">([^<]*)</th>", table)
            row = re.search(r"<tbody>\s*<tr>(.*?)</tr>", table, flags=re.S)
            assert row is not None and all(h.strip() for h in headings)
            assert len(re.findall(r"<t[dh]", row[1])) == len(headings)
