"""What an answer costs on the wire: compression, entity tags, assets that never change under their address, timing."""

from __future__ import annotations

import itertools
import os
import time
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from pathlib import Path

import structlog
from apiflask import APIFlask
from flask import g, request
from flask.wrappers import Response
from flask_compress import Compress

from vietnamese.spelling.marks import compose_letters

_KINDS = (
    "application/atom+xml",
    "application/feed+json",
    "application/json",
    "application/ld+json",
    "application/opensearchdescription+xml",
    "application/xml",
    "image/svg+xml",
    "text/css",
    "text/csv",
    "text/html",
    "text/javascript",
    "text/plain",
)
_numbers = itertools.count(1)
_STROKE = chr(0x338)
"""A combining stroke: composed, it takes the bracket of a tag before it into one sign."""
FOREVER = "public, max-age=31536000, immutable"
"""What may be kept for ever: its address has the hash of what it holds."""
_MAY_WAIT = (429, 503)
RETRY_SECONDS = "60"
"""When to ask again a site that is not ready."""


def register_wire(app: APIFlask) -> None:
    """Bind it to an application, before everything that adds headers: what is bound last sees an answer first."""
    # Level 4 makes a results page in 1 ms; a page is made for one reader, so more would not come back.
    # Secrets beside a reader's words are safe from guessing by size: the cookies are SameSite.
    app.config.update(COMPRESS_MIMETYPES=list(_KINDS), COMPRESS_ALGORITHM=["br", "gzip"], COMPRESS_BR_LEVEL=4)
    Compress(app)
    app.before_request(_begin)
    app.after_request(_finish)
    app.url_defaults(_add_version)


def _begin() -> None:
    g.began = time.perf_counter()
    # Every line of the log that this request causes carries the number, and so does the page that tells of a fault.
    g.request_number = f"{os.getpid():x}-{next(_numbers):x}"
    structlog.contextvars.clear_contextvars()
    structlog.contextvars.bind_contextvars(request=g.request_number)


def _finish(response: Response) -> Response:
    if response.status_code not in _MAY_WAIT:
        response.headers.pop("Retry-After", None)
    elif response.status_code == 503:
        response.headers.setdefault("Retry-After", RETRY_SECONDS)
    if request.endpoint == "static":
        if request.args.get("v"):
            response.headers["Cache-Control"] = FOREVER
        return response
    if response.mimetype == "text/html" and not response.is_streamed:
        _compose(response)
    if "began" in g:
        response.headers["Server-Timing"] = f"app;dur={(time.perf_counter() - g.began) * 1000:.1f}"
    if request.method in ("GET", "HEAD") and response.status_code == 200 and not response.is_streamed:
        response.headers.setdefault("Cache-Control", "private, no-cache")
        if "no-store" not in response.headers["Cache-Control"]:
            response.add_etag(weak=True)
            answer_conditionally(response)
    return response


def answer_conditionally(response: Response) -> Response:
    """Answer 304 where the reader has the response already; a date that nobody can read asks for nothing."""
    with suppress(OverflowError):  # of email.utils, which werkzeug reads dates with
        response.make_conditional(request)
    return response


def _compose(response: Response) -> None:
    """Compose the letters of a page: portals that write a letter and its marks apart are shown as all others."""
    text = response.get_data(as_text=True)
    if _STROKE not in text and (composed := compose_letters(text)) != text:
        response.set_data(composed)


def _add_version(endpoint: str, values: dict[str, object]) -> None:
    """Put the hash of an asset into its address."""
    name = values.get("filename")
    if endpoint == "static" and isinstance(name, str):
        values.setdefault("v", _hash_of(name))


@lru_cache
def _hash_of(name: str) -> str | None:
    path = Path(__file__).parent / "static" / name
    return sha256(path.read_bytes()).hexdigest()[:12] if path.is_file() else None
