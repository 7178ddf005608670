"""Pages made to hurt: drips, bombs, nesting, endless calendars and tokens. Each ends soon, with its line in the log."""

from __future__ import annotations

import gzip
import time
import zlib
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from archive.articles.archive import Archive
from archive.crawling.crawl_log import CrawlLog
from crawler.crawl import crawl
from crawler.discovery import discover
from crawler.errors import FetchFailed, HostilePage
from crawler.extraction.extract import extract_article
from crawler.html.parser_limits import find_exceeded_limit
from crawler.http.fetcher import Clock, Fetcher, RequestLimits
from crawler.reporting.progress import CrawlReport
from crawler.scheduling import traps
from crawler.sources.sample import sample_source
from sample import pages
from sample.articles import load_articles
from tests.support.loopback import Said, answering

HTML = (("Content-Type", "text/html; charset=utf-8"),)
ARTICLE = next(a for a in load_articles() if not a.quirk and a.byline)
PAGE = pages.render_article_page(ARTICLE, ("Tin tức",), "").replace('rel="canonical"', 'rel="next"')


def crawled(
    data: Path, answer: Callable[[str], Said], start: str = "/", **changes: object
) -> tuple[CrawlReport, list[str]]:
    """Crawl a portal from ``start`` and return the report and the paths asked for."""
    later = datetime.now(UTC) + timedelta(hours=1)
    clock = Clock(sleep=lambda seconds: None, now=lambda: later)
    with answering(answer) as server, Archive.open(data) as archive:
        source = replace(sample_source(server.base), start_pages=(server.base + start,), feeds=(), sitemaps=())
        changes = {key: tuple(server.base + v for v in value) for key, value in changes.items()}  # type: ignore[attr-defined]
        report = crawl(archive, [replace(source, **changes)], clock=clock)  # type: ignore[arg-type]
        assert report.outcomes.total() == len(list(CrawlLog(archive.engine).visits_after(report.first_line)))
        return report, [path for path in server.paths if path != "/robots.txt"]


@pytest.mark.parametrize(
    "drip",
    [
        b"HTTP/1.1 200 OK\r\nX-Slow: " + b"a" * 500,
        b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n" + b"<p>" * 300,
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + b"1\r\nx\r\n" * 200,
        b"HTTP/1.1 302 Found\r\nLocation: /" + b"a" * 500,
    ],
    ids=["headers", "body", "chunks", "redirect"],
)
def test_a_byte_now_and_then_ends_at_the_total_limit(drip: bytes) -> None:
    with answering(lambda path: Said(drip=drip)) as server:
        limits = RequestLimits(0, timeout=5.0, total=0.6)
        begun = time.monotonic()
        client = Fetcher(limits=limits, ports=(server.port,), allow_loopback=True)
        with client, pytest.raises(FetchFailed, match="giây chưa xong"):
            client.fetch(server.base + "/")
        assert time.monotonic() - begun < 4
        assert server.paths == ["/"]


def test_silence_ends_at_the_timeout() -> None:
    with answering(lambda path: Said(hang=True)) as server:
        limits = RequestLimits(0, timeout=0.2, total=5.0)
        client = Fetcher(limits=limits, ports=(server.port,), allow_loopback=True, attempts=1)
        with client, pytest.raises(FetchFailed):
            client.fetch(server.base + "/")


def packed(text: bytes) -> bytes:
    """Gzip without the time of day, so that every process names these cases alike."""
    return gzip.compress(text, mtime=0)


def raw_deflate(text: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(text) + packer.flush()


@pytest.mark.parametrize(
    ("encoding", "body", "wanted"),
    [
        ("gzip", packed(b"tin"), b"tin"),
        ("x-gzip", packed(b"tin"), b"tin"),
        ("gzip", packed(b"t") + packed(b"in"), b"tin"),
        ("gzip", packed(b"tin") + b"\0" * 20, b"tin"),
        ("deflate", zlib.compress(b"tin"), b"tin"),
        ("deflate", raw_deflate(b"tin" * 50), b"tin" * 50),
        ("identity", b"tin", b"tin"),
        ("gzip", packed(b"\0" * 50_000_000), None),
        ("gzip", b"".join(packed(b"\0" * 600_000) for _ in range(5)), None),
        ("deflate", zlib.compress(b"\0" * 50_000_000), None),
        ("gzip", packed(b"tin")[:-6], None),
        ("gzip", b"no gzip", None),
        ("br", b"tin", None),
        ("gzip, gzip", packed(packed(b"tin")), None),
    ],
)
def test_compressed_bodies(encoding: str, body: bytes, wanted: bytes | None) -> None:
    with answering(lambda path: Said(body=body, headers=(("Content-Encoding", encoding),))) as server:
        limits = RequestLimits(0, max_bytes=1_000_000)
        with Fetcher(limits=limits, ports=(server.port,), allow_loopback=True) as client:
            if wanted is None:
                with pytest.raises(FetchFailed):
                    client.fetch(server.base + "/")
            else:
                assert client.fetch(server.base + "/").body == wanted


LAUGHS = b'<!DOCTYPE z [<!ENTITY a "ha">' + b"".join(
    f'<!ENTITY {chr(b)} "{f"&{chr(b - 1)};" * 10}">'.encode() for b in range(ord("b"), ord("m"))
)
BOMBS = {
    "laughs": LAUGHS + b"]><urlset><url><loc>&l;</loc></url></urlset>",
    "quadratic": b'<!DOCTYPE z [<!ENTITY a "' + b"x" * 50_000 + b'">]><urlset><url><loc>' + b"&a;" * 50_000 + b"</loc></url></urlset>",
    "external": b'<!DOCTYPE z [<!ENTITY a SYSTEM "file:///etc/passwd">]><urlset><url><loc>&a;</loc></url></urlset>',
    "parameter": b'<!DOCTYPE z SYSTEM "http://127.0.0.1/z.dtd" [<!ENTITY % a SYSTEM "http://127.0.0.1/a">%a;]><urlset/>',
    "nested": b"<urlset>" * 10_000 + b"</urlset>" * 10_000,
    "gzip bomb": packed(b"<urlset>" + b" " * 60_000_000),
    "no xml": b"\0\xff" * 1000,
    "utf-7": b"<?xml version='1.0' encoding='utf-7'?><urlset/>",
}  # fmt: skip


@pytest.mark.parametrize("name", BOMBS)
def test_xml_bombs_find_nothing_soon(name: str) -> None:
    begun = time.process_time()
    assert discover.parse_sitemap(BOMBS[name], "http://portal.example/map.xml") == []
    feed = BOMBS[name].replace(b"urlset", b"rss").replace(b"loc", b"link")
    if find_exceeded_limit(feed):
        return  # the crawl does not parse it
    assert all("etc" not in url for url, kind in discover.parse_feed(feed, "http://portal.example/rss.xml"))
    assert time.process_time() - begun < 20


DEEP = "<div>" * 10_000
HURTING = {
    "deep divs": DEEP + "x",
    "deep around an article": PAGE.replace("<body>", "<body>" + DEEP),
    "deep inline": "<b><i>" * 10_000 + "x",
    "deep tables": "<table><tr><td>" * 3_000 + "x",
    "many tags": "<p>" * 300_000,
    "unclosed": "<a href='" * 20_000,
    "comments": "<!--" * 50_000,
    "attributes": "<p " + " ".join(f"a{n}=1" for n in range(50_000)) + ">",
    "entities": "&#x1F600;&amp;" * 100_000,
    "null bytes": "\0" * 100_000,
    "not closed script": "<script>" + "x" * 500_000,
    "doctype": LAUGHS.decode() + "]><p>&l;</p>",
}


@pytest.mark.parametrize("name", HURTING)
@pytest.mark.parametrize("path", ["/", "/bai-viet-12345.html"])
def test_pages_made_to_hurt_are_told_in_the_log(name: str, path: str, tmp_path: Path) -> None:
    body = HURTING[name].encode()
    link = Said(body=b'<a href="/bai-viet-12345.html">x</a>', headers=HTML)
    begun = time.process_time()
    report, _ = crawled(
        tmp_path, lambda p: Said(body=body, headers=HTML) if p == path else link if p == "/" else Said(404)
    )
    assert set(report.outcomes) <= {"listing", "not-an-article", "unreadable", "new", "missing", "failed"}
    assert report.outcomes.total() >= 1
    assert time.process_time() - begun < 30


@pytest.mark.parametrize("name", ["deep divs", "many tags", "attributes"])
def test_extraction_tells_a_hurting_page_before_parsing(name: str) -> None:
    with pytest.raises(HostilePage, match="không đọc, "):
        extract_article(HURTING[name].encode(), "http://portal.example/bai-viet-1.html", None)


def test_an_endless_calendar_ends(tmp_path: Path) -> None:
    """Each month links to the next, the one before, next year and its days; no day has news. The articles are all found."""

    def answer(path: str) -> Said:
        if path == "/":
            text = '<a href="/lich/2026/1">Lịch</a>' + "".join(
                f'<a href="/bai-viet-{n}00.html">x</a>' for n in range(1, 31)
            )
        elif path.startswith("/lich/"):
            year, month, *day = (int(part) for part in path.split("/")[2:])
            months = [(year, month % 12 + 1), (year + 1, month), (year - 1, month)]
            text = "<h1>Lịch công tác</h1>" + "".join(f'<a href="/lich/{y}/{m}">»</a>' for y, m in months)
            text += "".join(f'<a href="/lich/{year}/{month}/{d}">{d}</a>' for d in range(1, 29))
        elif path.startswith("/bai-viet-"):
            text = PAGE.replace(ARTICLE.title, f"{ARTICLE.title} số {path}")
        else:
            return Said(404)
        return Said(body=text.encode(), headers=HTML)

    report, paths = crawled(tmp_path, answer)
    assert report.outcomes["new"] == 30
    assert len(paths) < 2500


def test_tokens_in_addresses_end(tmp_path: Path) -> None:
    """Every answer carries links with a fresh token: the same eight articles under ever new addresses."""
    count = iter(range(10**9))

    def answer(path: str) -> Said:
        if path == "/robots.txt":
            return Said(404)
        if path.startswith("/bai-viet-"):
            number = path.partition("?")[0]
            return Said(body=PAGE.replace(ARTICLE.title, f"{ARTICLE.title} số {number}").encode(), headers=HTML)
        links = "".join(f'<a href="/bai-viet-{n}00.html?phien={next(count)}x">Bài</a>' for n in range(1, 9))
        links += "".join(f'<a href="/tin-tuc?page={n}&phien={next(count)}x">{n}</a>' for n in range(1, 4))
        return Said(body=links.encode(), headers=HTML)

    report, paths = crawled(tmp_path, answer)
    assert report.outcomes["new"] == 8
    assert report.outcomes["trap"] > len(paths)
    assert len(paths) < 1000


def test_paths_that_grow_end(tmp_path: Path) -> None:
    def answer(path: str) -> Said:
        base = path.rstrip("/")
        return Said(body=f'<a href="{base}/tin/">sau</a><a href="{base}/muc/">tiếp</a>'.encode(), headers=HTML)

    _, paths = crawled(tmp_path, answer)
    assert len(paths) < 400


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("http://x.example/tin/2023/bai-viet-1.html", True),
        ("http://x.example/a/a/a", True),
        ("http://x.example/a/b/a/b/a/b/a/b", False),
        ("http://x.example/" + "/".join(map(str, range(40))), False),
        ("http://x.example/?q=" + "x" * 2500, False),
    ],
)
def test_plausible(url: str, wanted: bool) -> None:
    assert traps.is_plausible(url) is wanted


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        ("http://x.example/lich/2031/05?thang=7", "http://x.example/lich/2032/1?thang=8", True),
        ("http://x.example/mot-bai-viet-dai-1.html", "http://x.example/bai-khac-dai-hon-22.html", True),
        ("http://x.example/a?x=1", "http://x.example/a?y=1", False),
        ("http://x.example/tin", "http://x.example/lich", False),
    ],
)
def test_shapes(one: str, two: str, same: bool) -> None:
    assert (traps.shape_of(one) == traps.shape_of(two)) is same
