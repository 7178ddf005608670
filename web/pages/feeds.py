"""``/tim-kiem.atom``: the newest articles of any search as a feed, with conditional GET."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid4

from apiflask import APIBlueprint
from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

import settings
from archive.articles.checksums import fingerprints_of
from web.formats import atom
from web.rate_limits import SEARCH_LIMIT, limiter
from web.state import SiteState, current_state
from web.view.facet_choices import labels_of
from web.view.public_view import base_address, site_view
from web.view.search_params import read_params

blueprint = APIBlueprint("feeds", __name__, enable_openapi=False)

ENTRIES = 30
_SITE = "site_uuid"


@blueprint.get("/tim-kiem.atom")
@limiter.limit(SEARCH_LIMIT)
def search() -> ResponseReturnValue:
    """Send the newest complete hits of a search, by day of publication."""
    params = read_params()
    if params.is_empty:
        return redirect(url_for("search.front"))
    state, view, base = current_state(), site_view(), base_address()
    found = state.matching(params.q, sort="date", filters=params.search_filters())
    numbers = [int(n) for n in found.articles[:ENTRIES]]
    fingerprints = fingerprints_of(state.archive.engine, numbers)
    entries = [(stored, citation, fingerprints[stored.id]) for stored, citation in view.cite_articles(numbers)]
    about = atom.Feed(
        site=site_uuid(state),
        title=f"Tìm Tin: {params.q or ', '.join(labels_of(params, state.source_titles()))}",
        address=base + params.address("feeds.search"),
        page=base + params.link(**{"sap-xep": None}),
        hub=settings.get("websub_hub"),
        started=datetime.fromtimestamp(0, UTC),
    )
    answer = Response(atom.write_feed(about, entries), content_type="application/atom+xml; charset=utf-8")
    # No Last-Modified: an entry that left, or a name that was hidden, changes the feed and no entry's time.
    # Without a public address set, the feed's links are the request's own Host: not for a cache that others share.
    if settings.get("public_url"):
        answer.cache_control.public = True
    else:
        answer.cache_control.private = True
    answer.cache_control.max_age = 300
    answer.add_etag()
    return answer.make_conditional(request)


def site_uuid(state: SiteState) -> UUID:
    """Return the identity of this site's archive, made once: entry ids stay when the site moves to another address."""
    site_id = state.site.settings.get(_SITE)
    if site_id is None:
        site_id = state.site.settings.set_once(_SITE, str(uuid4()))
    return UUID(site_id)
