"""Serves the site with waitress, and its worker beside it, until SIGINT or SIGTERM; ``run.py serve`` calls it."""

from __future__ import annotations

import contextlib
import errno
import resource
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
from jobs.worker.worker import start_workers
from web.admin.setup_link import make_setup_link
from web.app import close_app, create_app
from web.errors import AddressRefused, PortInUse
from web.index_watch import IndexWatch
from web.state import SiteState

THREADS = 8

CONNECTIONS = 2000
"""Open connections, most of them idle browsers; a hundred, waitress's own limit, are held by anybody who likes."""

IDLE_SECONDS = 20
"""How long a connection may send nothing: between two requests, and in the middle of one."""

_OWN_FILES = 500
"""Files that databases, index, log and the worker hold open beside the connections."""

_MOST_HEADER = 32 * 1024
"""Bytes of a request's head: what waits for its end is held in memory, once a connection."""


def serve(
    data: Path,
    listener: socket.socket,
    *,
    announce: Callable[[str], None] = print,
    schedule: bool = True,
) -> None:
    """Serve the data folder on ``listener`` until SIGINT or SIGTERM, and close it; ``announce`` gets each line to show.

    ``schedule`` False turns the regular crawl off. Raises ArchiveError.
    """
    configure_logs()
    app = None
    worker = None
    watch = None
    try:
        app = create_app(data)
        open_index(app)
        watch = IndexWatch(data, app.extensions["timtin"].close_index)
        watch.start()
        host, port = listener.getsockname()[:2]
        address = f"http://{_host_text(host)}:{port}"
        link = make_setup_link(data)
        worker = start_workers(data, minutes=int(settings.number("index_minutes")) if schedule else 0)
        server = make_server(app, listener)
        with _StopOnSignal(server):
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


def make_server(app: APIFlask, listener: socket.socket, *, idle: int = IDLE_SECONDS) -> Any:
    """Return waitress's server over a listening socket; ``idle`` seconds without a byte end a connection."""
    return create_server(
        app,
        sockets=[listener],
        threads=THREADS,
        ident="timtin",
        clear_untrusted_proxy_headers=False,
        connection_limit=raise_open_files(),
        channel_timeout=idle,
        cleanup_interval=min(5, idle),
        max_request_header_size=_MOST_HEADER,
        # select() knows no file above 1,023.
        asyncore_use_poll=True,
    )


def raise_open_files() -> int:
    """Raise the process's limit of open files as far as needed and allowed; return how many connections fit under it."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = CONNECTIONS + _OWN_FILES
    if hard != resource.RLIM_INFINITY:
        wanted = min(wanted, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        # A system may allow less than its hard limit says; then the site serves under the soft one.
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
            soft = wanted
    return CONNECTIONS if soft == resource.RLIM_INFINITY else min(CONNECTIONS, max(soft - _OWN_FILES, soft // 2))


def open_index(app: APIFlask) -> None:
    """Open the index and the pages of results, so that the first reader waits for no more than the second."""
    state: SiteState = app.extensions["timtin"]
    state.open_index()
    for name in ("base.html", "front.html", "hit.html", "results.html"):
        app.jinja_env.get_template(name)


def listen(host: str, port: int) -> socket.socket:
    """Return a listening socket; port 0 takes a free one. Raises PortInUse or AddressRefused with what to do."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((host, port))
        # Without listen() a second server could bind the same port as well.
        listener.listen(128)
    except OSError as error:
        listener.close()
        raise port_error(error, host, port, "--port (with make: PORT=…)") from None
    return listener


def port_error(error: OSError, host: str, port: int, option: str) -> PortInUse | AddressRefused:
    """Return what to raise for a port that cannot be listened on; ``option`` chooses another."""
    if error.errno == errno.EADDRINUSE:
        return PortInUse("web.port_in_use", port=port, option=option)
    if error.errno == errno.EACCES:
        return AddressRefused("web.port_needs_rights", port=port, option=option)
    return AddressRefused("web.address_refused", host=host, why=error.strerror)


def _host_text(host: str) -> str:
    if host in ("0.0.0.0", "::", ""):
        return "127.0.0.1"
    return f"[{host}]" if ":" in host else host


class _StopOnSignal(contextlib.AbstractContextManager[None]):
    """Turns SIGINT and SIGTERM into a clean end of the server's loop; outside the main thread it does nothing."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self._before: dict[int, Any] = {}

    def __enter__(self) -> None:
        if threading.current_thread() is threading.main_thread():
            for number in (signal.SIGINT, signal.SIGTERM):
                self._before[number] = signal.signal(number, _raise_exit)

    def __exit__(self, *_: object) -> None:
        for number, handler in self._before.items():
            if signal.getsignal(number) is _raise_exit:
                signal.signal(number, handler)
        self._server.close()


def _raise_exit(signum: int, frame: FrameType | None) -> None:
    # A second Ctrl-C ends at once: closing the databases would print it as an error.
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    # waitress ends its loop on SystemExit and waits for the requests that run.
    raise SystemExit(0)
