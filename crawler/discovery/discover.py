"""Discovers URLs in sitemaps, feeds and listing pages, all given as bytes; fetches nothing."""

from __future__ import annotations

import re
import time
import zlib
from calendar import timegm
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import lru_cache
from itertools import islice
from typing import Any
from urllib.parse import urlsplit
from xml.etree.ElementTree import Element

import defusedxml.ElementTree
import feedparser
from defusedxml.common import DefusedXmlException

from archive.canonical_url import canonicalise, is_same_site
from archive.model import VIETNAM
from crawler.discovery.odd_addresses import find_odd
from crawler.html import listing_dates as dates_listed
from crawler.html.address_kinds import SKIP, is_of_event, is_sure_article, kind_of_address
from crawler.html.date_text import parse_metadata_date
from crawler.html.links import Link, month_in_path, month_of
from crawler.html.page import Anchor, Page, item_text
from crawler.portals import GENERIC, Family
from crawler.portals.postback import find_postbacks

MAX_XML = 50_000_000
_NEXT = re.compile(r"(?i)^(trang sau|sau|tiếp|tiếp theo|xem thêm|next|»|›|>|>>|\d{1,4})$")
_ADVERT = re.compile(r"(?i)quang-?cao|(?:^|[-_ ])ad[sv]?(?:[-_ ]|$)|advert|sponsor|adsby|adzone")
# By the end of a name: systems put each article's own tags into the names of its item ("tag-an-ninh").
_MENU = re.compile(
    r"(?i)(?:^| )[\w-]*(?<!has-)(?<!with-)(?<!no-)(?:menu|nav(?:bar|igation)?|footer|breadcrumbs?)"
    r"(?:[-_](?:list|items?|wrap(?:per)?|main|top|bottom|content|container|inner|header|left|right|\d+))*(?:$| )"
)
_FILED = re.compile(
    r"(?i)(?:^| )(?:[\w-]*[-_])?(?:tags?|keywords?|tu-?khoa|authors?|tac-?gia)"
    r"(?:[-_](?:list|links?|cloud|box|items?|name|info|wrap(?:per)?|content|meta))?(?:$| )"
)
_EVENT = re.compile(r"(?i)(?:^|[-_ ])(?:events?|su-?kien|topics?|chu-?de)(?:$|[-_ ])")
_HOLDERS = 4  # elements round a link that may be an advertisement's
_DEEP = 8  # elements round a link that may be a menu
_TITLE = 40  # characters of a link that is likely the title of an article


def _gunzip(body: bytes) -> bytes:
    if body[:2] != b"\x1f\x8b":
        return body
    try:
        return zlib.decompressobj(47).decompress(body, MAX_XML)
    except zlib.error:
        return b""


def parse_sitemap(body: bytes, url: str) -> list[Link]:
    """Return what a sitemap or a sitemap index (also gzipped) lists: kind "sitemap" or "article"; [] when unreadable.

    A plain text sitemap (one address a line) is read too.
    """
    body = _gunzip(body)
    if re.match(rb"\s*https?://", body):
        lines = [canonicalise(line.decode("utf-8", "replace").strip(), url) for line in body.splitlines()[:50_000]]
        return [Link(line, "article", month=month_in_path(line)) for line in dict.fromkeys(lines) if line]
    try:
        root = defusedxml.ElementTree.fromstring(body)
    except (defusedxml.ElementTree.ParseError, DefusedXmlException, ValueError):
        return []
    if root is None:
        return []
    index = root.tag.rpartition("}")[2] == "sitemapindex"
    found: dict[str, Link] = {}
    for entry in root:
        link = _parse_sitemap_entry(entry, url, "sitemap" if index else "article")
        if link is not None:
            found.setdefault(link.url, link)
    return list(found.values())


def _parse_sitemap_entry(entry: Element, url: str, kind: str) -> Link | None:
    """Return one entry; of a news sitemap the publication date, else the last change, tells its month."""
    parts = {part.tag.rpartition("}")[2]: str(part.text or "").strip() for part in entry.iter()}
    address = canonicalise(parts["loc"], url) if parts.get("loc") else ""
    if not address:
        return None
    if kind == "article" and urlsplit(address).path in ("", "/"):
        kind = "listing"
    modified = _parse_moment(parts.get("lastmod", ""))
    told = parse_metadata_date(parts.get("publication_date", ""))  # of a news sitemap
    published = dates_listed.format_moment(told) if told else ""
    month = published[:7] or month_in_path(urlsplit(address).path) or month_of(parts.get("lastmod", ""))
    return Link(address, kind, month=month, published=published, modified=modified)


def _parse_moment(text: str) -> datetime | None:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        return None
    return moment if moment.tzinfo else moment.replace(tzinfo=VIETNAM)


def parse_feed(body: bytes, url: str) -> list[Link]:
    """Return the entries of an RSS or Atom feed as articles; [] when it is none, or declares entities of its own."""
    # feedparser puts entities into each other: a few hundred bytes would keep it busy for as long as their writer likes.
    if b"<!ENTITY" in body.replace(b"\0", b""):
        return []
    parsed = feedparser.parse(body, sanitize_html=False, resolve_relative_uris=False)
    found: dict[str, Link] = {}
    for entry in parsed.entries:
        if address := canonicalise(str(entry.get("link") or ""), url):
            published = _format_feed_moment(entry.get("published_parsed"))
            # Asked for a moment it lacks, an entry would answer with another one and warn.
            updated = _format_feed_moment(entry["updated_parsed"]) if "updated_parsed" in entry else ""
            month = (published or updated)[:7]
            tags = entry.get("tags") or [{}]
            found.setdefault(address, Link(address, "article", str(tags[0].get("term") or ""), month, published))
    return list(found.values())


def _format_feed_moment(at: time.struct_time | None) -> str:
    """Return a feed's moment (UTC) as ``archive.articles.listed_moments`` writes it, "" without a usable one."""
    if not at:
        return ""
    try:
        moment = datetime.fromtimestamp(timegm(at), UTC).astimezone(VIETNAM)
    except (ValueError, OverflowError):  # one entry of the year 99999 is no reason to leave out the others
        return ""
    return dates_listed.format_moment((moment, "minute"))


def extract_links(page: Page, domain: str, family: Family = GENERIC, today: date | None = None) -> list[Link]:
    """Return what a page of the same site links to, in page order, and what its family knows besides.

    Of a list fetched ``today`` the dates beside its links are told too.
    """
    found: dict[str, Link] = {}
    elements: dict[str, Any] = {}
    section = page.section()
    for anchor in page.anchors():
        link = _link_of(anchor, page, domain, family)
        if link is None:
            continue
        if link.kind == "article":
            month = month_in_path(urlsplit(link.url).path) or month_of(item_text(anchor.element))
            published = dates_listed.find_date_beside(anchor.element, today) if month and today else ""
            link = replace(link, section=section, month=published[:7] or month, published=published)
        known = found.get(link.url)
        if known is None or _tells_more(link, known):
            found[link.url], elements[link.url] = link, anchor.element
    found.pop(canonicalise(page.url), None)
    for address in find_odd({url: elements[url] for url, link in found.items() if link.kind == "article"}):
        found[address] = Link(address, "listing")
    for link in (*family.find_extra_links(page), *find_postbacks(page)):
        if is_same_site(link.url, domain):
            found.setdefault(link.url, link)
    return list(found.values())


def _tells_more(link: Link, known: Link) -> bool:
    """Tell whether a second link to one address says more: that it is an article (a picture has no title), or its date."""
    if (link.kind == "article") != (known.kind == "article"):
        return link.kind == "article" and known.kind == "listing"
    return bool((link.month and not known.month) or (link.published and not known.published))


def extract_listing_links(
    body: bytes, url: str, domain: str, headers: Mapping[str, str] | None = None, family: Family = GENERIC
) -> list[Link]:
    """Return article and listing addresses linked on a page of the same site, in page order."""
    return extract_links(Page.parse(body, url, headers), domain, family)


def _link_of(anchor: Anchor, page: Page, domain: str, family: Family) -> Link | None:
    address, known = _classify(anchor.url, domain, family)
    if not address or "nofollow" in anchor.rel or "api.w.org" in anchor.rel:
        return None
    if anchor.element.tag == "link" and "alternate" in anchor.rel:
        return Link(address, "feed") if re.search("rss|atom", str(anchor.element.get("type") or "")) else None
    kind = known or kind_of_address(address)
    if kind == SKIP or (not known and _is_advert(anchor)):
        return None
    if not known and kind in ("article", "") and _is_filed(anchor, address):
        return Link(address, "listing")
    if not known and _NEXT.match(anchor.text) and ("next" in anchor.rel or _is_same_path(address, page.url)):
        kind = "page"
    kind = "listing" if kind == "front" else kind
    return Link(address, kind or ("article" if len(anchor.text) > _TITLE else "listing"))


def _is_filed(anchor: Anchor, address: str) -> bool:
    """Tell whether a link that is no sure article stands in a menu or a footer, or where an article says what it is filed under."""
    if is_sure_article(address):
        return False
    of_event = is_of_event(address)
    for level, holder in enumerate(islice(anchor.element.iterancestors(), _DEEP)):
        if holder.tag in ("article", "main", "body", "html", "h1", "h2", "h3"):
            return False
        called = _names_of(holder)
        if holder.tag in ("nav", "footer") or (_MENU.search(called) and holder.find(".//h1") is None):
            return True
        if level < 2 and (_FILED.search(called) or (of_event and _EVENT.search(called))):
            return True
    return False


def _is_advert(anchor: Anchor) -> bool:
    """Tell whether a link is paid for, or stands in a box that is named an advertisement."""
    if "sponsored" in anchor.rel:
        return True
    holders = islice(anchor.element.iterancestors(), _HOLDERS)
    return any(_is_advert_name(called) for e in (anchor.element, *holders) if (called := _names_of(e)))


def _names_of(element: Any) -> str:
    """Return the classes and the id of an element as one text; "" for most, which have none."""
    classes, own = element.get("class"), element.get("id")
    return f"{classes or ''} {own or ''}" if classes or own else ""


# The boxes of a portal's pages have the same names, page after page.
@lru_cache(maxsize=8192)
def _is_advert_name(called: str) -> bool:
    return bool(_ADVERT.search(called))


# The same menus stand on every page of a portal: what an address means is worked out once for all of them.
@lru_cache(maxsize=8192)
def _classify(url: str, domain: str, family: Family) -> tuple[str, str]:
    """Return an address as its family tidies it ("" when it is not followed), and the kind that the family knows."""
    if family.kind_of(url) == SKIP:  # before tidying, which may take away what tells
        return "", ""
    address = family.tidy_url(url)
    kind = family.kind_of(address)
    return (address, kind) if address and kind != SKIP and is_same_site(address, domain) else ("", "")


def _is_same_path(address: str, url: str) -> bool:
    return urlsplit(address).path == urlsplit(url).path


def articles_of(links: Sequence[Link]) -> frozenset[str]:
    """Return the articles of a page, to tell a pager that leads to the same page again and again."""
    return frozenset(link.url for link in links if link.kind == "article")


__all__ = ["Link", "parse_feed", "extract_listing_links", "extract_links", "parse_sitemap", "articles_of"]
