"""Whole crawls of the sample portal and of small faulty ones: what is stored, what is logged, what is never asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from archive.articles.archive import Archive
from archive.canonical_url import canonicalise
from archive.crawling.crawl_log import CrawlLog, Visit
from archive.model import StoredArticle
from crawler.crawl import crawl
from crawler.html.page import Page as PageRead
from crawler.html.robots_meta import read_robots_directives
from crawler.http.fetcher import Clock
from crawler.reporting.progress import CrawlReport
from crawler.sources.sample import sample_source
from crawler.sources.source import Source
from sample import pages
from sample.article import SampleArticle
from sample.articles import load_articles
from sample.server import serve_portal
from sample.site import SamplePortal
from vietnamese.spelling.normalise import normalise

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

START = datetime.now(UTC) + timedelta(hours=1)  # newly found addresses are due from the real now on


@dataclass
class Watched:
    """Pass requests on to ``app``, keeping the paths; nothing of it runs when it is not asked."""

    app: WSGIApplication
    paths: list[str] = field(default_factory=list)

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        self.paths.append(str(environ["PATH_INFO"]))
        return self.app(environ, start_response)


@dataclass
class Page:
    """One answer of a small portal."""

    body: str = ""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


def small(answers: dict[str, Page]) -> WSGIApplication:
    """A portal of fixed answers, 404 for the rest; the dictionary may change while it is served."""

    def app(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        page = answers.get(str(environ["PATH_INFO"]), Page("no", 404))
        start_response(f"{page.status} X", [("Content-Type", "text/html; charset=utf-8"), *page.headers.items()])
        return [page.body.encode()]

    return app


def at(moment: datetime) -> Clock:
    """A clock that stands at ``moment`` and never waits."""
    return Clock(sleep=lambda seconds: None, now=lambda: moment)


def stored(archive: Archive) -> dict[str, StoredArticle]:
    """What is in the archive, by URL."""
    return {s.article.url or "": s for batch in archive.changed_since(0) for s in batch}


def article_html(title: str, head: str = "") -> str:
    """A small article page."""
    sample = SampleArticle(
        number=1, slug="x", title=title, published="2023-05-25", section="Tin", lead="Sáng nay, Công an tỉnh họp bàn.",
        paragraphs=("Các đơn vị báo cáo kết quả công tác trong sáu tháng đầu năm và nêu nhiệm vụ thời gian tới.",),
        byline="Minh Anh",
    )  # fmt: skip
    return pages.render_layout(title, pages.render_article_body(sample), (), head=head)


@dataclass
class Crawled:
    """Two crawls of the sample portal: reports, logs (oldest first), what was stored after each, paths asked for."""

    base: str
    reports: list[CrawlReport]
    logs: list[list[Visit]]
    stored: list[dict[str, StoredArticle]]
    paths: list[str]


@pytest.fixture(scope="module")
def crawled(tmp_path_factory: pytest.TempPathFactory) -> Crawled:
    """Crawl the sample portal, let it advance, crawl it again and once more a day later."""
    portal = SamplePortal()
    watched = Watched(portal)
    found = Crawled("", [], [], [], watched.paths)
    with serve_portal(0, watched) as base, Archive.open(tmp_path_factory.mktemp("crawled")) as archive:
        found.base = base
        logged = 0
        for hours in (0, 1, 26):
            clock = at(START + timedelta(hours=hours))
            report = crawl(archive, [sample_source(base)], clock=clock, revisit=timedelta(0))
            lines = CrawlLog(archive.engine).recent_visits(n=10_000)[::-1]
            found.reports.append(report)
            found.logs.append(lines[logged:])
            found.stored.append(stored(archive))
            logged = len(lines)
            if portal.visit == 1:
                portal.advance()
    return found


def quirky(quirk: str) -> list[SampleArticle]:
    return [a for a in load_articles() if a.quirk == quirk]


def test_every_article_is_stored(crawled: Crawled) -> None:
    first = crawled.stored[0]
    assert set(first) == {canonicalise(crawled.base + a.path) for a in load_articles()}
    for wanted in load_articles():
        found = first[canonicalise(crawled.base + wanted.path)].article
        assert normalise(found.title) == normalise(wanted.title)
        assert found.published is not None and found.published.date() == wanted.day
    assert crawled.reports[0].outcomes["new"] == len(load_articles())


def test_outcomes_add_up(crawled: Crawled) -> None:
    for report, log in zip(crawled.reports, crawled.logs, strict=True):
        assert report.outcomes.total() == len(log) == len({line.url for line in log})
        assert report.by_source["sample"] == report.outcomes


def test_forbidden_part_is_never_asked_for(crawled: Crawled) -> None:
    assert not [path for path in crawled.paths if path.startswith(("/noi-bo", "/__portal"))]
    assert {line.outcome for line in crawled.logs[0] if "/noi-bo" in line.url} == {"forbidden"}


def test_odd_pages(crawled: Crawled) -> None:
    for moved in quirky("redirected"):
        assert f"/tin/{moved.number}" in crawled.paths and moved.path in crawled.paths
    odd = quirky("tcvn3") + quirky("nfd")
    assert len(odd) >= 2
    for wanted in odd:
        found = crawled.stored[0][canonicalise(crawled.base + wanted.path)].article
        assert normalise(found.lead) == normalise(wanted.lead)
        assert normalise(wanted.paragraphs[0]) in normalise(found.body)


def test_broken_page_and_non_article_are_logged(crawled: Crawled) -> None:
    lines = {line.url.removeprefix(crawled.base): line for line in crawled.logs[0]}
    assert lines["/thong-ke"].outcome == "failed" and "500" in lines["/thong-ke"].detail
    assert lines["/gioi-thieu"].outcome in ("listing", "not-an-article")
    assert canonicalise(crawled.base + "/gioi-thieu") not in crawled.stored[0]


def test_changed_page_has_a_new_version(crawled: Crawled) -> None:
    changing = {canonicalise(crawled.base + a.path): a for a in quirky("changes")}
    assert {line.url for line in crawled.logs[1] if line.outcome == "changed"} == set(changing) != set()
    for url, article in changing.items():
        before, after = crawled.stored[0][url], crawled.stored[1][url]
        assert (before.version, after.version) == (1, 2)
        assert article.changed_paragraph in after.article.body
    assert crawled.reports[1].outcomes["new"] == 0


def test_vanished_pages_are_gone_at_the_second_look(crawled: Crawled) -> None:
    vanishing = {canonicalise(crawled.base + a.path) for a in quirky("disappears")}
    assert [{u for u, s in after.items() if s.gone} for after in crawled.stored] == [set(), set(), vanishing]
    for url in vanishing:
        assert [x.outcome for log in crawled.logs for x in log if x.url == url] == ["new", "missing", "gone"]


@contextmanager
def portal_of(answers: dict[str, Page], data: Path) -> Iterator[tuple[Source, Archive]]:
    """Serve ``answers``; "/robots.txt" is empty unless given. Yields a source starting at /, and an archive."""
    answers.setdefault("/robots.txt", Page(""))
    with serve_portal(0, small(answers)) as base, Archive.open(data) as archive:
        yield replace(sample_source(base), start_pages=(f"{base}/",), feeds=(), sitemaps=()), archive


LINK = '<a href="/bai-viet-12345.html">x</a>'


@pytest.mark.parametrize("status", [404, 410])
@pytest.mark.parametrize(
    ("hours", "outcomes"),
    [
        ((1, 24, 26), ["new", "missing", "gone"]),  # after 24 hours the revisit is not due yet
        ((1, 30, 60), ["new", "missing", "gone", "missing"]),
        ((1, 2, 3), ["new", "missing"]),
    ],
)
def test_gone_needs_two_visits_a_day_apart(
    tmp_path: Path, status: int, hours: tuple[int, ...], outcomes: list[str]
) -> None:
    answers = {"/": Page(LINK), "/bai-viet-12345.html": Page(article_html("Hội nghị sơ kết công tác"))}
    with portal_of(answers, tmp_path) as (source, archive):
        crawl(archive, [source], clock=at(START), revisit=timedelta(0))
        answers["/bai-viet-12345.html"] = Page("", status)
        for hour in hours:
            crawl(archive, [source], clock=at(START + timedelta(hours=hour)), revisit=timedelta(0))
        lines = CrawlLog(archive.engine).recent_visits(n=100)[::-1]
        assert [line.outcome for line in lines if "12345" in line.url] == outcomes
        assert [s.gone for s in stored(archive).values()] == ["gone" in outcomes]


def test_page_that_returns_is_not_gone(tmp_path: Path) -> None:
    page = Page(article_html("Hội nghị sơ kết công tác"))
    answers = {"/": Page(LINK), "/bai-viet-12345.html": page}
    with portal_of(answers, tmp_path) as (source, archive):
        for hour, answer in ((0, page), (1, Page("", 404)), (30, page), (31, Page("", 404))):
            answers["/bai-viet-12345.html"] = answer
            crawl(archive, [source], clock=at(START + timedelta(hours=hour)), revisit=timedelta(0))
        assert [s.gone for s in stored(archive).values()] == [False]


def test_sitemaps_of_robots_are_read(tmp_path: Path) -> None:
    answers = {"/": Page("<p>Trang chủ</p>"), "/b-12345.html": Page(article_html("Ra quân bảo đảm trật tự"))}
    with portal_of(answers, tmp_path) as (source, archive):
        root = source.start_pages[0]
        elsewhere = "http://elsewhere.example/map.xml"
        answers["/robots.txt"] = Page(f"User-agent: *\nDisallow:\nSitemap: {root}map.xml\nSitemap: {elsewhere}\n")
        answers["/map.xml"] = Page(f"<urlset><url><loc>{root}b-12345.html</loc></url></urlset>")
        report = crawl(archive, [source], clock=at(START))
        assert report.outcomes == {"listing": 1, "sitemap": 1, "new": 1}


@pytest.mark.parametrize(
    "page",
    [
        Page(article_html("Bài kín"), headers={"X-Robots-Tag": "noindex"}),
        Page(article_html("Bài kín"), headers={"X-Robots-Tag": "timtin: none"}),
        Page(article_html("Bài kín", '<meta name="ROBOTS" content="NOINDEX, follow">')),
        Page(article_html("Bài kín", "<meta content=none name=timtin>")),
    ],
)
def test_noindex_is_respected(tmp_path: Path, page: Page) -> None:
    answers = {"/": Page(LINK), "/bai-viet-12345.html": page}
    with portal_of(answers, tmp_path) as (source, archive):
        report = crawl(archive, [source], clock=at(START))
        assert report.outcomes == {"listing": 1, "forbidden": 1}
        assert archive.count() == 0


@pytest.mark.parametrize(
    ("body", "header", "wanted"),
    [
        ("", "googlebot: noindex", set()),
        ("", "max-snippet: 20, noindex", {"max-snippet: 20", "noindex"}),
        ("", "none", {"none", "noindex", "nofollow"}),
        ("<!-- <meta name=robots content=noindex> --><p>robots</p>", "", set()),
        ("<meta name=googlebot content=noindex><p>robots</p>", "", set()),
    ],
)
def test_directives(body: str, header: str, wanted: set[str]) -> None:
    assert (
        read_robots_directives(PageRead.parse(body.encode(), "http://portal.example/", {"x-robots-tag": header}))
        == wanted
    )


def test_nofollow_listing_is_not_followed(tmp_path: Path) -> None:
    with portal_of({"/": Page('<meta name="robots" content="nofollow">' + LINK)}, tmp_path) as (source, archive):
        assert crawl(archive, [source], clock=at(START)).outcomes == {"forbidden": 1}


@pytest.mark.parametrize(
    ("address", "outcome", "named"),
    [
        (lambda base: "http://portal.invalid/", "failed", "không có tên miền portal.invalid"),
        (lambda base: base.replace("http:", "https:") + "/", "failed", "http://"),
        (lambda base: "http://10.0.0.1/", "unsafe", "10.0.0.1"),
    ],
)
def test_unreachable_portals_are_told_in_one_line(
    tmp_path: Path, address: Callable[[str], str], outcome: str, named: str
) -> None:
    told: list[str] = []
    with portal_of({}, tmp_path) as (source, archive):
        source = replace(source, start_pages=(address(source.start_pages[0].rstrip("/")),), domain="")
        report = crawl(archive, [source], clock=at(START), progress=told.append)
        (line,) = CrawlLog(archive.engine).recent_visits()
    assert report.outcomes == {outcome: 1}
    assert (line.outcome, named in line.detail, "\n" in line.detail) == (outcome, True, False)
    assert [named in text for text in told] == [False, True, False]


def test_page_that_asks_later_is_no_longer_found_until_it_stops_asking(tmp_path: Path) -> None:
    page = Page(article_html("Hội nghị sơ kết công tác"))
    closed = Page(page.body, headers={"X-Robots-Tag": "noindex"})
    answers = {"/": Page(LINK), "/bai-viet-12345.html": page}
    seen = []
    with portal_of(answers, tmp_path) as (source, archive):
        for hour, answer in enumerate((page, closed, page)):
            answers["/bai-viet-12345.html"] = answer
            crawl(archive, [source], clock=at(START + timedelta(hours=hour)), revisit=timedelta(0))
            seen += [(s.gone, s.version) for s in stored(archive).values()]
    assert seen == [(False, 1), (True, 1), (False, 2)]
