"""Atom feeds (RFC 4287) of a search: stable ids, the time of each version, links to the archived and the original page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element, SubElement, tostring

from archive.articles.checksums import Fingerprint
from archive.model import StoredArticle
from web.formats.citation import Citation

_NS = "http://www.w3.org/2005/Atom"


@dataclass(frozen=True, slots=True)
class Feed:
    """``site`` (a UUID made once per archive) makes the ids; ``address`` is the feed's own, ``page`` the search's."""

    site: UUID
    title: str
    address: str
    page: str
    hub: str
    started: datetime


def write_feed(about: Feed, entries: Sequence[tuple[StoredArticle, Citation, Fingerprint]]) -> bytes:
    """Return the feed; its ``updated`` is the newest entry's (``started`` for none), so equal content has equal bytes."""
    root = Element("feed", {"xmlns": _NS, "xml:lang": "vi"})
    _add_text(root, "id", uuid5(about.site, "search " + about.page.partition("?")[2]).urn)
    _add_text(root, "title", about.title)
    newest = max((fingerprint.recorded_at for _, _, fingerprint in entries), default=about.started)
    _add_text(root, "updated", _moment_text(newest))
    SubElement(root, "link", rel="self", type="application/atom+xml", href=about.address)
    SubElement(root, "link", rel="alternate", type="text/html", href=about.page)
    if about.hub:
        SubElement(root, "link", rel="hub", href=about.hub)
    _add_text(SubElement(root, "author"), "name", "Tìm Tin")
    _add_text(root, "generator", "Tìm Tin")
    for stored, citation, fingerprint in entries:
        _write_entry(SubElement(root, "entry"), about, stored, citation, fingerprint)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _write_entry(
    entry: Element, about: Feed, stored: StoredArticle, citation: Citation, fingerprint: Fingerprint
) -> None:
    _add_text(entry, "id", uuid5(about.site, f"article {stored.id}").urn)
    _add_text(entry, "title", citation.title)
    _add_text(entry, "updated", _moment_text(fingerprint.recorded_at))
    if citation.published:
        _add_text(entry, "published", _moment_text(citation.published))
    SubElement(entry, "link", rel="alternate", type="text/html", href=citation.permanent)
    if citation.url:
        SubElement(entry, "link", rel="via", type="text/html", href=citation.url)
    for name in citation.authors or (citation.publisher or about.title,):
        _add_text(SubElement(entry, "author"), "name", name)
    if citation.section:
        SubElement(entry, "category", term=_xml_safe(citation.section))
    _add_text(entry, "summary", citation.abstract or stored.article.body[:400])
    if citation.publisher:
        _add_text(SubElement(entry, "source"), "title", citation.publisher)


def _add_text(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = _xml_safe(text)


def _xml_safe(text: str) -> str:
    """Leave out what XML cannot hold (control characters, lone surrogates, non-characters)."""
    return "".join(
        c for c in text if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff"
    )


def _moment_text(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
