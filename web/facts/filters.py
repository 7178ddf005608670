"""``/tim-kiem/loc/<name>``: the long filters of a search (people, agencies, places, documents), with a box to search inside."""

from __future__ import annotations

from collections.abc import Mapping

from apiflask import APIBlueprint
from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from facts.reading.facets import counts
from jobs.public_view import masker_of
from web.rate_limits import SEARCH_LIMIT, limiter
from web.state import state
from web.view.search_params import asked

blueprint = APIBlueprint("filters", __name__, enable_openapi=False)

MOST = 200

KINDS: Mapping[str, tuple[str, str, str]] = {
    "nguoi": ("person", "Người giữ chức vụ, cấp bậc", "người"),
    "cap-bac": ("rank", "Cấp bậc", "cấp bậc"),
    "co-quan": ("agency", "Cơ quan, đơn vị", "cơ quan"),
    "dia-ban": ("province", "Địa bàn", "địa bàn"),
    "van-ban": ("document", "Văn bản", "văn bản"),
}
"""Name in the address -> facet, title, operator."""


@blueprint.get("/tim-kiem/loc/<name>")
@limiter.limit(SEARCH_LIMIT)
def page(name: str) -> ResponseReturnValue:
    """The values of one filter over the complete hits; each adds its operator to the query."""
    if name not in KINDS:
        abort(404)
    want = asked()
    if want.empty:
        return redirect(url_for("search.front"))
    facet, title, operator = KINDS[name]
    held = state()
    words = " ".join(request.args.get("trong", "").replace("\x00", " ").split())[:100]
    found = held.matching(want.q, sort="date", filters=want.search_filters())
    masker = masker_of(held.archive)
    values = [
        (value, count, want.link(q=f'{want.q} {operator}:"{value}"'.strip()))
        for value, count in counts(held.archive.engine, facet, [int(n) for n in found.articles], words)
        if '"' not in value and next(masker.spans(value), None) is None
    ]
    return render_template(
        "facts/filter.html",
        want=want,
        name=name,
        title=title,
        words=words,
        total=len(values),
        values=values[:MOST],
        kinds=KINDS,
    )
