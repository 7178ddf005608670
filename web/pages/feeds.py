"""``/tim-kiem.atom`` and ``/tim-kiem.json``: the newest articles of any search, or of all, as a feed with conditional GET."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from uuid import UUID, uuid4

from apiflask import APIBlueprint
from flask import Response
from flask.typing import ResponseReturnValue

import settings
from archive.articles.checksums import fingerprints_of
from indexer import published_at
from translations import gettext
from web.formats.atom import write_atom
from web.formats.feed import Feed, FeedEntry
from web.formats.json_feed import write_json_feed
from web.machine.listing import current_listing
from web.rate_limits import SEARCH_LIMIT, limiter
from web.state import SiteState, current_state
from web.urls import page_path
from web.view.facet_choices import labels_of
from web.view.public_view import base_address, site_view
from web.view.search_params import SearchParams, read_params
from web.wire import answer_conditionally

blueprint = APIBlueprint("feeds", __name__, enable_openapi=False)

ENTRIES = 30
_SITE = "site_uuid"


@blueprint.get("/tim-kiem.atom")
@limiter.limit(SEARCH_LIMIT)
def search() -> ResponseReturnValue:
    """Send the newest complete hits of a search as Atom, by day of publication."""
    return _answer(write_atom(_read_feed("feeds.search")), "application/atom+xml; charset=utf-8")


@blueprint.get("/tim-kiem.json")
@limiter.limit(SEARCH_LIMIT)
def search_json() -> ResponseReturnValue:
    """Send the same as a JSON Feed."""
    return _answer(write_json_feed(_read_feed("feeds.search_json")), "application/feed+json; charset=utf-8")


def _read_feed(endpoint: str) -> Feed:
    params, state, view, base = read_params(), current_state(), site_view(), base_address()
    if params.is_empty:
        numbers = current_listing().newest(state, ENTRIES)
    else:
        found = state.matching(params.q, sort="date", filters=params.search_filters())
        numbers = [int(n) for n in found.articles[:ENTRIES]]
    fingerprints = fingerprints_of(state.archive.engine, numbers)
    page = page_path("search.front") if params.is_empty else params.link(**{"sap-xep": None})
    return Feed(
        site=site_uuid(state),
        name=settings.get("site_name"),
        title=_title_of(params, state.source_titles()),
        address=base + params.address(endpoint),
        page=base + page,
        icon=base + page_path("static", filename="icon-180.png"),
        hub=settings.get("websub_hub"),
        started=published_at(state.data) or datetime.now(UTC),
        entries=[FeedEntry(stored, cited, fingerprints[stored.id]) for stored, cited in view.cite_articles(numbers)],
    )


def _title_of(params: SearchParams, titles: Mapping[str, str]) -> str:
    asked = params.q or ", ".join(labels_of(params, titles)) or gettext("bài mới nhất")
    return f"{settings.get('site_name')}: {asked}"


def _answer(body: bytes | str, kind: str) -> ResponseReturnValue:
    answer = Response(body, content_type=kind)
    # No Last-Modified: an entry that left, or a name that was hidden, changes the feed and no entry's time.
    # Without a public address set, the links may be the request's own host: not for a cache that others share.
    if settings.get("public_url"):
        answer.cache_control.public = True
    else:
        answer.cache_control.private = True
    answer.cache_control.max_age = 300
    answer.add_etag()
    return answer_conditionally(answer)


def site_uuid(state: SiteState) -> UUID:
    """Return the identity of this site's archive, made once: entry ids stay when the site moves to another address."""
    site_id = state.site.settings.get(_SITE)
    if site_id is None:
        site_id = state.site.settings.set_once(_SITE, str(uuid4()))
    return UUID(site_id)
