"""``/tim-kiem/loc/<name>``: the long filters of a search (people, agencies, places, documents), with a box to search inside."""

from __future__ import annotations

from collections.abc import Mapping

from apiflask import APIBlueprint
from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from facts.reading.facets import count_facet
from jobs.public_view import masker_of
from translations import N_, gettext
from web.rate_limits import SEARCH_LIMIT, limiter
from web.state import current_state
from web.view.search_params import read_params

blueprint = APIBlueprint("filters", __name__, enable_openapi=False)

MOST = 200

KINDS: Mapping[str, tuple[str, str, str]] = {
    "nguoi": ("person", N_("Lãnh đạo, cán bộ"), "người"),
    "cap-bac": ("rank", N_("Cấp bậc"), "cấp bậc"),
    "co-quan": ("agency", N_("Cơ quan, đơn vị"), "cơ quan"),
    "dia-ban": ("province", N_("Địa bàn"), "địa bàn"),
    "van-ban": ("document", N_("Văn bản"), "văn bản"),
}
"""Name in the address -> facet, title, operator."""


@blueprint.get("/tim-kiem/loc/<name>")
@limiter.limit(SEARCH_LIMIT)
def page(name: str) -> ResponseReturnValue:
    """Show the values of one filter over the complete hits; each adds its operator to the query."""
    if name not in KINDS:
        abort(404)
    params = read_params()
    if params.is_empty:
        return redirect(url_for("search.front"))
    facet, title, operator = KINDS[name]
    state = current_state()
    words = " ".join(request.args.get("trong", "").replace("\x00", " ").split())[:100]
    found = state.matching(params.q, sort="date", filters=params.search_filters())
    masker = masker_of(state.archive)
    values = [
        (value, count, params.link(q=f'{params.q} {operator}:"{value}"'.strip()))
        for value, count in count_facet(state.archive.engine, facet, [int(n) for n in found.articles], words)
        if '"' not in value and next(masker.find_spans(value), None) is None
    ]
    return render_template(
        "facts/filter.html",
        params=params,
        name=name,
        title=gettext(title),
        words=words,
        total=len(values),
        values=values[:MOST],
        kinds=KINDS,
    )
