"""What a visited page yields: the addresses it leads to are queued, and what it announces is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from archive.articles.archive import Archive
from archive.crawling.announced import Announcements, Claim, Named
from archive.crawling.frontier import FrontierUrl
from archive.model import VIETNAM
from crawler.discovery import discover
from crawler.html.canonical_url import same_site
from crawler.html.links import Link
from crawler.html.page import Page
from crawler.html.robots_meta import directives
from crawler.http.fetcher import Fetched
from crawler.portals import GENERIC, SKIP, Family, family_of
from crawler.scheduling.queue import Queue
from crawler.scheduling.traps import BARREN, Traps, plausible
from crawler.sources.source import Source

MAX_DEPTH = 2000  # listing pages in a row; an endless calendar ends here
_OVERFLOW = 5  # so many new articles on a page, and the next one may have some too


@dataclass(slots=True)
class DiscoveredLinks:
    """The addresses of one source during one crawl. ``family`` is what the portal was last recognised as."""

    archive: Archive
    source: Source
    queue: Queue
    traps: Traps
    family: Family = GENERIC
    _listed_elsewhere: bool = False  # an interface lists every article: no need to turn pages
    _last: dict[str, frozenset[str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Remember whether the portal's interface has answered before."""
        self._listed_elsewhere = bool(self.announcements.claims(self.source.name))

    @property
    def announcements(self) -> Announcements:
        """What the archive knows of announcements."""
        return Announcements(self.archive.engine)

    def listing(self, item: FrontierUrl, answer: Fetched) -> tuple[str, str, int]:
        """Queue what a listing, page, feed, sitemap or interface leads to: outcome, detail, how many new articles."""
        name = "listing" if item.kind == "page" else item.kind
        page = self.page(item, answer) if item.kind in ("listing", "page") and _is_html(answer) else None
        if page is not None and "nofollow" in directives(page):
            return "forbidden", "trang yêu cầu máy tìm kiếm không đi theo liên kết", 0
        links = self._links(item, answer, page)
        articles = self._queued(item, [self._known_kind(link, item.kind) for link in links])
        return name, f"{articles} bài mới", articles

    def in_page(self, item: FrontierUrl, page: Page) -> None:
        """Queue the articles that an article's page links to: older ones are often named nowhere else."""
        if "nofollow" not in directives(page):
            links = discover.from_page(page, self.source.domain, self.family)
            # What is printed beside these links is no list's word on them.
            self._queued(item, [replace(x, section="", published="") for x in links if x.kind == "article"])

    def page(self, item: FrontierUrl, answer: Fetched) -> Page:
        """Decode and parse a page, and recognise its portal by it."""
        page = Page.of(answer.body, answer.url, answer.headers, key=item.url if item.form else answer.url)
        family = family_of(page, self.source.family)
        self.family = family if family is not GENERIC else self.family
        return page

    def _links(self, item: FrontierUrl, answer: Fetched, page: Page | None) -> Sequence[Link]:
        if item.kind == "sitemap":
            return discover.from_sitemap(answer.body, answer.url)
        if item.kind == "api":
            return self._entries(item, answer)
        if item.kind == "feed" and (found := discover.from_feed(answer.body, answer.url)):
            return found
        if not _is_html(answer):
            return ()
        page, today = page or self.page(item, answer), answer.fetched_at.astimezone(VIETNAM).date()
        links = discover.from_page(page, self.source.domain, self.family, today)
        return [link for link in links if not self._turns_in_circles(item, link, links)]

    def _entries(self, item: FrontierUrl, answer: Fetched) -> Sequence[Link]:
        family = self.family
        found = family.entries(answer.body, answer.url, answer.headers)
        self._listed_elsewhere = self._listed_elsewhere or bool(found)
        if (total := family.total(answer.headers)) is not None:
            first = answer.url.partition("?")[0]
            self.announcements.claim(self.source.name, Claim(first, "", total), self.queue.clock.now())
        return found

    def _turns_in_circles(self, item: FrontierUrl, link: Link, links: Sequence[Link]) -> bool:
        """Tell whether a posted page showed the same articles as the one before: its pager has no end."""
        if not link.form or not item.form:
            return False
        address = item.url.partition("#")[0]
        shown = discover.link_signature(links)
        if self._last.get(address) == shown:
            return True
        self._last[address] = shown
        return False

    def _known_kind(self, link: Link, by: str) -> Link:
        """Return a link of a sitemap, feed or interface as the portal's family reads its address."""
        if by in ("listing", "page"):
            return link
        address = self.family.tidy(link.url)
        kind = self.family.kind(address) if by == "sitemap" and link.kind == "article" else link.kind
        return replace(link, url=address, kind={"page": "listing", "": link.kind}.get(kind, kind))

    def _queued(self, item: FrontierUrl, links: Sequence[Link]) -> int:
        """Queue the links of this site and return how many articles were new."""
        if item.depth >= MAX_DEPTH:
            return 0
        mine = [x for x in links if x.kind != SKIP and same_site(x.url, self.source.domain) and plausible(x.url)]
        mine = [x for x in mine if not self.traps.trapped(x.url)]
        if self._listed_elsewhere:
            mine = [x for x in mine if x.kind != "page"]
        articles = [x for x in mine if x.kind == "article"]
        listed = item.kind in ("listing", "page")
        new = self._added(item, articles, listed=listed)
        barren = self._barren(item, articles, new) if listed else 0
        if barren <= BARREN:
            self._added(item, [x for x in mine if x.kind != "article"], barren=barren)
        named = [Named(x.url, x.section, x.month, x.published) for x in articles]
        self.announcements.record(self.source.name, item.kind, named)
        self._woken(item, mine, new, len(articles))
        return new

    def _barren(self, item: FrontierUrl, articles: Sequence[Link], new: int) -> int:
        """Return how many pages in a row, up to this one, showed nothing that no other had shown."""
        useful = self.queue.table.show(self.source.name, [link.url for link in articles]) + new > 0
        if not item.outcome:
            self.traps.visited(item.url, useful)
        return 0 if useful else item.barren + 1

    def _added(self, item: FrontierUrl, links: Sequence[Link], *, barren: int = 0, listed: bool = False) -> int:
        forms: dict[str, Mapping[str, str]] = {link.url: link.form for link in links if link.form}
        # What a page names as its feed or interface is as near to the start as the page itself, and read before its lists.
        near = ("feed", "sitemap", "api") if item.kind in ("listing", "page") else ()
        rows = [(link.url, link.kind, item.depth + (link.kind not in near)) for link in links]
        now = self.queue.clock.now()
        return self.queue.table.add(self.source.name, rows, forms, now=now, barren=barren, listed=listed)

    def _woken(self, item: FrontierUrl, links: Sequence[Link], new: int, articles: int) -> None:
        """Make known addresses due: what a sitemap says has changed, and the next pages when this one overflowed."""
        now = self.queue.clock.now()
        changed = [(link.url, link.modified) for link in links if link.modified is not None]
        if changed:
            self.queue.table.wake_changed(self.source.name, changed, now)
        if item.visited is not None and new and new >= min(_OVERFLOW, articles / 2):
            pages: dict[str, Mapping[str, str]] = {link.url: link.form for link in links if link.kind == "page"}
            self.queue.table.wake(self.source.name, pages, now)


def _is_html(answer: Fetched) -> bool:
    return "html" in answer.headers.get("content-type", "text/html").partition(";")[0].lower()
