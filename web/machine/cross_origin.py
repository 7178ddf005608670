"""Which sites' pages may read the API and the feeds from a browser (CORS), by TIMTIN_CORS_ORIGINS; none by default.

Cookies are never accepted from there: a program is known by its token, and everything else is public.
"""

from __future__ import annotations

from apiflask import APIFlask
from flask import request
from flask.wrappers import Response

import settings
from setting_checks import origins_of

_OPEN = ("/api/", "/tim-kiem.atom", "/tim-kiem.json", "/goi-y")
_METHODS = "GET, HEAD, POST, OPTIONS"
_HEADERS = "Authorization, Content-Type, If-None-Match"
_READABLE = "ETag, Retry-After, X-RateLimit-Limit, X-RateLimit-Remaining, X-RateLimit-Reset"
_SECONDS = "7200"


def register_cross_origin(app: APIFlask) -> None:
    """Bind the headers to an application."""
    app.after_request(_allow)


def _allow(response: Response) -> Response:
    allowed = settings.get("cors_origins")
    if not allowed or allowed == "none" or not request.path.startswith(_OPEN):
        return response
    if allowed == "*":
        origin = "*"
    else:
        response.vary.add("Origin")
        origin = request.headers.get("Origin", "")
        if origin not in origins_of(allowed):
            return response
    response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Access-Control-Expose-Headers"] = _READABLE
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = _METHODS
        response.headers["Access-Control-Allow-Headers"] = _HEADERS
        response.headers["Access-Control-Max-Age"] = _SECONDS
    return response
