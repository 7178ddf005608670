"""``/goi-y?q=``: what the archive has that begins as a reader types, as JSON for the search box."""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import jsonify, request, url_for
from flask.typing import ResponseReturnValue

from search import Suggestion
from translations import gettext, lookup, write_partial_day
from web.rate_limits import SUGGEST_LIMIT, limiter
from web.state import current_state

blueprint = APIBlueprint("suggestions", __name__, enable_openapi=False)

SECONDS = 60
"""How long a browser may keep an answer."""

_PAGES = {"title": "article.page", "event": "events.one", "person": "people.one"}


@blueprint.get("/goi-y")
@limiter.limit(SUGGEST_LIMIT)
def suggest() -> ResponseReturnValue:
    """Answer ``{"suggestions": [{"kind", "label", "text", "detail", "url"}]}``, best first, at most eight."""
    typed = request.args.get("q", "").replace("\x00", " ")[:200]
    found = [
        {"kind": s.kind, "label": _label(s), "text": s.text, "detail": _detail(s), "url": _address(s)}
        for s in current_state().suggest(typed)
    ]
    response = jsonify(suggestions=found)
    response.cache_control.private = True
    response.cache_control.max_age = SECONDS
    return response


def _address(suggestion: Suggestion) -> str:
    """Return the page of a suggestion; of what has none, the search for it."""
    if suggestion.kind in _PAGES:
        return url_for(_PAGES[suggestion.kind], number=int(suggestion.key))
    if suggestion.kind == "document":
        return url_for("documents.one", written=suggestion.key)
    return url_for("search.results", q=suggestion.key)


def _detail(suggestion: Suggestion) -> str:
    """Return what tells a suggestion from others: the kind and day of an event, the day of an article, an office …"""
    told = lookup(suggestion.detail) if suggestion.kind == "event" and suggestion.detail else suggestion.detail
    return " · ".join(filter(None, (told, suggestion.day and write_partial_day(suggestion.day))))


def _label(suggestion: Suggestion) -> str:
    labels = {
        "title": gettext("Bài"),
        "event": gettext("Sự kiện"),
        "person": gettext("Người"),
        "document": gettext("Văn bản"),
        "place": gettext("Địa phương"),
        "section": gettext("Chuyên mục"),
        "abbreviation": gettext("Viết tắt"),
    }
    return labels[suggestion.kind]
