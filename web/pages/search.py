"""The front page and the results page: "/" and "/tim-kiem?q=". Every choice is in the address; no JavaScript."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from apiflask import APIBlueprint
from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from archive.articles.near_duplicates import Report, reports_of
from database.damage import read_or
from facts.reading.links import FactLinks
from search import PARAMETERS, UNDATED, Hit, Results
from translations import lookup
from web.facts.filters import KINDS as LONG_FILTERS
from web.facts.public_facts import public_facts
from web.rate_limits import SEARCH_LIMIT, limiter
from web.state import current_state
from web.view.histogram import make_histogram
from web.view.hits import HitPage, article_link
from web.view.search_params import MAX_PAGE, SearchParams, read_params

blueprint = APIBlueprint("search", __name__, enable_openapi=False)

PAGE_SIZE = 10

MAX_CHOICES = 60
"""Values of one filter on the page: the first ten open, the others behind "Xem thêm"."""

EXAMPLES = ("ma túy", "ANTQ", "an toàn giao thông", '"phòng cháy chữa cháy"', "sự kiện:hội nghị", "09/CTr")


class FilterChoice(NamedTuple):
    """One value of a filter: label, number of articles, address that switches it, whether it is chosen."""

    label: str
    number: int | None
    link: str
    chosen: bool


def filter_choices(params: SearchParams, results: Results, titles: Mapping[str, str]) -> dict[str, list[FilterChoice]]:
    """Return the filter links by facet name, most articles first (years newest first); empty facets are left out."""
    found: dict[str, list[FilterChoice]] = {}
    for parameter, facet in PARAMETERS.items():
        if facet in ("month", "day") and parameter not in params.filters:
            continue  # The histogram offers these.
        counts = {value: count for value, count in results.facets.get(facet, {}).items() if value}
        chosen = params.filters.get(parameter)
        order = sorted(counts, key=lambda v: (-int(v) if v.isdigit() else 0, v) if facet == "year" else (-counts[v], v))
        if chosen:
            order = [chosen]
        links = [
            FilterChoice(
                titles.get(value, value) if facet == "source" else lookup(value) if value == UNDATED else value,
                counts.get(value),
                params.link(**{parameter: None if value == chosen else value}),
                value == chosen,
            )
            for value in order[:MAX_CHOICES]
        ]
        if links:
            found[facet] = links
    return found


@dataclass(frozen=True, slots=True)
class Paging:
    """Paging: the number shown and the addresses around it ("" where there is none)."""

    number: int
    last: int
    before: str
    after: str


def last_page(results: Results) -> int:
    """Return the number of the last page of a result list."""
    return min(MAX_PAGE, max(1, -(-(results.total + results.total_partial) // PAGE_SIZE)))


def paging_of(params: SearchParams, results: Results) -> Paging:
    """Return the paging of a result list."""
    last = last_page(results)
    return Paging(
        params.page,
        last,
        params.link(trang=params.page - 1 if params.page > 2 else None) if params.page > 1 else "",
        params.link(trang=params.page + 1) if params.page < last else "",
    )


def split_tiers(hits: tuple[Hit, ...]) -> tuple[list[Hit], list[Hit]]:
    """Split hits into those that hold every unit and those that match in part."""
    return [h for h in hits if h.complete], [h for h in hits if not h.complete]


@blueprint.get("/")
def front() -> ResponseReturnValue:
    """Show the front page: the box, a few examples, what the archive holds."""
    state = current_state()
    titles = state.source_titles()
    sources = [(titles.get(name, name), count) for name, count in sorted(state.archive.sources().items())]
    return render_template(
        "front.html", examples=EXAMPLES, total=state.archive.count(), sources=sources, index_age=state.index_age()
    )


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
        n=PAGE_SIZE,
        offset=(params.page - 1) * PAGE_SIZE,
        sort=params.order,
        filters=params.search_filters(),
    )
    last = last_page(found)
    if params.page > last:
        return redirect(params.link(trang=last if last > 1 else None))
    titles = state.source_titles()
    days = (
        state.matching(params.q, sort="date", filters=params.search_filters())
        if "thang" in params.filters and found.total
        else None
    )
    numbers = [hit.article for hit in found.hits]
    # Beside the hits: a damaged page of theirs costs none of them.
    no_reports: dict[int, Report] = {}
    no_links: dict[int, FactLinks] = {}
    reports = read_or(no_reports, lambda: reports_of(state.archive.engine, numbers), "reports")
    links = read_or(no_links, lambda: public_facts().links_of(numbers), "facts")
    page = HitPage(titles, reports, article_link(params.q), links)
    complete, partial = (page.fold_reports(tier) for tier in split_tiers(found.hits))
    paging = paging_of(params, found)
    return render_template(
        "results.html",
        params=params,
        found=found,
        complete=complete,
        partial=partial,
        choices=filter_choices(params, found, titles),
        pages=paging,
        titles=titles,
        examples=EXAMPLES,
        histogram=make_histogram(params, found, days),
        long_filters=LONG_FILTERS,
    )
