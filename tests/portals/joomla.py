"""A Joomla portal, com_content of 3 (protostar), 4 and 5 (cassiopeia): article pages, category blogs, their pagers and tools."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from html import escape

from tests.portals.material import Truth, slug_of
from tests.portals.site import (
    HIDDEN,
    MISSING,
    SIDE,
    Portal,
    Reply,
    Request,
    menu,
    number_in,
    others,
    page_numbers,
    sign,
)

_DAYS = ("Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy", "Chủ nhật")


def _long(at: datetime) -> str:
    """DATE_FORMAT_LC2 of the Vietnamese language pack."""
    return f"{_DAYS[at.weekday()]}, {at.day:02} Tháng {at.month} {at.year} {at:%H:%M}"


@dataclass
class JoomlaPortal(Portal):
    """``version`` "3", "4" or "5": 3 writes identifiers into addresses, 4 and 5 do not."""

    name: str = "joomla"
    version: str = "3"

    def address(self, truth: Truth) -> str:
        folder = f"/index.php/{slug_of(truth.section)}" if self.version == "4" else f"/{slug_of(truth.section)}"
        if self.version == "5":  # as its router writes them since identifiers may be left out
            return f"{folder}/{self.alias(truth)}"
        return (
            f"{folder}/{truth.number}-{truth.slug}" if self.version == "3" else f"{folder}/{truth.slug}-{truth.number}"
        )

    def answer(self, request: Request) -> Reply:
        if {"tmpl", "print", "format"} & set(request.query) or request.path.startswith("/component/"):
            if request.query.get("type") == "rss":
                return self.feed(10, request.base)
            return Reply("<html><head><meta name='robots' content='noindex'></head><body>bản in</body></html>")
        start = number_in({"start": request.query.get("start", "0")}, "start")
        if request.path in ("/", "/index.php"):
            return self._blog("Tin nổi bật", "/", self.truths, start)
        path = request.path.removeprefix("/index.php")
        if found := re.fullmatch(r"/([a-z-]+)", path):
            chosen = self.of_section(found[1])
            return self._blog(chosen[0].section, request.path, chosen, start) if chosen else MISSING
        if self.version == "5":
            return self.page_at(request)
        if found := re.fullmatch(r"/[a-z-]+/(?:(\d+)-[a-z0-9-]+|[a-z0-9-]+-(\d+))", path):
            return self.page(found[1] or found[2], request)
        return MISSING

    def _folder(self, section: str) -> str:
        return f"/index.php/{slug_of(section)}" if self.version == "4" else f"/{slug_of(section)}"

    # Lists

    def _blog(self, title: str, path: str, chosen: Sequence[Truth], start: int) -> Reply:
        number = start // self.per_page + 1
        items, pages = self.page_of(chosen, number)
        if not items:
            return MISSING
        rows = [self._item(t) for t in items]
        if self.version == "3":
            leading = f'<div class="items-leading clearfix"><div class="leading-0" itemprop="blogPost" itemscope itemtype="https://schema.org/BlogPosting">{rows[0]}</div></div>'
            columns = "".join(
                f'<div class="span6"><div class="item column-1" itemprop="blogPost" itemscope>{r}</div></div>'
                for r in rows[1:]
            )
            body = f'<div class="blog" itemscope itemtype="https://schema.org/Blog"><div class="page-header"><h1> {title} </h1></div>{leading}<div class="items-row cols-2 row-0 row-fluid clearfix">{columns}</div>{self._pager(path, number, pages)}</div>'
        else:
            shown = "".join(
                f'<div class="com-content-category-blog__item blog-item" itemprop="blogPost" itemscope itemtype="https://schema.org/BlogPosting">{r}</div>'
                for r in rows
            )
            body = f'<div class="com-content-category-blog blog" itemscope itemtype="https://schema.org/Blog"><div class="page-header"><h1>{title}</h1></div><div class="com-content-category-blog__items blog-items columns-2">{shown}</div>{self._pager(path, number, pages)}</div>'
        return Reply(
            self._layout(
                title,
                body,
                f'<link href="{path}?format=feed&amp;type=rss" rel="alternate" type="application/rss+xml" title="RSS 2.0">',
            )
        )

    def _item(self, truth: Truth) -> str:
        link, title = self.address(truth), escape(truth.title)
        at = f'<dd class="published"><time datetime="{truth.published.isoformat()}" itemprop="datePublished">Được đăng: {truth.published.day:02} Tháng {truth.published.month} {truth.published.year}</time></dd>'
        category = f'<dd class="category-name">Chuyên mục: <a href="{self._folder(truth.section)}" itemprop="genre">{truth.section}</a></dd>'
        return (
            f'<div class="pull-left item-image"><a href="{link}"><img src="/images/{truth.number}.jpg" alt=""></a></div><div class="page-header"><h2 itemprop="name"><a href="{link}" '
            f'itemprop="url">{title}</a></h2></div>{self._icons(truth)}<dl class="article-info muted"><dt class="article-info-term">Chi tiết</dt>{category}{at}</dl>'
            f'<p>{escape(truth.lead)}</p><p class="readmore"><a class="btn" href="{link}" itemprop="url" aria-label="Đọc thêm: {title}"><span class="icon-chevron-right"></span> Đọc thêm...</a></p>'
        )

    def _pager(self, path: str, number: int, pages: int) -> str:
        links = page_numbers(
            number,
            pages,
            10,
            '<li class="active page-item"><span class="page-link">{n}</span></li>',
            lambda n: (
                f'<li class="page-item"><a title="{n}" href="{path}{f"?start={(n - 1) * self.per_page}" if n > 1 else ""}" class="pagenav page-link">{n}</a></li>'
            ),
        )
        if number < pages:
            links += (
                f'<li class="pagination-next page-item"><a title="Trang sau" href="{path}?start={number * self.per_page}" class="pagenav page-link">Trang sau</a></li>'
                f'<li class="pagination-end"><a title="Cuối" href="{path}?start={(pages - 1) * self.per_page}" class="pagenav">Cuối</a></li>'
            )
        return f'<div class="pagination"><p class="counter pull-right"> Trang {number} / {pages} </p><ul class="pagination-list">{links}</ul></div>'

    # One article

    def _layout(self, title: str, body: str, head: str) -> str:
        links = menu(self._folder)
        tags = "".join(
            f'<li itemprop="keywords"><a href="/component/tags/tag/tu-khoa-{n}">tin tức số {n}</a></li>'
            for n in range(5)
        )
        banner = '<div class="bannergroup"><div class="banneritem"><a href="/component/banners/click/7" target="_blank" rel="noopener"><img src="/images/banners/b.jpg" alt="Chung tay xây dựng xã nông thôn mới kiểu mẫu"></a></div></div>'
        return (
            f'<!DOCTYPE html><html lang="vi-vn" dir="ltr"><head><meta charset="utf-8"><meta name="generator" content="Joomla! - Open Source Content Management">'
            f'<title>{escape(title)}</title>{head}<script src="/media/jui/js/jquery.min.js"></script></head><body class="site com_content view-article no-layout no-task itemid-101">'
            f'<header class="header"><a class="brand" href="/"><span class="site-title">Công an tỉnh Hồng Lam</span></a><form action="/component/search/" method="post"><input name="searchword">'
            f'<a href="/component/users/login">Đăng nhập</a></form></header><nav class="navigation">{links}</nav><main id="content" role="main"><div id="system-message-container"></div>{body}</main>'
            f'<div id="aside"><div class="well"><h3 class="page-header">Từ khóa</h3><ul class="tagspopular">{tags}</ul></div>{banner}{SIDE}</div>'
            '<footer class="footer"><p>&copy; 2026 Công an tỉnh Hồng Lam</p></footer></body></html>'
        )

    def article(self, truth: Truth, base: str = "http://portal.example") -> bytes:
        head = f'<meta name="description" content="{escape(truth.lead[:150])}">' if truth.number % 2 else ""
        if self.version == "5":
            head += (
                '<script type="application/ld+json" class="joomla-schemaorg">{"@context":"https://schema.org","@graph":[{"@type":"Organization","@id":"/#/schema/Organization/base",'
                '"name":"Công an tỉnh Hồng Lam","url":"/"},{"@type":"WebSite","@id":"/#/schema/WebSite/base","url":"/","name":"Công an tỉnh Hồng Lam"},'
                '{"@type":"WebPage","@id":"/#/schema/WebPage/base","name":"Trang","dateModified":"2026-01-02T01:01:01+00:00","inLanguage":"vi-VN"}]}</script>'
            )
        body = self._version_3(truth) if self.version == "3" else self._version_4(truth)
        return self._layout(truth.title, self._crumb(truth) + body + HIDDEN, head).encode()

    def _crumb(self, truth: Truth) -> str:
        kind = "breadcrumb" if self.version == "3" else "mod-breadcrumbs breadcrumb px-3 py-2"
        return (
            f'<ul itemscope itemtype="https://schema.org/BreadcrumbList" class="{kind}"><li>Bạn đang ở đây: &#160;</li><li itemprop="itemListElement" itemscope><a itemprop="item" href="/" class="pathway">'
            f'<span itemprop="name">Trang chủ</span></a><span class="divider"></span></li><li itemprop="itemListElement" itemscope><a itemprop="item" href="{self._folder(truth.section)}" class="pathway">'
            f'<span itemprop="name">{truth.section}</span></a></li><li itemprop="itemListElement" itemscope class="active"><span itemprop="name"> {escape(truth.title)} </span></li></ul>'
        )

    def _icons(self, truth: Truth) -> str:
        link = self.address(truth)
        return (
            '<div class="icons"><div class="btn-group pull-right"><button class="btn dropdown-toggle" type="button" aria-label="Công cụ"><span class="icon-cog"></span></button><ul class="dropdown-menu">'
            f'<li class="print-icon"> <a href="{link}?tmpl=component&amp;print=1&amp;layout=default" title="In bài viết &lt; {escape(truth.title)} &gt;" rel="nofollow"><span class="icon-print"></span> In </a></li>'
            f'<li class="email-icon"> <a href="/component/mailto/?tmpl=component&amp;template=protostar&amp;link=8e2f{truth.number}" title="Gửi liên kết" rel="nofollow"> Email </a></li></ul></div></div>'
        )

    def _info(self, truth: Truth) -> str:
        """The details: the account that typed the article, or the author's alias; the modification is another day."""
        alias = escape(truth.byline) if truth.byline and truth.number % 2 else "Super User"
        utc = truth.published.astimezone(UTC).isoformat() if self.version != "3" else truth.published.isoformat()
        changed = "2026-02-03T07:07:07+07:00"
        return (
            f'<dl class="article-info muted"><dt class="article-info-term">Chi tiết</dt><dd class="createdby" itemprop="author" itemscope itemtype="https://schema.org/Person">Viết bởi <span itemprop="name">{alias}</span></dd>'
            f'<dd class="category-name">Chuyên mục: <a href="{self._folder(truth.section)}" itemprop="genre">{truth.section}</a></dd><dd class="published"><span class="icon-calendar"></span> <time datetime="{utc}" '
            f'itemprop="datePublished">Được đăng: {_long(truth.published) if self.version == "3" else f"{truth.published.day:02} Tháng {truth.published.month} {truth.published.year}"}</time></dd>'
            f'<dd class="modified"><span class="icon-calendar"></span> <time datetime="{changed}" itemprop="dateModified">Cập nhật lần cuối: 03 Tháng 2 2026</time></dd><dd class="hits">'
            '<span class="icon-eye-open"></span><meta itemprop="interactionCount" content="UserPageVisits:917"> Lượt xem: 917</dd></dl>'
        )

    def _written(self, truth: Truth) -> str:
        """The editor's text: the introduction as its first paragraph, the author at its end where no alias tells him."""
        bold = not truth.number % 2
        lead = f"<p><strong>{escape(truth.lead)}</strong></p>" if bold else f"<p>{escape(truth.lead)}</p>"
        author = sign(truth.byline, 'style="text-align: right;"') if bold else ""
        return f"{lead}\n{self.text(truth)}{author}"

    def _version_3(self, truth: Truth) -> str:
        rows = "".join(
            f'<li itemscope itemtype="https://schema.org/Article"><a href="{u}" itemprop="url"><span itemprop="name">{t}</span></a></li>'
            for u, t, _ in others(self, truth, self.address)
        )
        previous, following = others(self, truth, self.address)[:2]
        return (
            f'<div class="item-page" itemscope itemtype="https://schema.org/Article"><meta itemprop="inLanguage" content="vi-VN"><div class="page-header"><h1> {truth.section} </h1></div>'
            f'<div class="page-header"><h2 itemprop="headline"> {escape(truth.title)} </h2></div>{self._icons(truth)}{self._info(truth)}<ul class="tags inline"><li class="tag-2 tag-list0" itemprop="keywords">'
            f'<a href="/component/tags/tag/an-ninh" class="label label-info"> an ninh trật tự </a></li></ul><div itemprop="articleBody">{self._written(truth)}</div><ul class="pager pagenav"><li class="previous">'
            f'<a class="hasTooltip" title="{previous[1]}" aria-label="Bài viết trước: {previous[1]}" href="{previous[0]}" rel="prev"><span class="icon-chevron-left"></span> Trước</a></li><li class="next">'
            f'<a class="hasTooltip" title="{following[1]}" href="{following[0]}" rel="next">Tiếp</a></li></ul></div><div class="well"><h3 class="page-header">Bài viết mới nhất</h3><ul class="latestnews mod-list">{rows}</ul></div>'
        )

    def _version_4(self, truth: Truth) -> str:
        rows = "".join(
            f'<li itemscope><a href="{u}" itemprop="url"><span itemprop="name">{t}</span></a> <span class="mod-articles-category-date">{d}</span></li>'
            for u, t, d in others(self, truth, self.address)
        )
        previous, following = others(self, truth, self.address)[:2]
        heading = f'<div class="page-header"><h1>{truth.section}</h1></div><div class="page-header"><h2 itemprop="headline"> {escape(truth.title)} </h2></div>'
        if self.version == "5":
            heading = f'<div class="page-header"><h1> {escape(truth.title)} </h1></div>'
        return (
            f'<div class="com-content-article item-page" itemscope itemtype="https://schema.org/Article"><meta itemprop="inLanguage" content="vi-VN">{heading}{self._info(truth)}'
            f'<div itemprop="articleBody" class="com-content-article__body">{self._written(truth)}</div>'.replace(
                ' itemprop="articleBody"', "" if self.version == "5" else ' itemprop="articleBody"'
            )
            + f'<nav class="pagenavigation" aria-label="Chuyển trang"><span class="pagination ms-0"><a class="btn btn-sm btn-secondary previous" href="{previous[0]}" rel="prev"><span class="visually-hidden"> Bài viết trước: '
            f'{previous[1]} </span><span class="icon-chevron-left"></span> <span aria-hidden="true">Trước</span></a><a class="btn btn-sm btn-secondary next" href="{following[0]}" rel="next"><span class="visually-hidden"> Bài '
            f'viết tiếp theo: {following[1]} </span><span aria-hidden="true">Tiếp</span></a></span></nav></div><div class="card"><h3 class="card-header">Cùng chuyên mục</h3><ul class="mod-articlescategory category-module mod-list">{rows}</ul></div>'
        )

    def blocks(self) -> Mapping[str, str]:
        """Captions as each editor writes them: a title that a script shows, JCE's and TinyMCE's figures."""
        return {
            "caption": '<p style="text-align: center;"><img src="/images/tin/{number}-{at}.jpg" alt="" width="640"></p><p style="text-align: center;"><em>{text}</em></p>'
            if self.version == "3"
            else '<figure class="image"><img src="/images/tin/{number}-{at}.jpg" alt="" width="640" height="400" loading="lazy" data-path="local-images:/tin/{number}-{at}.jpg"><figcaption>{text}</figcaption></figure>',
            "heading": "<h3>{text}</h3>",
            "table": "{text}",
            "paragraph": '<p style="text-align: justify;">{text}</p>',
        }
