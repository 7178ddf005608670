"""A portal of thousands of small articles for the kill tests and the benchmark: ``python -m tests.support.big_site COUNT`` serves it."""

from __future__ import annotations

import re
import sys
import threading
from html import escape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from sample import pages
from sample.articles import load_articles

_PER_PAGE = 50
_SAMPLES = [a for a in load_articles() if not a.quirk]
# Their links would lead to the sample portal's own pages.
_BODIES = [
    re.sub(
        r'href="[^"]*"',
        'href="/tin-tuc"',
        pages.render_article_page(a, ("Tin tức",), "").replace('rel="canonical"', 'rel="next"'),
    )
    .replace(escape(a.title), "{title}")
    .replace(a.title, "{title}")
    for a in _SAMPLES
]
assert all("<title>{title}" in body or ">{title}</h1>" in body for body in _BODIES), "two articles would be one"


class Site(BaseHTTPRequestHandler):
    """Lists ``server.count`` articles, fifty a page."""

    protocol_version = "HTTP/1.1"
    wbufsize = -1  # head and body leave in one packet: in two, the second would wait for an acknowledgement

    def log_message(self, *args: object) -> None:
        """Stay silent."""

    def do_GET(self) -> None:
        """Answer a GET."""
        text = self._text()
        self.send_response(200 if text is not None else 404)
        body = (text or "").encode()
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _text(self) -> str | None:
        count: int = self.server.count  # type: ignore[attr-defined]
        if found := re.fullmatch(r"/(?:tin-tuc(?:\?page=(\d+))?)?", self.path):
            page = int(found[1] or 1)
            here = range((page - 1) * _PER_PAGE, min(count, page * _PER_PAGE))
            links = "".join(
                f'<li><a href="/bai-viet/{n + 100000}-ban-tin-an-ninh-trat-tu-trong-tuan.html">Bản tin số {n}</a></li>'
                for n in here
            )
            more = f'<a href="/tin-tuc?page={page + 1}">Trang sau</a>' if page * _PER_PAGE < count else ""
            return f"<html><body><ul>{links}</ul>{more}</body></html>"
        if found := re.fullmatch(r"/bai-viet/(\d{6,9})-[a-z-]+\.html", self.path):
            n = int(found[1]) - 100000
            return _BODIES[n % len(_BODIES)].replace("{title}", f"Bản tin an ninh trật tự số {n} trong tuần")
        return None


class SiteServer(ThreadingHTTPServer):
    """Serves ``count`` articles."""

    daemon_threads = True

    def handle_error(self, request: object, client_address: object) -> None:
        """Stay silent: killed clients reset their connections."""


def started(count: int) -> ThreadingHTTPServer:
    """Serve in a thread; the caller shuts it down."""
    server = SiteServer(("127.0.0.1", 0), Site)
    server.count = count  # type: ignore[attr-defined]
    threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
    return server


if __name__ == "__main__":
    running = started(int(sys.argv[1]))
    print(running.server_address[1], flush=True)
    sys.stdin.read()
