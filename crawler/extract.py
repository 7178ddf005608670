"""Read an article from a page of any portal, without selectors: title, day, lead, blocks, byline, section."""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, Tag, XMLParsedAsHTMLWarning
from bs4.element import NavigableString

from archive.model import Article, Attachment, Block
from crawler import dates_published as dates
from crawler.blocks import Piece, main_block, pieces, squeezed
from crawler.canonical import canonical
from crawler.errors import NotAnArticle
from crawler.sources import Source
from vietnamese import encodings

_NOISE = "script:not([type='application/ld+json']), style, noscript, template, iframe, svg, object, nav, aside, form, button, select, footer, [hidden], [aria-hidden=true]"
_HIDDEN = re.compile(r"(?i)display\s*:\s*none|visibility\s*:\s*hidden")
_CRUMB = re.compile(r"(?i)breadcrumb|duong-dan|bread-crumb|\bcrumbs?\b")
_LEAD = re.compile(r"(?i)tom-?tat|sapo|\blead\b|hometext|summary|mo-ta|trich-?dan")
_BYLINE = re.compile(r"(?i)tac-?gia|author|byline|but-?danh")
_HOME = {"trang chủ", "home", "trang nhất", "trang chu"}
_CAPITAL = re.compile(r"[A-ZĐÀ-Ỹ][\wÀ-ỹ.]*")
_FILE = re.compile(r"(?i)\.(pdf|docx?|xlsx?|pptx?|zip|rar)$")
_LISTING_LINKS = 4


def extract(body: bytes, url: str, content_type: str | None, source: Source | None = None) -> Article:
    """Return the article on a page. ``url`` may be "" for a file. Raises NotAnArticle for a listing, form or error."""
    text, _ = encodings.decode(body, _charset(content_type))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        soup = BeautifulSoup(text, "lxml")
    found = dates.from_metadata(soup)
    section, author = _section(soup), _meta_author(soup)
    typed = _meta(soup, "og:type") == "article" or any("Article" in str(i.get("@type")) for i in dates.json_ld(soup))
    _strip(soup)
    selectors = source.selectors if source else {}
    heading = _selected(soup, selectors.get("title")) or _heading(soup)
    title = _title(soup, heading)
    main = _selected(soup, selectors.get("body")) or main_block(soup)
    if main is None or not title:
        raise NotAnArticle(f"{url or 'the page'}: no block of text found")
    chosen = [p for p in pieces(main) if p.element is not heading and p.text != title]
    lead_element = _selected(soup, selectors.get("lead"))
    before = list(_between(heading, main)) if heading else []
    if found is None:
        found = dates.from_time(main if heading is None else (heading.parent or main)) or dates.from_texts(before)
    chosen, dated = _without_date(chosen)
    found = found or dated
    lead, chosen = _lead(soup, lead_element, heading, main, chosen)
    byline, chosen = _byline(chosen)
    if not _is_article(chosen, lead, heading, found is not None, bool(byline), typed):
        raise NotAnArticle(f"{url or 'the page'}: a listing or a page without day and author, not an article")
    published, precision = found or (None, "day")
    blocks = [Block(p.kind, encodings.repair(p.text)) for p in chosen]
    if byline:
        blocks.append(Block("byline", encodings.repair(byline)))
    return Article(
        source=source.name if source else (urlsplit(url).hostname or "file"),
        title=encodings.repair(title),
        url=_address(soup, url) or None,
        lead=encodings.repair(lead),
        blocks=tuple(blocks),
        byline=encodings.repair(byline or author),
        section=encodings.repair(section),
        published=published,
        precision=precision,
        attachments=tuple(_attachments(main, url)),
    )


def _charset(content_type: str | None) -> str | None:
    found = re.search(r"(?i)charset\s*=\s*[\"']?([\w.:-]+)", content_type or "")
    return found[1] if found else None


def _meta(soup: BeautifulSoup, *names: str) -> str:
    for name in names:
        element = soup.find("meta", attrs={"property": name}) or soup.find("meta", attrs={"name": name})
        if isinstance(element, Tag) and element.get("content"):
            return squeezed(str(element["content"]))
    return ""


def _meta_author(soup: BeautifulSoup) -> str:
    author = _meta(soup, "article:author", "author")
    site = _meta(soup, "og:site_name")
    return "" if author == site or "://" in author or len(author) > 80 else author


def _selected(soup: BeautifulSoup, selector: str | None) -> Tag | None:
    found = soup.select_one(selector) if selector else None
    return found if isinstance(found, Tag) else None


def _strip(soup: BeautifulSoup) -> None:
    for element in soup.select(_NOISE):
        element.decompose()
    for element in soup.find_all(style=_HIDDEN):
        if isinstance(element, Tag) and not element.decomposed:
            element.decompose()


def _heading(soup: BeautifulSoup) -> Tag | None:
    named = _meta(soup, "og:title") or squeezed(soup.title.get_text()) if soup.title else _meta(soup, "og:title")
    headings: list[Tag] = [h for h in soup.find_all("h1") if squeezed(h.get_text(" "))]
    for level in (headings, [h for h in soup.find_all(["h2", "h3"]) if len(squeezed(h.get_text(" "))) > 15]):
        for h in level:
            if isinstance(h, Tag) and squeezed(h.get_text(" ")) in named:
                return h
    return headings[0] if len(headings) == 1 else None


def _title(soup: BeautifulSoup, heading: Tag | None) -> str:
    if heading is not None:
        return squeezed(heading.get_text(" "))
    title = _meta(soup, "og:title") or (squeezed(soup.title.get_text()) if soup.title else "")
    return re.split(r"\s+[|–—-]\s+", title)[0] if "|" in title else title


def _section(soup: BeautifulSoup) -> str:
    if named := _meta(soup, "article:section"):
        return named
    for element in soup.find_all(class_=_CRUMB)[:3]:
        names = [squeezed(a.get_text(" ")) for a in element.find_all("a")]
        names = [n for n in names if n and n.lower() not in _HOME]
        if names:
            return names[-1]
    return ""


def _between(heading: Tag, main: Tag) -> Iterator[str]:
    """Yield the short texts after the title up to the first long one, then the nearest before it."""
    for string in heading.find_all_next(string=True, limit=60):
        if isinstance(string, NavigableString) and (text := squeezed(str(string))):
            if len(text) > 150:
                break
            yield text
    for string in heading.find_all_previous(string=True, limit=12):
        if text := squeezed(str(string)):
            yield text


def _without_date(chosen: list[Piece]) -> tuple[list[Piece], dates.Moment | None]:
    """Take the date line off the top of the text."""
    for at, piece in enumerate(chosen[:3]):
        if len(piece.text) <= 60 and (found := dates.visible(piece.text)):
            return chosen[:at] + chosen[at + 1 :], found
    return chosen, None


def _lead(
    soup: BeautifulSoup, element: Tag | None, heading: Tag | None, main: Tag, chosen: list[Piece]
) -> tuple[str, list[Piece]]:
    outside = element
    if outside is None and heading is not None:
        outside = next((e for e in heading.find_all_next(class_=_LEAD, limit=3) if isinstance(e, Tag)), None)
    if outside is not None and (text := squeezed(outside.get_text(" "))):
        return text, [p for p in chosen if p.text != text and p.element not in outside.descendants]
    paragraphs = [p for p in chosen if p.kind == "paragraph"]
    if not paragraphs:
        return "", chosen
    first = paragraphs[0]
    described = _meta(soup, "og:description", "description").rstrip(". …")
    if first.bold or (len(described) > 40 and first.text.startswith(described[:80])):
        return first.text, [p for p in chosen if p is not first]
    return "", chosen


def _looks_like_names(text: str) -> bool:
    words = re.findall(r"[^\W\d_][\w.]*", text)
    capitals = [w for w in words if _CAPITAL.fullmatch(w)]
    return 2 <= len(words) <= 12 and len(text) <= 80 and text[-1] not in ".?!:;" and len(capitals) >= len(words) * 0.7


def _byline(chosen: list[Piece]) -> tuple[str, list[Piece]]:
    for piece in reversed(chosen[-4:]):
        marked = piece.right or bool(_BYLINE.search(piece.classes))
        if piece.kind == "paragraph" and len(piece.text) <= 120 and (marked or piece.bold or piece is chosen[-1]):
            if marked or _looks_like_names(piece.text):
                return piece.text, [p for p in chosen if p is not piece]
            break
    return "", chosen


def _is_article(chosen: list[Piece], lead: str, heading: Tag | None, dated: bool, signed: bool, typed: bool) -> bool:
    linked = sum(p.linked for p in chosen)
    size = sum(len(p.text) for p in chosen) + len(lead)
    many = sum(1 for p in chosen if p.linked > len(p.text) * 0.3)
    if size < 80 or (many >= _LISTING_LINKS and linked > size * 0.25):
        return False
    return typed or ((dated or signed) and heading is not None) or (dated and signed)


def _address(soup: BeautifulSoup, url: str) -> str:
    """Return the page's own canonical address when it names the same host and is no front page."""
    here = canonical(url) if url else ""
    link = soup.find("link", rel="canonical")
    named = canonical(str(link.get("href") or ""), here) if isinstance(link, Tag) else ""
    credible = named and (not here or urlsplit(named).netloc == urlsplit(here).netloc) and urlsplit(named).path != "/"
    return named if credible else here


def _attachments(main: Tag, url: str) -> Iterator[Attachment]:
    for link in main.find_all("a", href=True):
        if _FILE.search(urlsplit(str(link["href"])).path) and (address := canonical(str(link["href"]), url)):
            yield Attachment(address, squeezed(link.get_text(" ")))
