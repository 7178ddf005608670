"""``/suc-khoe``: how old the index and the last crawl are; JSON when asked for (or ``?dang=json``)."""

from __future__ import annotations

from datetime import timedelta

from apiflask import APIBlueprint
from flask import jsonify, render_template
from flask.typing import ResponseReturnValue

from web.pages.error_pages import wants_json
from web.state import current_state

blueprint = APIBlueprint("health", __name__, enable_openapi=False)


@blueprint.get("/suc-khoe")
def page() -> ResponseReturnValue:
    """Show the state of the service; status 503 when nothing can be searched."""
    state = current_state()
    index_age, crawl_age = state.index_age(), state.crawl_age()
    status = 200 if index_age is not None else 503
    articles = state.archive.count()
    if wants_json():
        facts = {
            "ok": index_age is not None,
            "articles": articles,
            "index_age_seconds": _whole_seconds(index_age),
            "last_crawl_age_seconds": _whole_seconds(crawl_age),
        }
        return jsonify(facts), status
    return render_template("health.html", articles=articles, index_age=index_age, crawl_age=crawl_age), status


def _whole_seconds(value: timedelta | None) -> int | None:
    return None if value is None else max(0, int(value.total_seconds()))
