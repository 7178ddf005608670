"""What a person can get wrong, and what a portal can: one clear line each, and an entry of the crawl log for a URL."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import count
from pathlib import Path

import pytest

from archive.articles.archive import Archive
from archive.crawling.crawl_log import CrawlLog
from crawler.crawl import crawl
from crawler.errors import FetchFailed, UnsafeAddress
from crawler.http.fetcher import Clock, Fetcher, RequestLimits
from crawler.sources.registry import find_faults, load_sources
from crawler.sources.sample import sample_source
from crawler.sources.source import Source
from sample import pages
from sample.articles import load_articles
from tests.support.loopback import Said, answering
from tests.support.paths import ROOT

START = datetime.now(UTC) + timedelta(hours=1)  # newly found addresses are due from the real now on
ARTICLE = next(a for a in load_articles() if not a.quirk and a.captions and a.byline)
TEXT = pages.render_article_page(ARTICLE, ("Tin tức",), "").replace('charset="utf-8"', 'charset="{charset}"')


class Portal(BaseHTTPRequestHandler):
    """Answer each path with its fault; a slow answer is held until ``released``."""

    released = threading.Event()

    def log_message(self, *args: object) -> None:
        """Stay silent."""

    def do_GET(self) -> None:
        """Answer a GET."""
        if self.path == "/robots.txt":
            self._send(b"", "text/plain")
        elif self.path == "/":
            self._send(f'<a href="{ARTICLE.path}">x</a>'.encode(), "text/html")
        elif self.path == "/slow":
            self.send_response(200)
            self.send_header("Content-Length", "1000")
            self.end_headers()
            self.wfile.write(b"<")
            self.wfile.flush()
            self.released.wait(30)
        else:
            header, meta, encoding = json.loads(self.server.charsets)  # type: ignore[attr-defined]
            self._send(TEXT.replace("{charset}", meta).encode(encoding), f"text/html; charset={header}")

    def _send(self, body: bytes, kind: str) -> None:
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@contextmanager
def portal(charsets: tuple[str, str, str] = ("utf-8", "utf-8", "utf-8")) -> Iterator[str]:
    """Serve ``Portal``; ``charsets`` are those of the header, of the meta element, and the true one."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), Portal)
    server.daemon_threads = True
    server.charsets = json.dumps(charsets)  # type: ignore[attr-defined]
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        Portal.released.set()
        server.shutdown()
        thread.join()
        server.server_close()
        Portal.released.clear()


def source_of(base: str, path: str = "/") -> Source:
    return replace(sample_source(base), start_pages=(base + path,), feeds=(), sitemaps=())


def fetcher(base: str, clock: Clock, *, total: float = 120.0, loopback: bool = True) -> Fetcher:
    port = int(base.rpartition(":")[2])
    return Fetcher(limits=RequestLimits(0, 20.0, total), ports=(port,), allow_loopback=loopback, clock=clock)


def run(data: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, str(ROOT / "run.py"), "--data", str(data), *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", timeout=60, check=False)


def test_crawl_of_an_unknown_host(tmp_path: Path) -> None:
    done = run(tmp_path, "crawl", "https://x.invalid/")
    said = " ".join((done.stderr + done.stdout).split())
    assert "Traceback" not in said
    assert "không có tên miền x.invalid" in said and "xem lại chính tả" in said
    with Archive.open(tmp_path) as archive:
        log = CrawlLog(archive.engine).recent_visits()
    assert {(line.url, line.outcome) for line in log} == {
        ("https://x.invalid/", "failed"),
        ("https://x.invalid/sitemap.xml", "failed"),
    }
    assert all("không có tên miền x.invalid" in line.detail for line in log)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("domain = [", "TOML"),
        ("\xff", "TOML"),
        ("domain = 5", "domain"),
        ("colour = 'red'", "colour"),
        ("delay = 'long'", "delay"),
        ("delay = nan", "delay"),
        ("delay = inf", "delay"),
        ("delay = 1e400", "delay"),
        ("delay = -1", "delay"),
        ("delay = 3601", "delay"),
        ("budget = -1", "budget"),
        ("budget = 99999999999999999999", "budget"),
        ("budget = nan", "budget"),
        ("hours = [0, 25]", "hours"),
        ("ports = [0]", "ports"),
        ("ports = [65536]", "ports"),
        ("start_pages = [1]", "start_pages"),
        ("ports = ['80']", "ports"),
        ("paused = 1", "paused"),
        ("allow_loopback = true", "allow_loopback"),
        ("name = 'other'", "name"),
        ("[selectors]\nbody = 'div['", "CSS"),
        ("[selectors]\nbody = 3", "CSS"),
    ],
)
def test_broken_source_file(tmp_path: Path, text: str, named: str) -> None:
    path = tmp_path / "sources" / "mine.toml"
    path.parent.mkdir()
    path.write_bytes(text.encode("latin-1"))
    line = str(find_faults(tmp_path)["mine"])
    assert line.startswith(str(path)) and named in line and "sửa" in line and "\n" not in line


def test_source_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "sources" / "mine.toml"
    path.parent.mkdir()
    path.write_text('domain = "a.example"\ndelay = 3\nports = [8080]\n[selectors]\nbody = "div.noi-dung"\n', "utf-8")
    mine = load_sources(tmp_path)["mine"]
    assert (mine.domain, mine.delay, mine.ports, mine.selectors) == ("a.example", 3, (8080,), {"body": "div.noi-dung"})


def test_broken_source_file_on_the_command_line(tmp_path: Path) -> None:
    (tmp_path / "sources").mkdir()
    (tmp_path / "sources" / "mine.toml").write_text("domain = [", "utf-8")
    listed = run(tmp_path, "source", "list")
    assert listed.returncode == 0 and "mine.toml" in listed.stdout + listed.stderr and "ha_tinh" in listed.stdout
    for asked in (["source", "set", "mine", "--delay", "9"], ["crawl", "mine"]):
        done = run(tmp_path, *asked)
        assert (done.returncode, done.stderr.count("\n")) == (1, 1) and "mine.toml" in done.stderr


def test_tls_to_a_plain_port_fails() -> None:
    with portal() as base:
        address = base.replace("http:", "https:") + "/"
        slept: list[float] = []
        with fetcher(base, Clock(sleep=slept.append)) as client, pytest.raises(FetchFailed) as caught:
            client.fetch(address)
        with fetcher(base, Clock(), loopback=False) as client:
            with pytest.raises(UnsafeAddress):
                client.fetch(address)
            assert client.backend.connections == 0
    line = str(caught.value)
    assert "127.0.0.1" in line and "http://" in line and "\n" not in line
    assert len(slept) == 2


@pytest.mark.parametrize(
    "charsets",
    [
        ("iso-8859-1", "utf-8", "utf-8"),
        ("windows-1252", "windows-1252", "utf-8"),
        ("x-unknown", "also-unknown", "utf-8"),
        ("utf-8", "windows-1258", "utf-8"),
        ("utf-8", "utf-16", "utf-16"),
    ],
)
def test_wrong_charset(tmp_path: Path, charsets: tuple[str, str, str]) -> None:
    with portal(charsets) as base, Archive.open(tmp_path) as archive:
        report = crawl(archive, [source_of(base)], clock=Clock(sleep=lambda s: None, now=lambda: START))
        assert report.outcomes == {"listing": 1, "new": 1}
        (found,) = [s.article for batch in archive.changed_since(0) for s in batch]
    assert (found.title, found.lead, found.byline) == (ARTICLE.title, ARTICLE.lead, ARTICLE.byline)


def test_slow_body_ends_at_the_total_limit() -> None:
    ticks = count(0.0, 10.0)  # every look at the clock is ten seconds later
    with portal() as base:
        clock = Clock(monotonic=lambda: next(ticks), sleep=lambda s: None)
        with fetcher(base, clock, total=5.0) as client, pytest.raises(FetchFailed, match="quá 5 giây"):
            client.fetch(f"{base}/slow")


def test_slow_page_is_logged(tmp_path: Path) -> None:
    ticks = count(0.0, 200.0)
    with portal() as base, Archive.open(tmp_path) as archive:
        clock = Clock(monotonic=lambda: next(ticks), sleep=lambda s: None, now=lambda: START)
        report = crawl(archive, [source_of(base, "/slow")], clock=clock)
        (line,) = CrawlLog(archive.engine).recent_visits()
    assert report.outcomes == {"failed": 1}
    assert "giây chưa xong" in line.detail and "\n" not in line.detail


@pytest.mark.parametrize("status", [200, 503])
def test_a_date_of_no_calendar_ends_its_address_and_no_other_portal(status: int, tmp_path: Path) -> None:
    never = "Sun, 99 Nov 99999999999 00:00:00 GMT"
    odd = (
        ("Retry-After", never),
        ("Last-Modified", never),
        ("Date", never),
        ("Expires", never),
        ("X-Robots-Tag", f"unavailable_after: {never}"),
    )
    hostile = Said(status=status, body=b"<p>x</p>", headers=(("Content-Type", "text/html"), *odd))
    said = {
        "/robots.txt": Said(body=b"User-agent: *\n"),
        "/": Said(body=b'<a href="/tin-so-300.html">x</a>', headers=odd),
    }
    kind = (("Content-Type", "application/rss+xml"),)
    entries = "".join(
        f"<item><link>/bai-so-{n}00.html</link><pubDate>{day}</pubDate></item>"
        for n, day in enumerate((never, "Thu, 25 May 2023 03:30:00 GMT"), 1)
    )
    feed = Said(body=f"<rss version='2.0'><channel>{entries}</channel></rss>".encode(), headers=kind)
    clock = Clock(sleep=lambda seconds: None, now=lambda: START)
    with (
        answering(lambda path: (said | {"/feed": feed}).get(path, hostile)) as one,
        answering(lambda path: Said(body=b"<p>x</p>")) as other,
        Archive.open(tmp_path) as archive,
    ):
        first = replace(source_of(one.base), feeds=(f"{one.base}/feed",))
        report = crawl(archive, [first, replace(source_of(other.base), name="other")], clock=clock)
        assert {"/bai-so-100.html", "/bai-so-200.html", "/tin-so-300.html"} <= set(one.paths)
        assert "/" in other.paths and "other" in report.by_source
