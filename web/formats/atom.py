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


def feed(about: Feed, entries: Sequence[tuple[StoredArticle, Citation, Fingerprint]]) -> bytes:
    """Return the feed; its ``updated`` is the newest entry's (``started`` for none), so equal content has equal bytes."""
    root = Element("feed", {"xmlns": _NS, "xml:lang": "vi"})
    _text(root, "id", uuid5(about.site, "search " + about.page.partition("?")[2]).urn)
    _text(root, "title", about.title)
    newest = max((mark.recorded_at for _, _, mark in entries), default=about.started)
    _text(root, "updated", _moment(newest))
    SubElement(root, "link", rel="self", type="application/atom+xml", href=about.address)
    SubElement(root, "link", rel="alternate", type="text/html", href=about.page)
    if about.hub:
        SubElement(root, "link", rel="hub", href=about.hub)
    _text(SubElement(root, "author"), "name", "Tìm Tin")
    _text(root, "generator", "Tìm Tin")
    for stored, made, mark in entries:
        _entry(SubElement(root, "entry"), about, stored, made, mark)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _entry(entry: Element, about: Feed, stored: StoredArticle, made: Citation, mark: Fingerprint) -> None:
    _text(entry, "id", uuid5(about.site, f"article {stored.id}").urn)
    _text(entry, "title", made.title)
    _text(entry, "updated", _moment(mark.recorded_at))
    if made.published:
        _text(entry, "published", _moment(made.published))
    SubElement(entry, "link", rel="alternate", type="text/html", href=made.permanent)
    if made.url:
        SubElement(entry, "link", rel="via", type="text/html", href=made.url)
    for name in made.authors or (made.publisher,):
        _text(SubElement(entry, "author"), "name", name)
    if made.section:
        SubElement(entry, "category", term=_clean(made.section))
    _text(entry, "summary", made.abstract or stored.article.body[:400])
    source = SubElement(entry, "source")
    _text(source, "title", made.publisher)


def _text(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = _clean(text)


def _clean(text: str) -> str:
    """Leave out what XML cannot hold (control characters, lone surrogates, non-characters)."""
    return "".join(
        c for c in text if c in "\t\n\r" or " " <= c <= "\ud7ff" or "\ue000" <= c <= "\ufffd" or c > "\uffff"
    )


def _moment(value: datetime) -> str:
    return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
