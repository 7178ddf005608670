"""Read an article from a page of any portal, without selectors: title, day, lead, blocks, byline, section."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag, XMLParsedAsHTMLWarning

from archive.model import Article, Attachment, Block
from crawler.errors import Hurtful, NotAnArticle
from crawler.extraction.byline import author_shown, byline_of, split_byline, without_label
from crawler.extraction.lead import split_lead
from crawler.extraction.main_content import Piece, captions_between, main_block, pieces, text_of, without_links
from crawler.extraction.title import find_heading, title_of
from crawler.extraction.visible_date import shown_date, without_dates
from crawler.html import published_dates as dates
from crawler.html.boilerplate import classes, strip_boxes, strip_hidden
from crawler.html.canonical_url import canonical, is_credible
from crawler.html.elements import Elements
from crawler.html.metadata import page_data, squeezed
from crawler.html.parser_limits import hurtful
from crawler.portals.hints import apply_hints
from crawler.sources.source import Source
from vietnamese.encodings import repair as encodings

_CRUMB = re.compile(r"(?i)breadcrumb|duong-dan|bread-crumb|\bb?crumbs?\b")
_CATEGORY = re.compile(r"(?i)(?:^|[-_ ])(?:cate(?:gory)?(?:[-_]name)?|chuyen-?muc|section-name)\b|cate-name")
_HOME = {"trang chủ", "home", "trang nhất", "trang chu"}
_FILE = re.compile(r"(?i)\.(pdf|docx?|xlsx?|pptx?|zip|rar)$")
_LISTING_LINKS = 4


def extract(body: bytes, url: str, content_type: str | None, source: Source | None = None) -> Article:
    """Return the article on a page. ``url`` may be "" for a file. Raises NotAnArticle for a listing, form or error.

    Raises Hurtful, before parsing, for a page that would hurt the parser.
    """
    if reason := hurtful(body):
        raise Hurtful(f"{url or 'trang'}: không đọc, {reason}")
    text = encodings.repair_markup(encodings.decode(body, _charset(content_type))[0])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        soup = BeautifulSoup(text, "lxml")
    elements = Elements(soup)
    data = page_data(elements)
    told, scripted = dates.declared(elements, data), dates.scripted(elements)
    section, address = data.section or _crumbs(elements), _address(elements, url)
    selectors = apply_hints(elements, text, url, source)
    # Read before footers and boxes go: some templates keep these there.
    named = {part: _says(elements.first(selectors.get(part))) for part in ("byline", "section")}
    strip_hidden(elements)
    order = {id(e): at for at, e in enumerate(soup.descendants)}
    heading = elements.first(selectors.get("title")) or find_heading(soup, data)
    title = title_of(heading, data)
    main = elements.first(selectors.get("body")) or main_block(soup, heading)
    if main is None or not title:
        raise NotAnArticle(f"{url or 'trang'}: không thấy phần nội dung của bài")
    shown = _date_of(elements.first(selectors.get("date"))) or shown_date(heading, main)
    section, author = section or _category(heading), author_shown(soup, heading, main, order, data)
    strip_boxes(elements, heading, main)
    raw = _pieces_after(heading, main, title, order)
    chosen, dated = without_dates(without_links(raw))
    lead, chosen = split_lead(elements.first(selectors.get("lead")), heading, main, chosen, order, data)
    lines, chosen = split_byline(chosen)
    byline = without_label(named["byline"]) or byline_of(lines, author, data)
    moment = dates.settled(told, shown or dated, scripted)
    if not _is_article(raw, lead, heading, moment is not None, bool(lines), data.typed):
        raise NotAnArticle(
            f"{url or 'trang'}: là danh sách, hoặc trang không có ngày đăng và tác giả, nên không phải bài viết"
        )
    published, precision = moment or dates.from_url(urlsplit(url).path) or (None, "day")
    return Article(
        source=source.name if source else (urlsplit(url).hostname or "file"),
        title=encodings.repair(title),
        url=address or None,
        lead=encodings.repair(lead),
        blocks=tuple(_blocks(heading, main, chosen, lines)),
        byline=encodings.repair(byline),
        section=encodings.repair(named["section"] or section),
        published=published,
        precision=precision,
        attachments=tuple(_attachments(main, url)),
    )


def _charset(content_type: str | None) -> str | None:
    found = re.search(r"(?i)charset\s*=\s*[\"']?([\w.:-]+)", content_type or "")
    return found[1] if found else None


def _says(element: Tag | None) -> str:
    return text_of(element) if element is not None else ""


def _date_of(element: Tag | None) -> dates.Moment | None:
    return dates.from_times([element]) if element is not None else None


def _pieces_after(heading: Tag | None, main: Tag, title: str, order: dict[int, int]) -> list[Piece]:
    """Return the pieces of ``main`` behind the title; the title said again is no text."""
    after = order.get(id(heading), -1)
    said = title.lower()
    return [
        p for p in pieces(main) if p.element is not heading and p.text.lower() != said and order[id(p.first)] > after
    ]


def _blocks(heading: Tag | None, main: Tag, chosen: list[Piece], lines: list[str]) -> Iterator[Block]:
    """Yield the article's blocks in page order: captions above the text, the text, the lines that close it."""
    before = captions_between(heading, main) if heading is not None else []
    seen = {p.text for p in chosen}
    for piece in [*(p for p in before if p.text not in seen), *chosen]:
        yield Block(piece.kind, encodings.repair(piece.text))
    for line in lines:
        yield Block("byline", encodings.repair(line))


def _crumbs(elements: Elements) -> str:
    for element in elements.of_class(_CRUMB)[:3]:
        names = [squeezed(a.get_text(" ")) for a in element.find_all("a")]
        names = [n for n in names if n and n.lower() not in _HOME]
        if names:
            return names[-1]
    return ""


def _category(heading: Tag | None) -> str:
    """Return the link beside the title whose class calls it the category."""
    if heading is None:
        return ""
    beside = [*heading.find_all_previous("a", limit=12), *heading.find_all_next("a", limit=12)]
    for link in beside:
        called = " ".join(f"{classes(e)} {e.get('data-role') or ''}" for e in (link, link.parent) if isinstance(e, Tag))
        name = squeezed(link.get_text(" "))
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


def _address(elements: Elements, url: str) -> str:
    """Return the page's own canonical address when it is credible, else the one it was met at."""
    here = canonical(url) if url else ""
    link = next((e for e in elements.named("link") if "canonical" in e.get_attribute_list("rel")), None)
    named = canonical(str(link.get("href") or ""), here) if link is not None else ""
    return named if is_credible(named, here) else here


def _attachments(main: Tag, url: str) -> Iterator[Attachment]:
    for link in main.find_all("a", href=True):
        if _FILE.search(urlsplit(str(link["href"])).path) and (address := canonical(str(link["href"]), url)):
            yield Attachment(address, squeezed(link.get_text(" ")))
