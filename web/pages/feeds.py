"""``/tim-kiem.atom``: the newest articles of any search as a feed, with conditional GET."""

from __future__ import annotations

from datetime import UTC, datetime
from uuid import UUID, uuid4

from apiflask import APIBlueprint
from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

import settings
from archive.articles.checksums import fingerprints
from web.formats import atom
from web.rate_limits import SEARCH_LIMIT, limiter
from web.state import State, state
from web.view.public_view import base_address, reading
from web.view.search_params import asked

blueprint = APIBlueprint("feeds", __name__, enable_openapi=False)

ENTRIES = 30
_SITE = "site_uuid"


@blueprint.get("/tim-kiem.atom")
@limiter.limit(SEARCH_LIMIT)
def search() -> ResponseReturnValue:
    """The newest complete hits of a search, by day of publication."""
    want = asked()
    if want.empty:
        return redirect(url_for("search.front"))
    held, look, base = state(), reading(), base_address()
    found = held.matching(want.q, sort="date", filters=want.search_filters())
    numbers = [int(n) for n in found.articles[:ENTRIES]]
    marks = fingerprints(held.archive.engine, numbers)
    entries = [(stored, made, marks[stored.id]) for stored, made in look.cited(numbers)]
    about = atom.Feed(
        site=site_uuid(held),
        title=f"Tìm Tin: {want.q or ', '.join(want.filters.values())}",
        address=base + want.address("feeds.search"),
        page=base + want.link(**{"sap-xep": None}),
        hub=settings.get("websub_hub"),
        started=datetime.fromtimestamp(0, UTC),
    )
    answer = Response(atom.feed(about, entries), content_type="application/atom+xml; charset=utf-8")
    # No Last-Modified: an entry that left, or a name that was hidden, changes the feed and no entry's time.
    # Without a public address set, the feed's links are the request's own Host: not for a cache that others share.
    if settings.get("public_url"):
        answer.cache_control.public = True
    else:
        answer.cache_control.private = True
    answer.cache_control.max_age = 300
    answer.add_etag()
    return answer.make_conditional(request)


def site_uuid(held: State) -> UUID:
    """Return the identity of this site's archive, made once: entry ids stay when the site moves to another address."""
    kept = held.site.settings.get(_SITE)
    if kept is None:
        kept = held.site.settings.set_once(_SITE, str(uuid4()))
    return UUID(kept)
