"""What the head of a page says of it: description, canonical address, OpenGraph, JSON-LD, and the marks of citation tools.

A page hands a ``PageMetadata`` to its template as ``metadata``; one without gets what is true of every page. Templates of the
readers' pages include ``machine/head.html``. Result pages and their like are kept out of search engines by a header.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from apiflask import APIFlask
from flask import request, url_for
from flask.wrappers import Response
from jinja2 import Undefined

import settings
from archive.articles.checksums import Fingerprint
from facts.reading.views import DocumentPage, EventPage, PersonPage
from translations import gettext, ngettext, write_partial_day
from web.formats.citation import Citation
from web.machine import structured_data
from web.urls import page_path
from web.view.public_view import base_address

LONGEST = 200
"""Characters of a description: what search engines show of it."""

_ARGUMENTS_KEPT = frozenset(["lang", "v"])
_UNLISTED = frozenset(
    ["search.results", "article.version", "article.changes", "batch.page", "embed.form", "reports.offer"]
)
_UNLISTED_PARTS = ("admin_", "api", "exports.", "feeds.", "filters.", "following.", "suggestions.", "health.")
_NOINDEX = "noindex, nofollow"


@dataclass(frozen=True, slots=True)
class PageMetadata:
    """``canonical`` and ``image`` are whole addresses, "" without a public one; ``marks`` are (name, content), in order.

    ``alternates`` are (media type, address) of the same thing in other forms.
    """

    title: str
    description: str
    canonical: str
    image: str
    kind: str = "website"
    nodes: Sequence[structured_data.Node] = ()
    properties: Sequence[tuple[str, str]] = ()
    marks: Sequence[tuple[str, str]] = ()
    alternates: Sequence[tuple[str, str]] = field(default=())

    @property
    def block(self) -> str:
        """The element with the structured data, "" without any."""
        return structured_data.write_block(self.nodes) if self.nodes else ""


def register_metadata(app: APIFlask) -> None:
    """Bind the head of pages, and the header of pages that search engines leave out, to an application."""
    app.jinja_env.globals.update(page_metadata=page_metadata, has_public_address=lambda: bool(base_address()))
    app.after_request(_keep_out)


def page_metadata(given: PageMetadata | Undefined) -> PageMetadata:
    """Return what a page says of itself, else what is true of every page."""
    if isinstance(given, PageMetadata):
        return given
    site = settings.get("site_name")
    about = gettext(
        "{site}: tìm trong kho tin bài của cổng thông tin Công an các tỉnh, theo từ, ngày, sự kiện, người và văn bản.",
        site=site,
    )
    # Its address is the canonical one unless something is asked for in it.
    canonical = _absolute(request.path) if not _is_asking() and request.endpoint else ""
    nodes = [_site_node()] if request.endpoint == "search.front" else []
    return PageMetadata(settings.get("start_text") or site, about, canonical, _image(), nodes=nodes)


def describe_article(citation: Citation, number: int, fingerprint: Fingerprint, opening: str) -> PageMetadata:
    """Return the metadata of an article, of whichever version; the newest one's address is the canonical one."""
    path = url_for("article.page", number=number)
    address, description = base_address() + path, shorten(opening)
    changed = fingerprint.recorded_at.isoformat() if fingerprint.version > 1 else ""
    day = f"{citation.day:%Y-%m-%d}" if citation.day else ""
    return PageMetadata(
        citation.title,
        description,
        _absolute(path),
        _image(),
        "article",
        (
            structured_data.news_article(citation, address, description, changed),
            structured_data.breadcrumbs([*_steps(), (citation.title, address)]),
        ),
        _filled(
            ("article:published_time", citation.published.isoformat() if citation.published else ""),
            ("article:modified_time", changed),
            ("article:section", citation.section),
        ),
        _filled(
            ("citation_title", citation.title),
            *(("citation_author", name) for name in citation.authors),
            ("citation_newspaper_title", citation.publisher),
            ("citation_journal_title", citation.publisher),
            ("citation_publisher", citation.publisher),
            ("citation_publication_date", day.replace("-", "/")),
            ("citation_language", "vi"),
            ("citation_public_url", citation.address),
            ("DC.title", citation.title),
            *(("DC.creator", name) for name in citation.authors),
            # The first type is what reference managers file it under, the second DCMI's own word.
            ("DC.type", "newspaperArticle"),
            ("DC.type", "Text"),
            ("DC.publisher", citation.publisher),
            ("DC.date", day),
            ("DC.language", "vi"),
            ("DC.identifier", citation.address),
            ("DC.description", description),
        ),
        (
            ("application/x-bibtex", url_for("exports.one", number=number, name="trich-dan.bib")),
            ("application/x-research-info-systems", url_for("exports.one", number=number, name="trich-dan.ris")),
            (
                "application/vnd.citationstyles.csl+json",
                url_for("exports.one", number=number, name="trich-dan.json"),
            ),
        ),
    )


def describe_event(page: EventPage) -> PageMetadata:
    """Return the metadata of an event."""
    told, path = page.summary, url_for("events.one", number=page.summary.id)
    base = base_address()
    articles = page_path("article.page", number="0").removesuffix("0")
    people = page_path("people.one", number="0").removesuffix("0")
    when = write_partial_day(told.date) if told.date else ""
    parts = (told.title, when, told.place, "; ".join(told.hosts), ngettext("{n} bài đưa tin", told.articles))
    return PageMetadata(
        told.title,
        shorten(". ".join(part for part in parts if part)),
        _absolute(path),
        _image(),
        nodes=(
            structured_data.event(page, base + path, base + articles, base + people),
            structured_data.breadcrumbs([*_steps("events.search"), (told.title, base + path)]),
        ),
    )


def describe_person(page: PersonPage) -> PageMetadata:
    """Return the metadata of a person whom the public facts show."""
    told, path = page.summary, url_for("people.one", number=page.summary.id)
    address = base_address() + path
    office = " ".join(part for part in (told.rank, told.role) if part)
    return PageMetadata(
        told.name,
        shorten(f"{told.name}, {office}. {ngettext('{n} bài nhắc đến', told.articles)}"),
        _absolute(path),
        _image(),
        "profile",
        (
            structured_data.person(told, address),
            structured_data.breadcrumbs([*_steps("people.search"), (told.name, address)]),
        ),
    )


def describe_document(page: DocumentPage) -> PageMetadata:
    """Return the metadata of a document that articles cite."""
    path = url_for("documents.one", written=page.number)
    title = f"{page.type} {page.number}".strip()
    parts = (title, page.title, ngettext("{n} bài nhắc đến", page.totals.citations))
    return PageMetadata(
        title,
        shorten(". ".join(part for part in parts if part)),
        _absolute(path),
        _image(),
        nodes=(structured_data.breadcrumbs([*_steps("documents.search"), (page.number, base_address() + path)]),),
    )


def shorten(text: str) -> str:
    """Return a text on one line, cut at a blank to LONGEST characters."""
    line = " ".join(text.split())
    return line if len(line) <= LONGEST else line[: LONGEST - 1].rsplit(" ", 1)[0] + "…"


def _steps(listing: str = "") -> list[tuple[str, str]]:
    names = {
        "events.search": gettext("Sự kiện"),
        "people.search": gettext("Người"),
        "documents.search": gettext("Văn bản"),
    }
    way = [(settings.get("site_name"), "search.front"), *([(names[listing], listing)] if listing else [])]
    return [(name, base_address() + page_path(endpoint)) for name, endpoint in way]


def _site_node() -> structured_data.Node:
    base = base_address()
    return structured_data.website(
        settings.get("site_name"), base + page_path("search.front"), base + page_path("search.results")
    )


def _filled(*pairs: tuple[str, str]) -> tuple[tuple[str, str], ...]:
    return tuple(pair for pair in pairs if pair[1])


def _absolute(path: str) -> str:
    return base_address() + path if base_address() else ""


def _image() -> str:
    return _absolute(page_path("static", filename="icon-180.png"))


def _is_asking() -> bool:
    return bool(set(request.args) - _ARGUMENTS_KEPT)


def _keep_out(response: Response) -> Response:
    """Tell search engines to leave out answers to questions, forms and files; an article says itself which address it has."""
    endpoint = request.endpoint or ""
    unlisted = endpoint in _UNLISTED or endpoint.startswith(_UNLISTED_PARTS) or response.status_code >= 400
    if unlisted or (_is_asking() and endpoint not in ("article.page", "static")):
        response.headers.setdefault("X-Robots-Tag", _NOINDEX)
    return response
