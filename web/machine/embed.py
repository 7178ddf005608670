"""``/nhung``: the search form alone, for frames on other sites; its answer opens in a window of its own.

It holds nothing of the reader and changes nothing, so any site may frame it unless TIMTIN_EMBED_ORIGINS says which.
"""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import Response, abort, render_template
from flask.typing import ResponseReturnValue

import settings
from setting_checks import origins_of

blueprint = APIBlueprint("embed", __name__, enable_openapi=False)

_POLICY = (
    "default-src 'none'; style-src 'self'; img-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {sites}"
)


@blueprint.get("/nhung")
def form() -> ResponseReturnValue:
    """Show the form."""
    allowed = settings.get("embed_origins")
    if allowed == "none":
        abort(404)
    response = Response(render_template("machine/embed.html"))
    sites = " ".join(["'self'", *origins_of(allowed)]) if allowed != "*" else "*"
    response.headers["Content-Security-Policy"] = _POLICY.format(sites=sites)
    # Browsers that know frame-ancestors do as it says; the older header can name no list.
    response.headers["X-Frame-Options"] = ""
    response.headers["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response
