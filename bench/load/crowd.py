"""Holds thousands of connections that ask little: idle, half-sent, dripping or not reading. ``python -m bench.load.crowd --help``."""

from __future__ import annotations

import argparse
import contextlib
import selectors
import socket
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

KINDS = ("idle", "head", "drip", "body", "unread")
"""Nothing sent; half a head; a head that grows by a byte a second; half a body; files asked for and never read."""

LARGE = "/xuat/bai.jsonl?q=c%C3%B4ng+an"
"""A file of thousands of articles."""

_STARTS = {
    "idle": b"",
    "head": b"GET /huong-dan HTTP/1.1\r\nHost: localhost\r\nX-",
    "drip": b"GET /huong-dan HTTP/1.1\r\nHost: localhost\r\nX-",
    "body": b"POST /quan-tri/dang-nhap HTTP/1.1\r\nHost: localhost\r\nContent-Length: 1000\r\n\r\nname=",
    "unread": f"GET {LARGE} HTTP/1.1\r\nHost: localhost\r\n\r\n".encode(),
}


def _start_of(kind: str, number: int) -> bytes:
    """What a connection sends first, from an address of its own where the server believes its proxy."""
    address = f"X-Forwarded-For: 10.9.{number // 250 % 250}.{number % 250}\r\n"
    return _STARTS[kind].replace(b"Host: localhost\r\n", b"Host: localhost\r\n" + address.encode())


@dataclass(slots=True)
class Crowd:
    """Connections of one kind to an address; each that the server ends is opened again. ``close`` ends all of them."""

    address: tuple[str, int]
    kind: str
    wanted: int
    ended: int = 0
    refused: int = 0
    begun: int = 0
    _selector: selectors.BaseSelector = field(default_factory=selectors.DefaultSelector)
    _dripped: float = 0.0

    def keep(self, *, at_once: int = 100) -> int:
        """Bring the crowd back to its number, ``at_once`` connections at most; return how many are open."""
        opened = self._selector.get_map()
        for _ in range(min(at_once, self.wanted - len(opened))):
            try:
                connection = self._open()
            except OSError:
                self.refused += 1
                break
            self._selector.register(connection, selectors.EVENT_READ)
        self._drop_ended()
        self._drip()
        return len(opened)

    def _open(self) -> socket.socket:
        connection = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
        if self.kind == "unread":
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        connection.settimeout(2)
        try:
            connection.connect(self.address)
            connection.sendall(_start_of(self.kind, self.begun))
            self.begun += 1
        except OSError:
            connection.close()
            raise
        connection.setblocking(False)
        return connection

    def _drop_ended(self) -> None:
        if self.kind == "unread":
            return
        for key, _ in self._selector.select(0):
            connection = key.fileobj
            assert isinstance(connection, socket.socket)
            try:
                over = connection.recv(4096) == b""
            except OSError:
                over = True
            if over:
                self._selector.unregister(connection)
                connection.close()
                self.ended += 1

    def _drip(self) -> None:
        if self.kind != "drip" or time.monotonic() - self._dripped < 1:
            return
        self._dripped = time.monotonic()
        for connection in self._connections():
            with contextlib.suppress(OSError):
                connection.send(b"x")

    def _connections(self) -> Iterator[socket.socket]:
        for key in list(self._selector.get_map().values()):
            assert isinstance(key.fileobj, socket.socket)
            yield key.fileobj

    def close(self) -> None:
        """End every connection."""
        for connection in self._connections():
            connection.close()
        self._selector.close()


def main() -> None:
    """Hold a crowd for some seconds; print how many were open when all were up, then what became of them."""
    flags = argparse.ArgumentParser(description=__doc__)
    flags.add_argument("--port", type=int, required=True)
    flags.add_argument("--kind", choices=KINDS, required=True)
    flags.add_argument("--connections", type=int, default=2000)
    flags.add_argument("--seconds", type=float, default=30)
    chosen = flags.parse_args()
    from web.serving.listener import raise_open_files

    raise_open_files()
    crowd = Crowd(("127.0.0.1", chosen.port), chosen.kind, chosen.connections)
    until = time.monotonic() + chosen.seconds
    most = 0
    told = False
    while time.monotonic() < until:
        most = max(most, crowd.keep())
        if not told and (most >= chosen.connections or time.monotonic() > until - chosen.seconds * 0.8):
            print(f"open {most}", flush=True)
            told = True
        time.sleep(0.02)
    print(dict(Counter(most=most, ended=crowd.ended, refused=crowd.refused)), flush=True)
    crowd.close()


if __name__ == "__main__":
    main()
