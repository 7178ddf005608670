"""One web process: the site over the shared listening socket, until it is told to end or its supervisor is gone."""

from __future__ import annotations

import gc
import multiprocessing
import multiprocessing.connection
import os
import signal
import socket
import threading
from collections.abc import Mapping
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import structlog
from apiflask import APIFlask

from database.errors import ArchiveDamaged
from jobs.logs import configure_logs
from web.app import close_app, create_app
from web.serving.admission import Admission
from web.serving.channels import Deadlines, SiteServer
from web.serving.listener import raise_open_files
from web.state import SiteState

THREADS = 20
"""Threads of a web process: few run at once (``admission.PLACES``), some hold heavy work (``slots.HEAVY_THREADS``), the others wait."""

_log = structlog.get_logger("server")


def make_server(app: APIFlask, listener: socket.socket, *, deadlines: Deadlines | None = None) -> SiteServer:
    """Return the server of one process over a listening socket."""
    return SiteServer(
        Admission(app),
        listener,
        threads=THREADS,
        connections=raise_open_files(),
        deadlines=deadlines or Deadlines(),
    )


def open_index(app: APIFlask) -> None:
    """Open the index and the pages of results, so that the first reader waits for no more than the second."""
    state: SiteState = app.extensions["timtin"]
    try:
        state.open_index()
    except ArchiveDamaged as error:
        # What readers ask for tells what works; the administration and the health page answer all the same.
        _log.error("index not opened", reason=str(error))
    for name in ("base.html", "front.html", "hit.html", "results.html"):
        app.jinja_env.get_template(name)


def web_main(data: Path, listener: socket.socket, ready: Connection, environment: Mapping[str, str]) -> None:
    """Serve a data folder in this process. ``ready`` gets None when it answers, else the error that keeps it from that.

    SIGTERM ends it after the requests that run, and so does the death of the supervisor.
    """
    os.environ.clear()
    os.environ.update(environment)
    # Ctrl-C goes to the whole process group; the supervisor turns it into SIGTERM.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    # Until there is something to drain, SIGTERM just ends it.
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    configure_logs()
    app = None
    try:
        app = create_app(data)
        open_index(app)
        server = make_server(app, listener)
    except Exception as error:
        _log.exception("the site could not be opened")
        ready.send(error)
        if app is not None:
            close_app(app)
        return
    _end_on_signal_or_orphaned(server)
    gc.collect()
    gc.freeze()
    ready.send(None)
    ready.close()
    server.run()
    server.close()
    close_app(app)


def _end_on_signal_or_orphaned(server: SiteServer) -> None:
    def drain(*_: Any) -> None:
        server.drain()

    signal.signal(signal.SIGTERM, drain)
    parent = multiprocessing.parent_process()
    if parent is not None:
        sentinel = parent.sentinel

        def wait_for_parent() -> None:
            multiprocessing.connection.wait([sentinel])
            server.drain()

        threading.Thread(target=wait_for_parent, name="supervisor", daemon=True).start()
