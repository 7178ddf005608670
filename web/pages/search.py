"""The front page and the results page: "/" and "/tim-kiem?q=". Every choice is in the address; no JavaScript."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import NamedTuple

from apiflask import APIBlueprint
from flask import redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from archive.articles.near_duplicates import reports_of
from search import PARAMETERS, Hit, Results
from web.facts.filters import KINDS as LONG_FILTERS
from web.rate_limits import SEARCH_LIMIT, limiter
from web.state import state
from web.view.histogram import histogram
from web.view.hits import HitPage, article_link
from web.view.search_params import MAX_PAGE, SearchParams, asked

blueprint = APIBlueprint("search", __name__, enable_openapi=False)

PAGE_SIZE = 10

MAX_CHOICES = 60
"""Values of one filter on the page: the first ten open, the others behind "Xem thêm"."""

EXAMPLES = ("ma túy", "ANTQ", "an toàn giao thông", '"phòng cháy chữa cháy"', "sự kiện:hội nghị", "09/CTr")


class Choice(NamedTuple):
    """One value of a filter: label, number of articles, address that switches it, whether it is chosen."""

    label: str
    number: int | None
    link: str
    chosen: bool


def choices(want: SearchParams, results: Results, titles: Mapping[str, str]) -> dict[str, list[Choice]]:
    """Return the filter links by facet name, most articles first (years newest first); empty facets are left out."""
    found: dict[str, list[Choice]] = {}
    for parameter, facet in PARAMETERS.items():
        if facet in ("month", "day") and parameter not in want.filters:
            continue  # The histogram offers these.
        counts = {value: count for value, count in results.facets.get(facet, {}).items() if value}
        chosen = want.filters.get(parameter)
        order = sorted(counts, key=lambda v: (-int(v) if facet == "year" and v.isdigit() else -counts[v], v))
        if chosen:
            order = [chosen]
        links = [
            Choice(
                titles.get(value, value) if facet == "source" else value,
                counts.get(value),
                want.link(**{parameter: None if value == chosen else value}),
                value == chosen,
            )
            for value in order[:MAX_CHOICES]
        ]
        if links:
            found[facet] = links
    return found


@dataclass(frozen=True, slots=True)
class Pages:
    """Paging: the number shown and the addresses around it ("" where there is none)."""

    number: int
    last: int
    before: str
    after: str


def last_page(results: Results) -> int:
    """Return the number of the last page of a result list."""
    return min(MAX_PAGE, max(1, -(-(results.total + results.total_partial) // PAGE_SIZE)))


def pages(want: SearchParams, results: Results) -> Pages:
    """Return the paging of a result list."""
    last = last_page(results)
    return Pages(
        want.page,
        last,
        want.link(trang=want.page - 1 if want.page > 2 else None) if want.page > 1 else "",
        want.link(trang=want.page + 1) if want.page < last else "",
    )


def tiers(hits: tuple[Hit, ...]) -> tuple[list[Hit], list[Hit]]:
    """Split hits into those that hold every unit and those that match in part."""
    return [h for h in hits if h.complete], [h for h in hits if not h.complete]


@blueprint.get("/")
def front() -> ResponseReturnValue:
    """The front page: the box, a few examples, what the archive holds."""
    held = state()
    titles = held.source_titles()
    sources = [(titles.get(name, name), count) for name, count in sorted(held.archive.sources().items())]
    return render_template(
        "front.html", examples=EXAMPLES, total=held.archive.count(), sources=sources, index_age=held.index_age()
    )


@blueprint.get("/tim-kiem")
@limiter.limit(SEARCH_LIMIT)
def results() -> ResponseReturnValue:
    """The results page."""
    want = asked()
    if want.empty:
        return redirect(url_for("search.front"))
    held = state()
    found = held.search(
        want.q,
        n=PAGE_SIZE,
        offset=(want.page - 1) * PAGE_SIZE,
        sort=want.order,
        filters=want.search_filters(),
    )
    last = last_page(found)
    if want.page > last:
        return redirect(want.link(trang=last if last > 1 else None))
    titles = held.source_titles()
    days = (
        held.matching(want.q, sort="date", filters=want.search_filters())
        if "thang" in want.filters and found.total
        else None
    )
    reports = reports_of(held.archive.engine, [hit.article for hit in found.hits])
    page = HitPage(titles, reports, article_link(want.q))
    complete, partial = (page.folded(tier) for tier in tiers(found.hits))
    paging = pages(want, found)
    return render_template(
        "results.html",
        want=want,
        found=found,
        complete=complete,
        partial=partial,
        choices=choices(want, found, titles),
        pages=paging,
        titles=titles,
        examples=EXAMPLES,
        histogram=histogram(want, found, days),
        long_filters=LONG_FILTERS,
    )
