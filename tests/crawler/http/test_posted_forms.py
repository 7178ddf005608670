"""Pages that exist only as the answer to a posted form: fetched, queued, and kept by the archive."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import pytest

from archive.articles.archive import Archive
from archive.crawling.frontier import Frontier
from crawler.http.fetcher import Fetcher, RequestLimits
from sample.server import serve_portal

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIEnvironment

FIELDS = {"__VIEWSTATE": "/wEPDwUK+ô=", "__EVENTARGUMENT": "Page$2"}


def echo(environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
    """Answer with the method and the fields sent; /NNN redirects to /end with that status."""
    code = str(environ["PATH_INFO"]).strip("/")
    if code.isdecimal():
        start_response(f"{code} Moved", [("Location", "/end")])
        return [b""]
    sent = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0)).decode("ascii")
    start_response("200 OK", [("Content-Type", "text/plain; charset=utf-8")])
    return [f"{environ['REQUEST_METHOD']} {sorted((k, v[0]) for k, v in parse_qs(sent).items())}".encode()]


@pytest.mark.parametrize(
    ("path", "method"),
    [("/", "POST"), ("/301", "GET"), ("/302", "GET"), ("/303", "GET"), ("/307", "POST"), ("/308", "POST")],
)
def test_form_is_posted(path: str, method: str) -> None:
    with (
        serve_portal(0, echo) as base,
        Fetcher(limits=RequestLimits(delay=0), ports=(int(base[-5:].strip(":")),), allow_loopback=True) as fetcher,
    ):
        answer = fetcher.fetch(base + path, form=FIELDS).body.decode()
    assert answer == f"{method} {sorted(FIELDS.items()) if method == 'POST' else []}"


def test_form_survives_in_the_frontier(tmp_path: Path) -> None:
    with Archive.open(tmp_path) as archive:
        Frontier(archive.engine).add("s", [("http://a/list.aspx#2", "listing", 1)], {"http://a/list.aspx#2": FIELDS})
    with Archive.open(tmp_path) as archive:
        taken = Frontier(archive.engine).take("s")
    assert taken is not None and (taken.url, taken.form) == ("http://a/list.aspx#2", FIELDS)
