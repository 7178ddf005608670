"""Extracts an article from a page of any portal, without selectors: title, date, lead, blocks, byline, section.

Each step that fails is caught and named: the article is read without that part, and the page, which the archive keeps, can
be read again after an update.
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from urllib.parse import urlsplit

from bs4 import BeautifulSoup, NavigableString, Tag, XMLParsedAsHTMLWarning

from archive.attempts import Attempts, FailedStep, attempt
from archive.canonical_url import canonicalise, is_credible
from archive.model import Article, Attachment, Block
from crawler.errors import CrawlError, ExtractionFailed, HostilePage, NotAnArticle
from crawler.extraction import article_test
from crawler.extraction.byline import (
    byline_of,
    credit_of,
    find_shown_author,
    find_shown_credit,
    reads_as_byline,
    split_byline,
    split_labels,
)
from crawler.extraction.lead import split_lead
from crawler.extraction.main_content import find_main_block
from crawler.extraction.pieces import Piece, drop_related_links, find_captions_between, split_pieces, text_of
from crawler.extraction.scripted_article import write_scripted_article
from crawler.extraction.section import find_category, find_section, find_section_by_address, read_named_section
from crawler.extraction.title import choose_heading, title_of
from crawler.extraction.visible_date import (
    find_shown_date,
    find_unread_date,
    is_dated_below,
    is_timed_above,
    split_date_line,
)
from crawler.html import published_dates as dates
from crawler.html.date_text import Moment, is_believable, is_date_line, rewrite_american_dates
from crawler.html.elements import Elements
from crawler.html.metadata import NO_DATA, PageData, read_page_data, squeeze_blanks
from crawler.html.parser_limits import find_exceeded_limit
from crawler.html.stripping import strip_boxes, strip_hidden
from crawler.portals.hints import PartSelectors, apply_hints
from crawler.sources.source import Source
from vietnamese.encodings import repair as encodings
from vietnamese.encodings.composition import compose_markup
from words import Message, sentence

EXTRACTOR_VERSION = "8"
"""Raise it when a page that could not be read, or a part of one, now can: kept pages are read again."""

_FILE = re.compile(r"(?i)\.(pdf|docx?|xlsx?|pptx?|zip|rar)$")
_NAMED = ("byline", "credit")
_FITS = {"byline": reads_as_byline, "credit": reads_as_byline}
_PARTS = {
    "metadata": "dữ liệu mô tả",
    "date": "ngày đăng",
    "section": "chuyên mục",
    "family": "mẫu trang của hệ thống",
    "boxes": "khung bên lề",
    "title": "tiêu đề",
    "text": "nội dung",
    "lead": "sapo",
    "byline": "tác giả",
    "credit": "nguồn tin",
    "files": "tệp đính kèm",
}


@dataclass(frozen=True, slots=True)
class Extraction:
    """The article of a page. ``failed`` names in Vietnamese, one line each, the parts that could not be read.

    ``unread_date`` is what the page shows where its day should be, when that is not understood.
    """

    article: Article
    failed: tuple[str, ...] = ()
    unread_date: str = ""

    @property
    def notes(self) -> tuple[str, ...]:
        """What of the page could not be read, a day among it."""
        unread = (sentence("crawler.date_unread", text=self.unread_date),) if self.unread_date else ()
        return (*self.failed, *unread)


def extract_article(
    body: bytes, url: str, content_type: str | None, source: Source | None = None, fetched_at: datetime | None = None
) -> Article:
    """Return the article of a page as ``read_page`` does, without its notes. Raises as ``read_page``."""
    return read_page(body, url, content_type, source, fetched_at).article


def read_page(
    body: bytes, url: str, content_type: str | None, source: Source | None = None, fetched_at: datetime | None = None
) -> Extraction:
    """Extract the article of a page. ``url`` may be "" for a file; ``fetched_at`` (None: now) is when it was asked for.

    Raises NotAnArticle for a listing, form or error, HostilePage, before parsing, for a page that would hurt the parser, and
    ExtractionFailed when title or text could not be read.
    """
    moment, told = fetched_at or datetime.now(UTC), tuple(source.selectors) if source else ()
    try:
        return _read_once(body, url, content_type, source, moment)
    except HostilePage:
        raise
    except (NotAnArticle, ExtractionFailed) as error:
        # What an admin once wrote down for a portal's pages never makes one of them no article.
        read = (
            attempt(lambda given: _read_once(given, url, content_type, source, moment, own=False), body, (CrawlError,))
            if told
            else None
        )
        if read is None or isinstance(read, FailedStep):
            raise error
    unfit = sentence("crawler.selectors_unfit", parts=", ".join(told), source=source.name if source else "")
    return replace(read, failed=(*read.failed, unfit))


def _read_once(
    body: bytes, url: str, content_type: str | None, source: Source | None, fetched: datetime, *, own: bool = True
) -> Extraction:
    """Extract the article of a page, with the source's ``own`` selectors or without them. Raises as ``read_page``."""
    read = attempt(lambda given: _read_shown(given, url, content_type, source, fetched, own=own), body, (NotAnArticle,))
    if isinstance(read, FailedStep):
        raise ExtractionFailed("crawler.page_unread", page=_page(url), part=_PARTS["text"], why=read.error)
    return read


def _read_shown(
    body: bytes, url: str, content_type: str | None, source: Source | None, fetched: datetime, *, own: bool
) -> Extraction:
    """Read the article that a page shows, else the one that a browser would have made of its scripts."""
    if reason := find_exceeded_limit(body):
        raise HostilePage("crawler.page_not_parsed", page=_page(url), why=reason)
    markup = encodings.decode_bytes(body, _charset_of(content_type))[0].replace("\0", "")
    markup = encodings.repair_markup(compose_markup(markup))
    try:
        return _Reading(url, source, fetched, own=own).read(markup)
    except NotAnArticle:
        written = attempt(write_scripted_article, markup)
        if not isinstance(written, str):
            raise
        return _Reading(url, source, fetched, own=own).read(written)


@dataclass(slots=True)
class _Declared:
    """What a page says of itself before anything is taken out of it; ``named`` are the texts that its family's selectors mean.

    ``folder`` is the name of the section that its address stands below.
    """

    data: PageData
    dates: dates.DeclaredDates
    scripted: Moment | None
    section: str
    folder: str
    address: str
    selectors: PartSelectors
    named: dict[str, str]


class _Reading:
    """The reading of one page; ``steps`` keeps what failed."""

    def __init__(self, url: str, source: Source | None, fetched: datetime, *, own: bool) -> None:
        self.url, self.source, self.fetched, self.own = url, source, fetched, own
        self.markup, self.steps = "", Attempts()

    def read(self, text: str) -> Extraction:
        """Read the page; what is needed to call it an article may raise, the rest is noted."""
        self.markup = text
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
            soup = BeautifulSoup(text, "lxml")
        _name_elements(soup, text)
        elements = Elements(soup)
        told = self._read_declared(elements, text)
        self.steps.run("boxes", lambda e: strip_hidden(e, told.data.titles), elements, None)
        order = {id(e): at for at, e in enumerate(soup.descendants)}
        named = told.selectors.find("title")
        heading = self.steps.run("title", lambda s: choose_heading(s, named, told.data), soup, named)
        title = title_of(heading, told.data)
        main = told.selectors.find("body") or find_main_block(soup, heading)
        if main is None or not title:
            raise NotAnArticle("crawler.page_without_text", page=_page(self.url))
        return self._read_text(elements, told, heading, title, main, order)

    def _read_declared(self, elements: Elements, text: str) -> _Declared:
        """Read the metadata of a page that is still whole, and what its family's selectors mean in footers and boxes."""
        run = self.steps.run
        data = run("metadata", read_page_data, elements, NO_DATA)
        declared = run(
            "date", lambda e: dates.find_declared_dates(e, data, self.fetched), elements, dates.NOTHING_DECLARED
        )
        scripted = run("date", dates.find_scripted_date, elements, None)
        section = run("section", lambda e: find_section(e, data), elements, "")
        folder = (
            run("section", lambda e: find_section_by_address(e, self.url), elements, "")
            if self.url and not section
            else ""
        )
        here = canonicalise(self.url) if self.url else ""
        address = run("metadata", lambda e: _find_address(e, self.url), elements, here)
        selectors = run(
            "family",
            lambda e: apply_hints(e, text, self.url, self.source, own=self.own),
            elements,
            PartSelectors(elements),
        )
        if selectors.family.dates_by_language and _is_american(elements):
            run("date", lambda e: _rewrite_dates(e, selectors.find("body")), elements, None)
        named = {
            part: run(part, lambda p: _text_or_empty(selectors.find(p, _FITS.get(p))), part, "") for part in _NAMED
        }
        named["section"] = run("section", lambda p: read_named_section(selectors.find(p), data), "section", "")
        return _Declared(data, declared, scripted, section, folder, address, selectors, named)

    def _read_text(
        self, elements: Elements, told: _Declared, heading: Tag | None, title: str, main: Tag, order: dict[int, int]
    ) -> Extraction:
        """Read what stands round the title and the text, and put the article together."""
        run, data = self.steps.run, told.data
        shown = run("date", lambda m: self._find_shown_date(told, heading, m), main, None)
        below = run("date", lambda m: is_dated_below(heading, m, self.fetched), main, False)
        above = run("date", lambda h: is_timed_above(h, self.fetched), heading, False)
        unread = run("date", lambda m: find_unread_date(heading, m), main, "")
        section = told.section or run("section", find_category, heading, "") or told.folder
        author = run("byline", lambda m: find_shown_author(elements.soup, heading, m, order, data), main, "")
        source = run("credit", lambda s: find_shown_credit(s, heading, order), elements.soup, "")
        run("boxes", lambda e: strip_boxes(e, heading, main), elements, None)
        raw = _pieces_after(heading, main, title, order)
        text = drop_related_links(raw)
        undated: tuple[list[Piece], Moment | None] = (text, None)
        chosen, dated = run("date", lambda found: split_date_line(found, self.fetched), text, undated)
        lead_element = told.selectors.find("lead")
        if lead_element is not None and any(e is lead_element for e in (main, *main.parents)):
            lead_element = None  # it holds the text as well
        lead, chosen = run(
            "lead", lambda c: split_lead(lead_element, heading, main, c, order, data), chosen, ("", chosen)
        )
        unsigned: tuple[list[str], list[Piece]] = ([], chosen)
        lines, chosen = run("byline", split_byline, chosen, unsigned)
        moment = self._settle(told, shown or dated)
        signed = bool(lines or told.named["byline"] or author)
        found = article_test.Found(
            self.url,
            data,
            title,
            heading,
            main,
            raw,
            lead,
            order,
            moment is not None,
            signed,
            below,
            above,
            self.markup,
        )
        if not article_test.is_article(found):
            raise NotAnArticle("crawler.page_is_listing", page=_page(self.url))
        published, precision = moment or self._find_date_in_url() or (None, "day")
        byline, credit = _choose_names(told, lines, author, source)
        article = Article(
            source=self.source.name if self.source else (urlsplit(self.url).hostname or "file"),
            title=encodings.repair_text(title),
            url=told.address or None,
            lead=encodings.repair_text(lead),
            blocks=tuple(_iter_blocks(heading, main, title, chosen, lines)),
            byline=encodings.repair_text(byline),
            credit=encodings.repair_text(credit),
            section=encodings.repair_text(told.named["section"] or section),
            published=published,
            precision=precision,
            attachments=run("files", lambda m: tuple(_find_attachments(m, self.url)), main, ()),
        )
        return Extraction(article, (*told.selectors.unusable, *self._describe_failed()), "" if published else unread)

    def _find_shown_date(self, told: _Declared, heading: Tag | None, main: Tag) -> Moment | None:
        named = told.selectors.find("date")
        shown = dates.find_date_in_elements([named], self.fetched) if named is not None else None
        return shown or find_shown_date(heading, main, self.fetched)

    def _settle(self, told: _Declared, shown: Moment | None) -> Moment | None:
        scripted = told.scripted
        if scripted is not None and not is_believable(scripted, self.fetched):
            scripted = None
        if told.selectors.family.marks_last_edit:
            return dates.settle_edited_date(told.dates, shown) or scripted
        return dates.settle_date(told.dates.first, shown, scripted)

    def _find_date_in_url(self) -> Moment | None:
        found = dates.find_date_in_url(urlsplit(self.url).path)
        return found if found is not None and is_believable(found, self.fetched) else None

    def _describe_failed(self) -> tuple[str, ...]:
        return tuple(
            sentence("crawler.part_unread", part=_PARTS[name], why=why) for name, why in self.steps.failed.items()
        )


def _choose_names(told: _Declared, lines: list[str], author: str, source: str) -> tuple[str, str]:
    """Return who wrote an article and whom it is taken from."""
    writer, origin = split_labels(told.named["byline"])
    if writer in (told.section, told.folder, *told.data.sections):
        writer = ""  # a selector that means the breadcrumb by now
    origin = split_labels(told.named["credit"])[1] or origin
    credit = credit_of(origin, lines, writer, author, told.data.author) or split_labels(source)[1]
    return byline_of(lines, writer, author, told.data), credit


def _name_elements(soup: BeautifulSoup, text: str) -> None:
    """Give elements that are by their role a picture or the page's main heading the names that the rest knows."""
    for picture in soup.find_all("amp-img") if "amp-img" in text else ():
        picture.name = "img"
    if "aria-level" in text and soup.h1 is None:
        for heading in soup.find_all(role="heading", attrs={"aria-level": "1"}):
            heading.name = "h1"


def _page(url: str) -> str | Message:
    return url or Message("crawler.unnamed_page")


def _charset_of(content_type: str | None) -> str | None:
    found = re.search(r"(?i)charset\s*=\s*[\"']?([\w.:-]+)", content_type or "")
    return found[1] if found else None


def _is_american(elements: Elements) -> bool:
    return any(str(e.get("lang") or "").lower() == "en-us" for e in elements.by_name("html"))


def _rewrite_dates(elements: Elements, body: Tag | None) -> None:
    """Write the dates that the system printed so that they are read as it means them; those in the text are an editor's."""
    for string in elements.soup.find_all(string=re.compile(r"\d/\d{1,2}/\d{4}")):
        if isinstance(string, NavigableString) and is_date_line(string) and not any(p is body for p in string.parents):
            string.replace_with(rewrite_american_dates(string))


def _text_or_empty(element: Tag | None) -> str:
    return text_of(element) if element is not None else ""


def _pieces_after(heading: Tag | None, main: Tag, title: str, order: dict[int, int]) -> list[Piece]:
    """Return the pieces of ``main`` behind the title; the title said again is no text."""
    after = order.get(id(heading), -1)
    said = title.lower()
    return [
        p
        for p in split_pieces(main)
        if p.element is not heading and p.text.lower() != said and order[id(p.first)] > after
    ]


def _iter_blocks(heading: Tag | None, main: Tag, title: str, chosen: list[Piece], lines: list[str]) -> Iterator[Block]:
    """Yield the article's blocks in page order: captions above the text, the text, the lines that close it."""
    before = find_captions_between(heading, main) if heading is not None else []
    seen = {title, *(p.text for p in chosen)}
    for piece in [*(p for p in before if p.text not in seen), *chosen]:
        yield Block(piece.kind, encodings.repair_text(piece.text))
    for line in lines:
        yield Block("byline", encodings.repair_text(line))


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
