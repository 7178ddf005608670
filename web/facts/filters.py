"""``/tim-kiem/loc/<name>``: every filter of a search as a long list with a box to search inside.

Sources, sections, years and kinds are ticked, several at once; what articles state (people, agencies, places, documents) becomes
an operator of the query.
"""

from __future__ import annotations

from collections.abc import Mapping

from apiflask import APIBlueprint
from flask import abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from facts.reading.facets import count_facet
from jobs.public_view import masker_of
from search import PARAMETERS
from translations import N_, gettext
from vietnamese.spelling.normalise import fold
from web import template_filters as wording
from web.rate_limits import SEARCH_LIMIT, limiter
from web.state import current_state
from web.view.facet_choices import LISTED, FilterChoice, label_of, rank_value, without_filter
from web.view.search_params import PERIODS, SearchParams, read_params

blueprint = APIBlueprint("filters", __name__, enable_openapi=False)

MOST = 200

FACTS: Mapping[str, tuple[str, str, str]] = {
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
    """Show the values of one filter over the complete hits."""
    if name not in FACTS and name not in LISTED:
        abort(404)
    params = read_params()
    if params.is_empty:
        return redirect(url_for("search.front"))
    words = " ".join(request.args.get("trong", "").replace("\x00", " ").split())[:100]
    total, values = _listed_values(params, name, words) if name in LISTED else _stated_values(params, name, words)
    return render_template(
        "facts/filter.html",
        params=params,
        name=name,
        title=gettext(titles()[name]),
        words=words,
        total=total,
        values=values,
        titles=titles(),
        ticked=name in LISTED,
        left_out=PERIODS.values() if name == "nam" else (name,),
    )


def titles() -> dict[str, str]:
    """Return the title of each list by its name in the address."""
    return {n: wording.FACET_TITLES[PARAMETERS[n]] for n in LISTED} | {n: kind[1] for n, kind in FACTS.items()}


def _stated_values(params: SearchParams, name: str, words: str) -> tuple[int, list[FilterChoice]]:
    """Count the values that the facts of the hits state; return how many there are, and the first MOST."""
    facet, _, operator = FACTS[name]
    state = current_state()
    found = state.matching(params.q, sort="date", filters=params.search_filters())
    masker = masker_of(state.archive)
    counted = [
        (value, n)
        for value, n in count_facet(state.archive.engine, facet, [int(n) for n in found.articles], words)
        if '"' not in value and next(masker.find_spans(value), None) is None
    ]
    return len(counted), [
        FilterChoice(
            value, wording.capfirst(value), n, params.link(q=f'{params.q} {operator}:"{value}"'.strip()), False
        )
        for value, n in counted[:MOST]
    ]


def _listed_values(params: SearchParams, name: str, words: str) -> tuple[int, list[FilterChoice]]:
    """Count the values of a facet of the index; return how many there are, and the first MOST."""
    state, facet = current_state(), PARAMETERS[name]
    counts = state.count_facets(params.q, without_filter(params, name)).get(facet, {})
    labels = {value: label_of(facet, value, state.source_titles()) for value in counts if value}
    chosen, sought = params.filters.get(name, ()), fold(words)
    fit = [v for v, label in labels.items() if v in chosen or sought in fold(label)]
    order = sorted(fit, key=lambda v: (v not in chosen, rank_value(facet, v, counts[v]), labels[v]))
    shown = [FilterChoice(v, labels[v], counts[v], params.switched(name, v), v in chosen) for v in order[:MOST]]
    return len(order), shown
