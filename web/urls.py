"""Addresses of the site's pages. Flask builds the path of a page once; the many links of a results page only add parameters."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import urlencode

from flask import current_app, request, url_for

_SAFE = "!$'()*,/:;?@"
"""What werkzeug leaves as it is in a query."""

_KEY = "timtin-paths"
_MOST = 200


def page_path(endpoint: str, **values: str) -> str:
    """Return the path of a page, with what of it is fixed (such as a file's name)."""
    known: dict[tuple[str, ...], str] = current_app.extensions.setdefault(_KEY, {})
    key = (request.script_root, endpoint, *values.values())
    found = known.get(key)
    if found is None:
        found = url_for(endpoint, **values)  # type: ignore[arg-type]
        if len(known) < _MOST:
            known[key] = found
    return found


def page_address(endpoint: str, parameters: Mapping[str, object]) -> str:
    """Return the address of a page with parameters, in their order."""
    if not parameters:
        return page_path(endpoint)
    return f"{page_path(endpoint)}?{urlencode(parameters, doseq=True, safe=_SAFE)}"
