"""The front page "/", and the results page "/tim-kiem?q=" as a list, a timeline or events. Every choice is in the address; no JavaScript is needed."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby
from typing import Any

from apiflask import APIBlueprint
from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from archive.articles.near_duplicates import Report, reports_of
from database.damage import read_or
from facts.reading.links import FactLinks
from facts.reading.views import EventSummary
from indexer import IndexDamaged, IndexMissing
from search import Hit, Results
from translations import N_, write_partial_day
from web.facts.filters import FACTS
from web.facts.public_facts import public_facts
from web.rate_limits import SEARCH_LIMIT, limiter
from web.state import SiteState, current_state
from web.view.facet_choices import filter_choices, widen_facets
from web.view.front_page import front_contents
from web.view.histogram import chosen_month, make_histogram
from web.view.hits import HitPage, ShownHit, article_link
from web.view.no_results import loosen_search, neighbouring_years
from web.view.result_paging import page_size, paging_of
from web.view.search_params import VIEWS, SearchParams, read_params

blueprint = APIBlueprint("search", __name__, enable_openapi=False)

EXAMPLES = ("ma túy", "ANTQ", "an toàn giao thông", '"phòng cháy chữa cháy"', "sự kiện:hội nghị", "09/CTr")

VIEW_TITLES = {"": N_("Danh sách"), VIEWS[0]: N_("Dòng thời gian"), VIEWS[1]: N_("Sự kiện")}

MANY_WORDS = 6
"""With more conditions than these, and articles that hold some of them, what each costs is no help any more."""


def split_tiers(hits: tuple[Hit, ...]) -> tuple[list[Hit], list[Hit]]:
    """Split hits into those that hold every unit and those that match in part."""
    return [h for h in hits if h.complete], [h for h in hits if not h.complete]


@blueprint.get("/")
def front() -> ResponseReturnValue:
    """Show the front page: the box, what is new, and ways into the archive."""
    state, facts = current_state(), public_facts()
    try:
        overview = state.overview()
    except (IndexMissing, IndexDamaged):
        return render_template("front.html", examples=EXAMPLES, total=0)
    numbers = [*overview.events, *overview.coming, *(event for event, _ in overview.growing)]
    no_events: list[EventSummary] = []
    events = read_or(no_events, lambda: facts.events_by_number(numbers), "events")
    contents = front_contents(state, overview, events)
    return render_template("front.html", examples=EXAMPLES, index_age=state.index_age(), **contents)


@blueprint.get("/tim-kiem")
@limiter.limit(SEARCH_LIMIT)
def results() -> ResponseReturnValue:
    """Show the results page."""
    params = read_params()
    if params.is_empty:
        return redirect(url_for("search.front"))
    state = current_state()
    found = state.search(
        params.q,
        n=page_size(params),
        offset=(params.page - 1) * page_size(params),
        sort=params.order,
        filters=params.search_filters(),
    )
    if not found.total and (params.view or params.order == "date"):
        # By time and as events only complete hits are shown; without any, the others stand in the list.
        return redirect(params.link(**{"xem": None, "sap-xep": None}))
    paging = paging_of(params, found)
    if params.page > paging.last:
        return redirect(params.link(trang=paging.last if paging.last > 1 else None))
    titles = state.source_titles()
    return render_template(
        "results.html",
        params=params,
        found=found,
        pages=paging,
        titles=titles,
        views=VIEW_TITLES,
        long_filters=FACTS,
        **_filters_of_page(params, found, state, titles),
        **_hits_of_page(params, found, state, titles),
        **(_help_for_nothing(params, found, state, titles) if not found.total else {}),
    )


def _filters_of_page(
    params: SearchParams, found: Results, state: SiteState, titles: Mapping[str, str]
) -> dict[str, Any]:
    filters = params.search_filters()
    days = state.matching(params.q, sort="date", filters=filters) if chosen_month(params) and found.total else None
    choices = filter_choices(params, widen_facets(params, found.facets, state), titles)
    return {"choices": choices, "histogram": make_histogram(params, found, days)}


def _hits_of_page(params: SearchParams, found: Results, state: SiteState, titles: Mapping[str, str]) -> dict[str, Any]:
    if params.view == VIEWS[1]:
        return {"events": public_facts().events_in_order([hit.article for hit in found.hits if hit.complete])}
    numbers = [hit.article for hit in found.hits]
    # Beside the hits: a damaged page of theirs costs none of them.
    no_reports: dict[int, Report] = {}
    no_links: dict[int, FactLinks] = {}
    reports = read_or(no_reports, lambda: reports_of(state.archive.engine, numbers), "reports")
    links = read_or(no_links, lambda: public_facts().links_of(numbers), "facts")
    page = HitPage(titles, reports, article_link(params), links)
    complete, partial = (page.fold_reports(tier) for tier in split_tiers(found.hits))
    if params.view == VIEWS[0]:
        return {"months": group_by_month(complete)}
    return {"complete": complete, "partial": partial}


def group_by_month(hits: list[ShownHit]) -> list[tuple[str, list[ShownHit]]]:
    """Return the hits of a timeline under their months as readers write them; "" for those without a day."""
    return [
        (write_partial_day(month) if month else "", list(group))
        for month, group in groupby(hits, key=lambda hit: (hit.published or "")[:7])
    ]


def _help_for_nothing(
    params: SearchParams, found: Results, state: SiteState, titles: Mapping[str, str]
) -> dict[str, Any]:
    conditions = len(params.q.split()) + len(params.filters)
    loosened = loosen_search(params, state, titles) if not found.total_partial or conditions <= MANY_WORDS else []
    return {"loosened": loosened, "years": neighbouring_years(params, found, state), "examples": EXAMPLES}
