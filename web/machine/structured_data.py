"""JSON-LD of schema.org: what a page is about, for search engines. A block of data in the page, which no script policy concerns.

A person is named only on the person's own page and among who took part in an event: both come from the public facts, which know
who may be shown. Articles name their publisher, never people. Without a public address links are relative to the page.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from markupsafe import Markup

from facts.reading.views import EventPage, PersonSummary
from web.formats.citation import Citation

Node = dict[str, Any]

_STATES = {"postponed": "https://schema.org/EventPostponed", "cancelled": "https://schema.org/EventCancelled"}
_WHOLE_DAY = len("2023-05-24")


def write_block(nodes: Sequence[Node]) -> Markup:
    """Return the script element of some nodes; nothing in it can end the element."""
    graph = {"@context": "https://schema.org", "@graph": [_without_empty(node) for node in nodes]}
    text = json.dumps(graph, ensure_ascii=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return Markup('<script type="application/ld+json">{}</script>').format(Markup(text))  # noqa: S704 (escaped above)


def website(name: str, home: str, search: str) -> Node:
    """Return the node of the site with its search; ``search`` is the results page's address."""
    return {
        "@type": "WebSite",
        "@id": f"{home}#site",
        "name": name,
        "url": home,
        "inLanguage": "vi",
        "potentialAction": {
            "@type": "SearchAction",
            "target": {"@type": "EntryPoint", "urlTemplate": f"{search}?q={{search_term_string}}"},
            "query-input": "required name=search_term_string",
        },
    }


def breadcrumbs(steps: Sequence[tuple[str, str]]) -> Node:
    """Return the node of the way from the front page: names and addresses."""
    return {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": at, "name": name, "item": address}
            for at, (name, address) in enumerate(steps, 1)
        ],
    }


def news_article(citation: Citation, address: str, description: str, changed: str) -> Node:
    """Return the node of an article; ``changed`` is when its newest version was recorded, "" for the first."""
    publisher = {"@type": "Organization", "name": citation.publisher} if citation.publisher else None
    published = citation.published.isoformat() if citation.published else ""
    return {
        "@type": "NewsArticle",
        "@id": f"{address}#bai",
        "url": address,
        "mainEntityOfPage": address,
        "headline": citation.title,
        "description": description,
        "datePublished": published,
        "dateModified": changed,
        "articleSection": citation.section,
        "author": publisher,
        "publisher": publisher,
        "inLanguage": "vi",
        "isBasedOn": citation.url,
        "isAccessibleForFree": True,
    }


def event(page: EventPage, address: str, article_address: str, person_address: str) -> Node:
    """Return the node of an event; the last two are what the numbers of its articles and people are put behind."""
    told = page.summary
    day = told.date or ""
    return {
        "@type": "Event",
        "@id": f"{address}#su-kien",
        "url": address,
        "name": told.title,
        # A day whose year is unknown is no date.
        "startDate": day if len(day) == _WHOLE_DAY else "",
        "endDate": told.end_date or "",
        "eventStatus": _STATES.get(told.state, ""),
        "location": {"@type": "Place", "name": told.place} if told.place else None,
        "organizer": [{"@type": "Organization", "name": name} for name in told.hosts],
        "attendee": [
            {"@type": "Person", "name": a.name, "jobTitle": a.role, "url": f"{person_address}{a.person}"}
            for a in page.attendees
            if a.person is not None and a.took_part
        ],
        "subjectOf": [
            {"@type": "NewsArticle", "headline": c.proof.title, "url": f"{article_address}{c.proof.article}"}
            for c in page.coverage
        ],
        "inLanguage": "vi",
    }


def person(told: PersonSummary, address: str) -> Node:
    """Return the node of a person who may be shown."""
    return {
        "@type": "Person",
        "@id": f"{address}#nguoi",
        "url": address,
        "name": told.name,
        "jobTitle": told.role,
        "honorificPrefix": told.rank,
    }


def _without_empty(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: kept for key, part in value.items() if (kept := _without_empty(part)) not in ("", None, [], {})}
    return [_without_empty(part) for part in value] if isinstance(value, list) else value
