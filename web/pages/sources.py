"""``/nguon``: what the archive covers, source by source; ``/nguon/<name>``: one source, since when and how complete."""

from __future__ import annotations

from apiflask import APIBlueprint
from flask import abort, render_template
from flask.typing import ResponseReturnValue

from translations import write_partial_day
from web.rate_limits import SEARCH_LIMIT, limiter
from web.state import current_state
from web.view.front_page import address_of, articles_in_order, portals_of

blueprint = APIBlueprint("sources", __name__, url_prefix="/nguon", enable_openapi=False)

_GAPS = 24
"""Silent months that are told, the newest ones."""


@blueprint.get("/")
@limiter.limit(SEARCH_LIMIT)
def page() -> ResponseReturnValue:
    """Show what the archive covers: sources, years, completeness, gaps, the last crawl."""
    state = current_state()
    overview = state.overview()
    portals = portals_of(overview, state.sources(), state.source_titles())
    return render_template(
        "sources.html",
        overview=overview,
        portals=[(portal, state.source_overview(portal.name)) for portal in portals],
        index_age=state.index_age(),
        years=sorted(overview.facets.get("year", {}).items(), reverse=True),
        undated=overview.total - sum(overview.facets.get("year", {}).values()),
        span=_span,
    )


@blueprint.get("/<name>")
@limiter.limit(SEARCH_LIMIT)
def one(name: str) -> ResponseReturnValue:
    """Show one source."""
    state = current_state()
    if name not in state.overview().facets.get("source", {}):
        abort(404)
    known, source = state.source_overview(name), state.sources().get(name)
    facets = known.facets
    return render_template(
        "source.html",
        name=name,
        title=state.source_titles().get(name, name),
        source=source,
        address=address_of(source),
        known=known,
        span=_span(known.months),
        years=sorted(facets.get("year", {}).items(), reverse=True),
        sections=sorted(facets.get("section", {}).items(), key=lambda item: (-item[1], item[0])),
        gaps=sorted(known.completeness.silent, key=lambda gap: gap[1], reverse=True)[:_GAPS],
        newest=articles_in_order(known.newest),
    )


def _span(months: list[str]) -> str:
    """Return the first and the last month as readers write them; "" without any."""
    return " – ".join(map(write_partial_day, dict.fromkeys((months[0], months[-1])))) if months else ""
