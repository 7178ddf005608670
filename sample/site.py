"""The sample portal as a WSGI application: an invented province's police portal, with the faults real ones have.

The demo crawls it over loopback and the crawler's tests do too. Its faults are fixed by the articles'
``quirk``: text in decomposed Unicode, TCVN3 bytes, a moved page, and from the second visit on a page that
changed and a page that is gone. ``POST /__portal/advance`` begins the next visit.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime
from threading import Lock
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from sample import pages, pictures, tcvn3
from sample.article import SampleArticle
from sample.articles import load_articles

if TYPE_CHECKING:
    from _typeshed.wsgi import StartResponse, WSGIApplication, WSGIEnvironment

PER_PAGE = 12
FEED_ITEMS = 30
_HTML = "text/html; charset=utf-8"
_XML = "application/xml; charset=utf-8"
_REASONS = {200: "OK", 301: "Moved Permanently", 304: "Not Modified", 404: "Not Found", 405: "Method Not Allowed"}


@dataclass(frozen=True, slots=True)
class Reply:
    """Hold one answer; ``modified`` is its Last-Modified, ``None`` when it has no validators."""

    body: bytes
    content_type: str = _HTML
    status: int = 200
    modified: datetime | None = None
    location: str = ""


class SamplePortal:
    """Serve ``articles``; ``visit`` counts the crawls, and from 2 on pages have changed or gone."""

    def __init__(self, articles: Sequence[SampleArticle] | None = None, *, visit: int = 1) -> None:
        """Take the articles (all of the sample by default) and the visit to begin with."""
        chosen = load_articles() if articles is None else articles
        self._articles = tuple(sorted(chosen, key=lambda a: (a.published, a.number), reverse=True))
        self._by_path = {article.path: article for article in self._articles}
        self._by_number = {article.number: article for article in self._articles}
        self.sections = tuple(sorted({article.section for article in self._articles}))
        self.visit = visit
        self._lock = Lock()
        self._routes: tuple[tuple[re.Pattern[str], Callable[..., Reply]], ...] = tuple(
            (re.compile(pattern), handler)
            for pattern, handler in (
                (r"/|/tin-tuc", self._reply_news),
                (r"/chuyen-muc/([a-z0-9-]+)", self._reply_section),
                (r"/bai-viet/[a-z0-9-]+\.html", self._reply_article),
                (r"/tin/(\d{1,9})", self._reply_moved),
                (r"/anh/(\d{1,9})-(\d{1,2})\.png", self._reply_picture),
                (r"/anh/bieu-trung\.svg", lambda request: Reply(pictures.draw_logo(), "image/svg+xml")),
                (r"/rss\.xml", self._reply_feed),
                (r"/sitemap\.xml", self._reply_sitemap_index),
                (r"/sitemap-(\d{4})\.xml", self._reply_sitemap),
                (
                    r"/robots\.txt",
                    lambda request: Reply(pages.render_robots(request.base).encode(), "text/plain; charset=utf-8"),
                ),
                (r"/gioi-thieu", lambda request: Reply(pages.render_about_page(self.sections).encode())),
                (r"/thong-ke", lambda request: self._reply_message("Lỗi máy chủ", "Có lỗi khi xử lý yêu cầu.", 500)),
                (
                    r"/noi-bo/.*",
                    lambda request: self._reply_message("Nội bộ", "Phần này không dành cho máy tìm kiếm.", 200),
                ),
            )
        )

    def advance(self) -> int:
        """Begin the next visit and return its number."""
        with self._lock:
            self.visit += 1
            return self.visit

    @property
    def articles(self) -> tuple[SampleArticle, ...]:
        """Return the articles now on the portal, newest first."""
        return tuple(a for a in self._articles if not self._is_gone(a))

    def __call__(self, environ: WSGIEnvironment, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one WSGI request."""
        request = _request_of(environ)
        reply = self._route(request)
        headers = [("Content-Type", reply.content_type)]
        if reply.location:
            headers.append(("Location", reply.location))
        status, body = reply.status, reply.body
        if reply.modified is not None and status == 200:
            tag = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
            headers += [("ETag", tag), ("Last-Modified", format_datetime(reply.modified.astimezone(UTC), usegmt=True))]
            if _is_unchanged(environ, tag, reply.modified):
                status, body = 304, b""
        if status != 304:
            headers.append(("Content-Length", str(len(body))))
        start_response(f"{status} {_REASONS.get(status, 'Internal Server Error')}", headers)
        return [b"" if request.method == "HEAD" else body]

    def _route(self, request: Request) -> Reply:
        if request.path == "/__portal/advance" and request.method == "POST":
            return Reply(f"{self.advance()}\n".encode(), "text/plain; charset=utf-8")
        if request.method not in ("GET", "HEAD"):
            return self._reply_message("Không được phép", "Chỉ nhận yêu cầu GET.", 405)
        for pattern, handler in self._routes:
            match = pattern.fullmatch(request.path)
            if match:
                return handler(request, *match.groups())
        return self._reply_missing()

    def _reply_message(self, title: str, text: str, status: int) -> Reply:
        return Reply(pages.render_message_page(title, text, self.sections).encode(), status=status)

    def _reply_missing(self) -> Reply:
        return self._reply_message("Không tìm thấy", "Trang này không có hoặc đã được gỡ.", 404)

    def _is_gone(self, article: SampleArticle) -> bool:
        return article.quirk == "disappears" and self.visit > 1

    def _is_changed(self, article: SampleArticle) -> bool:
        return article.quirk == "changes" and self.visit > 1

    def _modified_at(self, article: SampleArticle) -> datetime:
        return pages.published_at(article) + timedelta(days=2 if self._is_changed(article) else 0)

    def _newest_change(self) -> datetime:
        return max((self._modified_at(a) for a in self.articles), default=datetime(2013, 1, 1, tzinfo=UTC))

    def _reply_listing(self, request: Request, title: str, chosen: Sequence[SampleArticle]) -> Reply:
        total = max(1, -(-len(chosen) // PER_PAGE))
        if not 1 <= request.page <= total:
            return self._reply_missing()
        part = chosen[(request.page - 1) * PER_PAGE : request.page * PER_PAGE]
        path = "/tin-tuc" if request.path == "/" else request.path
        text = pages.render_listing_page(title, part, self.sections, path, request.page, total)
        return Reply(text.encode(), modified=self._newest_change())

    def _reply_news(self, request: Request) -> Reply:
        return self._reply_listing(request, "Tin tức", self.articles)

    def _reply_section(self, request: Request, slug: str) -> Reply:
        chosen = [a for a in self.articles if pages.section_slug(a.section) == slug]
        return self._reply_listing(request, chosen[0].section, chosen) if chosen else self._reply_missing()

    def _reply_article(self, request: Request) -> Reply:
        article = self._by_path.get(request.path)
        if article is None or self._is_gone(article):
            return self._reply_missing()
        text = pages.render_article_page(article, self.sections, request.base, changed=self._is_changed(article))
        modified = self._modified_at(article)
        if article.quirk == "tcvn3":  # no charset in the header: such pages relied on a font
            return Reply(tcvn3.encode_tcvn3(text), "text/html", modified=modified)
        if article.quirk == "nfd":
            text = unicodedata.normalize("NFD", text)
        return Reply(text.encode(), modified=modified)

    def _reply_moved(self, request: Request, number: str) -> Reply:
        article = self._by_number.get(int(number))
        if article is None or article.quirk != "redirected":
            return self._reply_missing()
        return Reply(b"", status=301, location=request.base + article.path)

    def _reply_picture(self, request: Request, number: str, index: str) -> Reply:
        article = self._by_number.get(int(number))
        if article is None or not 1 <= int(index) <= len(article.captions):
            return self._reply_missing()
        return Reply(
            pictures.draw_picture(int(number) * 10 + int(index)), "image/png", modified=pages.published_at(article)
        )

    def _reply_feed(self, request: Request) -> Reply:
        text = pages.render_feed(self.articles[:FEED_ITEMS], request.base)
        return Reply(text.encode(), "application/rss+xml; charset=utf-8", modified=self._newest_change())

    def _reply_sitemap_index(self, request: Request) -> Reply:
        years = sorted({a.day.year for a in self.articles}, reverse=True)
        return Reply(pages.render_sitemap_index(years, request.base).encode(), _XML, modified=self._newest_change())

    def _reply_sitemap(self, request: Request, year: str) -> Reply:
        rows = [(a, self._modified_at(a)) for a in self.articles if a.day.year == int(year)]
        if not rows:
            return self._reply_missing()
        return Reply(pages.render_sitemap(rows, request.base).encode(), _XML, modified=max(when for _, when in rows))


@dataclass(frozen=True, slots=True)
class Request:
    """Hold what a handler needs; ``base`` is "http://host:port", ``page`` 0 when it is not a number."""

    method: str
    path: str
    page: int
    base: str


def _request_of(environ: WSGIEnvironment) -> Request:
    page = parse_qs(environ.get("QUERY_STRING", "")).get("page", ["1"])[0]
    host = environ.get("HTTP_HOST") or f"{environ['SERVER_NAME']}:{environ['SERVER_PORT']}"
    return Request(
        method=environ["REQUEST_METHOD"],
        path=environ.get("PATH_INFO") or "/",
        page=int(page) if re.fullmatch(r"\d{1,6}", page, re.ASCII) else 0,
        base=f"{environ['wsgi.url_scheme']}://{host}",
    )


def _is_unchanged(environ: WSGIEnvironment, tag: str, modified: datetime) -> bool:
    """Tell whether the client's copy is current; an ETag, when sent, decides alone (RFC 9110, 13.2.2)."""
    tags = environ.get("HTTP_IF_NONE_MATCH")
    if tags is not None:
        return tags.strip() == "*" or tag in (part.strip().removeprefix("W/") for part in tags.split(","))
    since = environ.get("HTTP_IF_MODIFIED_SINCE")
    if not since:
        return False
    try:
        when = parsedate_to_datetime(since)
    except ValueError:
        return False
    return modified.astimezone(UTC) <= (when if when.tzinfo else when.replace(tzinfo=UTC))


def make_app(*, visit: int = 1) -> WSGIApplication:
    """Return the portal with every sample article, at ``visit``."""
    return SamplePortal(visit=visit)
