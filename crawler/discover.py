"""Find addresses: in sitemaps, feeds and listing pages, all given as bytes; nothing is fetched here."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from urllib.parse import urlsplit

import defusedxml.ElementTree
import feedparser
from bs4 import BeautifulSoup, Tag
from defusedxml.common import DefusedXmlException

from crawler.canonical import canonical, same_site

Link = tuple[str, str]  # address, kind as in the frontier
MAX_XML = 50_000_000
_NEXT = re.compile(r"(?i)^(trang sau|sau|tiếp|tiếp theo|xem thêm|next|»|›|>|>>|\d{1,4})$")
_NOT_PAGES = re.compile(r"(?i)\.(jpe?g|png|gif|svg|webp|css|js|pdf|docx?|xlsx?|zip|rar|mp[34]|ico|xml|json)$")
_ARTICLE = re.compile(r"(?i)\d{3,}|\.(html?|aspx|shtml)$|[a-z0-9]+(?:-[a-z0-9]+){4,}")
_LISTING = re.compile(r"(?i)/(page|trang|chuyen-muc|category|chuyen-trang|tin-tuc)(/|-|$)|[?&](page|trang|p)=\d+")


def _inflated(body: bytes) -> bytes:
    if body[:2] != b"\x1f\x8b":
        return body
    try:
        return zlib.decompressobj(47).decompress(body, MAX_XML)
    except zlib.error:
        return b""


def from_sitemap(body: bytes, url: str) -> list[Link]:
    """Return what a sitemap or a sitemap index (also gzipped) lists: kind "sitemap" or "article"; [] when unreadable."""
    try:
        root = defusedxml.ElementTree.fromstring(_inflated(body))
    except (defusedxml.ElementTree.ParseError, DefusedXmlException, ValueError):
        return []
    if root is None:
        return []
    kind = "sitemap" if root.tag.rpartition("}")[2] == "sitemapindex" else "article"
    found: dict[str, str] = {}
    for entry in root:
        for part in entry:
            if part.tag.rpartition("}")[2] == "loc" and part.text and (address := canonical(part.text, url)):
                found[address] = kind
    return [(a, "listing" if k == "article" and urlsplit(a).path in ("", "/") else k) for a, k in found.items()]


def from_feed(body: bytes, url: str) -> list[Link]:
    """Return the entries of an RSS or Atom feed as articles; [] when it is none."""
    parsed = feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False)
    links = (canonical(str(entry.get("link") or ""), url) for entry in parsed.entries)
    return [(link, "article") for link in dict.fromkeys(links) if link]


def from_listing(body: bytes, url: str, domain: str, charset: str | None = None) -> list[Link]:
    """Return article and listing addresses linked on a page of the same site, in page order."""
    soup = BeautifulSoup(body, "lxml", from_encoding=charset)
    found: dict[str, str] = {}
    for address, kind in _links(soup, url, domain):
        found.setdefault(address, kind)
    found.pop(canonical(url), None)
    return list(found.items())


def _links(soup: BeautifulSoup, url: str, domain: str) -> Iterator[Link]:
    for link in soup.find_all("link", rel="alternate", type=re.compile("rss|atom"), href=True):
        if (address := canonical(str(link["href"]), url)) and same_site(address, domain):
            yield address, "feed"
    for anchor in soup.find_all("a", href=True):
        address = canonical(str(anchor["href"]), url)
        if not address or not same_site(address, domain) or "nofollow" in str(anchor.get("rel") or ""):
            continue
        parts = urlsplit(address)
        if not _NOT_PAGES.search(parts.path):
            yield address, _kind(anchor, address, url)


def _kind(anchor: Tag, address: str, url: str) -> str:
    text = " ".join(anchor.get_text(" ").split())
    parts, here = urlsplit(address), urlsplit(url)
    following = _NEXT.match(text) is not None and (parts.path == here.path or "next" in str(anchor.get("rel") or ""))
    if following or _LISTING.search(f"{parts.path}?{parts.query}"):
        return "listing"
    return "article" if _ARTICLE.search(f"{parts.path}?{parts.query}") or len(text) > 40 else "listing"
