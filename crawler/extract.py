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
from crawler.blocks import Piece, main_block, pieces, squeezed, without_links
from crawler.canonical import canonical
from crawler.errors import NotAnArticle
from crawler.noise import classes, strip
from crawler.sources import Source
from vietnamese import encodings

_CRUMB = re.compile(r"(?i)breadcrumb|duong-dan|bread-crumb|\bcrumbs?\b")
_LEAD = re.compile(
    r"(?i)tom-?tat|sapo|lead(?![a-z])|hometext|summary|mo-ta|trich-?dan|chapeau|\bdescription|[-_]desc\b|\bdesc\b|box-des|excerpt|standfirst|intro\b"
)
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
    strip(soup)
    selectors = source.selectors if source else {}
    heading = _selected(soup, selectors.get("title")) or _heading(soup)
    title = _title(soup, heading)
    main = _selected(soup, selectors.get("body")) or main_block(soup)
    if main is None or not title:
        raise NotAnArticle(f"{url or 'the page'}: no block of text found")
    order = {id(e): at for at, e in enumerate(soup.descendants)}
    after = order.get(id(heading), -1)
    raw = [p for p in pieces(main) if p.element is not heading and p.text != title and order[id(p.element)] > after]
    chosen = without_links(raw)
    shown = dates.from_times(_near(heading, main)) or dates.from_texts(_between(heading, main) if heading else ())
    chosen, dated = _without_date(chosen)
    found = dates.agreed(found, shown or dated)
    lead, chosen = _lead(soup, _selected(soup, selectors.get("lead")), heading, main, chosen, order)
    byline, chosen = _byline(chosen)
    if not _is_article(raw, lead, heading, found is not None, bool(byline), typed):
        raise NotAnArticle(f"{url or 'the page'}: a listing or a page without day and author, not an article")
    published, precision = found or dates.from_url(urlsplit(url).path) or (None, "day")
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


def _names(soup: BeautifulSoup) -> list[str]:
    """Return what the page calls itself: in its data, its meta elements and its title element."""
    headlines = [str(i.get("headline") or "") for i in dates.json_ld(soup) if "Article" in str(i.get("@type"))]
    shown = squeezed(soup.title.get_text()) if soup.title else ""
    return [squeezed(n) for n in (*headlines, _meta(soup, "og:title"), _meta(soup, "twitter:title"), shown) if n]


def _heading(soup: BeautifulSoup) -> Tag | None:
    names, site = _names(soup), _meta(soup, "og:site_name")
    headings: list[Tag] = [h for h in soup.find_all("h1") if _says(h) and _says(h) != site]
    lesser = [h for h in soup.find_all(["h2", "h3"]) if len(_says(h)) > 15 and _says(h) != site]
    for level in (headings, lesser):
        matching = [h for h in level if any(_says(h) in n or (len(n) > 20 and n in _says(h)) for n in names)]
        if matching:
            return max(matching, key=lambda h: min(len(_says(h)), 60))
    plain = [h for h in headings if len(_says(h)) > 15]
    return headings[0] if len(headings) == 1 else (plain[0] if len(plain) == 1 else None)


def _says(element: Tag) -> str:
    return squeezed(element.get_text(" "))


def _title(soup: BeautifulSoup, heading: Tag | None) -> str:
    if heading is not None:
        return _says(heading)
    site = _meta(soup, "og:site_name")
    for name in _names(soup):
        parts = re.split(r"\s+[|–—-]\s+", name)
        while len(parts) > 1 and (parts[-1] == site or "|" in name or parts[-1].startswith("Báo ")):
            name = name[: name.rindex(parts.pop())].rstrip(" |–—-")
        if name != site:
            return name
    return ""


def _section(soup: BeautifulSoup) -> str:
    if named := _meta(soup, "article:section"):
        return named
    for element in soup.find_all(class_=_CRUMB)[:3]:
        names = [squeezed(a.get_text(" ")) for a in element.find_all("a")]
        names = [n for n in names if n and n.lower() not in _HOME]
        if names:
            return names[-1]
    return ""


def _near(heading: Tag | None, main: Tag) -> Iterator[Tag]:
    """Yield the <time> elements between the title and the text, or at the head of the text."""
    for element in heading.next_elements if heading is not None else main.descendants:
        if isinstance(element, Tag) and element.name == "time":
            yield element
        elif isinstance(element, NavigableString) and len(squeezed(str(element))) > 90 and main in element.parents:
            return


def _between(heading: Tag, main: Tag) -> Iterator[str]:
    """Yield the short texts after the title up to the first long one, then the nearest before it."""
    for string in heading.find_all_next(string=True, limit=60):
        if isinstance(string, NavigableString) and (text := squeezed(str(string))):
            if len(text) > 150 or (len(text) > 60 and main in string.parents):
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


def _outside_lead(heading: Tag, main: Tag, chosen: list[Piece], order: dict[int, int]) -> Tag | None:
    """Return the element before the text's second paragraph that is a lead by its name, or stands alone above."""
    paragraphs = [order[id(p.element)] for p in chosen if p.kind in ("paragraph", "heading")]
    limit = max(order[id(main)], paragraphs[1] if len(paragraphs) > 1 else 0)
    above = {id(e) for e in main.parents} | {id(main)}
    first: Tag | None = None
    for element in heading.find_all_next(["p", "div", "h2", "h3", "h4", "strong", "span", "section", "td"]):
        if not isinstance(element, Tag) or order[id(element)] >= limit:
            break
        if id(element) in above or not 30 <= len(_says(element)) <= 1500:
            continue
        named = _LEAD.search(classes(element)) or element.get("itemprop") == "description"
        leaf = element.name in ("p", "div", "h2") and not element.find(["p", "div", "li", "img", "a", "h3"])
        alone = leaf and len(_says(element)) >= 60 and order[id(element)] < order[id(main)]
        if named:
            return element
        first = first or (element if alone else None)
    return first


def _lead(
    soup: BeautifulSoup,
    element: Tag | None,
    heading: Tag | None,
    main: Tag,
    chosen: list[Piece],
    order: dict[int, int],
) -> tuple[str, list[Piece]]:
    outside = element or (_outside_lead(heading, main, chosen, order) if heading is not None else None)
    if outside is not None and (text := _says(outside)):
        inside = {id(outside)} | {id(e) for e in outside.descendants}
        return text, [p for p in chosen if p.text != text and id(p.element) not in inside]
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
