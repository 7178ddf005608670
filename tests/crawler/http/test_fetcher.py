"""The crawler's guard, client and robots rules, against a loopback server with faults."""

from __future__ import annotations

import gzip
import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from archive.canonical_url import canonicalise
from crawler.errors import FetchFailed, UnsafeAddress
from crawler.http.fetcher import Clock, Fetcher, RequestLimits, parse_retry_after
from crawler.http.robots import parse_robots

NOW = datetime(2026, 1, 1, tzinfo=UTC)


class Faults(BaseHTTPRequestHandler):
    """Answer each path with its fault."""

    def log_message(self, *args: object) -> None:
        """Stay silent."""

    def do_GET(self) -> None:
        """Answer a GET."""
        path = self.path
        headers, status, body = {}, 200, b"fine"
        if path.startswith("/loop"):
            status, headers = 302, {"Location": f"/loop{len(path)}x{path[5:]}"}
        elif path == "/private":
            status, headers = 302, {"Location": "http://10.0.0.1/"}
        elif path == "/huge":
            body = b"x" * 200_000
        elif path == "/bomb":
            body, headers = gzip.compress(b"\0" * 5_000_000), {"Content-Encoding": "gzip"}
        elif path == "/gzip":
            body, headers = gzip.compress(b"packed"), {"Content-Encoding": "gzip"}
        elif path == "/500":
            status = 500
        elif path == "/404":
            status = 404
        elif path == "/gate":
            status, headers = 302, {"Location": "/told", "Set-Cookie": "khach=1; Path=/"}
        elif path == "/astray":
            status, headers = 302, {"Location": "http://[bad/"}
        elif path == "/told":
            body = json.dumps({name.lower(): value for name, value in self.headers.items()}).encode()
        elif path == "/busy":
            status, headers = 429, {"Retry-After": "7"}
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def port() -> Iterator[int]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Faults)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    yield server.server_address[1]
    server.shutdown()
    thread.join()
    server.server_close()


def client(port: int, slept: list[float], *, loopback: bool = True) -> Fetcher:
    limits = RequestLimits(delay=0, timeout=3, max_bytes=100_000)
    clock = Clock(sleep=slept.append, now=lambda: NOW)
    return Fetcher(contact="x@example.org", limits=limits, ports=(port,), allow_loopback=loopback, clock=clock)


@pytest.mark.parametrize("path", ["/loop", "/huge", "/bomb"])
def test_faulty_answers_fail(port: int, path: str) -> None:
    with client(port, []) as fetcher, pytest.raises(FetchFailed):
        fetcher.fetch(f"http://127.0.0.1:{port}{path}")


def test_what_is_sent_with_a_request(port: int) -> None:
    with client(port, []) as fetcher:
        told = json.loads(fetcher.fetch(f"http://127.0.0.1:{port}/told", etag='"e"').body)
    assert told == {
        "host": f"127.0.0.1:{port}",
        "user-agent": fetcher.user_agent,
        "accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.5",
        "accept-encoding": "gzip, deflate",
        "accept-language": "vi",
        "connection": "keep-alive",
        "if-none-match": '"e"',
    }


def test_a_cookie_set_on_the_way_is_sent_from_then_on(port: int) -> None:
    """Some portals let nobody in who does not bring back the cookie that their gate gives."""
    with client(port, []) as fetcher:
        first = fetcher.fetch(f"http://127.0.0.1:{port}/gate")
        again = fetcher.fetch(f"http://127.0.0.1:{port}/told")
    assert [json.loads(answer.body).get("cookie") for answer in (first, again)] == ["khach=1", "khach=1"]


def test_a_redirect_to_no_address_is_named(port: int) -> None:
    with client(port, []) as fetcher, pytest.raises(FetchFailed) as failed:
        fetcher.fetch(f"http://127.0.0.1:{port}/astray")
    assert failed.value.code == "crawler.redirect_malformed"


@pytest.mark.parametrize(("path", "status"), [("/404", 404), ("/500", 500), ("/gzip", 200)])
def test_other_answers_are_returned(port: int, path: str, status: int) -> None:
    with client(port, []) as fetcher:
        assert fetcher.fetch(f"http://127.0.0.1:{port}{path}").status == status


def test_retry_after_is_waited_for(port: int) -> None:
    slept: list[float] = []
    with client(port, slept) as fetcher:
        assert fetcher.fetch(f"http://127.0.0.1:{port}/busy").status == 429
    assert slept == [7.0, 7.0]
    assert parse_retry_after("Thu, 01 Jan 2026 00:01:00 GMT", NOW) == 60


@pytest.mark.parametrize(
    "told",
    [
        "",
        "soon",
        "-1",
        "Sun, 99 Nov 99999999999 00:00:00 GMT",
        "Mon, 01 Jan 2024 99999999999999999999:00:00 GMT",
        "nan",
    ],
)
def test_a_retry_after_that_nobody_can_read_says_nothing(told: str) -> None:
    assert parse_retry_after(told, NOW) is None


def test_unknown_host_fails(port: int) -> None:
    with client(port, []) as fetcher, pytest.raises(FetchFailed):
        fetcher.fetch("http://portal.invalid/")


def test_refused_connection_fails() -> None:
    with client(1, []) as fetcher, pytest.raises(FetchFailed):
        fetcher.fetch("http://127.0.0.1:1/")


def test_redirect_to_a_private_address_is_not_followed(port: int) -> None:
    with client(port, []) as fetcher:
        with pytest.raises(UnsafeAddress):
            fetcher.fetch(f"http://127.0.0.1:{port}/private")
        assert fetcher.backend.connections == 1


@pytest.mark.parametrize(
    "host",
    [
        "127.0.0.1",
        "2130706433",
        "0177.0.0.1",
        "0x7f.0.0.1",
        "0x7f000001",
        "127.1",
        "10.0.0.1",
        "172.16.0.1",
        "192.168.1.1",
        "169.254.169.254",
        "0.0.0.0",
        "100.64.0.1",
        "224.0.0.1",
        "255.255.255.255",
        "[::1]",
        "[::]",
        "[::ffff:127.0.0.1]",
        "[::ffff:10.0.0.1]",
        "[64:ff9b::7f00:1]",
        "[64:ff9b::a00:1]",
        "[2002:7f00:1::]",
        "[fe80::1]",
        "[fc00::1]",
        "[fec0::1]",
        "[ff02::1]",
        "localhost",
        "user@127.0.0.1",
        "example.org@10.0.0.1",
    ],
)
def test_private_addresses_are_never_connected(host: str) -> None:
    with client(80, [], loopback=False) as fetcher:
        with pytest.raises(UnsafeAddress):
            fetcher.fetch(f"http://{host}/")
        assert fetcher.backend.connections == 0


def test_one_private_answer_among_public_ones_is_enough() -> None:
    fetcher = Fetcher(resolver=lambda host, port: ["93.184.216.34", "10.0.0.1"])
    with fetcher, pytest.raises(UnsafeAddress):
        fetcher.fetch("http://mixed.example/")


@pytest.mark.parametrize("url", ["ftp://example.org/", "file:///etc/passwd", "http://example.org:22/", "http://"])
def test_other_schemes_and_ports_are_refused(url: str) -> None:
    with Fetcher() as fetcher, pytest.raises(UnsafeAddress):
        fetcher.fetch(url)


@pytest.mark.parametrize(
    ("status", "allowed"),
    [(200, True), (401, True), (403, True), (404, True), (410, True), (429, False), (500, False), (503, False)],
)
def test_robots_status(status: int, allowed: bool) -> None:
    assert parse_robots(status, b"", NOW).allows("http://example.org/a") is allowed


def test_unknown_robots_lines_do_not_end_a_group() -> None:
    rules = parse_robots(200, b"User-agent: *\nNoise: 1\nDisallow: /a\nCrawl-delay: 3\n", NOW)
    assert not rules.allows("http://example.org/a/b")
    assert rules.delay == 3


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("HTTP://Example.ORG:80/a?utm_source=x&b=1#c", "http://example.org/a?b=1"),
        ("http://example.org", "http://example.org/"),
        ("javascript:void(0)", ""),
    ],
)
def test_canonical(url: str, wanted: str) -> None:
    assert canonicalise(url) == wanted
    assert canonicalise(wanted) == wanted
