"""Enqueues the links of a visited page, and records the articles it announces."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from archive.articles.archive import Archive
from archive.canonical_url import is_same_site
from archive.crawling.announced import AnnouncedArticle, AnnouncedTotal, Announcements
from archive.crawling.frontier import FrontierUrl
from archive.model import VIETNAM
from crawler.discovery import discover
from crawler.html.address_kinds import kind_of_address
from crawler.html.links import Link
from crawler.html.page import Page
from crawler.html.robots_meta import read_robots_directives
from crawler.http.fetcher import Response
from crawler.portals import GENERIC, SKIP, Family, family_of
from crawler.scheduling.queue import CrawlQueue
from crawler.scheduling.traps import BARREN, Traps, is_plausible
from crawler.sources.source import Source

MAX_DEPTH = 2000  # listing pages in a row; an endless calendar ends here
_OVERFLOW = 5  # so many new articles on a page, and the next one may have some too


@dataclass(slots=True)
class LinkEnqueuer:
    """Enqueues the links of one source during one crawl. ``family`` is what the portal was last recognised as."""

    archive: Archive
    source: Source
    queue: CrawlQueue
    traps: Traps
    family: Family = GENERIC
    _listed_elsewhere: bool = False  # an interface lists every article: no need to turn pages
    _last_articles: dict[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Remember whether the portal's interface has answered before."""
        self._listed_elsewhere = bool(self.announcements.totals(self.source.name))

    @property
    def announcements(self) -> Announcements:
        """The archive's announced articles."""
        return Announcements(self.archive.engine)

    def enqueue_listing(self, item: FrontierUrl, answer: Response) -> tuple[str, str, int]:
        """Enqueue the links of a listing, page, feed, sitemap or interface; return outcome, detail, how many new articles."""
        name = "listing" if item.kind == "page" else item.kind
        page = self.parse_page(item, answer) if item.kind in ("listing", "page") and _is_html(answer) else None
        if page is not None and "nofollow" in read_robots_directives(page):
            return "forbidden", "trang yêu cầu máy tìm kiếm không đi theo liên kết", 0
        links = self._find_links(item, answer, page)
        articles = self._enqueue(item, [self._with_known_kind(link, item.kind) for link in links])
        return name, f"{articles} bài mới", articles

    def enqueue_article_links(self, item: FrontierUrl, page: Page) -> None:
        """Enqueue the articles that an article's page links to: older ones are often named nowhere else."""
        if "nofollow" not in read_robots_directives(page):
            links = discover.extract_links(page, self.source.domain, self.family)
            # What is printed beside these links is no list's word on them.
            self._enqueue(item, [replace(x, section="", published="") for x in links if x.kind == "article"])

    def parse_page(self, item: FrontierUrl, answer: Response) -> Page:
        """Parse a page, and recognise the family of its portal."""
        page = Page.parse(answer.body, answer.url, answer.headers, key=item.url if item.form else answer.url)
        family = family_of(page, self.source.family)
        self.family = family if family is not GENERIC else self.family
        return page

    def _find_links(self, item: FrontierUrl, answer: Response, page: Page | None) -> Sequence[Link]:
        if item.kind == "sitemap":
            return discover.parse_sitemap(answer.body, answer.url)
        if item.kind == "api":
            return self._parse_entries(item, answer)
        if item.kind == "feed" and (found := discover.parse_feed(answer.body, answer.url)):
            return found
        if not _is_html(answer):
            return ()
        page, today = page or self.parse_page(item, answer), answer.fetched_at.astimezone(VIETNAM).date()
        links = discover.extract_links(page, self.source.domain, self.family, today)
        return [link for link in links if not self._is_circular(item, link, links)]

    def _parse_entries(self, item: FrontierUrl, answer: Response) -> Sequence[Link]:
        family = self.family
        found = family.parse_entries(answer.body, answer.url, answer.headers)
        self._listed_elsewhere = self._listed_elsewhere or bool(found)
        if (total := family.announced_total(answer.headers)) is not None:
            first = answer.url.partition("?")[0]
            self.announcements.record_total(self.source.name, AnnouncedTotal(first, "", total), self.queue.clock.now())
        return found

    def _is_circular(self, item: FrontierUrl, link: Link, links: Sequence[Link]) -> bool:
        """Tell whether a posted page showed the same articles as the one before: its pager has no end."""
        if not link.form or not item.form:
            return False
        address = item.url.partition("#")[0]
        shown = discover.articles_of(links)
        if self._last_articles.get(address) == shown:
            return True
        self._last_articles[address] = shown
        return False

    def _with_known_kind(self, link: Link, by: str) -> Link:
        """Return a link of a sitemap, feed or interface as the portal's family reads its address."""
        if by in ("listing", "page"):
            return link
        address, kind = self.family.tidy_url(link.url), link.kind
        if by == "sitemap" and link.kind == "article":
            # A sitemap names every page there is: what is counted as an article must look like one.
            kind = self.family.kind_of(address) or kind_of_address(address)
        return replace(link, url=address, kind={"page": "listing", "front": "listing", "": link.kind}.get(kind, kind))

    def _enqueue(self, item: FrontierUrl, links: Sequence[Link]) -> int:
        """Enqueue the links of this site and return how many articles were new."""
        if item.depth >= MAX_DEPTH:
            return 0
        mine = [x for x in links if x.kind != SKIP and is_same_site(x.url, self.source.domain) and is_plausible(x.url)]
        mine = [x for x in mine if not self.traps.is_trapped(x.url)]
        if self._listed_elsewhere:
            mine = [x for x in mine if x.kind != "page"]
        articles = [x for x in mine if x.kind == "article"]
        listed = item.kind in ("listing", "page")
        new = self._add(item, articles, listed=listed)
        barren = self._count_barren(item, articles, new) if listed else 0
        if barren <= BARREN:
            self._add(item, [x for x in mine if x.kind != "article"], barren=barren)
        named = [AnnouncedArticle(x.url, x.section, x.month, x.published) for x in articles]
        self.announcements.record_articles(self.source.name, item.kind, named)
        self._wake(item, mine, new, len(articles))
        return new

    def _count_barren(self, item: FrontierUrl, articles: Sequence[Link], new: int) -> int:
        """Count the pages in a row, up to this one, that showed nothing that no other had shown."""
        useful = self.queue.frontier.mark_listed(self.source.name, [link.url for link in articles]) + new > 0
        if not item.outcome:
            self.traps.record_visit(item.url, useful)
        return 0 if useful else item.barren + 1

    def _add(self, item: FrontierUrl, links: Sequence[Link], *, barren: int = 0, listed: bool = False) -> int:
        forms: dict[str, Mapping[str, str]] = {link.url: link.form for link in links if link.form}
        # What a page names as its feed or interface is as near to the start as the page itself, and read before its lists.
        near = ("feed", "sitemap", "api") if item.kind in ("listing", "page") else ()
        rows = [(link.url, link.kind, item.depth + (link.kind not in near)) for link in links]
        now = self.queue.clock.now()
        return self.queue.frontier.add(self.source.name, rows, forms, now=now, barren=barren, listed=listed)

    def _wake(self, item: FrontierUrl, links: Sequence[Link], new: int, articles: int) -> None:
        """Make known URLs due: what a sitemap says has changed, and the next pages when this one overflowed."""
        now = self.queue.clock.now()
        changed = [(link.url, link.modified) for link in links if link.modified is not None]
        if changed:
            self.queue.frontier.wake_changed(self.source.name, changed, now)
        if item.visited is not None and new and new >= min(_OVERFLOW, articles / 2):
            pages: dict[str, Mapping[str, str]] = {link.url: link.form for link in links if link.kind == "page"}
            self.queue.frontier.wake_pages(self.source.name, pages, now)


def _is_html(answer: Response) -> bool:
    return "html" in answer.headers.get("content-type", "text/html").partition(";")[0].lower()
