"""Waitress's server with an epoll loop, deadlines for whoever sends or reads too slowly, and an end without a refused request.

Waitress asks each of its connections twice a round what it waits for, and lets go of one only when it sends nothing at all.
Here a connection costs something when something happens on it, and each part of an exchange has its time: a head, a body,
a pause between two requests, and reading the answer.
"""

from __future__ import annotations

import select
import socket
import time
from collections import Counter
from dataclasses import dataclass
from typing import Any

import structlog
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.parser import HTTPRequestParser
from waitress.server import TcpWSGIServer
from waitress.task import ErrorTask, ThreadedTaskDispatcher, WSGITask
from waitress.wasyncore import readwrite

from translations import N_, language, lookup

WAITED = "timtin.waited"
"""Key of the environ: seconds that a request waited for a thread, once it had arrived."""

_SENT_AT_LEAST = 32 * 1024
"""Bytes of an answer that a reader takes in each period of ``Deadlines.write``: about the slowest mobile network."""

_SEND_BUFFER = 128 * 1024
"""Bytes of an answer that the system holds for a reader; the system's own choice is 20 times that, 2,000 times over."""

_HELD_BACK = 1024 * 1024
"""Bytes of an answer that wait for a reader in memory; what writes it waits beyond that."""

_MOST_HEADER = 32 * 1024
"""Bytes of a request's head: what waits for its end is held in memory, once a connection."""

_MOST_BODY = 2 * 1024 * 1024
"""Bytes of a request's body that are taken in at all; the site itself takes less (``web.app``)."""

_REFUSALS = {
    400: N_("Máy chủ không đọc được yêu cầu này: hãy gõ lại địa chỉ, không để dấu cách trong đó."),
    413: N_("Nội dung gửi lên quá lớn: hãy rút ngắn rồi gửi lại."),
    431: N_("Địa chỉ hoặc phần đầu của yêu cầu quá dài: hãy rút ngắn rồi gửi lại."),
    500: N_("Máy chủ gặp lỗi: hãy thử lại sau ít phút."),
    501: N_("Máy chủ không nhận cách gửi này: hãy gửi lại theo cách thông thường."),
}
"""What is told to whoever sends what is no request, by status."""

_EVICTED_SHARE = 20
"""When no connection is left, so many of a hundred of the address that holds most of them are ended."""

_log = structlog.get_logger("server")


@dataclass(frozen=True, slots=True)
class Deadlines:
    """Seconds that each part of an exchange may take."""

    idle: float = 20
    """Between two requests, and before the first one; blank lines are nothing."""

    head: float = 10
    """From the first byte of a request to the end of its head."""

    body: float = 60
    """From the first byte of a request to its last one."""

    write: float = 60
    """In which a reader takes at least ``_SENT_AT_LEAST`` bytes of what there is."""

    drain: float = 30
    """For requests that run when the server ends."""


class _Task(WSGITask):  # type: ignore[misc]
    """A request that tells how long it waited, and closes its connection when the server ends."""

    channel: Channel

    def get_environment(self) -> dict[str, Any]:
        environ: dict[str, Any] = super().get_environment()
        environ[WAITED] = time.monotonic() - self.channel.queued
        return environ

    def build_response_header(self) -> bytes:
        if self.channel.server.draining:
            self.set_close_on_finish()
        header: bytes = super().build_response_header()
        return header


class _Parser(HTTPRequestParser):  # type: ignore[misc]
    """Reads a request whose address holds letters beyond ASCII as they are: whoever wrote them meant their UTF-8."""

    def parse_header(self, header_plus: bytes) -> None:
        line, end, rest = header_plus.partition(b"\r\n")
        if not line.isascii():
            line = b"".join(bytes([b]) if b < 0x80 else b"%%%02X" % b for b in line)
        super().parse_header(line + end + rest)


class _ErrorTask(ErrorTask):  # type: ignore[misc]
    """Refuses what is no request, in words that a person can read."""

    def execute(self) -> None:
        """Answer with a short page."""
        error = self.request.error
        words = lookup(_REFUSALS.get(error.code, _REFUSALS[400]))
        body = f"<!doctype html><html lang={language()}><meta charset=utf-8><title>{words}</title><p>{words}</p></html>\n".encode()
        self.status = f"{error.code} {error.reason}"
        self.response_headers += [("Content-Type", "text/html; charset=utf-8"), ("X-Content-Type-Options", "nosniff")]
        self.set_close_on_finish()
        self.content_length = len(body)
        self.write(body)


class Channel(HTTPChannel):  # type: ignore[misc]
    """A connection that knows since when it waits for what."""

    task_class = _Task
    error_task_class = _ErrorTask
    parser_class = _Parser
    server: SiteServer

    def __init__(self, server: SiteServer, sock: socket.socket, addr: Any, adj: Adjustments, map: Any = None) -> None:
        self.idle_since = self.begun = self.queued = self.marked = time.monotonic()
        self.sent = self.sent_at_mark = 0
        self.has_pending = self.is_asking = False
        super().__init__(server, sock, addr, adj, map=map)

    def received(self, data: bytes) -> bool:
        took = bool(super().received(data))
        # Not for each beginning: blank lines begin requests that are none.
        if self.request is not None and not self.is_asking:
            self.is_asking, self.begun = True, time.monotonic()
        return took

    def send(self, data: bytes, do_close: bool = True) -> int:
        count = int(super().send(data, do_close=do_close))
        self.sent += count
        return count

    def service(self) -> None:
        super().service()
        self.is_asking = False
        self.idle_since = self.begun = time.monotonic()

    def add_channel(self, map: Any = None) -> None:
        super().add_channel(map)
        self.server.watch(self)

    def del_channel(self, map: Any = None) -> None:
        self.server.forget(self)
        super().del_channel(map)

    @property
    def is_waiting(self) -> bool:
        """Whether nothing is done for this connection: it is idle, or has sent a part of a request."""
        return not self.requests and not self.total_outbufs_len

    def why_overdue(self, now: float, deadlines: Deadlines) -> str:
        """Return which deadline has passed, "" for none."""
        if self.total_outbufs_len:
            return "reader too slow" if self._is_unread(now, deadlines.write) else ""
        self.has_pending = False
        if self.requests:
            return ""
        if self.request is None:
            return "idle" if now - self.idle_since > deadlines.idle else ""
        if not self.request.headers_finished:
            return "head too slow" if now - self.begun > deadlines.head else ""
        return "body too slow" if now - self.begun > deadlines.body else ""

    def _is_unread(self, now: float, period: float) -> bool:
        if not self.has_pending:
            self.has_pending, self.marked, self.sent_at_mark = True, now, self.sent
        elif now - self.marked > period:
            if self.sent - self.sent_at_mark < _SENT_AT_LEAST:
                return True
            self.marked, self.sent_at_mark = now, self.sent
        return False


class SiteServer(TcpWSGIServer):  # type: ignore[misc]
    """Serves an application over a listening socket that other processes may share. ``run`` ends after ``drain``."""

    channel_class = Channel
    active_channels: dict[int, Channel]
    next_channel_cleanup: float

    def __init__(
        self, application: Any, listener: socket.socket, *, threads: int, connections: int, deadlines: Deadlines
    ) -> None:
        self.draining = False
        self.ended: Counter[str] = Counter()
        self._deadlines, self._connections = deadlines, connections
        self._drained_by = 0.0
        self._poller = select.epoll()
        self._watched: dict[int, int] = {}
        self._busy: set[Channel] = set()
        adjustments = Adjustments(
            sockets=[listener],
            threads=threads,
            ident="timtin",
            clear_untrusted_proxy_headers=False,
            cleanup_interval=1,
            max_request_header_size=_MOST_HEADER,
            max_request_body_size=_MOST_BODY,
            outbuf_high_watermark=_HELD_BACK,
            outbuf_overflow=2 * _HELD_BACK,
        )
        adjustments.socket_options = [
            (socket.IPPROTO_TCP, socket.TCP_NODELAY, 1),
            (socket.SOL_SOCKET, socket.SO_SNDBUF, _SEND_BUFFER),
        ]
        dispatcher = ThreadedTaskDispatcher()
        # How deep the queue is, is told by who refuses what waits too long in it.
        dispatcher.queue_logger.disabled = True
        dispatcher.set_thread_count(threads)
        super().__init__(
            application,
            {},
            True,
            listener,
            dispatcher=dispatcher,
            adj=adjustments,
            bind_socket=False,
            sockinfo=(listener.family, listener.type, listener.proto, listener.getsockname()),
        )

    def accept_connections(self) -> None:
        """Take connections; the socket listens already, with the backlog of whoever opened it."""
        self.accepting = True

    def add_task(self, task: Channel) -> None:
        """Put a request in line."""
        task.queued = time.monotonic()
        super().add_task(task)

    def watch(self, channel: Channel) -> None:
        """Take a new connection into the loop."""
        self._watched[channel._fileno] = select.EPOLLIN
        self._poller.register(channel._fileno, select.EPOLLIN)

    def forget(self, channel: Channel) -> None:
        """Let go of a connection before its socket is closed."""
        self._busy.discard(channel)
        if self._watched.pop(channel._fileno, None) is not None:
            self._poller.unregister(channel._fileno)

    def handle_accept(self) -> None:
        """Take one connection; with none left, idle ones of the address that holds most are ended first."""
        if len(self.active_channels) >= self._connections:
            self._evict_waiting()
        super().handle_accept()

    def _evict_waiting(self) -> None:
        waiting = [channel for channel in self.active_channels.values() if channel.is_waiting]
        if not waiting:
            return
        address, _ = Counter(channel.addr[0] for channel in waiting).most_common(1)[0]
        theirs = sorted((c for c in waiting if c.addr[0] == address), key=lambda c: c.idle_since)
        for channel in theirs[: max(1, len(theirs) * _EVICTED_SHARE // 100)]:
            self._end(channel, "evicted")

    def drain(self) -> None:
        """Take no more connections, finish what runs, and let ``run`` return. For signal handlers and other threads."""
        self._drained_by = time.monotonic() + self._deadlines.drain
        self.draining = True
        self.pull_trigger()

    def run(self) -> None:
        """Serve until ``drain`` is called and the last request has ended, or its deadline has passed."""
        self._poller.register(self._fileno, select.EPOLLIN)
        self._poller.register(self.trigger._fileno, select.EPOLLIN)
        listening = True
        while not self.draining or (self.active_channels and time.monotonic() < self._drained_by):
            if self.draining and listening:
                self._poller.unregister(self._fileno)
                listening = False
            self._renew_interests()
            for number, flags in self._poller.poll(0.2 if self.draining else 1):
                self._handle(number, flags)
            now = time.time()
            if self.draining or now >= self.next_channel_cleanup:
                self.next_channel_cleanup = now + self.adj.cleanup_interval
                self.maintenance(now)
        self.task_dispatcher.shutdown()

    def _handle(self, number: int, flags: int) -> None:
        handler = self._map.get(number)
        if handler is None:
            return
        readwrite(handler, flags)
        if isinstance(handler, Channel) and handler._fileno is not None:
            self._busy.add(handler)

    def _renew_interests(self) -> None:
        """Tell epoll what the connections wait for on which something happens."""
        for channel in list(self._busy):
            number = channel._fileno
            wanted = (select.EPOLLIN if channel.readable() else 0) | (select.EPOLLOUT if channel.writable() else 0)
            if wanted != self._watched[number]:
                self._watched[number] = wanted
                self._poller.modify(number, wanted)
            if wanted == select.EPOLLIN and channel.is_waiting:
                self._busy.discard(channel)

    def maintenance(self, now: float) -> None:
        """End the connections whose deadline has passed; while draining, those that ask nothing as well."""
        moment = time.monotonic()
        for channel in list(self.active_channels.values()):
            if why := channel.why_overdue(moment, self._deadlines):
                self._end(channel, why)
            elif self.draining and channel.is_waiting and channel.request is None and moment - channel.idle_since > 1:
                self._end(channel, "server ends")

    def _end(self, channel: Channel, why: str) -> None:
        self.ended[why] += 1
        # At once: a socket whose reader takes nothing never becomes writable, where waitress would end it.
        channel.handle_close()

    def close(self) -> None:
        """Close every connection and the loop's own files; the listening socket stays open for whoever shares it."""
        for channel in list(self.active_channels.values()):
            channel.handle_close()
        self.trigger.close()
        self._poller.close()
        self.del_channel()
