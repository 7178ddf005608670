"""Atom feeds (RFC 4287) of a search: stable ids, the time of each version, links to the archived and the original page."""

from __future__ import annotations

from xml.etree.ElementTree import Element, SubElement, tostring

from web.formats.feed import Feed, FeedEntry, moment_text
from web.formats.xml_text import xml_safe

_NS = "http://www.w3.org/2005/Atom"


def write_atom(feed: Feed) -> bytes:
    """Return the feed as an Atom document."""
    root = Element("feed", {"xmlns": _NS, "xml:lang": "vi"})
    _add_text(root, "id", feed.id)
    _add_text(root, "title", feed.title)
    _add_text(root, "updated", feed.updated)
    _add_text(root, "icon", feed.icon)
    _add_link(root, "self", "application/atom+xml", feed.address)
    _add_link(root, "alternate", "text/html", feed.page)
    if feed.hub:
        SubElement(root, "link", rel="hub", href=xml_safe(feed.hub))
    _add_text(SubElement(root, "author"), "name", feed.name)
    _add_text(root, "generator", "Tìm Tin")
    for entry in feed.entries:
        _write_entry(SubElement(root, "entry"), feed, entry)
    return bytes(tostring(root, encoding="utf-8", xml_declaration=True))


def _write_entry(element: Element, feed: Feed, entry: FeedEntry) -> None:
    citation = entry.citation
    _add_text(element, "id", feed.entry_id(entry))
    _add_text(element, "title", citation.title)
    _add_text(element, "updated", entry.updated)
    if citation.published:
        _add_text(element, "published", moment_text(citation.published))
    _add_link(element, "alternate", "text/html", citation.permanent)
    if citation.url:
        _add_link(element, "via", "text/html", citation.url)
    for name in feed.authors(entry):
        _add_text(SubElement(element, "author"), "name", name)
    if citation.section:
        SubElement(element, "category", term=xml_safe(citation.section))
    _add_text(element, "summary", entry.summary)


def _add_text(parent: Element, tag: str, text: str) -> None:
    SubElement(parent, tag).text = xml_safe(text)


def _add_link(parent: Element, relation: str, kind: str, address: str) -> None:
    SubElement(parent, "link", rel=relation, type=kind, href=xml_safe(address))
