"""Serves the site with waitress, and its worker beside it, until SIGINT or SIGTERM; ``run.py serve`` calls it."""

from __future__ import annotations

import contextlib
import errno
import signal
import socket
import threading
from collections.abc import Callable
from pathlib import Path
from types import FrameType
from typing import Any

from apiflask import APIFlask
from waitress.server import create_server

import settings
from jobs.logs import configure_logs
from jobs.worker import start_workers
from web.app import close_app, create_app
from web.errors import AddressRefused, PortInUse
from web.index_watch import IndexWatch
from web.keys import setup_link
from web.state import State

THREADS = 8
_NO_SUCH_ADDRESS = (errno.EADDRNOTAVAIL, socket.EAI_NONAME)


def serve(
    data: Path,
    host: str = "127.0.0.1",
    port: int = 8080,
    *,
    announce: Callable[[str], None] = print,
    schedule: bool = True,
) -> None:
    """Serve the data folder until SIGINT or SIGTERM; port 0 takes a free one. ``announce`` gets each line to show.

    ``schedule`` False turns the regular crawl off. Raises PortInUse, AddressRefused, ArchiveError.
    """
    configure_logs()
    listener = listen(host, port)
    app = None
    worker = None
    watch = None
    try:
        app = create_app(data)
        open_index(app)
        watch = IndexWatch(data, app.extensions["timtin"].let_go)
        watch.start()
        address = f"http://{_shown_host(host)}:{listener.getsockname()[1]}"
        link = setup_link(data)
        worker = start_workers(data, minutes=int(settings.number("index_minutes")) if schedule else 0)
        server = create_server(
            app, sockets=[listener], threads=THREADS, ident="timtin", clear_untrusted_proxy_headers=False
        )
        with _until_signal(server):
            announce(f"Tìm Tin: {address}/ (Ctrl-C stops it)")
            if link is not None:
                announce(f"First account (this link works once): {address}{link}")
            server.run()
    finally:
        if watch is not None:
            watch.stop()
        if worker is not None:
            worker.stop()
        if app is not None:
            close_app(app)
        listener.close()


def open_index(app: APIFlask) -> None:
    """Open the index and the pages of results, so that the first reader waits for no more than the second."""
    state: State = app.extensions["timtin"]
    state.open()
    for name in ("base.html", "front.html", "hit.html", "results.html"):
        app.jinja_env.get_template(name)


def listen(host: str, port: int) -> socket.socket:
    """Return a bound socket. Raises PortInUse or AddressRefused with what to do."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        # Without listen() a second server could bind the same port as well.
        listener.listen(128)
    except OSError as error:
        listener.close()
        if error.errno == errno.EADDRINUSE:
            raise PortInUse(f"port {port} is in use: stop the other server or choose another with --port") from None
        if error.errno == errno.EACCES:
            raise AddressRefused(f"port {port} needs more rights: choose one above 1023 with --port") from None
        raise AddressRefused(f"cannot listen on {host}: {error.strerror}; choose another address with --host") from None
    return listener


def _shown_host(host: str) -> str:
    if host in ("0.0.0.0", "::", ""):
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


class _until_signal(contextlib.AbstractContextManager[None]):
    """Turns SIGINT and SIGTERM into a clean end of the server's loop; outside the main thread it does nothing."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self._before: dict[int, Any] = {}

    def __enter__(self) -> None:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                self._before[number] = signal.signal(number, _leave)

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            signal.signal(number, handler)
        self._server.close()


def _leave(signum: int, frame: FrameType | None) -> None:
    # waitress ends its loop on SystemExit and waits for the requests that run.
    raise SystemExit(0)
