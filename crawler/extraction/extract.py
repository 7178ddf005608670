"""Extracts an article from a page of any portal, without selectors: title, date, lead, blocks, byline, section."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag, XMLParsedAsHTMLWarning

from archive.model import Article, Attachment, Block
from crawler.errors import HostilePage, NotAnArticle
from crawler.extraction.byline import byline_of, find_shown_author, split_byline, strip_label
from crawler.extraction.lead import split_lead
from crawler.extraction.main_content import (
    Piece,
    drop_related_links,
    find_captions_between,
    find_main_block,
    split_pieces,
    text_of,
)
from crawler.extraction.title import find_heading, title_of
from crawler.extraction.visible_date import find_shown_date, split_date_line
from crawler.html import published_dates as dates
from crawler.html.boilerplate import class_names, strip_boxes, strip_hidden
from crawler.html.canonical_url import canonicalise, is_credible
from crawler.html.elements import Elements
from crawler.html.metadata import read_page_data, squeeze_blanks
from crawler.html.parser_limits import find_exceeded_limit
from crawler.portals.hints import apply_hints
from crawler.sources.source import Source
from vietnamese.encodings import repair as encodings
from words import Message

_CRUMB = re.compile(r"(?i)breadcrumb|duong-dan|bread-crumb|\bb?crumbs?\b")
_CATEGORY = re.compile(r"(?i)(?:^|[-_ ])(?:cate(?:gory)?(?:[-_]name)?|chuyen-?muc|section-name)\b|cate-name")
_HOME = {"trang chủ", "home", "trang nhất", "trang chu"}
_FILE = re.compile(r"(?i)\.(pdf|docx?|xlsx?|pptx?|zip|rar)$")
_LISTING_LINKS = 4


def extract_article(body: bytes, url: str, content_type: str | None, source: Source | None = None) -> Article:
    """Extract the article of a page. ``url`` may be "" for a file. Raises NotAnArticle for a listing, form or error.

    Raises HostilePage, before parsing, for a page that would hurt the parser.
    """
    if reason := find_exceeded_limit(body):
        raise HostilePage("crawler.page_not_parsed", page=_page(url), why=reason)
    text = encodings.repair_markup(encodings.decode_bytes(body, _charset_of(content_type))[0])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        soup = BeautifulSoup(text, "lxml")
    elements = Elements(soup)
    data = read_page_data(elements)
    told, scripted = dates.find_declared_date(elements, data), dates.find_scripted_date(elements)
    section, address = data.section or _find_crumb(elements), _find_address(elements, url)
    selectors = apply_hints(elements, text, url, source)
    # Read before footers and boxes go: some templates keep these there.
    named = {part: _text_or_empty(elements.select_first(selectors.get(part))) for part in ("byline", "section")}
    strip_hidden(elements)
    order = {id(e): at for at, e in enumerate(soup.descendants)}
    heading = elements.select_first(selectors.get("title")) or find_heading(soup, data)
    title = title_of(heading, data)
    main = elements.select_first(selectors.get("body")) or find_main_block(soup, heading)
    if main is None or not title:
        raise NotAnArticle("crawler.page_without_text", page=_page(url))
    shown = _date_of(elements.select_first(selectors.get("date"))) or find_shown_date(heading, main)
    section, author = section or _find_category(heading), find_shown_author(soup, heading, main, order, data)
    strip_boxes(elements, heading, main)
    raw = _pieces_after(heading, main, title, order)
    chosen, dated = split_date_line(drop_related_links(raw))
    lead, chosen = split_lead(elements.select_first(selectors.get("lead")), heading, main, chosen, order, data)
    lines, chosen = split_byline(chosen)
    byline = strip_label(named["byline"]) or byline_of(lines, author, data)
    moment = dates.settle_date(told, shown or dated, scripted)
    if not _is_article(raw, lead, heading, moment is not None, bool(lines), data.is_article):
        raise NotAnArticle("crawler.page_is_listing", page=_page(url))
    published, precision = moment or dates.find_date_in_url(urlsplit(url).path) or (None, "day")
    return Article(
        source=source.name if source else (urlsplit(url).hostname or "file"),
        title=encodings.repair_text(title),
        url=address or None,
        lead=encodings.repair_text(lead),
        blocks=tuple(_iter_blocks(heading, main, chosen, lines)),
        byline=encodings.repair_text(byline),
        section=encodings.repair_text(named["section"] or section),
        published=published,
        precision=precision,
        attachments=tuple(_find_attachments(main, url)),
    )


def _page(url: str) -> str | Message:
    return url or Message("crawler.unnamed_page")


def _charset_of(content_type: str | None) -> str | None:
    found = re.search(r"(?i)charset\s*=\s*[\"']?([\w.:-]+)", content_type or "")
    return found[1] if found else None


def _text_or_empty(element: Tag | None) -> str:
    return text_of(element) if element is not None else ""


def _date_of(element: Tag | None) -> dates.Moment | None:
    return dates.find_date_in_elements([element]) if element is not None else None


def _pieces_after(heading: Tag | None, main: Tag, title: str, order: dict[int, int]) -> list[Piece]:
    """Return the pieces of ``main`` behind the title; the title said again is no text."""
    after = order.get(id(heading), -1)
    said = title.lower()
    return [
        p
        for p in split_pieces(main)
        if p.element is not heading and p.text.lower() != said and order[id(p.first)] > after
    ]


def _iter_blocks(heading: Tag | None, main: Tag, chosen: list[Piece], lines: list[str]) -> Iterator[Block]:
    """Yield the article's blocks in page order: captions above the text, the text, the lines that close it."""
    before = find_captions_between(heading, main) if heading is not None else []
    seen = {p.text for p in chosen}
    for piece in [*(p for p in before if p.text not in seen), *chosen]:
        yield Block(piece.kind, encodings.repair_text(piece.text))
    for line in lines:
        yield Block("byline", encodings.repair_text(line))


def _find_crumb(elements: Elements) -> str:
    for element in elements.by_class(_CRUMB)[:3]:
        names = [squeeze_blanks(a.get_text(" ")) for a in element.find_all("a")]
        names = [n for n in names if n and n.lower() not in _HOME]
        if names:
            return names[-1]
    return ""


def _find_category(heading: Tag | None) -> str:
    """Return the link beside the title whose class calls it the category."""
    if heading is None:
        return ""
    beside = [*heading.find_all_previous("a", limit=12), *heading.find_all_next("a", limit=12)]
    for link in beside:
        called = " ".join(
            f"{class_names(e)} {e.get('data-role') or ''}" for e in (link, link.parent) if isinstance(e, Tag)
        )
        name = squeeze_blanks(link.get_text(" "))
        if _CATEGORY.search(called) and 2 <= len(name) <= 40 and name.lower() not in _HOME:
            return name
    return ""


def _is_article(chosen: list[Piece], lead: str, heading: Tag | None, dated: bool, signed: bool, typed: bool) -> bool:
    linked = sum(p.linked for p in chosen)
    size = sum(len(p.text) for p in chosen) + len(lead)
    many = sum(1 for p in chosen if p.linked > len(p.text) * 0.3)
    if size < 80 or (many >= _LISTING_LINKS and linked > size * 0.25):
        return False
    return typed or ((dated or signed) and heading is not None) or (dated and signed)


def _find_address(elements: Elements, url: str) -> str:
    """Return the page's own canonical address when it is credible, else the one it was met at."""
    here = canonicalise(url) if url else ""
    link = next((e for e in elements.by_name("link") if "canonical" in e.get_attribute_list("rel")), None)
    named = canonicalise(str(link.get("href") or ""), here) if link is not None else ""
    return named if is_credible(named, here) else here


def _find_attachments(main: Tag, url: str) -> Iterator[Attachment]:
    for link in main.find_all("a", href=True):
        if _FILE.search(urlsplit(str(link["href"])).path) and (address := canonicalise(str(link["href"]), url)):
            yield Attachment(address, squeeze_blanks(link.get_text(" ")))
