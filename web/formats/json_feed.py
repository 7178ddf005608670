"""JSON Feed 1.1 of a search, with the same identities as its Atom feed."""

from __future__ import annotations

import json
from typing import Any

from web.formats.feed import Feed, FeedEntry

_VERSION = "https://jsonfeed.org/version/1.1"


def write_json_feed(feed: Feed) -> str:
    """Return the feed as a JSON Feed document."""
    found: dict[str, Any] = {
        "version": _VERSION,
        "title": feed.title,
        "home_page_url": feed.page,
        "feed_url": feed.address,
        "favicon": feed.icon,
        "language": "vi",
        "authors": [{"name": feed.name}],
        "items": [_item(feed, entry) for entry in feed.entries],
    }
    if feed.hub:
        found["hubs"] = [{"type": "WebSub", "url": feed.hub}]
    return json.dumps(found, ensure_ascii=False)


def _item(feed: Feed, entry: FeedEntry) -> dict[str, Any]:
    citation = entry.citation
    found = {
        "id": feed.entry_id(entry),
        "url": citation.permanent,
        "external_url": citation.url,
        "title": citation.title,
        "content_text": entry.summary,
        "date_published": citation.published.isoformat() if citation.published else "",
        "date_modified": entry.updated,
        "authors": [{"name": name} for name in feed.authors(entry)],
        "tags": [citation.section] if citation.section else [],
        "language": "vi",
    }
    return {name: value for name, value in found.items() if value}
