"""The served site under many connections that ask nothing, as slow clients and idle browsers hold them."""

from __future__ import annotations

import re
import resource
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path

import httpx
import pytest
from apiflask import APIFlask

from tests.support.paths import ROOT
from web.server import listen, make_server, raise_open_files

IDLE = 1000
LIMITED = """
import resource, sys
resource.setrlimit(resource.RLIMIT_NOFILE, (int(sys.argv.pop(1)), int(sys.argv.pop(1))))
"""
SERVE = LIMITED + 'sys.argv[0] = "run.py"\nfrom cli.main import main\nmain()'
FITTING = LIMITED + (
    "from web.server import raise_open_files\nprint(raise_open_files(), resource.getrlimit(resource.RLIMIT_NOFILE)[0])"
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


@pytest.mark.parametrize(
    "said", [b"", b"GET / HTTP/1.1\r\nHost: ", b"POST /theo-doi HTTP/1.1\r\nContent-Length: 9\r\n\r\n"]
)
def test_a_silent_connection_is_ended(app: APIFlask, said: bytes) -> None:
    listener = listen("127.0.0.1", 0)
    server = make_server(app, listener, idle=1)
    thread = threading.Thread(target=server.run)
    thread.start()
    try:
        with closing(socket.create_connection(listener.getsockname(), timeout=10)) as idle:
            idle.sendall(said)
            assert idle.recv(1000) == b""
    finally:
        server.close()
        thread.join(10)
        server.task_dispatcher.shutdown()
    assert not thread.is_alive()


@pytest.mark.parametrize(
    ("soft", "hard", "fitting", "raised"),
    [(256, 4096, 2000, 2500), (256, 1024, 524, 1024), (300, 300, 150, 300), (4096, 4096, 2000, 4096)],
)
def test_connections_fit_under_the_limit_of_open_files(soft: int, hard: int, fitting: int, raised: int) -> None:
    command = [sys.executable, "-c", FITTING, str(soft), str(hard)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    assert done.stdout.split() == [str(fitting), str(raised)]
