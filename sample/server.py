"""Serves the sample portal over HTTP on loopback, for the demo and the tests."""

from __future__ import annotations

import socketserver
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Thread
from typing import TYPE_CHECKING
from wsgiref.simple_server import WSGIRequestHandler, WSGIServer, make_server

from sample.site import make_app

if TYPE_CHECKING:
    from _typeshed.wsgi import WSGIApplication

HOST = "127.0.0.1"


class _Server(socketserver.ThreadingMixIn, WSGIServer):
    daemon_threads = True

    def server_bind(self) -> None:
        """Bind without the name look-up of http.server, which can hang on a computer that is offline."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = HOST, self.server_address[1]
        self.setup_environ()


class _QuietHandler(WSGIRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Write nothing: the crawl's own log says what was asked."""


@contextmanager
def serve_portal(port: int = 0, app: WSGIApplication | None = None) -> Iterator[str]:
    """Serve ``app`` (the sample portal by default) in a thread; yields its base URL without a last slash.

    ``port`` 0 takes any free one. Raises OSError when the port is taken.
    """
    with make_server(HOST, port, app or make_app(), server_class=_Server, handler_class=_QuietHandler) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, name="sample-portal", daemon=True)
        thread.start()
        try:
            yield f"http://{HOST}:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
