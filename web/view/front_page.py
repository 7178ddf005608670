"""What the front page shows: the newest articles and events, stories that grow, coming events, and ways to browse."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from flask import url_for

from archive.model import StoredArticle
from crawler.sources.source import Source
from facts.reading.views import EventSummary
from translations import N_, lookup
from web import urls
from web.overview import Overview
from web.state import SiteState
from web.view.public_view import site_view

BROWSED = 12
"""Values of each way to browse."""


class Entry(NamedTuple):
    """One way into the archive: its words, how many articles, its address."""

    label: str
    number: int
    link: str


class Portal(NamedTuple):
    """One source: name, title, articles, the address of its portal ("" for none)."""

    name: str
    title: str
    number: int
    address: str


BROWSE_TITLES = {
    "provinces": N_("Theo địa bàn"),
    "sections": N_("Theo chuyên mục"),
    "years": N_("Theo năm"),
    "kinds": N_("Theo loại sự kiện"),
}


def browse_entries(overview: Overview) -> dict[str, list[Entry]]:
    """Return the ways to browse by their name in BROWSE_TITLES; those without entries are left out."""
    facets = overview.facets
    years = sorted((y for y in facets.get("year", {})), reverse=True)
    found = {
        "provinces": [
            Entry(name, n, url_for("search.results", q=f'địa bàn:"{name}"'))
            for name, n in list(overview.provinces.items())[:BROWSED]
        ],
        "sections": _facet_entries(_most(facets.get("section", {})), "muc"),
        "years": _facet_entries({y: facets["year"][y] for y in years}, "nam"),
        "kinds": [
            Entry(lookup(kind), n, url_for("events.search", loai=kind))
            for kind, n in _most(facets.get("event_kind", {})).items()
        ],
    }
    return {name: entries for name, entries in found.items() if entries}


def _most(counts: Mapping[str, int]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda item: (-item[1], item[0]))[:BROWSED])


def _facet_entries(counts: Mapping[str, int], parameter: str) -> list[Entry]:
    return [Entry(value, n, urls.page_address("search.results", {parameter: value})) for value, n in counts.items()]


def portals_of(overview: Overview, sources: Mapping[str, Source], titles: Mapping[str, str]) -> list[Portal]:
    """Return the sources that have articles, by title."""
    counts = overview.facets.get("source", {})
    found = [Portal(name, titles.get(name, name), n, address_of(sources.get(name))) for name, n in counts.items()]
    return sorted(found, key=lambda portal: portal.title)


def address_of(source: Source | None) -> str:
    """Return the address of a source's portal."""
    if source is None:
        return ""
    return source.start_pages[0] if source.start_pages else f"https://{source.domain}/" if source.domain else ""


def articles_in_order(numbers: Sequence[int]) -> list[StoredArticle]:
    """Return articles as readers see them, in the order given."""
    found = site_view().articles(numbers)
    return [found[n] for n in numbers if n in found]


def events_by_number(events: Sequence[EventSummary], numbers: Sequence[int]) -> list[EventSummary]:
    """Return some events in the order of their numbers."""
    known = {event.id: event for event in events}
    return [known[n] for n in numbers if n in known]


def front_contents(state: SiteState, overview: Overview, events: Sequence[EventSummary]) -> dict[str, Any]:
    """Return what the template of the front page places; ``events`` are those whose numbers the overview names."""
    titles = state.source_titles()
    coming = events_by_number(events, overview.coming)
    growing = dict(overview.growing)
    return {
        "total": overview.total,
        "newest": articles_in_order(overview.newest),
        "news": articles_in_order(overview.news),
        "events": events_by_number(events, overview.events),
        "coming": coming,
        "growing": [(event, growing[event.id]) for event in events_by_number(events, list(growing))],
        "browse": browse_entries(overview),
        "browse_titles": BROWSE_TITLES,
        "portals": portals_of(overview, state.sources(), titles),
        "titles": titles,
    }
