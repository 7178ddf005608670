"""The served site under many connections that ask nothing, as slow clients and idle browsers hold them."""

from __future__ import annotations

import re
import resource
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest

from tests.support.paths import ROOT
from web.serving.channels import Deadlines, SiteServer
from web.serving.listener import listen, raise_open_files

IDLE = 1000
LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_NOFILE, (int(sys.argv.pop(1)), int(sys.argv.pop(1))))
"""
SERVE = LIMITED + 'sys.argv[0] = "run.py"\nfrom cli.main import main\nmain()'
FITTING = LIMITED + (
    "from web.serving.listener import raise_open_files\nprint(raise_open_files(), resource.getrlimit(resource.RLIMIT_NOFILE)[0])"
)


@pytest.fixture
def many_files() -> Iterator[None]:
    """A limit of open files under which this process can hold its own ends of the connections."""
    before = resource.getrlimit(resource.RLIMIT_NOFILE)
    raise_open_files()
    yield
    resource.setrlimit(resource.RLIMIT_NOFILE, before)


@pytest.fixture
def served(tmp_path: Path) -> Iterator[int]:
    """The port of ``run.py serve``, begun with the soft limit of 256 open files that some systems give."""
    hard = str(resource.getrlimit(resource.RLIMIT_NOFILE)[1])
    command = [sys.executable, "-u", "-c", SERVE, "256", hard, "--data", str(tmp_path), "serve", "--port", "0"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as process:
        assert process.stdout is not None
        port = re.search(r"http://127\.0\.0\.1:(\d+)/", process.stdout.readline())
        assert port is not None
        yield int(port[1])
        process.send_signal(signal.SIGTERM)
        process.stdout.read()
        assert process.wait(30) == 0


def test_idle_connections_do_not_stop_the_site(many_files: None, served: int) -> None:
    with ExitStack() as held, httpx.Client(timeout=10, trust_env=False) as reader:
        for number in range(IDLE):
            idle = held.enter_context(closing(socket.create_connection(("127.0.0.1", served), timeout=5)))
            if number % 2:
                idle.sendall(b"GET /huong-dan HTTP/1.1\r\nHost: ")  # a request that never ends
        for path in ("/huong-dan", "/du-lieu-ca-nhan"):
            assert reader.get(f"http://127.0.0.1:{served}{path}").status_code == 200


SHORT = Deadlines(idle=1, head=1, body=1, write=1, drain=1)


@contextmanager
def serving(app: Callable[..., Any], *, connections: int = 100) -> Iterator[tuple[SiteServer, tuple[str, int]]]:
    """A server with short deadlines, and its address."""
    with closing(listen("127.0.0.1", 0)) as listener:
        server = SiteServer(app, listener, threads=4, connections=connections, deadlines=SHORT)
        thread = threading.Thread(target=server.run)
        thread.start()
        try:
            yield server, listener.getsockname()
        finally:
            server.drain()
            thread.join(10)
            server.close()
    assert not thread.is_alive()


def constant(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    start_response("200 OK", [("Content-Length", "2")])
    return [b"ok"]


def endless(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterator[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain")])
    while True:
        yield b"x" * 65536


def read_all(connection: socket.socket, send: bytes = b"") -> bytes:
    """What comes until the server ends the connection, while ``send`` goes out every tenth of a second."""
    connection.settimeout(0.1)
    got = b""
    for _ in range(100):
        try:
            if send:
                connection.sendall(send)
            part = connection.recv(65536)
        except TimeoutError:
            continue
        except ConnectionError:
            return got
        if not part:
            return got
        got += part
    raise AssertionError("the connection was not ended")


@pytest.mark.parametrize(
    ("said", "dripped"),
    [
        (b"", b""),
        (b"", b"\r\n"),
        (b"GET / HTTP/1.1\r\nHost: ", b""),
        (b"GET / HTTP/1.1\r\nHost: ", b"x"),
        (b"POST / HTTP/1.1\r\nContent-Length: 9000\r\n\r\n", b""),
        (b"POST / HTTP/1.1\r\nContent-Length: 9000\r\n\r\n", b"x"),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    ],
)
def test_a_connection_that_never_asks_is_ended_also_when_it_drips(said: bytes, dripped: bytes) -> None:
    with serving(constant) as (_, address), closing(socket.create_connection(address, timeout=10)) as slow:
        slow.sendall(said)
        assert read_all(slow, dripped) == b""


def test_an_answered_connection_is_ended_when_it_rests() -> None:
    with serving(constant) as (_, address), closing(socket.create_connection(address, timeout=10)) as reader:
        reader.sendall(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n" * 2)
        assert read_all(reader).count(b"200 OK") == 2


def test_who_reads_nothing_is_ended_and_gives_the_thread_back() -> None:
    ended = threading.Event()

    def watched(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterator[bytes]:
        try:
            yield from endless(environ, start_response)
        finally:
            ended.set()

    with serving(watched) as (server, address), closing(socket.create_connection(address, timeout=10)) as reader:
        reader.sendall(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        assert ended.wait(15)
        assert server.ended["reader too slow"] == 1


def test_who_reads_goes_on_reading() -> None:
    with serving(endless) as (_, address), closing(socket.create_connection(address, timeout=10)) as reader:
        reader.sendall(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        until = time.monotonic() + 3  # three times the deadline
        got = 0
        while time.monotonic() < until:
            got += len(reader.recv(65536))
        assert got > 3_000_000


def test_idle_connections_make_room_for_a_new_one() -> None:
    with ExitStack() as held, serving(constant, connections=20) as (server, address):
        for _ in range(60):
            held.enter_context(closing(socket.create_connection(address, timeout=5)))
        with closing(socket.create_connection(address, timeout=5)) as reader:
            reader.sendall(b"GET / HTTP/1.0\r\n\r\n")
            assert read_all(reader).endswith(b"ok")
        assert server.ended["evicted"] >= 40


def test_what_runs_is_finished_when_the_server_ends() -> None:
    begun, go_on = threading.Event(), threading.Event()

    def slow(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
        begun.set()
        assert go_on.wait(10)
        return constant(environ, start_response)

    with serving(slow) as (server, address), closing(socket.create_connection(address, timeout=10)) as reader:
        reader.sendall(b"GET / HTTP/1.1\r\nHost: h\r\n\r\n")
        assert begun.wait(10)
        server.drain()
        go_on.set()
        answer = read_all(reader)
        assert answer.endswith(b"ok") and b"Connection: close" in answer


@pytest.mark.parametrize(
    ("soft", "hard", "fitting", "raised"),
    [(256, 4096, 2000, 2500), (256, 1024, 524, 1024), (300, 300, 150, 300), (4096, 4096, 2000, 4096)],
)
def test_connections_fit_under_the_limit_of_open_files(soft: int, hard: int, fitting: int, raised: int) -> None:
    command = [sys.executable, "-c", FITTING, str(soft), str(hard)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(fitting), str(raised)]


def echoed(environ: dict[str, Any], start_response: Callable[..., Any]) -> list[bytes]:
    start_response("200 OK", [("Content-Type", "text/plain; charset=utf-8")])
    asked = environ["PATH_INFO"] + "?" + environ["QUERY_STRING"]
    return [asked.encode("latin-1")]


@pytest.mark.parametrize(
    ("target", "read"),
    [
        ("/tìm-kiếm?q=ma+túy".encode(), "/tìm-kiếm?q=ma+t%C3%BAy"),
        ("/bài/1".encode(), "/bài/1?"),
        (b"/%C4%91?q=ph%C3%B2ng", "/đ?q=ph%C3%B2ng"),
        ("/x?q=Đặng".encode("cp1258", "replace"), None),
        (b"/\xff\xfe?q=\x80", None),
    ],
)
def test_an_address_with_letters_as_they_are_is_read(target: bytes, read: str | None) -> None:
    with serving(echoed) as (_, address), closing(socket.create_connection(address, timeout=5)) as reader:
        answer = read_all(reader, b"GET " + target + b" HTTP/1.0\r\nHost: h\r\n\r\n")
    assert answer.startswith(b"HTTP/1.0 200 OK")
    if read is not None:
        assert answer.decode("utf-8").endswith(read)


@pytest.mark.parametrize(
    ("sent", "status", "words"),
    [
        ("GET /tìm kiếm?q=ma túy HTTP/1.1\r\nHost: h\r\n\r\n".encode(), 400, "không để dấu cách"),
        (b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03\r\n\r\n", 400, "không đọc được"),
        (b"GET / HTTP/1.1\r\nHost: h\r\nbad header\r\n\r\n", 400, "không đọc được"),
        (b"GET / HTTP/1.1\r\nHost: h\r\nX: " + b"x" * 40_000 + b"\r\n\r\n", 431, "quá dài"),
        (b"POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 99999999\r\n\r\n", 413, "quá lớn"),
    ],
)
def test_what_is_no_request_is_refused_in_words(sent: bytes, status: int, words: str) -> None:
    with serving(echoed) as (_, address), closing(socket.create_connection(address, timeout=5)) as reader:
        head, _, body = read_all(reader, sent).partition(b"\r\n\r\n")
    assert head.split()[1] == b"%d" % status and b"text/html; charset=utf-8" in head
    assert words in body.decode("utf-8")
