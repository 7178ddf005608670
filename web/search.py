"""The front page and the results page: "/" and "/tim-kiem?q=". Every choice is in the address; no JavaScript."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from apiflask import APIBlueprint
from flask import redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from indexer.model import Hit, Results
from web.guards import SEARCH_LIMIT, limiter
from web.state import state

blueprint = APIBlueprint("search", __name__, enable_openapi=False)

PAGE_SIZE = 10
MAX_PAGE = 100
"""Deeper pages are no reading any more; filters lead there."""

MAX_CHOICES = 60
"""Values of one filter on the page: the first ten open, the others behind "Xem thêm"."""

MAX_QUERY = 1000
"""Characters of a query that are looked at; the page says so when more were given."""

PARAMETERS = {"nguon": "source", "muc": "section", "nam": "year", "loai": "event_kind"}
"""Address parameter -> filter of the searcher."""

EXAMPLES = ("ma túy", "ANTQ", "an toàn giao thông", '"phòng cháy chữa cháy"', "sự kiện:hội nghị", "09/CTr")


@dataclass(frozen=True, slots=True)
class Asked:
    """What the address asks for: query text, filters by parameter name, sort ("" or "ngay") and page (from 1)."""

    q: str
    filters: Mapping[str, str]
    sort: str
    page: int
    cut: bool

    def link(self, **changes: str | int | None) -> str:
        """Return the address of the results page with some parameters changed; None removes one. Page 1 unless given."""
        params: dict[str, str | int | None] = {"q": self.q, **self.filters, "sap-xep": self.sort or None}
        params.update(changes)
        kept: dict[str, Any] = {k: v for k, v in params.items() if v not in (None, "")}
        return url_for("search.results", **kept)


def asked() -> Asked:
    """Read the address of the present request; nonsense falls back to defaults."""
    text = " ".join(request.args.get("q", "").replace("\x00", " ").split())
    page = request.args.get("trang", "1")
    number = int(page) if page.isascii() and page.isdigit() and len(page) < 6 else 1
    filters = {p: v[:200] for p in PARAMETERS if (v := request.args.get(p, "").strip())}
    sort = "ngay" if request.args.get("sap-xep") == "ngay" else ""
    return Asked(text[:MAX_QUERY], filters, sort, min(max(number, 1), MAX_PAGE), len(text) > MAX_QUERY)


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of a filter: label, number of articles, address that switches it, whether it is chosen."""

    label: str
    count: int | None
    link: str
    chosen: bool


def choices(want: Asked, results: Results, titles: Mapping[str, str]) -> dict[str, list[Choice]]:
    """Return the filter links by facet name, most articles first (years newest first); empty facets are left out."""
    found: dict[str, list[Choice]] = {}
    for parameter, facet in PARAMETERS.items():
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


def pages(want: Asked, results: Results) -> Pages:
    """Return the paging of a result list."""
    last = min(MAX_PAGE, max(1, -(-(results.total + results.total_partial) // PAGE_SIZE)))
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
    if not want.q and not want.filters:
        return redirect(url_for("search.front"))
    held = state()
    found = held.search(
        want.q,
        n=PAGE_SIZE,
        offset=(want.page - 1) * PAGE_SIZE,
        sort="date" if want.sort else "relevance",
        filters={PARAMETERS[p]: v for p, v in want.filters.items()},
    )
    last = pages(want, found).last
    if want.page > last:
        return redirect(want.link(trang=last if last > 1 else None))
    titles = held.source_titles()
    complete, partial = tiers(found.hits)
    return render_template(
        "results.html",
        want=want,
        found=found,
        complete=complete,
        partial=partial,
        choices=choices(want, found, titles),
        pages=pages(want, found),
        titles=titles,
        examples=EXAMPLES,
    )
