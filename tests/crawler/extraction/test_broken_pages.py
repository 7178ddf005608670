"""No page and no selector breaks the reader: an article, or one line that says what to do, and the raw page is kept."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import text

from archive.articles.archive import Archive
from archive.crawling.crawl_log import CrawlLog
from archive.failures import EXTRACTION, Failures
from crawler.crawl import crawl
from crawler.discovery.discover import extract_links
from crawler.errors import CrawlError
from crawler.extraction.extract import extract_article, read_page
from crawler.html.page import Page
from crawler.html.robots_meta import read_robots_directives
from crawler.portals import family_of
from crawler.source_check import preview_portal
from crawler.sources.source import Source
from database.transactions import reading
from tests.crawler.extraction.mutations import broken_page, real_pages
from tests.support.crawling import START, at, source_of
from tests.support.loopback import Said, answering
from tests.support.paper_pages import PAPERS

URL = "http://portal.example/tin/bai-viet-so-12345.html"
FEW, MANY, STEP = 120, 3000, 20


def assert_nothing_breaks(seed: int) -> None:
    """Assert that a broken page is read, or refused in one line, and that its links are read all the same."""
    body = broken_page(seed).encode("utf-8", "replace")
    try:
        read = read_page(body, URL, None)
        assert read.article.title and (read.article.lead or read.article.body)
        lines: tuple[str, ...] = read.notes
    except CrawlError as error:
        lines = (str(error),)
    assert all(line and "\n" not in line and "Traceback" not in line for line in lines)
    page = Page.parse(body, URL)
    read_robots_directives(page)
    extract_links(page, "portal.example", family_of(page), date(2026, 1, 1))


@pytest.mark.parametrize("first", range(0, FEW, STEP))
def test_broken_pages(first: int) -> None:
    for seed in range(first, first + STEP):
        assert_nothing_breaks(seed)


@pytest.mark.full
@pytest.mark.parametrize("first", range(FEW, MANY, 10 * STEP))
def test_many_broken_pages(first: int) -> None:
    for seed in range(first, min(MANY, first + 10 * STEP)):
        assert_nothing_breaks(seed)


PARTS = ("title", "body", "lead", "date", "byline", "credit", "section", "drop")
UNUSABLE = ("div[[", "p:has(", ":khong-co(x)", "p::before", ">", ",", "p..x", "[a=")
PAPER = next(paper for paper in PAPERS if paper.name == "baochinhphu_2026")


def read_with(selectors: Mapping[str, str]) -> tuple[str, str, int, tuple[str, ...]]:
    """Return title, text, number of captions and notes of a page read with a source's selectors."""
    source = Source("bao_mau", selectors=selectors)
    read = read_page(PAPER.html.encode(), PAPER.url, None, source)
    return read.article.title, read.article.body, len(read.article.captions.splitlines()), read.failed


@pytest.mark.parametrize("selector", UNUSABLE)
def test_a_selector_that_is_no_css_costs_nothing_but_a_line(selector: str) -> None:
    plain = read_with({})
    for part in PARTS:
        *read, notes = read_with({part: selector})
        assert tuple(read) == plain[:3], part
        (line,) = notes
        assert part in line and selector in line and "bao_mau" in line and "sửa" in line


@pytest.mark.parametrize("selector", [3, None, "", [], {"a": 1}])
def test_a_selector_that_is_no_text_costs_nothing(selector: object) -> None:
    plain = read_with({})
    for part in PARTS:
        assert read_with({part: selector})[:3] == plain[:3]  # type: ignore[dict-item]


@pytest.mark.parametrize("selector", ["html", "footer", "script", "nav a", "br", "p:last-of-type", "*", "h1", ".menu"])
@pytest.mark.parametrize("part", ["title", "body", "drop"])
def test_a_selector_that_means_the_wrong_thing_never_costs_the_article(part: str, selector: str) -> None:
    source = Source("bao_mau", selectors={part: selector})
    read = read_page(PAPER.html.encode(), PAPER.url, None, source)
    assert read.article.title and read.article.published == PAPER.published
    if read.failed:
        assert f"bộ chọn {part} của nguồn bao_mau" in read.failed[0]
        assert read.article.body == extract_article(PAPER.html.encode(), PAPER.url, None).body


@pytest.mark.parametrize("selector", ["html", "*", "body", "body, h1"])
@pytest.mark.parametrize("part", [part for part in PARTS if part != "drop"])
def test_a_selector_that_means_the_whole_page_changes_nothing(part: str, selector: str) -> None:
    for paper in PAPERS[::23]:
        plain = extract_article(paper.html.encode(), paper.url, None)
        source = Source("bao_mau", selectors={part: selector})
        found = extract_article(paper.html.encode(), paper.url, None, source)
        assert found == replace(plain, source="bao_mau")


def test_what_a_title_selector_means_yields_to_what_the_page_calls_itself() -> None:
    for selector in ("nav a", "footer p", ".menu", "h1 ~ p", ".top-date"):
        source = Source("bao_mau", selectors={"title": selector})
        assert extract_article(PAPER.html.encode(), PAPER.url, None, source).title == PAPER.title


def test_a_bad_selector_is_told_and_the_article_kept(tmp_path: Path) -> None:
    html = (("Content-Type", "text/html; charset=utf-8"),)
    link = b'<a href="/bai-viet-12345.html">x</a>'
    page = PAPER.html.replace('rel="canonical"', 'rel="next"').encode()
    with (
        answering(lambda path: Said(body=link if path == "/" else page, headers=html)) as server,
        Archive.open(tmp_path) as archive,
    ):
        bad = replace(source_of(server.base), selectors={"title": "div[["})
        report = crawl(archive, [bad], clock=at(START), limit=3)
        assert report.outcomes["new"] == 1
        (failure,) = [f for f in Failures(archive.engine).list() if f.step == EXTRACTION]
        details = " ".join(line.detail for line in CrawlLog(archive.engine).recent_visits())
    assert "title" in failure.error and "div[[" in failure.error and "portal" in failure.error
    assert failure.error in details


def test_trying_a_source_tells_what_its_selectors_do() -> None:
    html = (("Content-Type", "text/html; charset=utf-8"),)
    links = b"".join(f'<a href="/bai-viet-{n}2345.html">x</a>'.encode() for n in (1, 2))
    pages = {"/": links, "/bai-viet-12345.html": PAPER.html.replace('rel="canonical"', 'rel="next"').encode()}

    def answer(path: str) -> Said:
        return Said(body=pages[path], headers=html) if path in pages else Said(404)

    told: list[str] = []
    with answering(answer) as server:
        source = replace(source_of(server.base), selectors={"title": "div[[", "byline": ".khong-co"})
        assert preview_portal(source, told.append, at(START)) == (1, 2)
    assert any("div[[" in line and "sửa" in line for line in told)


def test_every_raw_page_is_kept(tmp_path: Path) -> None:
    """Of a portal of broken pages each is an article or a page that can be read again; none is lost."""
    count = 60
    pages = {f"/bai-viet-so-{number}00.html": broken_page(number).encode("utf-8", "replace") for number in range(count)}
    links = "".join(f'<a href="{path}">x</a>' for path in pages)
    html = (("Content-Type", "text/html; charset=utf-8"),)

    def answer(path: str) -> Said:
        body = links.encode() if path == "/" else pages.get(path)
        return Said(404) if body is None else Said(body=body, headers=html)

    with answering(answer) as server, Archive.open(tmp_path) as archive:
        report = crawl(archive, [source_of(server.base)], clock=at(START))
        with reading(archive.engine) as connection:
            kept = {str(url) for (url,) in connection.execute(text("select url from responses"))}
        visits = {v.url: v for v in CrawlLog(archive.engine).visits_after(report.first_line)}
    assert report.outcomes["new"] > count / 3
    for path in pages:
        address = server.base + path
        assert address in kept or visits[address].outcome in ("changed", "same", "forbidden"), visits[address]
        assert "\n" not in visits[address].detail


def test_the_pages_are_many() -> None:
    assert len(real_pages()) > 60


@pytest.mark.parametrize("selector", ["div", "span", "a", "p", "td", "li", "strong", "div, span", ".breadcrumb", "nav"])
def test_a_selector_that_means_no_byline_never_wins(selector: str) -> None:
    """A selector may name no more than a kind of element, or mean the breadcrumb after a portal's change."""
    source = Source("bao_mau", selectors={"byline": selector})
    named = ("nuxt_ld_body", "bnews_b", "laodong_2024", "aspnet_font_breaks", "vtv_2018", "agency_credit", "dantri_amp")
    for page in (page for page in PAPERS if page.name in named):
        plain = extract_article(page.html.encode(), page.url, None)
        assert extract_article(page.html.encode(), page.url, None, source).byline == plain.byline, page.name


def test_a_selector_of_a_byline_counts_where_nothing_else_is_told() -> None:
    page = next(page for page in PAPERS if page.name == "umbraco_grid")
    html = page.html.replace("</article>", "<div class='k7'>Lam Giang</div></article>")
    source = Source("bao_mau", selectors={"byline": ".k7"})
    assert extract_article(html.encode(), page.url, None, source).byline == "Lam Giang"
