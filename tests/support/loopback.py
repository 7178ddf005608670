"""Loopback servers of the crawler's tests: one with an answer a path, one that only counts who comes, and an internet of names."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, HTTPServer, ThreadingHTTPServer
from typing import Any

import httpcore


@dataclass(frozen=True)
class Said:
    """One answer. ``reset`` hangs up instead, ``hang`` keeps silent until the server ends, ``drip`` sends byte by byte."""

    status: int = 200
    body: bytes = b""
    headers: tuple[tuple[str, str], ...] = ()
    reset: bool = False
    hang: bool = False
    drip: bytes = b""


@dataclass
class Server:
    """A running server: its port, the paths asked for, and whether anybody came."""

    port: int
    paths: list[str] = field(default_factory=list)
    asked: threading.Event = field(default_factory=threading.Event)
    closing: threading.Event = field(default_factory=threading.Event)

    @property
    def base(self) -> str:
        """The address without a last slash."""
        return f"http://127.0.0.1:{self.port}"


@contextmanager
def running(server: HTTPServer) -> Iterator[int]:
    """Serve from a thread of its own; yield the port."""
    thread = threading.Thread(target=server.serve_forever, args=(0.02,))
    thread.start()
    try:
        yield server.server_address[1]
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


@contextmanager
def answering(answer: Callable[[str], Said]) -> Iterator[Server]:
    """Serve ``answer(path)`` on loopback."""
    found = Server(0)

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def log_message(self, *args: object) -> None:
            """Stay silent."""

        def do_GET(self) -> None:
            """Answer a GET."""
            found.paths.append(self.path)
            found.asked.set()
            said = answer(self.path)
            if said.reset:
                self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
                self.close_connection = True
                return
            if said.hang or said.drip:
                self.close_connection = True
                try:
                    for byte in said.drip:
                        self.wfile.write(bytes([byte]))
                        if found.closing.wait(0.05):
                            return
                    found.closing.wait(30)
                except OSError:
                    pass
                return
            self.send_response(said.status)
            for name, value in said.headers:
                self.send_header(name, value)
            self.send_header("Content-Length", str(len(said.body)))
            self.end_headers()
            self.wfile.write(said.body)

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    server.handle_error = lambda *args: None  # type: ignore[method-assign]
    with running(server) as found.port:
        try:
            yield found
        finally:
            found.closing.set()


@dataclass
class Canary:
    """A listening socket nobody may connect to."""

    port: int
    sockets: list[socket.socket]

    def visited(self) -> bool:
        """Tell whether somebody came: the kernel has finished the handshake without our accepting."""
        for listening in self.sockets:
            listening.setblocking(False)
            try:
                listening.accept()[0].close()
            except BlockingIOError:
                continue
            return True
        return False


@contextmanager
def canary() -> Iterator[Canary]:
    """Listen on 127.0.0.1 and ::1 at one port."""
    four = socket.create_server(("0.0.0.0", 0))
    port = four.getsockname()[1]
    listening = [four]
    if socket.has_ipv6:
        with suppress(OSError):
            listening.append(socket.create_server(("::1", port), family=socket.AF_INET6))
    try:
        yield Canary(port, listening)
    finally:
        for each in listening:
            each.close()


class Internet(httpcore.NetworkBackend):
    """Connects public addresses to loopback ports, and every other address for real: a canary would see it."""

    def __init__(self, places: dict[str, int]) -> None:
        self.places = places
        self.asked: list[str] = []
        self._inner = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect."""
        self.asked.append(host)
        if host in self.places:
            return self._inner.connect_tcp("127.0.0.1", self.places[host], timeout)
        return self._inner.connect_tcp(host, port, timeout)
